using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;

namespace Gateway.Core.Retention;

/// <summary>What needs a record although its term may be over.</summary>
public enum Need
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>Its referral is open: an office has not finished with it.</summary>
    OpenReferral,

    /// <summary>A deadline about it runs.</summary>
    RunningDeadline,

    /// <summary>A delivery has not been settled.</summary>
    OpenDelivery,

    /// <summary>Work on it is waiting, or a replay holds it.</summary>
    OpenWork,

    /// <summary>It is open itself, and waits for a person.</summary>
    Open,

    /// <summary>Something that is kept refers to it.</summary>
    InUse,

    /// <summary>A no of the client: without it, what the client took back would count again.</summary>
    ClientsNo,

    /// <summary>A law or a dispute keeps it.</summary>
    LegalHold,

    /// <summary>A statute obliges the agency to keep its record of the referral (<c>policy/kept-by-law.yaml</c>); an erasure leaves it alone too.</summary>
    Statute,
}

/// <summary>What becomes of a record.</summary>
/// <param name="Purge">It is purged now.</param>
/// <param name="Until">When its term is over; null: it has none.</param>
/// <param name="Need">What keeps it; <see cref="Need.None"/>: its term does, or nothing.</param>
public sealed record RetentionDecision(bool Purge, DateTimeOffset? Until, Need Need);

/// <summary>What of a referral counts for its term.</summary>
/// <param name="Need">What needs it.</param>
/// <param name="HandedOver">Whether anything was ever issued of it.</param>
/// <param name="LastAt">The last that happened to it, domain time.</param>
/// <param name="KeptBy">A legal hold or a statute that keeps it, with everything that is about it; <see cref="Need.None"/>: neither does.</param>
public sealed record ReferralLife(Need Need, bool HandedOver, DateTimeOffset LastAt, Need KeptBy);

/// <summary>Whether a record is kept: its kind's term counts from the last moment at which it mattered, and what still needs it keeps it.</summary>
public static class RetentionRules
{
    /// <summary>Decides a record.</summary>
    /// <param name="term">Term of its kind.</param>
    /// <param name="moment">The last moment at which it mattered.</param>
    /// <param name="need">What needs it.</param>
    /// <param name="now">Now, in the time of <paramref name="moment"/>.</param>
    public static RetentionDecision Decide(RetentionTerm term, DateTimeOffset moment, Need need, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(term);
        DateTimeOffset? until = term.Keep is { } keep ? keep.After(moment) : null;
        return new RetentionDecision(need == Need.None && until <= now, until, need);
    }

    /// <summary>Where a referral stands: open as long as an office has not finished, a deadline runs or a delivery is not settled.</summary>
    /// <param name="referral">Referral.</param>
    /// <param name="handovers">Its handovers.</param>
    /// <param name="deliveries">States of its deliveries.</param>
    /// <param name="held">Whether it, or its client, is under a legal hold.</param>
    /// <param name="bound">Whether a statute keeps it.</param>
    public static ReferralLife LifeOf(ReferralSnapshot referral, IReadOnlyCollection<HandoverSnapshot> handovers, IReadOnlyCollection<DeliveryState> deliveries, bool held, bool bound)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(handovers);
        ArgumentNullException.ThrowIfNull(deliveries);
        DateTimeOffset?[] moments = [referral.SubmittedAt, referral.EndedAt, referral.OverdueAt, .. handovers.SelectMany(MomentsOf)];
        var need = held ? Need.LegalHold
            : handovers.Any(h => !Lifecycle.IsFinal(h.State)) ? Need.OpenReferral
            : referral.AckDueAt is not null || handovers.Any(h => h.AckDueAt is not null || h.NextStepDueAt is not null) ? Need.RunningDeadline
            : deliveries.Any(d => d is DeliveryState.Waiting) ? Need.OpenDelivery
            : bound ? Need.Statute
            : Need.None;
        return new ReferralLife(need, handovers.Count > 0, moments.OfType<DateTimeOffset>().Max(), held ? Need.LegalHold : bound ? Need.Statute : Need.None);
    }

    /// <summary>What needs a client's agreement.</summary>
    /// <param name="agreement">Agreement.</param>
    /// <param name="referred">A referral that is kept names it.</param>
    /// <param name="clientKnown">Anything else is known of its client.</param>
    /// <param name="held">Its client is under a legal hold.</param>
    public static Need NeedOf(ClientAgreement agreement, bool referred, bool clientKnown, bool held)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        if (held)
            return Need.LegalHold;
        if (referred)
            return Need.InUse;
        return clientKnown && agreement.Status is AgreementStatus.Withdrawn or AgreementStatus.Refused or AgreementStatus.Revoked ? Need.ClientsNo : Need.None;
    }

    /// <summary>The last moment at which an agreement mattered: its last day, what became of it, or its recording.</summary>
    public static DateTimeOffset MomentOf(ClientAgreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        DateTimeOffset?[] moments = [agreement.RecordedAt, agreement.WithdrawnAt, agreement.Expires is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) : null];
        return moments.OfType<DateTimeOffset>().Max();
    }

    private static DateTimeOffset?[] MomentsOf(HandoverSnapshot handover) =>
    [
        handover.IssuedAt, handover.LastReplyAt, handover.AcknowledgedAt, handover.WaitlistedAt, handover.AcceptedAt, handover.NotAcceptedAt, handover.InServiceAt,
        handover.NotStartedAt, handover.StoppedAt, handover.StabilisedAt, handover.CompletedAt, handover.OverdueAt, handover.StepTwoAt, handover.ToldAt,
    ];
}
