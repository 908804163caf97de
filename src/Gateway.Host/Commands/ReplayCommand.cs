using System.CommandLine;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>replay</c>: parked steps go again, records that were set aside are translated again, referrals are decided again.</summary>
internal static class ReplayCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var stage = new Option<string>("--stage") { Description = $"Only this stage: {string.Join(", ", StageNames.All)}." };
        stage.AcceptOnlyFromAmong([.. StageNames.All]);
        var code = new Option<string>("--code") { Description = "Only what has this reason code; with --set-aside and --undecided it must be given." };
        var setAside = new Option<bool>("--set-aside") { Description = "Instead of parked steps: records that were set aside, translated again under the profile as it is now." };
        var undecided = new Option<bool>("--undecided") { Description = "Instead of parked steps: referrals that are withheld or have no office, decided again." };
        var agency = new Option<string>("--agency") { Description = "With --set-aside or --undecided: only this agency's." };
        var profile = new Option<string>("--profile") { Description = "With --set-aside: only records in this format." };
        var path = new Option<string>("--path") { Description = "With --set-aside: only records with the reason at this path." };
        var command = new Command("replay", "Re-issue parked steps, records set aside or undecided referrals; each goes once, however often this is run.") { stage, code, setAside, undecided, agency, profile, path };
        command.Validators.Add(given =>
        {
            if ((given.GetValue(setAside) || given.GetValue(undecided)) && string.IsNullOrWhiteSpace(given.GetValue(code)))
                given.AddError("--set-aside and --undecided need --code: the reason code as the worklist shows it.");
            if (given.GetValue(setAside) && given.GetValue(undecided))
                given.AddError("Name one of --set-aside and --undecided.");
            if (!given.GetValue(setAside) && (given.GetValue(profile) ?? given.GetValue(path)) is not null)
                given.AddError("--profile and --path go with --set-aside.");
        });
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            services => parsed.GetValue(setAside)
                ? CauseAsync(services, ReplayCause.SetAside(parsed.GetValue(code)!, parsed.GetValue(agency), parsed.GetValue(profile), parsed.GetValue(path)), cancellation)
                : parsed.GetValue(undecided)
                    ? CauseAsync(services, ReplayCause.Undecided(parsed.GetValue(code)!, parsed.GetValue(agency)), cancellation)
                    : ParkedAsync(services, parsed.GetValue(stage), parsed.GetValue(code), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> ParkedAsync(IServiceProvider services, string? stage, string? code, CancellationToken cancellation)
    {
        var count = await services.GetRequiredService<ParkedWork>().ReplayAsync(stage, code, "command-line", cancellation);
        Console.WriteLine($"{count} step(s) re-issued.");
        return 0;
    }

    /// <summary>The set is frozen and its first item issued; the running gateway goes on with it, ten and then the rest.</summary>
    private static async Task<int> CauseAsync(IServiceProvider services, ReplayCause cause, CancellationToken cancellation)
    {
        var replays = services.GetRequiredService<IReplayStore>();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var count = await replays.PrepareAsync(id, "command-line", cause, cancellation);
        if (count == 0)
        {
            Console.WriteLine("Nothing has this cause.");
            return 0;
        }

        await replays.StartAsync(id, "command-line", cancellation);
        Console.WriteLine($"{count} item(s) in replay {id:D}. One goes first; when it succeeds the running gateway goes on with ten, then with the rest. Look at /dashboard/replays/{id:D}.");
        return 0;
    }
}
