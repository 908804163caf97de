using System.Text.Json.Nodes;

namespace Gateway.Contracts.Events;

/// <summary>A recipient's answer to a handover.</summary>
public sealed record ReferralReply : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <summary>The handover's ticket.</summary>
    public required string InReplyTo { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public Client? Client { get; init; }

    /// <summary>Outcome as the recipient records it, one of <see cref="ReplyOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Day it happened.</summary>
    public string? OccurredOn { get; init; }

    /// <summary>The recipient's own case number; registering one opens step two.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Service started or planned.</summary>
    public ServiceStart? Service { get; init; }

    /// <summary>Coded reason, for the recipient's own file; never told to the sender.</summary>
    public string? Reason { get; init; }

    /// <summary>Coded next step proposed: a service of the directory, or one of <see cref="NextSteps"/>.</summary>
    public string? NextStep { get; init; }

    /// <summary>Goal of the route, where the office sets it.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Ladder measurement at the recipient.</summary>
    public LadderMeasurement? Ladder { get; init; }

    /// <summary>An appointment with the client; told to the office that refers.</summary>
    public Appointment? Appointment { get; init; }

    /// <summary>That the client has been told of the handover; told to the office that refers.</summary>
    public ClientTold? ClientTold { get; init; }

    /// <summary>After the end: whether the client's need was met, one of <see cref="NeedMetCodes"/>; told to the office that refers.</summary>
    public string? NeedMet { get; init; }
}

/// <summary>A service and its first day.</summary>
public sealed record ServiceStart
{
    /// <summary>Coded service.</summary>
    public string? Code { get; init; }

    /// <summary>First day.</summary>
    public string? StartsOn { get; init; }
}

/// <summary>Outcomes a recipient may record.</summary>
public static class ReplyOutcomes
{
    /// <summary>A file is registered under an own case number.</summary>
    public const string Received = "received";

    /// <summary>The client is accepted for the service.</summary>
    public const string Accepted = "accepted";

    /// <summary>Accepted, but waiting for a place.</summary>
    public const string Waitlisted = "waitlisted";

    /// <summary>Declined: no place.</summary>
    public const string DeclinedCapacity = "declined-capacity";

    /// <summary>Declined: another office is competent.</summary>
    public const string DeclinedNotCompetent = "declined-not-competent";

    /// <summary>Declined for another reason.</summary>
    public const string DeclinedOther = "declined-other";

    /// <summary>Passed on to another service.</summary>
    public const string Redirected = "redirected";

    /// <summary>Already guided by the office.</summary>
    public const string AlreadyInGuidance = "already-in-guidance";

    /// <summary>The client could not be reached.</summary>
    public const string NotReached = "not-reached";

    /// <summary>The client did not appear.</summary>
    public const string NoShow = "no-show";

    /// <summary>The client withdrew: the office's service ends, and the agreement that the referral rests on is withdrawn.</summary>
    public const string ClientWithdrew = "client-withdrew";

    /// <summary>The client objects to the exchange of their data (GDPR art. 21); nothing of them leaves until that is lifted.</summary>
    public const string ClientObjected = "client-objected";

    /// <summary>The client has the processing of their data restricted (GDPR art. 18); nothing of them leaves until that is lifted.</summary>
    public const string ClientRestricted = "client-restricted";

    /// <summary>The office was told to stop or to pause, and did. Says nothing else about the handover.</summary>
    public const string StopConfirmed = "stop-confirmed";

    /// <summary>The service has started.</summary>
    public const string InService = "in-service";

    /// <summary>A step was recorded.</summary>
    public const string StepRecorded = "step-recorded";

    /// <summary>The client's situation is stable; a success.</summary>
    public const string Stabilised = "stabilised";

    /// <summary>The service is completed.</summary>
    public const string Completed = "completed";

    /// <summary>The client stopped.</summary>
    public const string DroppedOut = "dropped-out";

    /// <summary>Interrupted for a time, with a coded reason of <see cref="PauseReasons"/>; the place is held.</summary>
    public const string Paused = "paused";

    /// <summary>Goes on after an interruption.</summary>
    public const string Resumed = "resumed";

    /// <summary>Something was arranged or asked: an appointment, that the client was told, whether the need was met. Says nothing else about the handover.</summary>
    public const string Arranged = "arranged";

    /// <summary>Every outcome.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Received, Accepted, Waitlisted, DeclinedCapacity, DeclinedNotCompetent, DeclinedOther, Redirected,
        AlreadyInGuidance, NotReached, NoShow, ClientWithdrew, InService, StepRecorded, Stabilised, Completed, DroppedOut,
        ClientObjected, ClientRestricted, StopConfirmed, Paused, Resumed, Arranged,
    ];
}

