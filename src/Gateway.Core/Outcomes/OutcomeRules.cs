using Gateway.Contracts.Events;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Outcomes;

/// <summary>How a service ended, measured against its goal.</summary>
public enum ServiceEnd
{
    /// <summary>No service began.</summary>
    NotStarted,

    /// <summary>In service.</summary>
    Running,

    /// <summary>The goal was reached.</summary>
    Reached,

    /// <summary>Stabilised, where that was not the goal.</summary>
    Stabilised,

    /// <summary>Completed; whether the goal was reached is not known.</summary>
    CompletedOnly,

    /// <summary>Stopped before the end.</summary>
    Stopped,
}

/// <summary>
/// What counts as an outcome. A goal that was stated at the start decides: a stable situation is a success where stabilisation or
/// care was the goal, work is one only where somebody says that there is work. Activity is none, and neither is a rung.
/// </summary>
public static class OutcomeRules
{
    private const string FoundWork = "FOUND_WORK";
    private const string Work = "WORK";
    private const string NoFurtherStep = "NO_FURTHER_STEP";

    /// <summary>How a part ended.</summary>
    /// <param name="goal">Goal of its referral; empty: nobody stated one.</param>
    /// <param name="state">State.</param>
    /// <param name="started">A service began.</param>
    /// <param name="reason">Coded reason of the last answer; empty: none.</param>
    /// <param name="nextStep">Next step that was named; empty: none.</param>
    public static ServiceEnd Of(string goal, HandoverState state, bool started, string reason, string nextStep)
    {
        if (state is not (HandoverState.Completed or HandoverState.Stabilised or HandoverState.Stopped))
            return !started ? ServiceEnd.NotStarted : state == HandoverState.InService ? ServiceEnd.Running : ServiceEnd.Stopped;
        // Work is work, however the service ended: who finds it often stops the training.
        if (goal == GoalCodes.Work && (reason == FoundWork || nextStep == Work))
            return ServiceEnd.Reached;
        return (state, goal) switch
        {
            (HandoverState.Stopped, _) => ServiceEnd.Stopped,
            (HandoverState.Stabilised, GoalCodes.Stabilisation or GoalCodes.Care) => ServiceEnd.Reached,
            (HandoverState.Stabilised, _) => ServiceEnd.Stabilised,
            (HandoverState.Completed, GoalCodes.Inclusion or GoalCodes.Stabilisation or GoalCodes.Care) => ServiceEnd.Reached,
            _ => ServiceEnd.CompletedOnly,
        };
    }

    /// <summary>
    /// Whether the goal was reached, as far as an office may know: from the goal and the coarse status that it was told, and from
    /// nothing else. A stable situation is told as completed; where it was the goal, that is the success.
    /// </summary>
    /// <param name="goal">Goal of the route, as the office may know it; null: it may not, or there is none.</param>
    /// <param name="status">Coarse status that it was told.</param>
    public static bool IsReached(string? goal, string? status) =>
        status == CoarseStatuses.Completed && goal is GoalCodes.Inclusion or GoalCodes.Stabilisation or GoalCodes.Care;

    /// <summary>The figures of parts.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="at">When they were counted.</param>
    /// <param name="parts">All parts.</param>
    /// <param name="chains">All chains.</param>
    /// <param name="agreed">What the agencies agreed.</param>
    public static OutcomeFigures Figures(OutcomeQuestion question, DateTimeOffset at, IReadOnlyCollection<AlikeParts> parts, IReadOnlyCollection<ChainLength> chains, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(agreed);
        bool Asked(AlikeParts p) =>
            (question.Collaboration is null || p.Collaboration == question.Collaboration) && (question.Office is null || p.Office == question.Office);
        var mine = parts.Where(p => Asked(p) && (question.Year is null || p.Year == question.Year)).ToList();
        var started = mine.Where(p => p.Started).ToList();
        var ended = started.Where(p => EndOf(p) is not ServiceEnd.Running).ToList();
        return new OutcomeFigures
        {
            Question = question,
            At = at,
            Activity = new Activity(
                Count(mine), Count(mine.Where(p => p.Answered)), Count(mine.Where(p => p.Accepted)), Count(started),
                Count(mine.Where(p => p.Appointment)), Count(mine.Where(p => p.Told))),
            Goals = [.. GoalCodes.All.Append("").Select(g => GoalOf(g, [.. started.Where(p => p.Goal == g)]))],
            NeedMet = new NeedMetAnswers(Count(ended), CountMet(ended, "yes"), CountMet(ended, "partly"), CountMet(ended, "no"), CountMet(ended, "unknown")),
            Chains = ChainsOf(question, ended, chains),
            Caseloads = Caseloads.Of(parts.Where(Asked), agreed),
            // Of others' places there is none here: a zero would tell nothing and hide other numbers.
            Costs = CostRules.Of(started, [.. agreed.Collaborations.Where(c => (question.Collaboration is null || c.Id == question.Collaboration) && (question.Office is not { } office || c.Parties.Contains(office) || c.Providers.Contains(office)))]),
        };
    }

    private static ServiceEnd EndOf(AlikeParts part) => Of(part.Goal, part.State, part.Started, part.Reason, part.NextStep);

    private static GoalOutcome GoalOf(string goal, List<AlikeParts> started)
    {
        int CountEnds(ServiceEnd end) => Count(started.Where(p => EndOf(p) == end));
        return new GoalOutcome(
            goal, Count(started), CountEnds(ServiceEnd.Reached), CountEnds(ServiceEnd.Stabilised), CountEnds(ServiceEnd.CompletedOnly), CountEnds(ServiceEnd.Stopped), CountEnds(ServiceEnd.Running));
    }

    private static StepChains ChainsOf(OutcomeQuestion question, List<AlikeParts> ended, IReadOnlyCollection<ChainLength> chains)
    {
        var people = chains.Where(c => (question.Year is null || c.Year == question.Year) && (question.Collaboration is null || c.Collaboration == question.Collaboration)).ToList();
        var none = Count(ended.Where(p => p.NextStep == NoFurtherStep));
        var gaps = Count(ended.Where(p => p.NextStep.Length == 0));
        // A person's services run at several offices: asked of one office, the chain is not told.
        return new StepChains(question.Office is not null ? [] : [.. Enumerable.Range(1, 4).Select(n => people.Where(c => c.Services == n).Sum(c => c.People))], Count(ended), Count(ended) - none - gaps, none, gaps);
    }

    private static int CountMet(List<AlikeParts> ended, string answer) => Count(ended.Where(p => p.NeedMet == answer));

    private static int Count(IEnumerable<AlikeParts> parts) => parts.Sum(p => p.Parts);
}
