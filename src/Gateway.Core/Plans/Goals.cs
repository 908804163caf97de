using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>The goal of a route: who set it changes it, and a service that begins without one asks for it.</summary>
public static class Goals
{
    /// <summary>So many dated goals a plan has at most.</summary>
    public const int MostDated = 2;

    private static readonly IReadOnlyList<string> Setters = ["CLIENT", "COUNSELLOR", "TOGETHER"];

    /// <summary>A dated goal as it is kept.</summary>
    public sealed record Dated(string Code, DateOnly DueOn);

    /// <summary>Takes over a goal that an agency states.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="referral">The referral that the plan belongs to.</param>
    /// <param name="agency">Who states it.</param>
    /// <param name="may">Whether the agency leads a part, or refers.</param>
    /// <param name="stated">The goal; null: none is stated.</param>
    /// <returns>The referral, and what is wrong with what was stated; null: nothing is.</returns>
    public static (ReferralSnapshot Referral, (string Code, Wording Says)? Wrong) Take(Draft draft, ReferralSnapshot referral, string agency, bool may, Goal? stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        if (stated is null)
            return (referral, null);
        if (!GoalCodes.All.Contains(stated.Code, StringComparer.Ordinal))
            return (referral, (PlanCodes.GoalUnknown, PlanWordings.GoalUnknown));
        var dated = Read(stated.Dated);
        var kept = dated is null ? referral.DatedGoals : Store(dated) ?? referral.DatedGoals;
        if (!may || (referral.GoalFrom is { } by && by != agency && (referral.Goal != stated.Code || kept != referral.DatedGoals)))
            return (referral, (PlanCodes.GoalNotYours, PlanWordings.GoalNotYours));
        (string, Wording)? wrong = dated is null ? (PlanCodes.DatedGoalsBad, PlanWordings.DatedGoalsBad) : null;
        if (referral.Goal == stated.Code && kept == referral.DatedGoals)
            return (referral, wrong);
        if (kept != referral.DatedGoals && referral.StillSince is null)
            Start(draft, referral, dated!);
        // Nobody was asked for it before a service began.
        if (referral.State == ReferralState.Issued && draft.Handovers.All.Any(h => h.ReferralId == referral.Id && h.InServiceAt is not null))
            draft.CloseTasks("goal-set", [referral.Id], TaskKinds.CaseWork);
        if (agency != referral.Agency || referral.Goal is not null)
            draft.AuditWith("plan.goal-set", agency, referral.Id, new { goal = stated.Code });
        return (draft.Referrals.Change(referral.Id, r => r with
        {
            Goal = stated.Code,
            GoalFrom = r.GoalFrom ?? agency,
            GoalSetBy = stated.SetBy is { } setter && Setters.Contains(setter) ? setter : r.GoalSetBy,
            DatedGoals = kept,
        }), wrong);
    }

    /// <summary>A service began: without a goal, the office that began it is asked. The start counts all the same.</summary>
    public static void AskAtStart(Draft draft, ReferralSnapshot referral, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(handover);
        if (referral.Goal is null)
            draft.OpenTask(TaskKinds.CaseWork, Leads.Of(draft.Agreed.Directory, handover), referral.Id, PlanCodes.GoalMissing, PlanWordings.GoalMissing, referral.Id, Leads.DueOn(draft, referral, handover));
    }

    /// <summary>The dated goals of a referral, in order.</summary>
    public static IReadOnlyList<Dated> Of(ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return [.. (referral.DatedGoals ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split('='))
            .Select(g => new Dated(g[0], DateOnly.ParseExact(g[1], "yyyy-MM-dd", CultureInfo.InvariantCulture)))];
    }

    /// <summary>Dated goals as they stand in a row; null: there are none.</summary>
    public static string? Store(IReadOnlyList<Dated> dated)
    {
        ArgumentNullException.ThrowIfNull(dated);
        return dated.Count == 0 ? null : string.Join(',', dated.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Code}={d.DueOn:yyyy-MM-dd}")));
    }

    /// <summary>Their days become deadlines, in place of those of before.</summary>
    internal static void Start(Draft draft, ReferralSnapshot referral, IReadOnlyList<Dated> dated)
    {
        if (referral.DatedGoals is not null)
            draft.StopDeadlines(DeadlineKinds.DatedGoal, referral.Id);
        foreach (var goal in dated)
            draft.StartDeadline(DeadlineKinds.DatedGoal, referral.Id, draft.Agreed.Directory.EndAt(referral.Agency, goal.DueOn));
    }

    /// <returns>Null: they cannot be read, are too many, or lie in the wrong order.</returns>
    private static List<Dated>? Read(IReadOnlyList<DatedGoal>? stated)
    {
        List<Dated> read = [];
        foreach (var goal in stated ?? [])
        {
            if (!GoalCodes.All.Contains(goal.Code, StringComparer.Ordinal) || DateSpan.Parse(goal.DueOn) is not { } day || day.First != day.Last || (read.Count > 0 && day.First < read[^1].DueOn))
                return null;
            read.Add(new Dated(goal.Code, day.First));
        }

        return read.Count > MostDated ? null : read;
    }
}
