using Gateway.Persistence.Rights;
using Gateway.Workers.Delivery;
using Gateway.Workers.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Rights;

/// <summary>Files in the outbox that an agency has not collected, and files that it dropped, whose client was erased.</summary>
internal sealed partial class ErasedOutbox(IOptions<OutboxOptions> options, IOptions<FileIntakeOptions> intake, ILogger<ErasedOutbox> logger) : IErasedFiles
{
    public bool Remove(IReadOnlyCollection<(string Recipient, Guid Delivery)> deliveries)
    {
        var all = DropPurge.Remove(intake.Value.Folder, [.. deliveries.Select(d => d.Delivery)]);
        if (!all)
            Log.DroppedStays(logger);
        foreach (var of in deliveries.GroupBy(d => d.Recipient, d => d.Delivery, StringComparer.Ordinal))
        {
            var folder = Path.Combine(options.Value.Folder, of.Key);
            if (!Directory.Exists(folder))
                continue;
            var ids = of.Select(id => id.ToString("D")).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => ids.Contains(Path.GetFileName(f).TrimStart('.').Split('.')[0])).ToList())
                all &= Remove(of.Key, file);
        }

        return all;
    }

    private bool Remove(string agency, string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The erasure is committed; what lies there is tried again.
            Log.Stays(logger, Path.GetFileName(file), agency, e.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1591, LogLevel.Error, "A file that an agency dropped holds data of a client who was erased and could not be removed. It is tried again later; let the gateway remove files in done, or remove it by hand.")]
        public static partial void DroppedStays(ILogger logger);

        [LoggerMessage(1590, LogLevel.Error, "The file {File} in the outbox of {Agency} belongs to a client who was erased and could not be removed ({Exception}). It is tried again later; let the gateway remove files there, or remove it by hand.")]
        public static partial void Stays(ILogger logger, string file, string agency, string exception);
    }
}

/// <summary>Registers what removes files of clients who were erased, for the gateway and for verbs.</summary>
public static class ErasedOutboxRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Services.</param>
    /// <param name="outbox">Folder of the outbox.</param>
    /// <param name="intake">Folder of the drop folders.</param>
    public static IServiceCollection AddErasedOutbox(this IServiceCollection services, string outbox, string intake) =>
        services.Configure<OutboxOptions>(o => o.Folder = outbox).PostConfigure<FileIntakeOptions>(o => o.Folder = intake).AddSingleton<IErasedFiles, ErasedOutbox>();
}
