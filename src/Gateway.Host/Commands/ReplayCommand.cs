using System.CommandLine;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>replay</c>: parked work goes again, records that were set aside are translated again, referrals are decided again.</summary>
internal static class ReplayCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var stage = new Option<string>("--stage") { Description = $"Only this stage: {string.Join(", ", StageNames.All)}." };
        stage.Among([.. StageNames.All]);
        var code = new Option<string>("--code") { Description = "Only what has this reason code; with --set-aside and --undecided it must be given." };
        var setAside = new Option<bool>("--set-aside") { Description = "Instead of parked work: records that were set aside, translated again under the profile as it is now." };
        var undecided = new Option<bool>("--undecided") { Description = "Instead of parked work: referrals that are withheld or have no office, decided again." };
        var agency = new Option<string>("--agency") { Description = "With --set-aside or --undecided: only this agency's." };
        var profile = new Option<string>("--profile") { Description = "With --set-aside: only records in this format." };
        var path = new Option<string>("--path") { Description = "With --set-aside: only records with the reason at this path." };
        var draft = new Option<FileInfo>("--draft") { Description = "With --set-aside and --profile: a changed profile.yaml or code map. Counts what the records would come to under it, and changes nothing." };
        draft.AcceptExistingOnly();
        var json = SharedOptions.Json();
        var command = new Command("replay", "Re-issue parked work, records set aside or undecided referrals; each goes once, however often this is run.") { stage, code, setAside, undecided, agency, profile, path, draft, json };
        command.Validators.Add(given =>
        {
            if ((given.GetValue(setAside) || given.GetValue(undecided)) && string.IsNullOrWhiteSpace(given.GetValue(code)))
                given.AddError("--set-aside and --undecided need --code: the reason code as the worklist shows it.");
            if (given.GetValue(setAside) && given.GetValue(undecided))
                given.AddError("Name one of --set-aside and --undecided.");
            if (!given.GetValue(setAside) && (given.GetValue(profile) ?? given.GetValue(path)) is not null)
                given.AddError("--profile and --path go with --set-aside.");
            if (given.GetValue(draft) is not null && (!given.GetValue(setAside) || string.IsNullOrWhiteSpace(given.GetValue(profile))))
                given.AddError("--draft goes with --set-aside, and needs --profile: the format of the records.");
        });
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            services => parsed.GetValue(setAside) && ReplayCause.SetAside(parsed.GetValue(code)!, parsed.GetValue(agency), parsed.GetValue(profile), parsed.GetValue(path)) is var cause
                ? parsed.GetValue(draft) is { } file ? DraftAsync(services, cause, file, parsed.GetValue(json), cancellation) : CauseAsync(services, cause, parsed.GetValue(json), cancellation)
                : parsed.GetValue(undecided)
                    ? CauseAsync(services, ReplayCause.Undecided(parsed.GetValue(code)!, parsed.GetValue(agency)), parsed.GetValue(json), cancellation)
                    : ParkedAsync(services, parsed.GetValue(stage), parsed.GetValue(code), parsed.GetValue(json), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> ParkedAsync(IServiceProvider services, string? stage, string? code, bool json, CancellationToken cancellation)
    {
        var count = await services.GetRequiredService<ParkedWork>().ReplayAsync(stage, code, UserRules.CommandLine, cancellation);
        if (json)
            Shown.Json(new { issued = count });
        else
            Console.WriteLine($"{count} work item(s) issued again.");
        return ExitCode.Done;
    }

    private static async Task<int> DraftAsync(IServiceProvider services, ReplayCause cause, FileInfo file, bool json, CancellationToken cancellation)
    {
        if (file.Length > IDraftTests.LongestDraft)
            return await SharedOptions.RefuseAsync($"The file is longer than {IDraftTests.LongestDraft} bytes; a profile or code map is not.");
        var result = await services.GetRequiredService<IDraftTests>().TestAsync(UserRules.CommandLine, cause, await File.ReadAllTextAsync(file.FullName, cancellation), cancellation);
        foreach (var problem in result.Problems)
            Shown.Error(problem.Line > 0 ? $"{problem.File}:{problem.Line}: {problem.Text}" : $"{problem.File}: {problem.Text}");
        if (result.Problems.Count > 0)
            return ExitCode.Refused;
        if (json)
        {
            Shown.Json(new { result.Records, lines = result.Lines.Select(l => new { l.Count, l.Item.Outcome, l.Item.Code, l.Item.Path }) });
            return ExitCode.Done;
        }

        Console.WriteLine($"{result.Records} record(s) have this cause. Under the changed file:");
        foreach (var line in result.Lines)
            Console.WriteLine($"{line.Count,8}  {string.Join("  ", new[] { line.Item.Outcome, line.Item.Code, line.Item.Path }.OfType<string>())}");
        Console.WriteLine("Nothing was changed.");
        return ExitCode.Done;
    }

    /// <summary>The set is frozen and its first item issued; the running gateway goes on with it, ten and then the rest.</summary>
    private static async Task<int> CauseAsync(IServiceProvider services, ReplayCause cause, bool json, CancellationToken cancellation)
    {
        var replays = services.GetRequiredService<IReplayStore>();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var count = await replays.PrepareAsync(id, UserRules.CommandLine, cause, cancellation);
        if (count == 0)
        {
            if (json)
                Shown.Json(new { items = 0, replay = (Guid?)null });
            else
                Console.WriteLine("Nothing has this cause.");
            return ExitCode.Done;
        }

        await replays.StartAsync(id, UserRules.CommandLine, cancellation);
        if (json)
            Shown.Json(new { items = count, replay = id });
        else
            Console.WriteLine($"{count} item(s) in replay {id:D}. One goes first; when it succeeds the running gateway goes on with ten, then with the rest. Look at /dashboard/replays/{id:D}.");
        return ExitCode.Done;
    }
}
