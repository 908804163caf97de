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

    /// <summary>Entries behind this place. The period is named by a range of its own: by that the index is searched.</summary>
    internal IQueryable<AuditRow> Behind(IQueryable<AuditRow> entries)
    {
        var (period, last) = this;
        return entries.Where(a => a.Period >= period && (a.Period > period || a.Id.CompareTo(last) > 0));
    }

    /// <summary>Whether an entry lies behind this place.</summary>
    internal bool IsBefore(AuditRow entry) => IsBefore(entry.Period, entry.Id);

    /// <summary>Whether another place lies behind this one.</summary>
    internal bool IsBefore(int period, Guid last) => period > Period || (period == Period && last.CompareTo(Last) > 0);

    /// <summary>Entries up to this place.</summary>
    internal IQueryable<AuditRow> UpTo(IQueryable<AuditRow> entries)
    {
        var (period, last) = this;
        return entries.Where(a => a.Period <= period && (a.Period < period || a.Id.CompareTo(last) <= 0));
    }
}
