using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;

namespace Gateway.Core.Funnel;

/// <summary>Whether a site's counts of a month can be true: each stage of the funnel is a part of the one before, and what is lost at a stage is a part of the difference.</summary>
public static class FunnelRules
{
    /// <summary>Reason code of counts that contradict each other.</summary>
    public const string Contradict = "counts-contradict";

    /// <summary>Reason code of counts of a month that has not begun.</summary>
    public const string InFuture = "counts-in-future";

    private static readonly string Identified = KnownCodes.LossStages[0];
    private static readonly string Eligible = KnownCodes.LossStages[1];
    private static readonly string Offered = KnownCodes.LossStages[2];

    /// <summary>What is wrong with counts; null: nothing is.</summary>
    /// <param name="counts">Counts.</param>
    /// <param name="today">Domain day.</param>
    public static (string Code, Sentence Says)? Problem(PilotCounts counts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var losses = counts.Lost ?? [];
        int Lost(string stage) => losses.Where(l => l.Stage == stage).Sum(l => l.Count);
        Wording? wrong =
            counts.Identified < 0 || counts.Eligible < 0 || counts.Offered < 0 || losses.Any(l => l.Count < 0) ? StatementProblems.CountsBelowZero
            : counts.Eligible > counts.Identified ? StatementProblems.EligibleAboveIdentified
            : counts.Offered > counts.Eligible ? StatementProblems.OfferedAboveEligible
            : Lost(Identified) > counts.Identified - counts.Eligible ? StatementProblems.LostAboveIdentified
            : Lost(Eligible) > counts.Eligible - counts.Offered ? StatementProblems.LostAboveEligible
            : Lost(Offered) > counts.Offered ? StatementProblems.LostAboveOffered
            : null;
        if (wrong is not null)
            return (Contradict, wrong);
        return Referrals.DateSpan.Parse(counts.Period) is { } month && month.First > today ? (InFuture, StatementProblems.CountsInFuture) : null;
    }
}
