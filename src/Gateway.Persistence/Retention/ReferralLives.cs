using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Core.Rights;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Reads what of referrals counts for the terms of everything about them.</summary>
internal static class ReferralLives
{
    /// <summary>Lives of referrals; one that is purged is not there.</summary>
    internal static async Task<Dictionary<Guid, (ReferralSnapshot Referral, ReferralLife Life)>> ReadAsync(
        PurgeView view, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var batch = new LoadBatch(view.Database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {ids}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {ids}""");
        var deliveries = batch.Values($"""SELECT "ReferralId", "State" FROM "Delivery" WHERE "ReferralId" {ids}""", r => (Referral: r.Key(0), State: (DeliveryState)r.GetInt32(1)));
        await batch.RunAsync(cancellation);
        var today = DateOnly.FromDateTime(view.Now.UtcDateTime);
        return referrals.ToDictionary(r => r.Id, r =>
        {
            var parts = handovers.FindAll(h => h.ReferralId == r.Id);
            List<DeliveryState> states = [.. deliveries.Where(d => d.Referral == r.Id).Select(d => d.State)];
            return (r, RetentionRules.LifeOf(r, parts, states, view.Held.Contains(r.Id) || view.Held.Contains(r.ClientId), Statutes.Keeping(view.Agreed, r, parts, today) is not null));
        });
    }
}
