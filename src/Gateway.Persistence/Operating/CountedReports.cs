using Gateway.Core.Ladder;
using Gateway.Core.Outcomes;
using Gateway.Core.Reading;
using Gateway.Core.Reports;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reports from one count, kept for ten minutes in each process: whoever reads two reports, or reads one twice, sees the same numbers, so that
/// the difference of two readings tells nothing about who came between them. As long as somebody reads, the next count is taken before the last
/// is over, so that nobody waits for it.
/// </summary>
internal sealed class CountedReports(
    IGatewayDatabase database, IFigures figures, ILadderFigures ladder, IOutcomeFigures outcomes, IPresent<Agreed> agreed, TimeProvider domain, TimeProvider machine) : IReports
{
    /// <summary>Years of the ladder at most; of earlier ones nothing is shown.</summary>
    private const int MostYears = 10;
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(10);

    /// <summary>So long before a count is over the next is taken.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>So long after the last reading counting goes on.</summary>
    private static readonly TimeSpan Interest = TimeSpan.FromHours(4);

    /// <summary>A count is kept at least so many times as long as it took: counting takes at most a fiftieth of the time.</summary>
    private const int Rest = 50;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Counted? _last;
    private long _readAt = long.MinValue;
    private int _changes;

    public async Task<ReportSet> ReadAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _readAt, machine.GetUtcNow().UtcTicks);
        if (Fresh is { } fresh)
            return fresh.Reports;
        await _turn.WaitAsync(cancellation);
        try
        {
            return (Fresh ?? (_last = await CountedAsync(cancellation))).Reports;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (!IsDue)
            return;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (IsDue)
                _last = await CountedAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Counts anew at the next reading: an entry of the barrier log was added or decided. A count that began before does not hold either.</summary>
    internal void Forget() => Interlocked.Increment(ref _changes);

    private Counted? Fresh => _last is { } last && machine.GetUtcNow() < last.Until && ReferenceEquals(last.Agreed, agreed.Now) && last.Changes == Volatile.Read(ref _changes) ? last : null;

    /// <summary>Whether somebody read reports not long ago, and the last count is over or about to be.</summary>
    private bool IsDue => _last is not null && machine.GetUtcNow().UtcTicks - Interlocked.Read(ref _readAt) <= Interest.Ticks && !(Fresh is { } last && machine.GetUtcNow() < last.Until - Ahead);

    private async Task<Counted> CountedAsync(CancellationToken cancellation)
    {
        var (now, changes, began) = (agreed.Now, Volatile.Read(ref _changes), machine.GetTimestamp());
        var reports = ReportRules.Of(await CountAsync(now, cancellation), now.Evaluation);
        var took = machine.GetElapsedTime(began);
        return new Counted(machine.GetUtcNow() + (took * Rest > Holds ? took * Rest : Holds), now, changes, reports);
    }

    private async Task<ReportFigures> CountAsync(Agreed now, CancellationToken cancellation)
    {
        var pilot = await figures.PilotAsync(cancellation);
        await using var store = database.Open();
        var barriers = await store.Barriers.AsNoTracking().OrderBy(b => b.DecidedAt != null).ThenByDescending(b => b.Id).ToListAsync(cancellation);
        List<LadderBook> books = [];
        foreach (var year in (await ladder.YearsAsync(cancellation)).Take(MostYears))
            books.Add(await BookAsync(year, cancellation));
        var count = await outcomes.CountAsync(cancellation);
        OutcomeFigures Of(OutcomeQuestion question) => OutcomeRules.Figures(question, count.At, count.Parts, count.Chains, now);
        var whole = Of(new OutcomeQuestion(null));
        List<OutcomeQuestion> parts =
        [
            .. now.Collaborations.Select(c => c.Id).Order(StringComparer.Ordinal).Select(c => new OutcomeQuestion(null, c)),
            .. whole.Caseloads.Select(l => l.Office).Concat(now.Collaborations.SelectMany(c => c.Parties.Concat(c.Providers))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(o => new OutcomeQuestion(null, Office: o)),
            .. count.Years.Select(y => new OutcomeQuestion(y)),
        ];
        return new ReportFigures
        {
            At = domain.GetUtcNow(),
            Pilot = pilot,
            Barriers = [.. barriers.Select(b => new LoggedBarrier(b.Id, b.Agreement, b.Title, b.Stopped, b.Level, b.Owner, b.OpenedAt, b.Decision is not null))],
            Ladder = books,
            Outcomes = [whole, .. parts.Select(Of)],
        };
    }

    private async Task<LadderBook> BookAsync(int year, CancellationToken cancellation)
    {
        var question = new LadderQuestion(year);
        var by = new Dictionary<LadderDimension, IReadOnlyList<(string Value, LadderMatrix Matrix)>>();
        LadderMatrix? whole = null;
        foreach (var dimension in Enum.GetValues<LadderDimension>())
        {
            var matrices = await ladder.ReadAsync(question, dimension, cancellation);
            whole ??= matrices[0].Matrix;
            by[dimension] = [.. matrices.Skip(1)];
        }

        return LadderBook.Of(whole!, by);
    }

    private sealed record Counted(DateTimeOffset Until, Agreed Agreed, int Changes, ReportSet Reports);
}
