using System.Collections.Frozen;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Core.Privacy;

/// <summary>
/// The sentences of decisions, by code. A decision stores the code and its values, never the sentence; it is put into words
/// when it is shown. Most codes are the rule that decided; a rule that may mean several things has a code for each.
/// </summary>
public static class DecisionSentences
{
    /// <summary>The referral may be handled.</summary>
    public const string Admissible = "admissible";

    /// <summary>The sender is a control service.</summary>
    public const string SenderIsControl = "control-apart.sender";

    /// <summary>A manifest names the fields.</summary>
    public const string ByManifest = "by-manifest";

    /// <summary>The gate lets it through.</summary>
    public const string StillAllowed = "still-allowed";

    /// <summary>Part of a referral is not handed over; value: the office.</summary>
    public const string NoManifestForPart = "no-manifest.part";

    /// <summary>Nothing of a referral is handed over.</summary>
    public const string NoManifestForAny = "no-manifest.any";

    /// <summary>Nothing may leave now.</summary>
    public const string NoManifestToday = "no-manifest.today";

    /// <summary>What was known of the client was erased.</summary>
    public const string Erased = "erased";

    /// <summary>A newer version left before.</summary>
    public const string Superseded = "superseded";

    /// <summary>One office.</summary>
    public const string OneOffice = "one-office";

    /// <summary>Several offices.</summary>
    public const string JointPlan = "joint-plan";

    /// <summary>The office that follows from the residence is not live.</summary>
    public const string CompetentOfficeNotLive = "office-not-live.competent";

    /// <summary>A provider that no local agreement names.</summary>
    public const string ProviderMayNot = "office-may-not.provider";

    /// <summary>The sender names itself.</summary>
    public const string SenderNamesItself = "stays-with-sender.named";

