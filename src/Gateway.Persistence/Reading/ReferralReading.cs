using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
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
        var referral = await store.Referrals.AsNoTracking().SingleOrDefaultAsync(r => r.Id == referralId, cancellation);
        if (referral is null)
            return null;
        var told = await store.Deliveries.AsNoTracking()
            .Where(d => d.ReferralId == referralId && d.Recipient == agency && d.Event == EventTypes.ReferralStatusChanged && d.ReleasedAt != null)
            .OrderBy(d => d.Sequence).Select(d => new Told(d.HandoverId, d.From, d.Status!, d.ReleasedAt!.Value)).ToListAsync(cancellation);
        if (referral.Agency == agency)
            return new ReferralLine(referral.Id, "sender", referral.SubmittedAt, SenderParts(referral, told));
        var received = await store.Deliveries.Where(d => d.ReferralId == referralId && d.Recipient == agency && d.Event == EventTypes.ReferralHandover && d.ReleasedAt != null)
            .OrderBy(d => d.Sequence).Select(d => d.ReleasedAt).FirstOrDefaultAsync(cancellation);
        if (received is not { } since)
            return null;
        var last = told.LastOrDefault() ?? new Told(null, agency, CoarseStatuses.Pending, since);
        return new ReferralLine(referral.Id, "recipient", since, [new ReferralPart(agency, last.Status, last.Since, Text(last.Status))]);
    }

    /// <summary>The last that was released to the sender about each office; before any, one part that names none.</summary>
    private static IReadOnlyList<ReferralPart> SenderParts(ReferralSnapshot referral, List<Told> told)
    {
        var offices = told.Where(t => t.Handover is not null).GroupBy(t => t.Handover).Select(g => g.Last()).ToList();
        if (offices.Count > 0)
            return [.. offices.Select(t => new ReferralPart(t.From, t.Status, t.Since, Text(t.Status)))];
        var status = referral.OverdueAt is null ? CoarseStatuses.Pending : CoarseStatuses.ContactDesk;
        return [new ReferralPart(null, status, referral.OverdueAt ?? referral.SubmittedAt, Text(status))];
    }

    private sealed record Told(Guid? Handover, string From, string Status, DateTimeOffset Since);

    private static string Text(string status) => status switch
    {
        CoarseStatuses.Pending => "There is nothing to tell yet.",
        CoarseStatuses.ContactDesk => "No office has answered in time. Please contact the gateway desk.",
        CoarseStatuses.Received => "The office has registered a file.",
        CoarseStatuses.Accepted => "The office has accepted the referral.",
        CoarseStatuses.Waitlisted => "The client is on a waiting list.",
        CoarseStatuses.NotAccepted => "The office has not accepted the referral.",
        CoarseStatuses.InService => "The service has started.",
        CoarseStatuses.Paused => "The service is interrupted for a time.",
        CoarseStatuses.NotStarted => "The service did not start.",
        CoarseStatuses.Ended => "The service has ended.",
        CoarseStatuses.Completed => "The service is completed.",
        CoarseStatuses.Cancelled => "The referral was cancelled.",
        CoarseStatuses.AgreementWithdrawn => "The agreement was withdrawn.",
        CoarseStatuses.ClientObjected => "The client objects to the exchange of their data.",
        CoarseStatuses.ClientRestricted => "The processing of the client's data is restricted.",
        CoarseStatuses.Resumed => "The objection or restriction is lifted.",
        _ => "The status has changed.",
    };
}
