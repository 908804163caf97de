using Gateway.Core.Directory;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>
/// A task that nobody takes on, or that is overdue, moves up its office's ladder a step at a time; the gateway desk comes
/// after the last. The office keeps the task: each step asks somebody else of it.
/// </summary>
public static class TaskLadder
{
    /// <summary>When it moves up the next step; null: there is none.</summary>
    /// <param name="directory">Counts working days.</param>
    /// <param name="office">Whose task it is.</param>
    /// <param name="task">The task as it is.</param>
    /// <param name="since">The day of the step before, or on which somebody took it on; null: neither happened.</param>
    public static DateTimeOffset? Next(AgencyDirectory directory, Agency office, OfficeTask task, DateOnly? since = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(task);
        if (task.ClosedAt is not null || office.Ladder.Count == 0 || task.Rung > office.Ladder.Count)
            return null;
        var from = since ?? CountryTime.DayOf(office.Country, task.OpenedAt);
        if (task.ClaimedAt is not null)
        {
            // Whoever took it on has until its last day; without one it cannot be overdue.
            if (task.DueOn is not { } due)
                return null;
            from = due > from ? due : from;
        }

        // To the desk it goes after as many days again as the last step waited.
        var days = office.Ladder[Math.Min(task.Rung, office.Ladder.Count - 1)].AfterWorkingDays;
        return CountryTime.EndOf(office.Country, directory.AddWorkingDays(office, from, days));
    }

    /// <summary>Who is asked now; null: nobody in particular, or the gateway desk.</summary>
    public static LadderStep? AskedOf(Agency office, OfficeTask task)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(task);
        return task.Rung > 0 && task.Rung <= office.Ladder.Count ? office.Ladder[task.Rung - 1] : null;
    }

    /// <summary>The time for the next step has come.</summary>
    internal static void Escalate(Draft draft, OfficeTask task)
    {
        if (task.ClosedAt is not null || draft.Agreed.Directory.Find(task.Agency) is not { Live: true } office || office.Ladder.Count == 0 || task.Rung > office.Ladder.Count)
            return;
        // Somebody took it on while this was on its way: it has a later day now.
        if (task.EscalateAt > draft.Moment.Now)
            return;
        var up = draft.Tasks.Change(task.Id, t => t with { Rung = t.Rung + 1 });
        up = draft.Tasks.Change(task.Id, t => t with { EscalateAt = Next(draft.Agreed.Directory, office, up, draft.TodayAt(office.Id)) });
        draft.Audit("task.escalated", "gateway", task.Id, new { step = up.Rung, role = AskedOf(office, up)?.Role ?? "gateway" });
        if (up.Rung > office.Ladder.Count)
            ToDesk(draft, office, up);
        TaskEvents.Tell(draft, up);
    }

    /// <summary>The last step: the desk calls the office. That an office has not answered a handover is the desk's overdue task as in any other case.</summary>
    private static void ToDesk(Draft draft, Agency office, OfficeTask task)
    {
        if (task.ReasonCode == TaskSentences.HandoverUnanswered.Code)
        {
            UnansweredRules.CallOffice(draft, task.SubjectId, office.Id, task.ReferralId);
            return;
        }

        var last = office.Ladder[^1];
        draft.OpenTask(
            TaskKinds.Escalated, "gateway", task.SubjectId, task.ReasonCode, TaskSentences.TaskEscalated.With(office.Id, last.Role, last.Phone), task.ReferralId, draft.TodayAt(office.Id));
    }
}
