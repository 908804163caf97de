using System.CommandLine;
using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>retention show|run|hold</c>: what is kept how long, what is purged, and what a law or a dispute keeps.</summary>
internal static class RetentionCommand
{
    internal static Command Create(IConfiguration configuration) => new("retention", "How long records are kept, what is purged, and legal holds.")
    {
        Show(configuration),
        Run(configuration),
        Hold(configuration),
    };

    private static Command Show(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("show", "Tell the term of each kind of record, its ground, and what was purged so far.") { json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var terms = services.GetRequiredService<IPresent<Agreed>>().Now.Policy.Retention;
                var progress = await services.GetRequiredService<IRetention>().ProgressAsync(cancellation);
                var lines = progress.Select(p => new { p.Kind, keep = terms.Of(p.Kind)?.Keep?.ToString() ?? "always", terms.Of(p.Kind)?.Because, p.Purged, p.UpTo, p.LookedAt }).ToList();
                return Listing.Write(
                    lines, parsed.GetValue(json), "There are no kinds of records.", ["kind", "kept", "purged", "up to"],
                    line => [line.Kind, line.keep, line.Purged.ToString(CultureInfo.InvariantCulture), Day(line.UpTo)]);
            },
            cancellation));
        return command;
    }

    private static Command Run(IConfiguration configuration)
    {
        var dry = new Option<bool>("--dry-run") { Description = "Only tell what would be purged, by kind and date; nothing is written." };
        var json = SharedOptions.Json();
        var command = new Command("run", "Purge what is due now, instead of leaving it to the running gateway.") { dry, json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(dry)
            ? StoreVerb.RunAsync(configuration, StoreUse.Reads, services => ForecastAsync(services, parsed.GetValue(json), cancellation), cancellation)
            : StoreVerb.RunAsync(configuration, StoreUse.Changes, services => PurgeAsync(services, parsed.GetValue(json), cancellation), cancellation));
        return command;
    }

    private static async Task<int> ForecastAsync(IServiceProvider services, bool json, CancellationToken cancellation)
    {
        var forecasts = await services.GetRequiredService<IRetention>().ForecastAsync(cancellation);
        return Listing.Write(
            forecasts, json, "There are no kinds of records.", ["kind", "due", "from", "up to", "kept although the term is over"],
            forecast =>
            [
                forecast.Kind, forecast.Records.ToString(CultureInfo.InvariantCulture), Day(forecast.From), Day(forecast.UpTo),
                string.Join(", ", forecast.Kept.Select(k => $"{k.Value} ({Words(k.Key)})")),
            ]);
    }

    private static async Task<int> PurgeAsync(IServiceProvider services, bool json, CancellationToken cancellation)
    {
        var (retention, leases) = (services.GetRequiredService<IRetention>(), services.GetRequiredService<ILeases>());
        var before = (await retention.ProgressAsync(cancellation)).ToDictionary(p => p.Kind, p => p.Purged, StringComparer.Ordinal);
        Lease? held = null;
        var since = services.GetRequiredKeyedService<TimeProvider>(PersistenceRegistration.Machine).GetUtcNow();
        using var progress = new ProgressLine();
        var rounds = 0;
        do
        {
            progress.Show($"purging, round {++rounds}");
            held = await leases.TakeAsync("retention", TimeSpan.FromSeconds(10), held, cancellation);
            if (held is null)
                throw new HostFault("Another process is purging just now. See 'retention show' in a while.");
        }
        while (await retention.MoveAsync(held, since, cancellation));
        await leases.GiveUpAsync(held, cancellation);
        var purged = (await retention.ProgressAsync(cancellation)).Select(p => new { p.Kind, purged = p.Purged - before.GetValueOrDefault(p.Kind), p.UpTo }).Where(p => p.purged > 0).ToList();
        progress.Dispose();
        return Listing.Write(
            purged, json, "Nothing was due.", ["kind", "purged", "up to"],
            line => [line.Kind, line.purged.ToString(CultureInfo.InvariantCulture), Day(line.UpTo)]);
    }

    private static Command Hold(IConfiguration configuration)
    {
        var (subject, ground, reference) = (Subject(), new Option<string>("--ground") { Description = "statute: a law keeps it; dispute: a complaint or procedure needs it.", Required = true }, new Option<string>("--reference") { Description = "The article or the file number, in one word with a digit; nothing of a person.", Required = true });
        ground.Among([.. LegalHoldRules.Grounds]);
        var add = new Command("add", "Keep what is known of a client or of a referral beyond its terms.") { subject, ground, reference };
        add.SetAction((parsed, cancellation) => StoreVerb.RunAsync(configuration, StoreUse.Changes, async services =>
            await services.GetRequiredService<ILegalHolds>().AddAsync(parsed.GetValue(subject), parsed.GetValue(ground)!, parsed.GetValue(reference)!, UserRules.CommandLine, cancellation) switch
            {
                HoldAnswer.Held => Said(true, "It is held until the hold is lifted.", ""),
                HoldAnswer.NotACode => Said(false, "", LegalHoldRules.ReferenceForm),
                _ => Said(false, "", "There is no such client or referral, or it is held already."),
            }, cancellation));
        var lifted = Subject();
        var lift = new Command("lift", "Let the terms count again.") { lifted };
        lift.SetAction((parsed, cancellation) => StoreVerb.RunAsync(configuration, StoreUse.Changes, async services =>
            Said(await services.GetRequiredService<ILegalHolds>().LiftAsync(parsed.GetValue(lifted), UserRules.CommandLine, cancellation), "The hold is lifted.", "There is no such hold."), cancellation));
        var json = SharedOptions.Json();
        var list = new Command("list", "List legal holds.") { json };
        list.SetAction((parsed, cancellation) => StoreVerb.RunAsync(configuration, StoreUse.Reads, async services =>
        {
            return Listing.Write(
                await services.GetRequiredService<ILegalHolds>().ListAsync(cancellation), parsed.GetValue(json),
                "There are no legal holds.", ["subject", "ground", "since", "reference"],
                hold => [hold.Subject.ToString("D"), hold.Ground, Day(hold.Since), hold.Reference]);
        }, cancellation));
        return new Command("hold", "Legal holds: a law or a dispute keeps what is known of a client or of a referral.") { add, lift, list };
    }

    private static int Said(bool done, string yes, string no)
    {
        (done ? Console.Out : Console.Error).WriteLine(done ? yes : no);
        return done ? ExitCode.Done : ExitCode.Refused;
    }

    private static string Words(Need need) => need switch
    {
        Need.OpenReferral => "its referral is open",
        Need.RunningDeadline => "a deadline runs",
        Need.OpenDelivery => "a delivery is not settled",
        Need.OpenWork => "work on it waits",
        Need.Open => "it is open itself",
        Need.InUse => "something that is kept refers to it",
        Need.ClientsNo => "the client said no",
        Need.LegalHold => "legal hold",
        Need.Statute => "a statute keeps it",
        _ => need.ToString(),
    };

    private static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    private static Argument<Guid> Subject() => new("subject") { Description = "Id of the client or referral, as its page shows it." };
}
