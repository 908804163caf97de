using System.CommandLine;
using System.Globalization;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Host.Backups;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>backup</c>: copies the embedded database while the gateway works.</summary>
internal static class BackupCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A new folder for this backup." };
        var withKeys = new Option<bool>("--with-keys") { Description = "Put the key files into it too. Without them the backup is of no use to whoever finds it; keep them apart." };
        var json = SharedOptions.Json();
        var command = new Command("backup", "Back up the embedded database, beside a gateway that works on it.") { folder, withKeys, json };
        command.SetAction((parsed, cancellation) => GatewaySettings.Read(configuration).Database.IsEmbedded
            ? StoreVerb.RunAsync(configuration, StoreUse.Reads, services => RunAsync(services, parsed.GetValue(folder)!, parsed.GetValue(withKeys), parsed.GetValue(json), cancellation), cancellation)
            : SharedOptions.RefuseAsync("A server database is backed up by its own tools: pg_basebackup or pg_dump, BACKUP DATABASE. What else to keep, and how to restore, is in docs/backup.md."));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, DirectoryInfo folder, bool withKeys, bool json, CancellationToken cancellation)
    {
        var settings = services.GetRequiredService<GatewaySettings>();
        var now = services.GetRequiredKeyedService<TimeProvider>(PersistenceRegistration.Machine).GetUtcNow();
        var manifest = await Backup.TakeAsync(settings, folder.FullName, withKeys, services.GetRequiredService<IPresent<Agreed>>().Now.Policy.Version, now, cancellation);
        if (json)
        {
            Shown.Json(manifest);
            return ExitCode.Done;
        }

        Console.WriteLine($"Backed up to '{folder.FullName}': the database as it was at {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, through seal {manifest.Store.Seal} of the audit trail.");
        Console.WriteLine(withKeys
            ? "It holds the key files: whoever has this folder can read everything. Keep it as you keep the keys."
            : $"The master key is not in it, and without it nothing in it can be read. Keep a copy of '{settings.MasterKeyFile}' apart from backups{(settings.CompartmentKeyFile is { } file ? $", and one of '{file}' apart from both" : "")}.");
        Console.WriteLine($"The file of erasures is never in it. Keep '{settings.Erasures}' and '{settings.AuditHeads}' on another disk, newer than any backup: a restore needs them.");
        return ExitCode.Done;
    }
}