    /// <summary>An office closed and another has its clients; values: the one and the other.</summary>
    public const string OfficeTakesOver = "office-takes-over";

    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Admissible] = "Purpose, legal basis, agreement and assessment are in order.",
        [WithheldCodes.SenderNotLive] = "The sender is not live in the directory.",
        [SenderIsControl] = "A control service makes no activation referrals.",
        [WithheldCodes.BasisMissing] = "The referral names no legal basis.",
        [WithheldCodes.BasisKindDiffers] = "The registry has this legal basis under another kind than the referral claims.",
        [WithheldCodes.BasisClaimExpired] = "The sender's claim of the legal basis has passed its last day, or that day cannot be read.",
        [WithheldCodes.AssessmentMissing] = "No needs assessment led to the referral.",
        [WithheldCodes.AssessmentNotWithClient] = "The needs assessment was not, or not known to be, done with the client.",
        [WithheldCodes.AssessmentNotConfirmed] = "The client has not confirmed the needs assessment.",
        [WithheldCodes.PurposeUnknown] = "The policy has no such purpose.",
        [WithheldCodes.PurposeNotActivation] = "The purpose is control; no activation route serves it.",
        [WithheldCodes.BasisUnknown] = "The legal basis is not in the registry.",
        [WithheldCodes.BasisNotInForce] = "The legal basis is not in force today.",
        [WithheldCodes.BasisOtherPurpose] = "The legal basis does not cover this purpose.",
        [WithheldCodes.BasisOtherCountry] = "The legal basis is law in another country than the sender's.",
        [WithheldCodes.BasisOtherAgency] = "The legal basis does not cover the sender.",
        [WithheldCodes.BasisConsentWithoutReason] = "Consent is the basis, but no reason is recorded why refusing costs the client nothing.",
        [WithheldCodes.ClientRestricted] = "Processing of this client's data is restricted.",
        [WithheldCodes.ClientObjected] = "The client objected; the objection is to be decided first.",
        [WithheldCodes.ClientProtected] = "The client is a protected person; the gateway desk handles the referral.",
        [WithheldCodes.AgreementMissing] = "The purpose requires the client's agreement and there is none.",
        [WithheldCodes.AgreementRequested] = "The client was asked and has not answered yet.",
        [WithheldCodes.AgreementRefused] = "The client did not agree.",
        [WithheldCodes.AgreementWithdrawn] = "The client withdrew the agreement.",
        [WithheldCodes.AgreementRevoked] = "The agency that recorded the agreement revoked it.",
        [WithheldCodes.AgreementExpired] = "The agreement has passed its last day.",
        [WithheldCodes.AgreementInvalidated] = "The agreement was found not to have been valid.",
        [WithheldCodes.AgreementReplaced] = "A newer record replaced this agreement.",
        [WithheldCodes.AgreementUnproven] = "Details of the client's agreement are missing: notice, date or way of collecting.",
        [WithheldCodes.AgreementNoticeUnknown] = "The notice that the client is said to have seen is not in the registry of notices.",
        [WithheldCodes.AgreementNoticeNotShown] = "That version of the notice was not shown on the day of the agreement.",
        [WithheldCodes.AgreementNoticeLanguage] = "The notice has no text in the language of the agreement.",
        [WithheldCodes.AgreementWayImpossible] = "An agreement to that notice is not collected in the way that is recorded.",
        [WithheldCodes.AgreementPreviewUnknown] = "The preview that the client is said to have seen is not known for this agency and purpose, or was made after the client agreed.",
        [WithheldCodes.AgreementPreviewNarrower] = "The preview that the client saw showed nothing of what this office would get now.",
        [WithheldCodes.AgreementCapacity] = "It is not shown that whoever agreed could do so for the client.",

        [ByManifest] = "The list of fields sets what is handed over; the local agreement may leave some out.",
        [StillAllowed] = "Recipient, legal basis, client and agreement still allow it.",
        [WithheldCodes.NoManifest] = "No manifest allows {0} anything for this purpose and basis.",
        [NoManifestForPart] = "No manifest allows {0} anything; its part of the referral is not handed over.",
        [NoManifestForAny] = "No manifest allows any of the offices anything for this purpose and basis.",
        [NoManifestToday] = "No manifest allows this recipient anything for this event and step today.",
        [WithheldCodes.RecipientNotLive] = "The recipient is not live in the directory any more.",
        [WithheldCodes.ControlApart] = "Control and police take no part in an activation route.",
        [WithheldCodes.CollaborationEnded] = "The local agreement it was routed under is not in force any more.",
        [Handovers.ReleaseRules.Ended] = "The route ended before this could leave.",
        [Erased] = "What was known of the client was erased.",
        [Superseded] = "A newer version of the same handover has left.",

        [OneOffice] = "One office offers what is asked.",
        [JointPlan] = "A joint plan: several offices offer what is asked, each leads its part.",
        [UnroutableCodes.StaysWithSender] = "The sender offers everything that is asked itself.",
        [SenderNamesItself] = "The sender names itself as recipient.",
        [UnroutableCodes.AgreementNotInForce] = "The local agreement between these offices is not in force today.",
        [UnroutableCodes.ServiceNotAgreed] = "The local agreement is not about what is asked.",
        [UnroutableCodes.CriteriaNotMet] = "Every target group of the local agreement is a clear no.",
        [UnroutableCodes.EntryNotMet] = "What is asked is for others, by the rule of entry of each service (an age, a phase).",
        [UnroutableCodes.NoCapacity] = "Every offer is full and the site agreed to hold referrals until there is a place.",
        [OfficeTakesOver] = "{0} is closed; {1} took over what was open there.",
        [UnroutableCodes.EveryOfficeDeclined] = "Every office that could be asked has declined.",
        [UnroutableCodes.CounsellorDecides] = "No target group of the local agreement is a clear yes; a counsellor of the referring office decides.",
        [UnroutableCodes.CounsellorDeclined] = "A counsellor of the referring office decided not to refer.",
        [ProviderMayNot] = "The provider named as recipient is not commissioned under a local agreement.",
        [UnroutableCodes.ResidenceMissing] = "The competent office follows from the residence, which is not stated.",
        [UnroutableCodes.MunicipalityUnknown] = "The stated municipality is not in the directory.",
        [CompetentOfficeNotLive] = "The office competent for the municipality is not live.",
        [UnroutableCodes.NotOfferedThere] = "Nobody who may receive it offers what is asked in that municipality.",
        [UnroutableCodes.UnknownQuestion] = "The referral lists no services and its question stands for none.",
        [UnroutableCodes.UnknownService] = "A service is asked that the directory does not have.",
        [UnroutableCodes.UnknownOffice] = "The office named as recipient is not in the directory.",
        [UnroutableCodes.OfficeNotLive] = "The office named as recipient is not live.",
        [UnroutableCodes.OfficeMayNot] = "The office named as recipient takes no activation referrals.",
        [UnroutableCodes.OtherCountry] = "The office named as recipient is in another country than the sender.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Codes that have a sentence.</summary>
    public static IEnumerable<string> Codes => Texts.Keys;

    /// <summary>The English sentences, with places for values.</summary>
    public static IEnumerable<string> All => Texts.Values;

    /// <summary>What a decision says.</summary>
    public static Sentence Of(Explanation why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return Of(why.Says, why.Values);
    }

    /// <summary>The sentence of a code. One that this version of the gateway does not have stands for itself.</summary>
    /// <param name="code">Code.</param>
    /// <param name="values">What stands in the places: codes and agencies' ids, never a client's data.</param>
    public static Sentence Of(string code, IReadOnlyList<object> values) =>
        Texts.TryGetValue(code, out var text) ? new Sentence(text, values) { Code = code } : new Sentence(code, values) { Code = code };
}
