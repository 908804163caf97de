using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>
/// A referral as one of its parties may see it. To the sender withheld, unroutable, protected and waiting referrals
/// are one and the same <i>pending</i>, and after the acknowledgement clock one and the same <i>contact the desk</i>.
/// Nothing is shown that was not released to the caller through the gate.
/// </summary>
internal sealed class ReferralReading(IGatewayDatabase database) : IReferralReading
{
    public async Task<ReferralLine?> ReadAsync(string agency, Guid referralId, CancellationToken cancellation)
    {
        await using var store = database.Open();
        // One statement finds it for a party, and nothing otherwise: a referral of others takes no longer than one that does not exist.
        var referral = await store.Referrals.AsNoTracking().SingleOrDefaultAsync(
            r => r.Id == referralId
                && (r.Agency == agency || store.Deliveries.Any(d => d.ReferralId == referralId && d.Recipient == agency && d.Event == EventTypes.ReferralHandover && d.ReleasedAt != null)),
            cancellation);
        if (referral is null)
            return null;
        var told = await store.Deliveries.AsNoTracking()
            .Where(d => d.ReferralId == referralId && d.Recipient == agency && d.Event == EventTypes.ReferralStatusChanged && d.ReleasedAt != null)
            .OrderBy(d => d.Sequence).Select(d => new CoarseParts.Told(d.HandoverId, d.From, d.Status!, d.ReleasedAt!.Value)).ToListAsync(cancellation);
        if (referral.Agency == agency)
            return new ReferralLine(referral.Id, "sender", referral.SubmittedAt, CoarseParts.OfSender(referral, told));
        var received = await store.Deliveries.Where(d => d.ReferralId == referralId && d.Recipient == agency && d.Event == EventTypes.ReferralHandover && d.ReleasedAt != null)
            .OrderBy(d => d.Sequence).Select(d => d.ReleasedAt).FirstOrDefaultAsync(cancellation);
        if (received is not { } since)
            return null;
        return new ReferralLine(referral.Id, "recipient", since, CoarseParts.OfRecipient(agency, since, told));
    }
}
