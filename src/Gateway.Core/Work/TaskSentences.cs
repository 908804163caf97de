using Gateway.Core.Operating;

namespace Gateway.Core.Work;

/// <summary>What tasks about deadlines and case work say. Stored are the code and the values.</summary>
public static class TaskSentences
{
    /// <summary>A handover is not acknowledged; value: the office.</summary>
    public static readonly Wording NotAcknowledged = new("not-acknowledged", "{0} has not acknowledged in time; the referring counsellor stays in charge.");

    /// <summary>As above, with whom to call; values: the office, the role of its duty contact and the telephone number.</summary>
    public static readonly Wording NotAcknowledgedCall = new("not-acknowledged.call", "{0} has not acknowledged in time; the referring counsellor stays in charge. Call {1}, {2}.");

    /// <summary>To whoever referred: nobody has answered. Said of every referral, whatever became of it.</summary>
    public static readonly Wording ReferralUnanswered = new("referral-unanswered", "No office has answered a referral of yours in time. You stay in charge of the client until an office accepts; ask the gateway desk.");

    /// <summary>To the office that got a handover.</summary>
    public static readonly Wording HandoverUnanswered = new("handover-unanswered", "A handover to your office has not been acknowledged in time. Open it, and answer whether you take it on.");

    /// <summary>The formats of an office have no place for something; values: the formats, and what it is.</summary>
    public static readonly Wording FormatGap = new("format-gap", "Your format {0} has no place for: {1}. Whole events of these come in your channel as contract events; single fields do not leave. Tasks are at /v1/tasks and in the web inbox, referrals at /v1/referrals; have the format extended for the rest. You are told once.");

    /// <summary>To the gateway desk, after the last step; values: the office, the role and the telephone number of the last step.</summary>
    public static readonly Wording TaskEscalated = new("task-escalated", "{0} has not dealt with a task, and everybody on its list was asked. Call {1}, {2}.");

    /// <summary>The office has not confirmed that it was told of a withdrawal.</summary>
    public static readonly Wording WithdrawalNotConfirmed = new("withdrawal-not-confirmed", "The office has not confirmed in time that it was told of the withdrawal; call its duty contact.");

    /// <summary>The office is to confirm that it was told of a withdrawal.</summary>
    public static readonly Wording WithdrawalUntold = new("withdrawal-untold", "The client withdrew the agreement. The office must stop using the data and confirm it.");

    /// <summary>As above, with whom to call; values: the office, the role of its duty contact and the telephone number.</summary>
    public static readonly Wording StopNotConfirmedCall = new("stop-not-confirmed.call", "{0} has not confirmed in time that it stopped; call {1}, {2}.");

    /// <summary>As above, of an office without a duty contact; value: the office.</summary>
    public static readonly Wording StopNotConfirmed = new("stop-not-confirmed", "{0} has not confirmed in time that it stopped; call the office.");

    /// <summary>The office is to confirm that it was told of an objection.</summary>
    public static readonly Wording ObjectionUntold = new("objection-untold", "The client objects to the exchange of their data. The office must stop and confirm it.");

    /// <summary>The office is to confirm that it was told of a restriction.</summary>
    public static readonly Wording RestrictionUntold = new("restriction-untold", "The processing of the client's data is restricted; the office must confirm that it was told to pause.");

    /// <summary>A client told another office that they object, or have processing restricted.</summary>
    public static readonly Wording ClientSaidNo = new("client-said-no", "A client of yours objects to the exchange of their data or has it restricted; nothing is exchanged until that is lifted. Talk to the client.");

    /// <summary>An application is to be decided.</summary>
    public static readonly Wording ApplicationDecisionDue = new("application-decision-due", "The decision on an application for assistance is due.");

    /// <summary>A benefit ends.</summary>
    public static readonly Wording BenefitEnding = new("benefit-ending", "A benefit ends; offer the client a referral in good time. Nothing is sent to another office by itself.");

    /// <summary>A measurement is due.</summary>
    public static readonly Wording Remeasure = new("remeasure", "Measure this client on the participation ladder again, with the client: the last measurement is a year old, or a new one was planned for today. A missing measurement is not a step down, but progress cannot be seen without one.");

