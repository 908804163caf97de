using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Inbox;

/// <summary>What is due, in words.</summary>
internal static class DueCell
{
    /// <summary>Of a handover; null: nothing.</summary>
    internal static string? Text(Viewer viewer, InboxLine line, DateTimeOffset now) => InboxDue.Of(line, now) is { } due ? Text(viewer, due) : null;

    /// <summary>Of what is due.</summary>
    internal static string Text(Viewer viewer, InboxDue due) => due.Kind switch
    {
        InboxDueKind.ConfirmStop => viewer["Confirm that you stopped"],
        InboxDueKind.Answer => viewer["Answer by {0}", Plain.Day(due.On!.Value)],
        InboxDueKind.Open => viewer["Open what is waiting"],
        InboxDueKind.AgreeAppointment => viewer["Agree the appointment of {0}", viewer.At(due.At!.Value)],
        InboxDueKind.Appointment => viewer["Appointment {0}", viewer.At(due.At!.Value)],
        InboxDueKind.Resume => viewer["Interrupted: go on when it is over"],
        _ => viewer["Tell the client about the handover"],
    };
}
