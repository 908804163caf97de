using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Reconciliation;

/// <summary>A referral as it is counted for one of its parties.</summary>
/// <param name="Id">Referral that was sent, or handover that was received.</param>
/// <param name="State">One of <see cref="CoarseStatuses"/>, as the agency may know it.</param>
/// <param name="TicketHash">Of one that was sent: its ticket's blind index. Of one that was received its id is the ticket.</param>
public sealed record Counted(Guid Id, string State, byte[]? TicketHash = null);

/// <summary>What the gateway holds for an agency over some days.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Sent">Referrals that it sent.</param>
/// <param name="Received">Handovers that reached it.</param>
public sealed record HeldForAgency(DateOnly From, DateOnly Until, IReadOnlyList<Counted> Sent, IReadOnlyList<Counted> Received);

/// <summary>A difference before its tickets are opened.</summary>
/// <param name="Difference">The difference, without the tickets that only the gateway has.</param>
/// <param name="OnlyGateway">Referrals or handovers that only the gateway has in the state, the first of them.</param>
public sealed record FoundDifference(CountDifference Difference, IReadOnlyList<Guid> OnlyGateway);

/// <summary>Counts both sides, says whether stated counts can be, and where they differ.</summary>
public static class CountRules
{
    /// <summary>Role of what an agency sent.</summary>
    public const string Sender = "sender";

    /// <summary>Role of what reached it.</summary>
    public const string Recipient = "recipient";

    /// <summary>Reason code of counts that cannot be.</summary>
    public const string Impossible = "counts-impossible";

    /// <summary>Days that are counted, today included.</summary>
    public const int Days = 30;

    /// <summary>Days back that an agency may count.</summary>
    public const int LongestDays = 366;

    /// <summary>Tickets that a state may name.</summary>
    public const int MostTickets = 200;

    private const int MostNamed = 20;

    /// <summary>Keeps counts that an agency stated, or says why they cannot be.</summary>
    internal static void Keep(Draft draft, RecordSnapshot record, ReconciliationCounted stated)
    {
        if (Problem(stated, draft.TodayAt(record.Agency)) is { } problem)
        {
            SetAside.Record(draft, record, Impossible, problem);
            return;
        }

        draft.Add(new KeptCounts { Id = draft.NewKey(), Agency = record.Agency, Day = draft.TodayAt(record.Agency), At = draft.Moment.Now, RecordId = record.Id });
    }

    /// <summary>Why counts cannot be; null: they can.</summary>
    /// <param name="stated">Counts.</param>
    /// <param name="today">The agency's day.</param>
    public static Sentence? Problem(ReconciliationCounted stated, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(stated);
        if (LifeStatements.Day(stated.From) is not { } from || LifeStatements.Day(stated.Until) is not { } until || from > until || until > today || from < today.AddDays(-LongestDays))
            return CountProblems.Days.With();
        foreach (var counts in new[] { stated.Sent, stated.Received }.OfType<RoleCounts>())
        {
            var states = counts.States ?? [];
            if (counts.Total < 0 || states.Any(s => s.Count < 0))
                return CountProblems.Negative.With();
            if (states.Any(s => !CoarseStatuses.All.Contains(s.State)) || states.DistinctBy(s => s.State).Count() != states.Count)
                return CountProblems.State.With();
            if (states.Sum(s => (long)s.Count) > counts.Total)
                return CountProblems.MoreThanAll.With();
            if (states.Any(s => s.Tickets is { } tickets && (tickets.Count > s.Count || tickets.Count > MostTickets || tickets.Distinct(StringComparer.Ordinal).Count() != tickets.Count)))
                return CountProblems.Tickets.With(MostTickets);
        }

        return null;
    }

    /// <summary>The state in which a handover is counted for the office that has it.</summary>
    public static string StateOf(HandoverState state) => state switch
    {
        HandoverState.Issued => CoarseStatuses.Pending,
        HandoverState.Received => CoarseStatuses.Received,
        HandoverState.Waitlisted => CoarseStatuses.Waitlisted,
        HandoverState.Accepted => CoarseStatuses.Accepted,
        HandoverState.InService => CoarseStatuses.InService,
        HandoverState.NotAccepted => CoarseStatuses.NotAccepted,
        HandoverState.NotStarted => CoarseStatuses.NotStarted,
        HandoverState.Stabilised or HandoverState.Completed => CoarseStatuses.Completed,
        _ => CoarseStatuses.Ended,
    };

