using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>A place in the order of the audit trail's entries: by period, and in it by id. Everything up to the last seal's place is sealed.</summary>
/// <param name="Period">Period.</param>
/// <param name="Last">Entry of that period.</param>
internal sealed record AuditPosition(int Period, Guid Last)
{
    /// <summary>Before every entry.</summary>
    internal static AuditPosition Start { get; } = new(int.MinValue, Guid.Empty);

    /// <summary>How far the trail is sealed.</summary>
    internal static async Task<AuditPosition> OfLastSealAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.AuditSeals.OrderByDescending(s => s.Number).Select(s => new { s.Period, s.Last }).FirstOrDefaultAsync(cancellation) is { } last
            ? new AuditPosition(last.Period, last.Last)
            : Start;

    /// <summary>Entries of its period behind this place.</summary>
    /// <remarks>Apart from those of later periods: as one condition, both would be sought from the beginning of the period on.</remarks>
    internal IQueryable<AuditRow> BehindInPeriod(IQueryable<AuditRow> entries)
    {
        var (period, last) = this;
        return entries.Where(a => a.Period == period && a.Id.CompareTo(last) > 0);
    }

    /// <summary>Entries of later periods.</summary>
    internal IQueryable<AuditRow> InLaterPeriods(IQueryable<AuditRow> entries)
    {
        var period = Period;
        return entries.Where(a => a.Period > period);
    }

    /// <summary>The next entries behind this place, in order.</summary>
    internal async Task<List<AuditRow>> NextAsync(IQueryable<AuditRow> entries, int most, CancellationToken cancellation)
    {
        var rows = await BehindInPeriod(entries).OrderBy(a => a.Id).Take(most).ToListAsync(cancellation);
        if (rows.Count < most)
            rows.AddRange(await InLaterPeriods(entries).OrderBy(a => a.Period).ThenBy(a => a.Id).Take(most - rows.Count).ToListAsync(cancellation));
        return rows;
    }

    /// <summary>The period of the first entry behind this place; null: there is none.</summary>
    internal async Task<int?> NextPeriodAsync(IQueryable<AuditRow> entries, CancellationToken cancellation) =>
        await BehindInPeriod(entries).AnyAsync(cancellation)
            ? Period
            : await InLaterPeriods(entries).OrderBy(a => a.Period).ThenBy(a => a.Id).Select(a => (int?)a.Period).FirstOrDefaultAsync(cancellation);

    /// <summary>How many entries lie behind this place.</summary>
    internal async Task<long> CountAsync(IQueryable<AuditRow> entries, CancellationToken cancellation) =>
        await BehindInPeriod(entries).LongCountAsync(cancellation) + await InLaterPeriods(entries).LongCountAsync(cancellation);

    /// <summary>Whether an entry lies behind this place.</summary>
    internal bool IsBefore(AuditRow entry) => IsBefore(entry.Period, entry.Id);

    /// <summary>Whether another place lies behind this one.</summary>
    internal bool IsBefore(int period, Guid last) => period > Period || (period == Period && last.CompareTo(Last) > 0);
}