/// <summary>
/// A handover to a recipient. Step one carries contact data and the coded question; step two the rest that the
/// recipient may have, once it has registered a file. What is present is what the manifest let through.
/// </summary>
public sealed record ReferralHandover
{
    /// <summary>The handover's ticket: the case number both sides use; replies name it.</summary>
    public required string Ticket { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Step { get; init; }

    /// <summary>0 or absent: the first of its step; raised with every correction the referring office sends.</summary>
    public int? Revision { get; init; }

    /// <summary>When it was issued, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Last day to acknowledge.</summary>
    public string? AckDueOn { get; init; }

    /// <summary>The client lodges no application by being referred: tell them to, today's date counts.</summary>
    public bool? TellClientToApply { get; init; }

    /// <summary>Who refers; left out for recipients that may not learn it.</summary>
    public Party? Sender { get; init; }

    /// <summary>The office addressed.</summary>
    public Party? Recipient { get; init; }

    /// <summary>What is passed on of the referral, field by field.</summary>
    [PartOf(typeof(ReferralSubmitted))]
    public required JsonObject Referral { get; init; }
}

/// <summary>What the referring office may learn of its referral: a coarse status, never the reason.</summary>
public sealed record ReferralStatusChanged
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>The sender's own ticket of the referral, or the handover's ticket when a recipient is told.</summary>
    public required string InReplyTo { get; init; }

    /// <summary>The gateway's id of the referral.</summary>
    public required string ReferralId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>One of <see cref="CoarseStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The recipient's case number, where the policy lets the referring office have it.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The office addressed, with the function and telephone number of its duty contact.</summary>
    public Party? Recipient { get; init; }

    /// <summary>The appointment with the client, in the time of the country of who reads this.</summary>
    public Appointment? Appointment { get; init; }

    /// <summary>That the client has been told of the handover.</summary>
    public ClientTold? ClientTold { get; init; }

    /// <summary>Whether the client's need was met, one of <see cref="NeedMetCodes"/>.</summary>
    public string? NeedMet { get; init; }
}

/// <summary>What is told instead of an outcome.</summary>
public static class CoarseStatuses
{
    /// <summary>Nothing to tell yet.</summary>
    public const string Pending = "pending";

    /// <summary>No answer in time: call the gateway desk. Says nothing about why.</summary>
    public const string ContactDesk = "contact-gateway-desk";

    /// <summary>A file is registered.</summary>
    public const string Received = "received";

    /// <summary>Accepted.</summary>
    public const string Accepted = "accepted";

    /// <summary>On a waiting list.</summary>
    public const string Waitlisted = "waitlisted";

    /// <summary>Not accepted.</summary>
    public const string NotAccepted = "not-accepted";

    /// <summary>The service runs.</summary>
    public const string InService = "in-service";

    /// <summary>The service did not start.</summary>
    public const string NotStarted = "not-started";

    /// <summary>Ended before completion.</summary>
    public const string Ended = "ended";

    /// <summary>Completed.</summary>
    public const string Completed = "completed";

    /// <summary>Interrupted for a time; never why.</summary>
    public const string Paused = "paused";

    /// <summary>Told to a recipient: the agreement was withdrawn, stop using what rests on it.</summary>
    public const string AgreementWithdrawn = "agreement-withdrawn";

    /// <summary>Told to a recipient: the client objects to the exchange of their data; stop using it until told otherwise.</summary>
    public const string ClientObjected = "client-objected";

    /// <summary>Told to a recipient: the processing of the client's data is restricted; only store it until told otherwise.</summary>
    public const string ClientRestricted = "client-restricted";

    /// <summary>Told to a recipient: the objection or restriction is lifted, the handover goes on.</summary>
    public const string Resumed = "resumed";

    /// <summary>Told to a recipient: the sender cancelled or recalled the referral.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Every status.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Pending, ContactDesk, Received, Accepted, Waitlisted, NotAccepted, InService, NotStarted, Ended, Completed, AgreementWithdrawn, Cancelled, ClientObjected, ClientRestricted, Resumed, Paused];
}

/// <summary>Marks a property that holds any part of another contract type: same fields, none of them required.</summary>
/// <param name="whole">The whole type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PartOfAttribute(Type whole) : Attribute
{
    /// <summary>The whole type.</summary>
    public Type Whole { get; } = whole;
}
