using Gateway.Core.Accountability;
using Gateway.Core.Work;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;

namespace Gateway.Benchmarks.Finding;

/// <summary>One kind of question and how long answers took.</summary>
internal sealed record Asked(string What, int Times, Latency Milliseconds);

/// <summary>What was measured, on what.</summary>
internal sealed record FindFigures(string Machine, string Database, int Referrals, double FilledInSeconds, IReadOnlyList<Asked> Questions);

/// <summary>Asks everything that Find, the worklists, Now and a referral's page ask, of a store with a year of referrals.</summary>
internal static class FindMeasurement
{
    private const int Times = 100;
    private const int Disclosures = 1_000;
    private static readonly PrivacyLook Look = new(new Reader("measurement", null, UserRoles.Dpo), OpeningKind.Overview, PrivacyPurposes.AccessRequest);
    private static readonly Reader Desk = new("measurement", null, UserRoles.Operator);
    private static readonly StatedPurpose Why = new(LookUpPurposes.Fault, "How long an answer takes.");
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(15);

    internal static async Task<FindFigures> RunAsync(int referrals, bool postgres, TextWriter progress, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        var ground = await grounds.NewAsync("gateway", cancellation);
        await using var store = await FilledStore.FillAsync(
            ground, referrals, from => { if (from % 100_000 == 0) progress.WriteLine($"{from} of {referrals}"); }, cancellation);
        List<Asked> asked = [];
        var disclosed = await store.DisclosedAsync(Disclosures, cancellation);
        foreach (var (what, ask) in Questions(store, referrals, disclosed))
        {
            // The first answers compile the program and fill the caches, as the first viewer of the day does.
            for (var i = 0; i < 3; i++)
                await ask(i);
            asked.Add(await AskAsync(what, ask, cancellation));
            progress.WriteLine(FindReport.Line(asked[^1]));
        }

        return new FindFigures(Machines.This, postgres ? "PostgreSQL" : "SQLite", referrals, store.Seconds, asked);
    }

    private static async Task<Asked> AskAsync(string what, Func<int, Task> ask, CancellationToken cancellation)
    {
        List<double> took = [];
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Times && (i < 5 || TimeProvider.System.GetElapsedTime(began) < LongEnough); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = TimeProvider.System.GetTimestamp();
            await ask(i + 3);
            took.Add(TimeProvider.System.GetElapsedTime(from).TotalMilliseconds);
        }

        return new Asked(what, took.Count, Latency.Of(took));
    }

    private static IEnumerable<(string What, Func<int, Task> Ask)> Questions(FilledStore store, int referrals, Guid disclosed)
    {
        var (finder, worklists, year) = (store.Get<IFinder>(), store.Get<IWorklists>(), store.Year);
        foreach (var kind in year.Ids.Keys.Order(StringComparer.Ordinal))
            yield return ("find " + kind + " by id", i => finder.FindAsync(Some(year.Ids[kind], i).ToString("D"), CancellationToken.None));
        yield return ("find record by name", i => finder.FindAsync($"{Some(year.Ids["submission"], i):D}.1", CancellationToken.None));
        yield return ("find by an agency's reference", i => finder.FindAsync(year.TicketOf(Number(i)).Ticket, CancellationToken.None));
        yield return ("find a reference that nobody has", i => finder.FindAsync("none-" + i, CancellationToken.None));
        yield return ("find by identifier", i => finder.FindClientAsync(year.TicketOf(Number(i)).Agency, "agency", Year.ClientOf(Number(i)), Desk, Why, CancellationToken.None));
        foreach (var filter in Filters(year))
            yield return (Name(filter), _ => finder.ListAsync(filter, CancellationToken.None));
        yield return ("worklists: every cause", _ => worklists.CausesAsync(null, null, CancellationToken.None));
        foreach (var kind in new[] { TaskKinds.SetAside, TaskKinds.Withheld, TaskKinds.Overdue, TaskKinds.Parked })
            yield return ("worklists: causes of " + kind, _ => worklists.CausesAsync(kind, null, CancellationToken.None));
        yield return ("worklists: causes of one agency", _ => worklists.CausesAsync(null, year.Busy, CancellationToken.None));
        yield return ("worklists: items of the largest cause", _ => worklists.ItemsAsync(TaskKinds.Withheld, "basis-missing", "gateway", null, CancellationToken.None));
        yield return ("client's overview, 1,000 disclosures", _ => store.Get<IClientOverviews>().ReadAsync(year.Busy, disclosed, Look, CancellationToken.None));
        yield return ("now", _ => store.Get<IOverview>().ReadAsync(CancellationToken.None));
        yield return ("agency, busy", _ => store.Get<IAgencyFiles>().ReadAsync(year.Busy, CancellationToken.None));
        yield return ("agency, busy office", _ => store.Get<IAgencyFiles>().ReadAsync(year.BusyOffice, CancellationToken.None));
        yield return ("referral's story", i => store.Get<IReferralFiles>().ReadAsync(Some(year.Ids["referral"], i), CancellationToken.None));
        yield return ("record", i => store.Get<IRecordBodies>().DescribeAsync(Some(year.Ids["submission"], i), 1, CancellationToken.None));
        yield return ("submission, as its sender reads it", i => store.Get<ISubmissionReading>().ReadAsync(year.Busy, Some(year.Ids["submission"], i), 0, 100, CancellationToken.None));

        int Number(int i) => (int)((long)i * 7919 * 997 % referrals);
    }

    /// <summary>Every combination of filters, for agencies and offices with many and with few, and going on from the middle.</summary>
    private static IEnumerable<ReferralFilter> Filters(Year year)
    {
        var middle = year.Ids["referral"][year.Ids["referral"].Count / 2];
        foreach (var state in (string?[])[null, .. Enum.GetNames<ReferralState>()])
            foreach (var agency in (string?[])[null, year.Busy, year.Small])
                foreach (var recipient in (string?[])[null, year.BusyOffice, year.SmallOffice])
                    yield return new ReferralFilter(state, agency, recipient, null);
        yield return new ReferralFilter(null, null, null, middle);
        yield return new ReferralFilter(nameof(ReferralState.Unroutable), null, null, middle);
        yield return new ReferralFilter(null, year.Small, year.SmallOffice, middle);
    }

    private static string Name(ReferralFilter filter) =>
        $"list: {filter.State ?? "any state"}, from {filter.Agency ?? "any"}, to {filter.Recipient ?? "any"}{(filter.Before is null ? "" : ", from the middle on")}";

    private static Guid Some(List<Guid> ids, int i) => ids[i * 31 % ids.Count];
}
