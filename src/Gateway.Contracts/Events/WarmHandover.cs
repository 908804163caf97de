namespace Gateway.Contracts.Events;

/// <summary>A meeting with the client. Codes and a moment only: a place is a kind of place, never words.</summary>
public sealed record Appointment
{
    /// <summary>When it begins, with the offset of the place: <c>2026-03-16T09:30:00+01:00</c>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="AppointmentPlaces"/>.</summary>
    public string? Place { get; init; }

    /// <summary>One of <see cref="AppointmentKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>One of <see cref="AppointmentStates"/>.</summary>
    public required string State { get; init; }
}

/// <summary>How an appointment stands.</summary>
public static class AppointmentStates
{
    /// <summary>Proposed; the client or the other side has not agreed yet.</summary>
    public const string Proposed = "proposed";

    /// <summary>Agreed with the client.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>It takes the place of the one before.</summary>
    public const string Moved = "moved";

    /// <summary>It does not take place.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Every state.</summary>
    public static IReadOnlyList<string> All { get; } = [Proposed, Confirmed, Moved, Cancelled];
}

/// <summary>Kinds of places.</summary>
public static class AppointmentPlaces
{
    /// <summary>Every place: at the office that received the handover, at the one that referred, at the client's home, by telephone, by video.</summary>
    public static IReadOnlyList<string> All { get; } = ["RECEIVING_OFFICE", "REFERRING_OFFICE", "CLIENT_HOME", "BY_PHONE", "BY_VIDEO"];
}

/// <summary>Kinds of appointments.</summary>
public static class AppointmentKinds
{
    /// <summary>Every kind: the first at the office, one with both offices, a later one.</summary>
    public static IReadOnlyList<string> All { get; } = ["INTAKE", "JOINT_MEETING", "FOLLOW_UP"];
}

/// <summary>That the client has been told of the handover.</summary>
public sealed record ClientTold
{
    /// <summary>Day.</summary>
    public required string On { get; init; }

    /// <summary>By whom: <c>RECEIVING_OFFICE</c> or <c>REFERRING_OFFICE</c>.</summary>
    public required string By { get; init; }
}

/// <summary>Whether the client's need was met, as the client says it after the end.</summary>
public static class NeedMetCodes
{
    /// <summary>Every code.</summary>
    public static IReadOnlyList<string> All { get; } = ["yes", "partly", "no", "unknown"];
}
