using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>
/// Criteria advise; where a local agreement says so, a named counsellor of the referring office decides about a referral for
/// which no target group is a clear yes.
/// </summary>
public static class CounsellorRules
{
    /// <summary>Reason code of the task that asks the counsellor.</summary>
    public const string Task = "counsellor-decides";

    /// <summary>Opens the task that asks a counsellor, where the agreement has one decide and nobody has.</summary>
    /// <returns>Whether it was opened.</returns>
    internal static bool Ask(Draft draft, ReferralSnapshot referral, ReferralCase given, Collaboration? site)
    {
        if (site is null || given.Before.CounsellorAgreed || TargetGroups.AsksCounsellor(site, ReferralFacts.Of(given.Referral, given.Today), draft.Agreed) is not { } missing)
            return false;
        draft.OpenTask(
            TaskKinds.CaseWork, referral.Agency, referral.Id, Task,
            missing.Count == 0 ? TaskSentences.CounsellorDecides : TaskSentences.CounsellorDecidesMissing.With(string.Join(", ", missing)), referral.Id);
        return true;
    }

    /// <summary>A counsellor decides. The referral goes on and is decided again, or it ends.</summary>
    /// <param name="draft">The decision; it knows the referral and its record.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="refer">Whether it goes on.</param>
    /// <param name="by">Who decides, for the audit trail: the referring agency, or a user of the desk.</param>
    /// <returns>Whether there was something to decide.</returns>
    public static bool Decide(Draft draft, ReferralSnapshot referral, bool refer, string by)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        if (!Asks(draft, referral) || draft.Records.Find(referral.RecordId) is not { } record)
            return false;
        draft.CloseTasks("decided", [referral.Id]);
        if (refer)
        {
            draft.Referrals.Change(referral.Id, r => r with { CounsellorAgreedAt = draft.Moment.Now });
            draft.DecideAgain(record);
        }
        else
            draft.Referrals.Change(referral.Id, r => r with { ReasonCode = UnroutableCodes.CounsellorDeclined, EndedAt = draft.Moment.Now, AckDueAt = null });
        draft.Audit(refer ? "referral.counsellor-agreed" : "referral.counsellor-declined", by, referral.Id);
        return true;
    }

    /// <summary>
    /// Whether a counsellor may decide now: where one was asked, whatever else stops the referral. It must not tell whether the rest
    /// is in order.
    /// </summary>
    private static bool Asks(Draft draft, ReferralSnapshot referral) =>
        referral is { State: ReferralState.Unroutable or ReferralState.Withheld, EndedAt: null, CounsellorAgreedAt: null, CounsellorAskedAt: not null }
        && draft.Agreed.Sites.Find(referral.Collaboration) is { DecidedBy: DecidedBy.Counsellor };
}