    /// <summary>The days that are counted on a day.</summary>
    public static (DateOnly From, DateOnly Until) Window(DateOnly today) => (today.AddDays(1 - Days), today);

    /// <summary>Counts.</summary>
    public static RoleCounts Count(IReadOnlyList<Counted> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new RoleCounts
        {
            Total = held.Count,
            States = [.. held.GroupBy(h => h.State, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new StateCount { State = g.Key, Count = g.Count() })],
        };
    }

    /// <summary>Where the two sides differ; nothing: they agree.</summary>
    /// <param name="held">What the gateway holds, over the days that the agency counted.</param>
    /// <param name="stated">What the agency stated.</param>
    /// <param name="index">Blind index.</param>
    /// <param name="agency">Agency.</param>
    public static IReadOnlyList<FoundDifference> Differences(HeldForAgency held, ReconciliationCounted stated, BlindIndex index, string agency)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(index);
        return
        [
            .. Of(Sender, held.Sent, stated.Sent, ticket => index.Ticket(agency, ticket), (counted, hash) => AgreementRules.Same(counted.TicketHash, hash)),
            .. Of(Recipient, held.Received, stated.Received, ticket => Guid.TryParse(ticket, out var id) ? id : Guid.Empty, (counted, id) => counted.Id == id),
        ];
    }

    /// <summary>A role of which the agency said nothing is not compared.</summary>
    private static IEnumerable<FoundDifference> Of<T>(string role, IReadOnlyList<Counted> held, RoleCounts? stated, Func<string, T> read, Func<Counted, T, bool> same)
    {
        if (stated is null)
            return [];
        var mine = held.ToLookup(h => h.State, StringComparer.Ordinal);
        var theirs = (stated.States ?? []).ToDictionary(s => s.State, StringComparer.Ordinal);
        // What it counts and names under no state is nothing that it has heard of yet.
        var unnamed = stated.Total - theirs.Values.Sum(s => s.Count);
        if (unnamed > 0)
            theirs[CoarseStatuses.Pending] = theirs.TryGetValue(CoarseStatuses.Pending, out var pending) ? pending with { Count = pending.Count + unnamed } : new StateCount { State = CoarseStatuses.Pending, Count = unnamed };
        return mine.Select(m => m.Key).Union(theirs.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(state => Difference(role, state, [.. mine[state]], theirs.GetValueOrDefault(state), read, same)).OfType<FoundDifference>();
    }

    private static FoundDifference? Difference<T>(string role, string state, IReadOnlyList<Counted> mine, StateCount? theirs, Func<string, T> read, Func<Counted, T, bool> same)
    {
        var tickets = theirs?.Tickets?.Select(t => (Ticket: t, Read: read(t))).ToList();
        List<Guid> onlyGateway = tickets is null ? [] : [.. mine.Where(m => !tickets.Exists(t => same(m, t.Read))).Select(m => m.Id)];
        List<string> onlyAgency = [.. (tickets ?? []).Where(t => !mine.Any(m => same(m, t.Read))).Select(t => t.Ticket)];
        var count = theirs?.Count ?? 0;
        if (count == mine.Count && onlyAgency.Count == 0)
            return null;
        // Where the agency counts none, the gateway names what it has.
        if (tickets is null && count == 0)
            onlyGateway = [.. mine.Select(m => m.Id)];
        return new FoundDifference(
            new CountDifference { Role = role, State = state, Gateway = mine.Count, Agency = count, OnlyAgency = onlyAgency.Count == 0 ? null : [.. onlyAgency.Take(MostNamed)] },
            [.. onlyGateway.Take(MostNamed)]);
    }

    /// <summary>The days that stated counts are about; they were found to be days before.</summary>
    public static (DateOnly From, DateOnly Until) DaysOf(ReconciliationCounted stated)
    {
        ArgumentNullException.ThrowIfNull(stated);
        return (LifeStatements.Day(stated.From)!.Value, LifeStatements.Day(stated.Until)!.Value);
    }
}
