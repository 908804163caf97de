using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;

namespace Gateway.Persistence.Reading;

/// <summary>
/// What a party may know of a referral, from what was released to it. To the sender withheld, unroutable, protected and
/// waiting referrals are one and the same <i>pending</i>, and after the acknowledgement clock one and the same <i>contact the desk</i>.
/// </summary>
internal static class CoarseParts
{
    /// <summary>The last that was released to the sender about each office; before any, one part that names none.</summary>
    internal static IReadOnlyList<ReferralPart> OfSender(ReferralSnapshot referral, IReadOnlyList<Told> told)
    {
        var offices = told.Where(t => t.Handover is not null).GroupBy(t => t.Handover).Select(g => g.Last()).ToList();
        if (offices.Count > 0)
            return [.. offices.Select(t => new ReferralPart(t.From, t.Status, t.Since, Text(t.Status)))];
        var status = BeforeAny(referral.OverdueAt is not null);
        return [new ReferralPart(null, status, referral.OverdueAt ?? referral.SubmittedAt, Text(status))];
    }

    /// <summary>What the sender may know before anything was released to it, whatever became of the referral.</summary>
    internal static string BeforeAny(bool overdue) => overdue ? CoarseStatuses.ContactDesk : CoarseStatuses.Pending;

    /// <summary>The last that was told to the recipient.</summary>
    internal static IReadOnlyList<ReferralPart> OfRecipient(string agency, DateTimeOffset since, IReadOnlyList<Told> told)
    {
        var last = told.Count > 0 ? told[^1] : new Told(null, agency, CoarseStatuses.Pending, since);
        return [new ReferralPart(agency, last.Status, last.Since, Text(last.Status))];
    }

    /// <summary>A status that was released to the party.</summary>
    internal sealed record Told(Guid? Handover, string From, string Status, DateTimeOffset Since);

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
