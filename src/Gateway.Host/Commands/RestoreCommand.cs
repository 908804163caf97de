using System.CommandLine;
using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Host.Backups;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Restoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>restore from|accept|show|continue</c>: takes a backup into use, and lets deliveries go on when an operator has seen what is missing.</summary>
internal static class RestoreCommand
{
    internal static Command Create(IConfiguration configuration) => new("restore", "Take a backup into use. Deliveries are held until 'restore continue'.")
    {
        From(configuration),
        Accept(configuration),
        Show(configuration),
        Continue(configuration),
    };

    private static Command From(IConfiguration configuration)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder that 'backup' made." };
        var replace = new Option<bool>("--replace") { Description = "Put the database aside that lies in the data folder." };
        var withKeys = new Option<bool>("--with-keys") { Description = "Take the key files out of the backup where there are none." };
        var heads = new Option<FileInfo>("--heads") { Description = "File of audit heads that was kept apart, when the data folder has none." };
        var erasures = new Option<FileInfo>("--erasures") { Description = "File of erasures that was kept apart, when the data folder has none." };
        heads.AcceptExistingOnly();
        erasures.AcceptExistingOnly();
        var command = new Command("from", "Restore the embedded database from a backup. No gateway may run on the data folder.") { folder, replace, withKeys, heads, erasures };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = GatewaySettings.Read(configuration);
            if (!settings.Database.IsEmbedded)
                return await SharedOptions.RefuseAsync("A server database is restored by its own tools; then 'restore accept' takes it into use (docs/backup.md).");
            var state = await Restore.FromAsync(
                settings, ContractsFolder.LoadOrFail(settings.Contracts), parsed.GetValue(folder)!.FullName,
                new RestoreOptions(parsed.GetValue(replace), parsed.GetValue(withKeys), parsed.GetValue(heads), parsed.GetValue(erasures)), UserRules.CommandLine, TimeProvider.System.GetUtcNow(), cancellation);
            return Said(state);
        });
        return command;
    }

    private static Command Accept(IConfiguration configuration)
    {
        var command = new Command("accept", "Take a database into use that was restored by other tools. No process of the gateway may run.");
        command.SetAction(async (_, cancellation) =>
        {
            var settings = GatewaySettings.Read(configuration) with { MakesMasterKey = false };
            if (settings.Database.IsEmbedded && !File.Exists(settings.DatabaseFile))
                return await SharedOptions.RefuseAsync($"There is no database in '{settings.Data}'. Put the restored one there as {Path.GetFileName(settings.DatabaseFile)}, or use 'restore from'.");
            using var folder = DataFolder.TakeFor(settings);
            await using var services = new ServiceCollection().AddLogging().AddStore(settings, ContractsFolder.LoadOrFail(settings.Contracts)).BuildServiceProvider();
            var database = services.GetRequiredService<IGatewayDatabase>();
            try
            {
                if (database.IsShared && await database.SchemaProblemAsync(cancellation) is { } problem)
                    throw new SchemaException(problem);
                if (database.IsShared && await services.GetRequiredService<ProcessNotes>().AnyAsync(cancellation))
                    return await SharedOptions.RefuseAsync($"A process of the gateway has worked on this database in the last {(int)ProcessNotes.Alive.TotalSeconds} s. Stop every process, wait that long, and say it again: one that goes on delivers.");
                var state = await Restore.TakeIntoUseAsync(services, settings, new RestoredState(TimeProvider.System.GetUtcNow(), null, 0, 0, null), UserRules.CommandLine, cancellation);
                Restore.EndHeads(settings, state);
                return Said(state);
            }
            catch (Exception e) when (database.Explain(e) is { } sentence)
            {
                throw new HostFault(sentence);
            }
        });
        return command;
    }

    private static Command Show(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("show", "Tell what is missing since the backup, and what waits.") { json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(configuration, StoreUse.Reads, async services =>
        {
            var report = await services.GetRequiredService<IRestores>().ReportAsync(cancellation);
            if (parsed.GetValue(json))
                Shown.Json(report);
            else
                Tell(report);
            return ExitCode.Done;
        }, cancellation));
        return command;
    }

    private static Command Continue(IConfiguration configuration)
    {
        var command = new Command("continue", "Let deliveries go on. What waits by then and may have left before the restore is parked, for a person to replay.");
        command.SetAction((_, cancellation) => StoreVerb.RunAsync(configuration, StoreUse.Changes, async services =>
        {
            var restores = services.GetRequiredService<IRestores>();
            if (await restores.StateAsync(cancellation) is null)
                return await SharedOptions.RefuseAsync("No restore holds deliveries.");
            if (await restores.ContinueAsync(UserRules.CommandLine, cancellation) is not { } parked)
                return await SharedOptions.RefuseAsync("What was handed in is not decided yet, and may cause deliveries that left before. Let the gateway run until 'restore show' tells of no work, then say it again.");
            Console.WriteLine($"Deliveries go on. {parked} that may have left before the restore are parked under code {Core.Handovers.RestoreHold.Code}: ask the recipients, then replay those that they do not have (dashboard, Replays; or replay --stage delivery --code {Core.Handovers.RestoreHold.Code} for all).");
            return ExitCode.Done;
        }, cancellation));
        return command;
    }

    private static int Said(RestoredState state)
    {
        Console.WriteLine($"Restored through seal {state.Seal} of the audit trail, which holds{Until(state)}");
        Console.WriteLine("What was erased is erased. Every delivery is held: start the gateway, do what docs/backup.md says under 'After a restore', look at 'restore show', and end the hold with 'restore continue'.");
        return ExitCode.Done;
    }

    private static void Tell(RestoreReport report)
    {
        if (report.State is not { } state)
        {
            Console.WriteLine($"No restore holds deliveries.{(report.Parked > 0 ? $" {report.Parked} that may have left before one are parked still." : "")}");
            return;
        }

        Console.WriteLine($"Restored at {Moment(state.At)}, from a database of {(state.TakenAt is { } taken ? Moment(taken) : "before its first seal")}, through seal {state.Seal} of the audit trail{Until(state)}");
        Console.WriteLine("Not known since then: submissions, withdrawals and other noes, replies, what was delivered, keys and accounts that were revoked. Erasures are known, and were carried out again.");
        Console.WriteLine(report.Work == 0 ? "No work is due before the delivery stage." : $"{report.Work} work item(s) are due before the delivery stage.");
        var held = new Listing("office", "waiting");
        foreach (var (agency, count) in report.Held.OrderBy(h => h.Key, StringComparer.Ordinal))
            held.Add(agency, count.ToString(CultureInfo.InvariantCulture));
        held.Write("Nothing waits for any office.");
    }

    private static string Until(RestoredState state) => state.NotedAt is { } at && state.LostSeals > 0
        ? $"; {state.LostSeals} later seals, the last of {Moment(at)}, were noted outside it and are lost."
        : "; no later seal is noted outside it.";

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
