using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Reads what of referrals counts for the terms of everything about them.</summary>
internal static class ReferralLives
{
    /// <summary>Lives of referrals; one that is purged is not there.</summary>
    internal static async Task<Dictionary<Guid, (ReferralSnapshot Referral, ReferralLife Life)>> ReadAsync(
        IGatewayDatabase database, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {ids}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {ids}""");
        var deliveries = batch.Values($"""SELECT "ReferralId", "State" FROM "Delivery" WHERE "ReferralId" {ids}""", r => (Referral: r.Key(0), State: (DeliveryState)r.GetInt32(1)));
        var held = batch.Values(
            $"""SELECT r."Id" FROM "Referral" AS r JOIN "LegalHold" AS h ON h."SubjectId" = r."Id" OR h."SubjectId" = r."ClientId" WHERE r."Id" {ids}""", r => r.Key(0));
        await batch.RunAsync(cancellation);
        return referrals.ToDictionary(r => r.Id, r => (r, RetentionRules.LifeOf(
            r, handovers.FindAll(h => h.ReferralId == r.Id), [.. deliveries.Where(d => d.Referral == r.Id).Select(d => d.State)], held.Contains(r.Id))));
    }
}
