namespace Gateway.Core.Privacy;

/// <summary>
/// Why a referral is withheld, or a release blocked. Operators and data protection officers see the code; a sender
/// sees <i>pending</i>, whichever it is.
/// </summary>
public static class WithheldCodes
{
    /// <summary>The sender is in the directory, but not live.</summary>
    public const string SenderNotLive = "sender-not-live";

    /// <summary>The policy has no such purpose.</summary>
    public const string PurposeUnknown = "purpose-unknown";

    /// <summary>The purpose is control, not activation: mediation and control are apart.</summary>
    public const string PurposeNotActivation = "purpose-not-activation";

    /// <summary>Sender or recipient is a control service, a benefit decision or the police: mediation and control are apart.</summary>
    public const string ControlApart = "control-apart";

    /// <summary>The referral claims no legal basis.</summary>
    public const string BasisMissing = "basis-missing";

    /// <summary>The claimed basis is not in the registry.</summary>
    public const string BasisUnknown = "basis-unknown";

    /// <summary>The registry has it under another kind than claimed (GDPR art. 6(1)).</summary>
    public const string BasisKindDiffers = "basis-kind-differs";

    /// <summary>The basis is not yet, or no longer, in force.</summary>
    public const string BasisNotInForce = "basis-not-in-force";

    /// <summary>The basis does not cover this agency.</summary>
    public const string BasisOtherAgency = "basis-other-agency";

    /// <summary>The basis is law in another country.</summary>
    public const string BasisOtherCountry = "basis-other-country";

    /// <summary>The basis does not cover this purpose.</summary>
    public const string BasisOtherPurpose = "basis-other-purpose";

    /// <summary>The sender's own claim has passed its last day, or that day cannot be read.</summary>
    public const string BasisClaimExpired = "basis-claim-expired";

    /// <summary>Consent is the basis and no reason is recorded why refusing costs nothing (GDPR recital 43).</summary>
    public const string BasisConsentWithoutReason = "basis-consent-without-reason";

    /// <summary>The client's processing is restricted (GDPR art. 18).</summary>
    public const string ClientRestricted = "client-restricted";

    /// <summary>The client objected (GDPR art. 21).</summary>
    public const string ClientObjected = "client-objected";

    /// <summary>Secret address, or staff of the agency.</summary>
    public const string ClientProtected = "client-protected";

    /// <summary>There is no agreement of the client.</summary>
    public const string AgreementMissing = "agreement-missing";

    /// <summary>The client was asked and has not answered.</summary>
    public const string AgreementRequested = "agreement-requested";

    /// <summary>The client said no.</summary>
    public const string AgreementRefused = "agreement-refused";

    /// <summary>The client withdrew it (GDPR art. 7(3)).</summary>
    public const string AgreementWithdrawn = "agreement-withdrawn";

    /// <summary>The agency that recorded it took it back.</summary>
    public const string AgreementRevoked = "agreement-revoked";

    /// <summary>Its last day has passed.</summary>
    public const string AgreementExpired = "agreement-expired";

    /// <summary>It was found not to have been valid.</summary>
    public const string AgreementInvalidated = "agreement-invalidated";

    /// <summary>A newer record replaced it; that one counts.</summary>
    public const string AgreementReplaced = "agreement-replaced";

    /// <summary>A bare yes: notice, day or way of collecting are not known.</summary>
    public const string AgreementUnproven = "agreement-unproven";

    /// <summary>The registry has no such version of a notice of that agency.</summary>
    public const string AgreementNoticeUnknown = "agreement-notice-unknown";

    /// <summary>That version of the notice was not shown on that day.</summary>
    public const string AgreementNoticeNotShown = "agreement-notice-not-shown";

    /// <summary>The notice has no text in that language.</summary>
    public const string AgreementNoticeLanguage = "agreement-notice-language";

    /// <summary>An agreement to that notice is not collected in that way.</summary>
    public const string AgreementWayImpossible = "agreement-way-impossible";

    /// <summary>Who agreed could not do so for the client, or it is not shown that they could.</summary>
    public const string AgreementCapacity = "agreement-capacity";

    /// <summary>The preview that the client is said to have seen was not made by the gateway for this agency and purpose, or only afterwards.</summary>
    public const string AgreementPreviewUnknown = "agreement-preview-unknown";

    /// <summary>Release only: the preview that the client saw showed nothing that this office would get now.</summary>
    public const string AgreementPreviewNarrower = "agreement-preview-narrower";

    /// <summary>There is no needs assessment.</summary>
    public const string AssessmentMissing = "assessment-missing";

    /// <summary>The assessment was not done with the client.</summary>
    public const string AssessmentNotWithClient = "assessment-not-with-client";

    /// <summary>The client has not confirmed the assessment.</summary>
    public const string AssessmentNotConfirmed = "assessment-not-confirmed";

    /// <summary>Release only: the recipient is no longer live.</summary>
    public const string RecipientNotLive = "recipient-not-live";

    /// <summary>Release only: the collaboration agreement it was routed under is no longer in force.</summary>
    public const string CollaborationEnded = "collaboration-ended";

    /// <summary>Release only: no manifest allows this event, step, purpose, sender, recipient and basis today.</summary>
    public const string NoManifest = "no-manifest";
}
