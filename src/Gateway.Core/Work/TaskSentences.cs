using System.Collections.Frozen;

namespace Gateway.Core.Work;

/// <summary>The sentences of tasks about deadlines and case work, by code; a task stores the code and its values.</summary>
public static class TaskSentences
{
    /// <summary>A handover is not acknowledged; value: the office.</summary>
    public const string NotAcknowledged = "not-acknowledged";

    /// <summary>As above, with whom to call; values: the office, the role of its duty contact and the telephone number.</summary>
    public const string NotAcknowledgedCall = "not-acknowledged.call";

    /// <summary>The office has not confirmed that it was told of a withdrawal.</summary>
    public const string WithdrawalNotConfirmed = "withdrawal-not-confirmed";

    /// <summary>The office is to confirm that it was told of a withdrawal.</summary>
    public const string WithdrawalUntold = "withdrawal-untold";

    /// <summary>As above, with whom to call; values: the office, the role of its duty contact and the telephone number.</summary>
    public const string StopNotConfirmedCall = "stop-not-confirmed.call";

    /// <summary>As above, of an office without a duty contact; value: the office.</summary>
    public const string StopNotConfirmed = "stop-not-confirmed";

    /// <summary>The office is to confirm that it was told of an objection.</summary>
    public const string ObjectionUntold = "objection-untold";

    /// <summary>The office is to confirm that it was told of a restriction.</summary>
    public const string RestrictionUntold = "restriction-untold";

    /// <summary>A client told another office that they object, or have processing restricted.</summary>
    public const string ClientSaidNo = "client-said-no";

    /// <summary>An application is to be decided.</summary>
    public const string ApplicationDecisionDue = "application-decision-due";

    /// <summary>A benefit ends.</summary>
    public const string BenefitEnding = "benefit-ending";

    /// <summary>The client is to be called.</summary>
    public const string CallClient = "call-client";

    /// <summary>An agreement ends soon, because the client comes of age.</summary>
    public const string AgreementEndingOfAge = "agreement-ending.of-age";

    /// <summary>An agreement ends soon with the mandate of whoever gave it.</summary>
    public const string AgreementEndingMandate = "agreement-ending.mandate";

    /// <summary>An agreement ends soon by its term.</summary>
    public const string AgreementEndingTerm = "agreement-ending.term";

    /// <summary>An agreement has ended, because the client came of age.</summary>
    public const string AgreementEndedOfAge = "agreement-ended.of-age";

    /// <summary>An agreement has ended with the mandate of whoever gave it.</summary>
    public const string AgreementEndedMandate = "agreement-ended.mandate";

    /// <summary>An agreement has ended by its term.</summary>
    public const string AgreementEndedTerm = "agreement-ended.term";

    /// <summary>More could leave now than the client was shown.</summary>
    public const string PreviewNarrower = "preview-narrower";

    /// <summary>A control service asked for data; value: the service.</summary>
    public const string MandateAsked = "mandate-asked";

    /// <summary>As above, and all of it was refused; value: the service.</summary>
    public const string MandateRefused = "mandate-refused";

    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [NotAcknowledged] = "{0} has not acknowledged in time; the referring counsellor stays in charge.",
        [NotAcknowledgedCall] = "{0} has not acknowledged in time; the referring counsellor stays in charge. Call {1}, {2}.",
        [WithdrawalNotConfirmed] = "The office has not confirmed in time that it was told of the withdrawal; call its duty contact.",
        [WithdrawalUntold] = "The client withdrew the agreement; the office must confirm that it was told to stop.",
        [StopNotConfirmedCall] = "{0} has not confirmed in time that it stopped; call {1}, {2}.",
        [StopNotConfirmed] = "{0} has not confirmed in time that it stopped; call the office.",
        [ObjectionUntold] = "The client objects to the exchange of their data; the office must confirm that it was told to stop.",
        [RestrictionUntold] = "The processing of the client's data is restricted; the office must confirm that it was told to pause.",
        [ClientSaidNo] = "A client of yours objects to the exchange of their data or has it restricted; nothing is exchanged until that is lifted. Talk to the client.",
        [ApplicationDecisionDue] = "The decision on an application for assistance is due.",
        [BenefitEnding] = "A benefit ends; offer the client a referral in good time. Nothing is sent to another office by itself.",
        [AgreementEndingOfAge] = "The client comes of age; an agreement that was given for the client counts until the day before. Ask the client.",
        [AgreementEndingMandate] = "The mandate of whoever agreed for the client ends, and the agreement with it. Ask whoever may agree from then on.",
        [AgreementEndingTerm] = "The client's agreement ends. Ask the client again if help is still wanted.",
        [AgreementEndedOfAge] = "The client is of age. Nothing leaves on the agreement that was given for the client; ask the client.",
        [AgreementEndedMandate] = "The mandate of whoever agreed for the client has ended. Nothing leaves on that agreement; ask whoever may agree now.",
        [AgreementEndedTerm] = "The client's agreement has ended, and nothing leaves on it. Ask the client again if help is still wanted.",
        [PreviewNarrower] = "Something of the referral stayed behind, because the preview that the client saw before agreeing did not show it: {0}. Show a new preview and ask again if the office needs it.",
        [MandateAsked] = "{0} asked for data of a person with a mandate. The data protection officer sees under Privacy what was asked, given and refused.",
        [MandateRefused] = "{0} asked for data of a person, and all of it was refused. The data protection officer sees under Privacy what was asked, and why it was refused.",
        [CallClient] = "Call the client today and hold the place; note each attempt.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Codes that have a sentence.</summary>
    public static IEnumerable<string> Codes => Texts.Keys;

    /// <summary>The English sentences, with places for values.</summary>
    public static IEnumerable<string> All => Texts.Values;

    /// <summary>The English sentence of a code; null: it is none of these.</summary>
    internal static string? Find(string code) => Texts.GetValueOrDefault(code);
}
