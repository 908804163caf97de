using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>
/// A referral as one of its parties may see it. To the sender withheld, unroutable, protected and waiting referrals
/// are one and the same <i>pending</i>, and after the acknowledgement clock one and the same <i>contact the desk</i>.
/// </summary>
internal sealed class ReferralReading(IGatewayDatabase database, RecordVault vault) : IReferralReading
{
    public async Task<ReferralLine?> ReadAsync(string agency, Guid referralId, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var referral = await store.Referrals.AsNoTracking().SingleOrDefaultAsync(r => r.Id == referralId, cancellation);
        if (referral is null)
            return null;
        var handovers = await store.Handovers.AsNoTracking().Where(h => h.ReferralId == referralId).OrderBy(h => h.Id).ToListAsync(cancellation);
        if (referral.Agency == agency)
            return new ReferralLine(referral.Id, "sender", referral.SubmittedAt, await SenderPartsAsync(store, referral, handovers, cancellation));
        if (handovers.Find(h => h.Recipient == agency) is not { } own || !await store.Disclosures.AnyAsync(d => d.ReferralId == referralId && d.Recipient == agency, cancellation))
            return null;
        return new ReferralLine(referral.Id, "recipient", own.IssuedAt,
            [new ReferralPart(own.Recipient, own.Told ?? CoarseStatuses.Pending, null, own.ToldAt ?? own.IssuedAt, Text(own.Told ?? CoarseStatuses.Pending))]);
    }

    private async Task<IReadOnlyList<ReferralPart>> SenderPartsAsync(
        GatewayContext store, ReferralRow referral, List<HandoverRow> handovers, CancellationToken cancellation)
    {
        var told = handovers.Where(h => h.Told is not null).ToList();
        if (told.Count == 0)
        {
            var status = referral.OverdueAt is null ? CoarseStatuses.Pending : CoarseStatuses.ContactDesk;
            return [new ReferralPart(null, status, null, referral.OverdueAt ?? referral.SubmittedAt, Text(status))];
        }

        var client = await store.Clients.AsNoTracking().SingleAsync(c => c.Id == referral.ClientId, cancellation);
        var keys = await vault.KeysAsync(store, [client.KeyId], cancellation);
        return [.. told.Select(h => new ReferralPart(h.Recipient, h.Told!, CaseNumber(h, keys.GetValueOrDefault(client.KeyId)), h.ToldAt ?? h.IssuedAt, Text(h.Told!)))];
    }

    private static string? CaseNumber(HandoverRow handover, byte[]? key) =>
        handover.CaseNumber is null || key is null
            ? null
            : System.Text.Encoding.UTF8.GetString(Sealing.Open(key, handover.CaseNumber, Sealing.Context(handover.Id, "case-number")));

    private static string Text(string status) => status switch
    {
        CoarseStatuses.Pending => "There is nothing to tell yet.",
        CoarseStatuses.ContactDesk => "No office has answered in time. Please contact the gateway desk.",
        CoarseStatuses.Received => "The office has registered a file.",
        CoarseStatuses.Accepted => "The office has accepted the referral.",
        CoarseStatuses.Waitlisted => "The client is on a waiting list.",
        CoarseStatuses.NotAccepted => "The office has not accepted the referral.",
        CoarseStatuses.InService => "The service has started.",
        CoarseStatuses.NotStarted => "The service did not start.",
        CoarseStatuses.Ended => "The service has ended.",
        CoarseStatuses.Completed => "The service is completed.",
        CoarseStatuses.Cancelled => "The referral was cancelled.",
        CoarseStatuses.AgreementWithdrawn => "The agreement was withdrawn.",
        _ => "The status has changed.",
    };
}
