using Gateway.Core.Operating;

namespace Gateway.Core.Replies;

/// <summary>What an office reads of an appointment, or of what was arranged, that cannot be.</summary>
public static class ArrangementProblems
{
    /// <summary>A code that there is not; values: the field, the codes.</summary>
    public static readonly Wording Code = new("arrangement.code", "{0} holds a code that is not in the agreed list: {1}. Use one of these and send the answer again.");

    /// <summary>In the past.</summary>
    public static readonly Wording Past = new("arrangement.past", "The appointment is in the past. Give a moment that is still to come, with the offset of the place, or say that it was cancelled.");

    /// <summary>Nothing to move.</summary>
    public static readonly Wording NoAppointment = new("arrangement.no-appointment", "It moves or cancels an appointment, and none is known under this handover. Send the appointment as proposed or confirmed.");

    /// <summary>The day on which the client was told.</summary>
    public static readonly Wording ToldDay = new("arrangement.told-day", "The day on which the client was told is none, or is in the future. Give a day as 2026-03-31 that has been.");

    /// <summary>Too early.</summary>
    public static readonly Wording TooEarly = new("arrangement.too-early", "Whether the client's need was met is asked after the end of the service. Send it with the final answer or after it.");

    /// <summary>Which part of a joint plan.</summary>
    public static readonly Wording WhichPart = new("arrangement.which-part", "The referral has several open parts. Say with 'service.code' a service of the part that the appointment is about, and send it again.");

    /// <summary>Two at one moment.</summary>
    public static readonly Wording Together = new("arrangement.together", "Two offices have an appointment with this client at the same moment. Call them, and have one of the two moved.");
}
