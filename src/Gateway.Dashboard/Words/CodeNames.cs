using System.Collections.Frozen;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Codes of reasons, notices and tasks as people say them, in English; pages translate. A code without a name here is
/// shown as it is: it comes from a profile or an office, not from the gateway.
/// </summary>
internal static class CodeNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Withheld, or blocked at release.
        [WithheldCodes.SenderNotLive] = "The sender takes no part",
        [WithheldCodes.PurposeUnknown] = "The purpose is unknown",
        [WithheldCodes.PurposeNotActivation] = "The purpose is control, not guidance",
        [WithheldCodes.ControlApart] = "Guidance and control are apart",
        [WithheldCodes.BasisMissing] = "No legal basis is named",
        [WithheldCodes.BasisUnknown] = "The legal basis is not registered",
        [WithheldCodes.BasisKindDiffers] = "The legal basis is of another kind",
        [WithheldCodes.BasisNotInForce] = "The legal basis is not in force",
        [WithheldCodes.BasisOtherAgency] = "The legal basis does not cover the agency",
        [WithheldCodes.BasisOtherCountry] = "The legal basis is another country's",
        [WithheldCodes.BasisOtherPurpose] = "The legal basis is for another purpose",
        [WithheldCodes.BasisClaimExpired] = "The sender's claim of a legal basis is over",
        [WithheldCodes.BasisConsentWithoutReason] = "Consent, and no reason why refusing costs nothing",
        [WithheldCodes.ClientRestricted] = "The use of the data is restricted",
        [WithheldCodes.ClientObjected] = "The client objected",
        [WithheldCodes.ClientProtected] = "A protected person",
        [WithheldCodes.AgreementMissing] = "No agreement of the client",
        [WithheldCodes.AgreementRequested] = "The client has not answered yet",
        [WithheldCodes.AgreementRefused] = "The client did not agree",
        [WithheldCodes.AgreementWithdrawn] = "The agreement was withdrawn",
        [WithheldCodes.AgreementRevoked] = "The agency took the agreement back",
        [WithheldCodes.AgreementExpired] = "The agreement has expired",
        [WithheldCodes.AgreementInvalidated] = "The agreement was not valid",
        [WithheldCodes.AgreementReplaced] = "A newer agreement counts",
        [WithheldCodes.AgreementUnproven] = "A bare yes is no agreement",
        [WithheldCodes.AssessmentMissing] = "No needs assessment",
        [WithheldCodes.AssessmentNotWithClient] = "Needs assessment not done with the client",
        [WithheldCodes.AssessmentNotConfirmed] = "Needs assessment not confirmed by the client",
        [WithheldCodes.RecipientNotLive] = "The office takes no part any more",
        [WithheldCodes.CollaborationEnded] = "The local agreement is over",
        [WithheldCodes.NoManifest] = "No manifest allows it",
        ["erased"] = "The client's data was erased",
        ["ended"] = "The route was over",

        // Unroutable, and what routing noticed.
        [UnroutableCodes.UnknownQuestion] = "The question stands for no service",
        [UnroutableCodes.UnknownService] = "The directory lacks the service",
        [UnroutableCodes.UnknownOffice] = "The directory lacks the office",
        [UnroutableCodes.OfficeNotLive] = "The office takes no part",
        [UnroutableCodes.OfficeMayNot] = "The office takes no such referrals",
        [UnroutableCodes.OtherCountry] = "The office is in another country",
        [UnroutableCodes.ResidenceMissing] = "No residence is stated",
        [UnroutableCodes.MunicipalityUnknown] = "The directory lacks the municipality",
        [UnroutableCodes.NotOfferedThere] = "Nobody offers it there",
        [UnroutableCodes.StaysWithSender] = "The sender offers it itself",
        [UnroutableCodes.AgreementNotInForce] = "The local agreement is not in force",
        [UnroutableCodes.ServiceNotAgreed] = "Not part of the local agreement",
        [UnroutableCodes.CriteriaNotMet] = "No target group fits",
        [UnroutableCodes.NoCapacity] = "Every place is taken",
        [RoutingNotices.RetiredCode] = "Retired municipality code, followed",
        [RoutingNotices.OutsideTerritory] = "The client lives outside the office's territory",
        [RoutingNotices.SendersTerritory] = "The sender's municipality stands in for the residence",
        [RoutingNotices.NoLocalAgreement] = "No local agreement covers it; the common policy applies",
        [RoutingNotices.OfferFull] = "The places are taken",
        [RoutingNotices.Prerequisite] = "Wanted first",
        [RoutingNotices.CounsellorDecides] = "A counsellor decides",
        [RoutingNotices.BenefitDoesNotGate] = "Only the benefit spoke against it, and that decides nothing",
        ["left-out"] = "Left out by the local agreement",

        // Records that were set aside, by the gateway's rules or by translation.
        ["duplicate-ticket"] = "The ticket was used before",
        ["other-client"] = "The amendment names another client",
        ["ambiguous-ticket"] = "The ticket names several handovers",
        ["not-a-party"] = "No party to the local agreement",
        ["not-translated"] = "Not translated",
        ["sender-mismatch"] = "The record speaks for another agency",
        ["unknown-referral"] = "The referral is not known yet",
        ["missing-field"] = "A field is missing",
        ["unknown-type"] = "An unknown kind of message",
        ["identifier-check-digits"] = "Check digits of an identifier do not hold",
        ["unknown-code"] = "A code that the list lacks",
        ["not-a-date"] = "Not a date",
        ["incomplete-date"] = "An incomplete date",
        ["not-a-date-time"] = "Not a moment",
        ["not-a-number"] = "Not a number",
        ["out-of-range"] = "A number out of range",
        ["not-yes-no"] = "Neither yes nor no",
        ["undeclared-ladder-variant"] = "A rung without its ladder",
        ["unknown-rung"] = "A rung that the ladder lacks",
        ["wrong-shape"] = "Another shape than agreed",
        ["more-than-one"] = "More than one value",
        ["duplicate-key"] = "A key occurs twice",
        ["incomplete"] = "Incomplete",
        ["not-json"] = "Not JSON",
        ["not-an-object"] = "Not an object",
        ["not-utf8"] = "Not UTF-8",
        ["too-deep"] = "Nested too deeply",
        ["record-too-large"] = "The record is too large",
        ["row-shape"] = "A row of another shape",
        ["row-short"] = "A row that is too short",
        ["spreadsheet-changed"] = "A value that a spreadsheet changed",
        ["more-problems"] = "More problems than are named",
        ["unclosed-quote"] = "A quote is not closed",
        ["unknown-scheme"] = "An unknown kind of identifier",
        ["not-the-contract"] = "Not as the contract says",
        ["nothing-found"] = "The source found nothing",
        ["source-fault"] = "The source reported a fault",
        ["payment"] = "A payment",
        ["control-data"] = "Data of control",
        ["unknown-event"] = "An unknown kind of event",
        ["outside-the-records"] = "Something beside the records",
        ["truncated"] = "The document broke off",
        ["not-xml"] = "Not XML",
        ["not-xlsx"] = "Not a spreadsheet",
        ["empty-document"] = "An empty document",
        ["other-document"] = "Another kind of document",
        ["other-columns"] = "Other columns than agreed",
        ["dtd-forbidden"] = "A DTD, which is never read",
        ["sheet-too-large"] = "The spreadsheet is too large",

        // Tasks and deadlines.
        ["not-acknowledged"] = "The office has not acknowledged",
        ["withdrawal-untold"] = "A withdrawal that the office must confirm",
        ["withdrawal-not-confirmed"] = "The office has not confirmed a withdrawal",
        ["benefit-ending"] = "A benefit ends",
        ["application-decision-due"] = "A decision on an application is due",
        ["call-after-no-show"] = "Call after a no-show",

        // What people did on the pages, as the operations log and the audit trail call it.
        ["operation.inbox.open"] = "Opened in the inbox",
        ["operation.inbox.answer"] = "Answered in the inbox",
        ["operation.inbox.confirm"] = "Confirmed as read",
        ["operation.record-opened"] = "Opened the record",
        ["operation.returned-to-sender"] = "Returned to the sender",
        ["operation.cause-noted"] = "Wrote down owner and note",
        ["operation.hold-begun"] = "Put on hold",
        ["operation.hold-lifted"] = "Lifted the hold",
        ["operation.replay-prepared"] = "Prepared a replay",
        ["operation.replay-started"] = "Started the replay",
        ["operation.replay-paused"] = "Paused the replay",
        ["operation.replay-cancelled"] = "Cancelled the replay",
        ["operation.barrier.add"] = "Logged a barrier",
        ["operation.barrier.decide"] = "Noted a decision",
        ["operation.privacy.find"] = "Looked for a client",
        ["operation.privacy.read"] = "Read a client's overview",
        ["operation.privacy.print"] = "Printed a client's overview",
        ["operation.privacy.export"] = "Exported a client's overview",
        ["operation.user.created"] = "Made a user",
        ["operation.user.assigned"] = "Gave roles",
        ["operation.user.invited"] = "Made a one-time link",
        ["operation.user.disabled"] = "Disabled a user",
        ["operation.user.enabled"] = "Let a user sign in again",
        ["operation.user.password"] = "Set a password",
        ["operation.user.locked"] = "Locked after failed attempts",
        ["operation.user.signed-in"] = "Signed in",
        ["operation.user.signed-in-by-link"] = "Signed in by a link",
        ["operation.user.signed-in-by-provider"] = "Signed in by the organisation",

        // Work that failed.
        ["rule-failed"] = "A rule failed",
        ["stage-failed"] = "The stage failed",
        ["translation-failed"] = "Translating failed",
        ["release-failed"] = "Releasing failed",
        ["delivery-failed"] = "Delivering failed",
        ["intake-failed"] = "Taking in failed",
        ["transaction-failed"] = "Writing failed",
        ["attempts-exhausted"] = "Begun often, never completed",
        ["no-channel"] = "The office no longer has this channel",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Name of a code, in English; the code itself when it has none.</summary>
    internal static string Of(string code) => Names.GetValueOrDefault(code, code);

    /// <summary>Every name.</summary>
    internal static IEnumerable<string> All => Names.Values;

    /// <summary>Whether a code has a name.</summary>
    internal static bool Knows(string code) => Names.ContainsKey(code);
}
