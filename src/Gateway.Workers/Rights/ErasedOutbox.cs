using Gateway.Persistence.Rights;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Rights;

/// <summary>Files in the outbox that an agency has not collected and whose client was erased.</summary>
internal sealed class ErasedOutbox(IOptions<OutboxOptions> options) : IErasedFiles
{
    public void Remove(IEnumerable<(string Recipient, Guid Delivery)> deliveries)
    {
        foreach (var of in deliveries.GroupBy(d => d.Recipient, d => d.Delivery, StringComparer.Ordinal))
        {
            var folder = Path.Combine(options.Value.Folder, of.Key);
            if (!Directory.Exists(folder))
                continue;
            var ids = of.Select(id => id.ToString("D")).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => ids.Contains(Path.GetFileName(f).TrimStart('.').Split('.')[0])).ToList())
                File.Delete(file);
        }
    }
}