    /// <summary>The client is to be called.</summary>
    public static readonly Wording CallClient = new("call-client", "Call the client by the due day and hold the place; note each attempt.");

    /// <summary>The client is to be called, and the place is held for a time; value: the last day.</summary>
    public static readonly Wording CallClientUntil = new("call-client.until", "Call the client by the due day and hold the place until {0}; note each attempt.");

    /// <summary>No office took a part of a referral.</summary>
    public static readonly Wording NotAccepted = new("not-accepted", "A referral was not accepted and goes on to no other office. Talk with the client about the next step.");

    /// <summary>An office took over a part of a closed one; value: the closed office.</summary>
    public static readonly Wording TakenOver = new("taken-over", "{0} is closed, and its open referrals are yours now. Register the client and answer.");

    /// <summary>A part of a closed office could not be handed over; values: the closed office and the one that took over.</summary>
    public static readonly Wording NotTakenOver = new("not-taken-over", "{0} is closed, and an open referral there may not be handed over to {1} as things are. See the decision, and settle it with the referring office.");

    /// <summary>A counsellor decides about a referral.</summary>
    public static readonly Wording CounsellorDecides = new("counsellor-asked", "No target group of the local agreement is a clear yes. Decide with the client whether to refer.");

    /// <summary>As above; value: the facts that are missing.</summary>
    public static readonly Wording CounsellorDecidesMissing = new("counsellor-asked.missing", "No target group of the local agreement is a clear yes; not known: {0}. Ask the client, or decide whether to refer.");

    /// <summary>An office declined for want of a place although it has one by what is known, and named no reason.</summary>
    public static readonly Wording DeviationReason = new("deviation-reason", "A referral was declined for want of a place, and by what is known there is one. Say which order of filling places stands behind it: send the answer again with its reason.");

    /// <summary>An agreement ends soon, because the client comes of age.</summary>
    public static readonly Wording AgreementEndingOfAge = new("agreement-ending.of-age", "The client comes of age; an agreement that was given for the client counts until the day before. Ask the client.");

    /// <summary>An agreement ends soon with the mandate of whoever gave it.</summary>
    public static readonly Wording AgreementEndingMandate = new("agreement-ending.mandate", "The mandate of whoever agreed for the client ends, and the agreement with it. Ask whoever may agree from then on.");

    /// <summary>An agreement ends soon by its term.</summary>
    public static readonly Wording AgreementEndingTerm = new("agreement-ending.term", "The client's agreement ends. Ask the client again if help is still wanted.");

    /// <summary>An agreement has ended, because the client came of age.</summary>
    public static readonly Wording AgreementEndedOfAge = new("agreement-ended.of-age", "The client is of age. Nothing leaves on the agreement that was given for the client; ask the client.");

    /// <summary>An agreement has ended with the mandate of whoever gave it.</summary>
    public static readonly Wording AgreementEndedMandate = new("agreement-ended.mandate", "The mandate of whoever agreed for the client has ended. Nothing leaves on that agreement; ask whoever may agree now.");

    /// <summary>An agreement has ended by its term.</summary>
    public static readonly Wording AgreementEndedTerm = new("agreement-ended.term", "The client's agreement has ended, and nothing leaves on it. Ask the client again if help is still wanted.");

    /// <summary>More could leave now than the client was shown.</summary>
    public static readonly Wording PreviewNarrower = new("preview-narrower", "Something of the referral stayed behind, because the preview that the client saw before agreeing did not show it: {0}. Show a new preview and ask again if the office needs it.");

    /// <summary>A control service asked for data; value: the service.</summary>
    public static readonly Wording MandateAsked = new("mandate-asked", "{0} asked for data of a person with a mandate. The data protection officer sees under Privacy what was asked, given and refused.");

    /// <summary>As above, and all of it was refused; value: the service.</summary>
    public static readonly Wording MandateRefused = new("mandate-refused", "{0} asked for data of a person, and all of it was refused. The data protection officer sees under Privacy what was asked, and why it was refused.");
}
