using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>
/// An agreement with a last day asks again: the office that recorded it gets a task four weeks before, and another one once
/// the day has passed. From then on the gate lets nothing leave on it, whether anybody did the task or not.
/// </summary>
public static class AskAgainRules
{
    /// <summary>Days before the last day on which the office is told. An agreement that is shorter asks again at its end only.</summary>
    public const int DaysAhead = 28;

    /// <summary>When the office is told first; null: the agreement does not end, or is none.</summary>
    internal static DateTimeOffset? First(Draft draft, string agency, AgreementJudgement judged)
    {
        if (judged is not { Status: AgreementStatus.Given, Expires: { } expires })
            return null;
        var ahead = draft.Agreed.Directory.StartAt(agency, expires.AddDays(-DaysAhead));
        return ahead > draft.Moment.Now ? ahead : draft.Agreed.Directory.EndAt(agency, expires);
    }

    /// <summary>The time has come.</summary>
    internal static void Decide(Draft draft, ClientAgreement agreement)
    {
        if (agreement is not { Status: AgreementStatus.Given, Expires: { } expires })
            return;
        var ended = expires < draft.TodayAt(agreement.Agency);
        draft.Agreements.Change(agreement.Id, a => ended ? a with { Status = AgreementStatus.Expired, AskAt = null } : a with { AskAt = draft.Agreed.Directory.EndAt(agreement.Agency, expires) });
        draft.Audit(ended ? "agreement.expired" : "agreement.ending", "gateway", agreement.Id, new { by = agreement.EndsBy });
        draft.CloseTasks("ended", [agreement.Id], TaskKinds.AgreementEnding);
        // Nobody is asked again for what is over.
        if (draft.Referrals.All.Where(r => r.AgreementId == agreement.Id && r.EndedAt is null).MinBy(r => r.Id) is not { } referral)
            return;
        var says = Says(agreement.EndsBy, ended);
        draft.OpenTask(TaskKinds.AgreementEnding, agreement.Agency, agreement.Id, says.Code, says, referral.Id, expires);
    }

    private static Wording Says(string? by, bool ended) => (by, ended) switch
    {
        (AgreementEnds.OfAge, false) => TaskSentences.AgreementEndingOfAge,
        (AgreementEnds.OfAge, true) => TaskSentences.AgreementEndedOfAge,
        (AgreementEnds.Mandate, false) => TaskSentences.AgreementEndingMandate,
        (AgreementEnds.Mandate, true) => TaskSentences.AgreementEndedMandate,
        (_, false) => TaskSentences.AgreementEndingTerm,
        (_, true) => TaskSentences.AgreementEndedTerm,
    };
}
