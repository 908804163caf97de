namespace Gateway.Contracts.Events;

/// <summary>
/// A joint plan as it stands, to the offices that lead a part of it. It tells no benefit, no reason and nothing of the client beside
/// the goal: what is present is what the manifest let through.
/// </summary>
public sealed record PlanChanged
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>The ticket under which the office knows its part: the handover's, or its own of the referral.</summary>
    public required string InReplyTo { get; init; }

    /// <summary>The gateway's id of the referral that the plan belongs to.</summary>
    public required string ReferralId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Goal of the route.</summary>
    public Goal? Goal { get; init; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<PlanPart>? Parts { get; init; }
}

/// <summary>A part of a plan.</summary>
public sealed record PlanPart
{
    /// <summary>Services, by their codes.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>The office that leads the part.</summary>
    public Party? Lead { get; init; }

    /// <summary>Whom to call at that office.</summary>
    public PlanContact? Contact { get; init; }

    /// <summary>One of <see cref="CoarseStatuses"/>.</summary>
    public string? State { get; init; }

    /// <summary>Services that must run before this part begins.</summary>
    public IReadOnlyList<string>? WaitsFor { get; init; }

    /// <summary>Next step that the office proposed, coded.</summary>
    public string? NextStep { get; init; }
}

/// <summary>A function and a telephone number of an office, never a person.</summary>
public sealed record PlanContact
{
    /// <summary>Function.</summary>
    public string? Role { get; init; }

    /// <summary>Office telephone.</summary>
    public string? Phone { get; init; }
}

/// <summary>Reasons for which a service is interrupted. They say nothing of a person's health, and stay with the office that recorded them.</summary>
public static class PauseReasons
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } = ["ABSENCE_JUSTIFIED", "CARE_DUTY", "CLIENT_ASKED", "AWAITING_OTHER_SERVICE", "SERVICE_CLOSED"];
}

/// <summary>Next steps that are no service of the directory.</summary>
public static class NextSteps
{
    /// <summary>Every such step.</summary>
    public static IReadOnlyList<string> All { get; } = ["NEW_REFERRAL", "WORK", "OWN_SERVICE", "FOLLOW_UP", "LADDER_AGAIN", "NO_FURTHER_STEP"];
}
