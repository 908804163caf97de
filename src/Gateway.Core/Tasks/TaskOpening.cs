using Gateway.Core.Directory;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>What follows when a task is opened: its office is told in its channel, and its ladder begins.</summary>
public static class TaskOpening
{
    /// <summary>Opens it.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="task">The task.</param>
    /// <param name="told">False: another event of the office says the same, or the order of its events was not read.</param>
    internal static void Open(Draft draft, OfficeTask task, bool told)
    {
        if (TaskKinds.NotWorkedOn.Contains(task.Kind) || draft.Agreed.Directory.Find(task.Agency) is not { Live: true } office)
        {
            draft.Tasks.Add(task);
            return;
        }

        var handover = draft.Handovers.Find(task.SubjectId) ?? draft.Handovers.Find(draft.Deliveries.Find(task.SubjectId)?.HandoverId);
        var opened = draft.Tasks.Add(task with
        {
            ClientId = told ? ClientOf(draft, task.SubjectId) : null,
            // To whoever referred, the number of a handover says that there is one.
            HandoverId = handover?.Recipient == office.Id ? handover.Id : null,
            EscalateAt = TaskLadder.Next(draft.Agreed.Directory, office, task),
        });
        TaskEvents.Tell(draft, opened);
    }

    private static Guid? ClientOf(Draft draft, Guid subject) =>
        (draft.Handovers.Find(subject)?.ClientId ?? draft.Deliveries.Find(subject)?.ClientId ?? draft.Agreements.Find(subject)?.ClientId
            ?? draft.Referrals.Find(subject)?.ClientId ?? draft.Clients.Find(subject)?.Id) is { } client && client != Guid.Empty ? client : null;
}
