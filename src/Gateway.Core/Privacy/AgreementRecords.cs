using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Core.Privacy;

/// <summary>What a claimed agreement amounts to.</summary>
/// <param name="Status">Status on the day it was judged.</param>
/// <param name="Expires">Last day; null: none.</param>
/// <param name="Missing">What it lacks to be an agreement, as canonical paths.</param>
public sealed record AgreementJudgement(AgreementStatus Status, DateOnly? Expires, IReadOnlyList<string> Missing);

/// <summary>
/// Judges an agreement as a sender recorded it (GDPR art. 7(1): the controller must be able to demonstrate it).
/// </summary>
public static class AgreementRecords
{
    /// <summary>
    /// An agreement is given when the version of the notice, the day and how it was collected are known; the sender's
    /// number of the record stands for the last, because the evidence can be asked for under it. A bare yes is
    /// <see cref="AgreementStatus.Unproven"/>, a no is <see cref="AgreementStatus.Refused"/> whatever stands beside it.
    /// </summary>
    /// <param name="claim">The claim; null when the record says nothing about an agreement.</param>
    /// <param name="today">Domain day.</param>
    /// <returns>Null when there is nothing to judge.</returns>
    public static AgreementJudgement? Judge(AgreementClaim? claim, DateOnly today)
    {
        if (claim is null || claim == new AgreementClaim())
            return null;
        var expires = DateSpan.Parse(claim.Expires)?.First;
        if (claim.Stated == false)
            return new AgreementJudgement(AgreementStatus.Refused, expires, []);

        var missing = new List<string>();
        if (string.IsNullOrWhiteSpace(claim.NoticeVersion))
            missing.Add("agreement.noticeVersion");
        if (DateSpan.Parse(claim.GivenOn) is not { } given || given.First > today)
            missing.Add("agreement.givenOn");
        if (string.IsNullOrWhiteSpace(claim.How) && string.IsNullOrWhiteSpace(claim.RecordId))
            missing.Add("agreement.how");
        // A last day that cannot be read is not 'no last day'.
        if (!string.IsNullOrWhiteSpace(claim.Expires) && expires is null)
            missing.Add("agreement.expires");
        if (missing.Count > 0)
            return new AgreementJudgement(AgreementStatus.Unproven, expires, missing);
        return new AgreementJudgement(expires < today ? AgreementStatus.Expired : AgreementStatus.Given, expires, []);
    }
}
