using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Retention;

/// <summary>Table by table: of which kind a row is, whether it is open, what needs it, and the last moment at which it mattered.</summary>
public static class RetentionNeeds
{
    /// <summary>The kind of a record.</summary>
    public static string KindOf(RecordState state) => state is RecordState.SetAside or RecordState.Waiting ? RetentionKinds.RecordsUnsettled : RetentionKinds.Records;

    /// <summary>The kind of a referral.</summary>
    public static string KindOf(ReferralLife life)
    {
        ArgumentNullException.ThrowIfNull(life);
        return life.HandedOver ? RetentionKinds.Referrals : RetentionKinds.ReferralsAbandoned;
    }

    /// <summary>Whether a deadline is open.</summary>
    public static bool IsOpen(DeadlineState state) => state == DeadlineState.Running;

    /// <summary>Whether a delivery is open: its bytes may be sent, or sent again.</summary>
    public static bool IsOpen(DeliveryState state) => state is not (DeliveryState.Confirmed or DeliveryState.Blocked);

    /// <summary>Whether a wish for roles is open.</summary>
    public static bool IsOpen(RoleGrantState state) => state == RoleGrantState.Waiting;

    /// <summary>Whether a replay is open.</summary>
    public static bool IsOpen(ReplayState state) => state < ReplayState.Cancelled;

    /// <summary>A record with its statements.</summary>
    /// <param name="state">State.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <param name="held">Its client is under a legal hold.</param>
    /// <param name="busy">Work on it waits, or a replay holds it.</param>
    /// <param name="life">Its referral; null: it has none, or that is purged.</param>
    public static (Need Need, DateTimeOffset Moment) OfRecord(RecordState state, DateTimeOffset receivedAt, bool held, bool busy, ReferralLife? life)
    {
        var need = held ? Need.LegalHold
            : life is { Need: not Need.None } ? life.Need
            : busy ? Need.OpenWork
            : Need.None;
        return (need, KindOf(state) == RetentionKinds.RecordsUnsettled ? receivedAt : Later(receivedAt, life?.LastAt));
    }

    /// <summary>A part of a referral that ends before it: contents of a delivery, a decision.</summary>
    /// <param name="open">It is open itself.</param>
    /// <param name="madeAt">When it was made.</param>
    /// <param name="life">Its referral; null: it is about none (a record that was returned), and only the part itself counts.</param>
    public static (Need Need, DateTimeOffset Moment) OfPart(bool open, DateTimeOffset madeAt, ReferralLife? life)
    {
        var need = life is { Need: not Need.None } ? life.Need
            : !open ? Need.None
            : life is null ? Need.OpenDelivery
            : Need.InUse;
        return (need, Later(madeAt, life?.LastAt));
    }

    /// <summary>A referral, with the last decision about it.</summary>
    public static (Need Need, DateTimeOffset Moment) OfReferral(ReferralLife life, DateTimeOffset? decidedAt)
    {
        ArgumentNullException.ThrowIfNull(life);
        return (life.Need, Later(life.LastAt, decidedAt));
    }

    /// <summary>That something was sent.</summary>
    /// <param name="state">State of the submission.</param>
    /// <param name="busy">Work on it waits.</param>
    /// <param name="bytes">Its bytes are kept.</param>
    /// <param name="records">A record of it is kept.</param>
    public static Need OfSubmission(SubmissionState state, bool busy, bool bytes, bool records) =>
        busy || state == SubmissionState.Received ? Need.OpenWork : bytes ? Need.RunningDeadline : records ? Need.InUse : Need.None;

    /// <summary>Work that failed.</summary>
    /// <param name="replayed">A replay holds it.</param>
    /// <param name="life">The referral that it is about; null: none, or that is purged.</param>
    public static Need OfParked(bool replayed, ReferralLife? life) => replayed ? Need.OpenWork : life?.Need ?? Need.None;

    /// <summary>What needs an entry on who was shown what, or a task of an office. They have terms of their own, which may be over before their referral's.</summary>
    /// <param name="open">It waits for a person.</param>
    /// <param name="held">Its client is under a legal hold.</param>
    /// <param name="life">Its referral; null: it is about none, or that is purged.</param>
    public static Need OfAside(bool open, bool held, ReferralLife? life) =>
        open ? Need.Open : held ? Need.LegalHold : life?.KeptBy ?? Need.None;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
