using System.Linq.Expressions;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>Counts of what passed through, from the store itself.</summary>
internal sealed class Figures(IGatewayDatabase database, IPresent<Agreed> agreed, Installation installation) : IFigures
{
    public async Task<GatewayFigures> ReadAsync(string? country, CancellationToken cancellation)
    {
        var agencies = agreed.Now.Directory.Agencies.Where(a => country is null || a.Country == country).Select(a => a.Id).ToList();
        await using var store = database.Open();
        var records = await store.Records.Where(r => agencies.Contains(r.Agency))
            .GroupBy(r => new { r.StatementType, r.State }).Select(g => new { g.Key.StatementType, g.Key.State, Count = g.Count() }).ToListAsync(cancellation);

        RecordCounts Count(Func<string?, bool> of)
        {
            var mine = records.Where(r => of(r.StatementType)).ToList();
            var aside = mine.Where(r => r.State == RecordState.SetAside).Sum(r => r.Count);
            var all = mine.Sum(r => r.Count);
            return new RecordCounts(all, all - aside, aside);
        }

        static bool IsReferral(string? type) => type is null or EventTypes.ReferralSubmitted;
        static bool IsReply(string? type) => type is EventTypes.ReferralReply;
        return new GatewayFigures(
            Count(IsReferral), Count(IsReply), Count(t => !IsReferral(t) && !IsReply(t)),
            await ReferralsAsync(store, agencies, cancellation),
            await store.Disclosures.LongCountAsync(d => agencies.Contains(d.From), cancellation),
            await AuditAsync(store, cancellation), await WorkAsync(store, cancellation));
    }

    public async Task<PilotFigures> PilotAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var counts = await store.PilotCounts.AsNoTracking().ToListAsync(cancellation);
        var people = await PilotPeople.ReadAsync(database, [.. counts.Select(c => c.Collaboration).Distinct(StringComparer.Ordinal)], cancellation);
        var titles = agreed.Now.Collaborations.ToDictionary(a => a.Id, a => a.Title, StringComparer.Ordinal);
        return PilotFunnel.Of(counts, people, titles);
    }

    public async Task<Guid?> ReferralByTicketAsync(string agency, string ticket, CancellationToken cancellation)
    {
        var hashes = BlindIndex.Variants(installation.Index.Ticket(agency, ticket));
        await using var store = database.Open();
        return await store.Referrals.Where(r => r.Agency == agency && hashes.Contains(r.TicketHash)).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>In one statement: what is sealed between two would be in neither count.</summary>
    private static async Task<AuditCounts> AuditAsync(GatewayContext store, CancellationToken cancellation)
    {
        var (period, last) = await AuditPosition.OfLastSealAsync(store, cancellation);
        var counts = await store.Audit.GroupBy(a => a.Period > period || (a.Period == period && a.Id.CompareTo(last) > 0))
            .Select(g => new { Unsealed = g.Key, Count = g.LongCount() }).ToListAsync(cancellation);
        return new AuditCounts(counts.Where(c => !c.Unsealed).Sum(c => c.Count), counts.Where(c => c.Unsealed).Sum(c => c.Count));
    }

    /// <summary>In one statement: what is done between two would be in neither count.</summary>
    private static async Task<WorkCounts> WorkAsync(GatewayContext store, CancellationToken cancellation)
    {
        var counts = await store.WorkItems.GroupBy(s => s.State).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return new WorkCounts(counts.GetValueOrDefault(WorkItemState.Parked), counts.GetValueOrDefault(WorkItemState.Open));
    }

    private static async Task<ReferralCounts> ReferralsAsync(GatewayContext store, List<string> agencies, CancellationToken cancellation)
    {
        var states = await store.Referrals.Where(r => agencies.Contains(r.Agency)).GroupBy(r => r.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        // Referrals, not handovers: one that goes to two offices counts once.
        Task<int> EverAsync(Expression<Func<HandoverSnapshot, bool>> there) =>
            store.Handovers.Where(h => agencies.Contains(h.Sender)).Where(there).Select(h => h.ReferralId).Distinct().CountAsync(cancellation);
        return new ReferralCounts(
            states.Values.Sum(), states.GetValueOrDefault(ReferralState.Pending), states.GetValueOrDefault(ReferralState.Withheld),
            states.GetValueOrDefault(ReferralState.Unroutable), states.GetValueOrDefault(ReferralState.Issued),
            await EverAsync(h => h.AcknowledgedAt != null), await EverAsync(h => h.AcceptedAt != null),
            await EverAsync(h => h.WaitlistedAt != null), await EverAsync(h => h.NotAcceptedAt != null),
            await EverAsync(h => h.InServiceAt != null), await EverAsync(h => h.CompletedAt != null),
            await EverAsync(h => h.StabilisedAt != null), await EverAsync(h => h.StoppedAt != null),
            await EverAsync(h => h.OverdueAt != null));
    }
}
