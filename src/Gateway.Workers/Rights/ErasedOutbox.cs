using Gateway.Persistence.Rights;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Rights;

/// <summary>Files in the outbox that an agency has not collected and whose client was erased.</summary>
internal sealed partial class ErasedOutbox(IOptions<OutboxOptions> options, ILogger<ErasedOutbox> logger) : IErasedFiles
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
                Remove(of.Key, file);
        }
    }

    private void Remove(string agency, string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The erasure is committed; what lies there is somebody's to remove by hand.
            Log.Stays(logger, Path.GetFileName(file), agency, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1590, LogLevel.Error, "The file {File} in the outbox of {Agency} belongs to a client who was erased and could not be removed ({Exception}). Remove it by hand.")]
        public static partial void Stays(ILogger logger, string file, string agency, string exception);
    }
}
