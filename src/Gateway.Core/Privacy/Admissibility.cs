using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Privacy;

/// <summary>
/// First decision: may this referral be handled at all? Purpose, legal basis, client, agreement, assessment, in this
/// order; the first objection decides. Codes: <see cref="WithheldCodes"/>.
/// </summary>
public static class Admissibility
{
    /// <summary>Decides.</summary>
    /// <param name="given">The referral and what is known of its client. Without an agreement record, the referral's own claim is judged.</param>
    /// <param name="agreed">Policy and registry.</param>
    public static Admission Decide(ReferralCase given, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(agreed);
        var referral = given.Referral;
        var purpose = agreed.Policy.Purposes.GetValueOrDefault(referral.Purpose);
        var basis = referral.Basis?.Reference is { } reference ? agreed.Policy.Bases.GetValueOrDefault(reference.Trim()) : null;
        var judged = AgreementRecords.Judge(referral.Agreement, new AgreementGround(given.Sender.Id, referral.Purpose, referral.Client.BirthDate, given.Today, agreed.Policy.Notices)
        {
            Country = given.Sender.Country,
            Previews = given.Previews,
            PropertyOnly = agreed.Directory.AreAboutProperty(agreed.Directory.ServicesOf(referral)),
        });

        var objection = OfSender(given)
            ?? Safeguards.OfPurpose(purpose)
            ?? OfClaim(referral.Basis, basis, given)
            ?? Safeguards.OfClient(Standing(given))
            ?? OfAgreement(given, judged, Safeguards.AgreementRequired(purpose!, basis!))
            ?? Safeguards.OfScope(given.Agreement, agreed.Directory.ServicesOf(referral), Safeguards.AgreementRequired(purpose!, basis!), agreed.Directory)
            ?? (purpose!.AssessmentRequired ? OfAssessment(referral, given.Today) : null);

        InputVersion[] inputs = [new("policy", agreed.Policy.Version)];
        if (given.Agreement is { } record)
            inputs = [.. inputs, new("agreement-record", record.Version.ToString(CultureInfo.InvariantCulture))];
        string[] facts = ["purpose=" + (purpose?.Code ?? "?"), "basis=" + (basis?.Reference ?? "?")];
        if (objection is null)
        {
            return new Admission.Admissible(
                new Explanation { Rule = DecisionSentences.Admissible, Says = DecisionSentences.Admissible, Inputs = inputs, Facts = facts },
                basis!, purpose!);
        }

        return new Admission.Withheld(
            objection.Code,
            new Explanation { Rule = objection.Code, Says = objection.Says, Inputs = inputs, Facts = facts, Missing = Missing(objection.Code, judged) });
    }

    private static Safeguards.Objection? OfSender(ReferralCase given)
    {
        if (!given.Sender.Live)
            return new(WithheldCodes.SenderNotLive);
        return Safeguards.ServesActivation(given.Sender.Class)
            ? null
            : new(WithheldCodes.ControlApart, DecisionSentences.SenderIsControl);
    }

    private static Safeguards.Objection? OfClaim(BasisClaim? claim, LegalBasis? basis, ReferralCase given)
    {
        if (string.IsNullOrWhiteSpace(claim?.Reference))
            return new(WithheldCodes.BasisMissing);
        if (basis is not null && !string.Equals(claim.Kind.Replace("_", "", StringComparison.Ordinal), basis.Kind.ToString(), StringComparison.OrdinalIgnoreCase))
            return new(WithheldCodes.BasisKindDiffers);
        if (Safeguards.OfBasis(basis, given.Referral.Purpose, [given.Sender], given.Today) is { } objection)
            return objection;
        // A last day that cannot be read is not 'no last day'; of a month, the first day counts.
        return !string.IsNullOrWhiteSpace(claim.Expires) && !(DateSpan.Parse(claim.Expires)?.First >= given.Today)
            ? new(WithheldCodes.BasisClaimExpired)
            : null;
    }

    private static ClientStanding Standing(ReferralCase given)
    {
        var stated = given.Referral.Client.Protection;
        return new ClientStanding(
            given.Client.Protected || stated?.SecretAddress == true || stated?.StaffOfAgency == true,
            given.Client.Restricted || stated?.Restricted == true,
            given.Client.Objected || stated?.Objected == true);
    }

    private static Safeguards.Objection? OfAgreement(ReferralCase given, AgreementJudgement? judged, bool required)
    {
        var objection = given.Agreement is { } record
            ? Safeguards.OfAgreement(record.Status, record.Expires, required, given.Today)
            : Safeguards.OfAgreement(judged?.Status, judged?.Expires, required, given.Today);
        return objection?.Code == WithheldCodes.AgreementUnproven ? Safeguards.OfFault(judged?.Fault) : objection;
    }

    private static Safeguards.Objection? OfAssessment(ReferralSubmitted referral, DateOnly today)
    {
        // A Belgian individual plan (GPMI/PIIS) is written with the client after looking at their needs, and signed by
        // them (act of 26 May 2002 on social integration, art. 11), so it stands for an assessment that is not stated.
        if (referral.Assessment is not { } assessment || assessment == new Assessment())
        {
            return DateSpan.Parse(referral.Assistance?.IndividualPlanOn)?.First <= today
                ? null
                : new(WithheldCodes.AssessmentMissing);
        }

        if (assessment.DoneWithClient != true)
            return new(WithheldCodes.AssessmentNotWithClient);
        return string.IsNullOrWhiteSpace(assessment.ConfirmedOn)
            ? new(WithheldCodes.AssessmentNotConfirmed)
            : null;
    }

    private static IReadOnlyList<string> Missing(string code, AgreementJudgement? judged) => code switch
    {
        WithheldCodes.BasisMissing => ["basis.reference"],
        WithheldCodes.AgreementMissing => ["agreement"],
        WithheldCodes.AgreementUnproven or WithheldCodes.AgreementNoticeUnknown or WithheldCodes.AgreementNoticeNotShown or WithheldCodes.AgreementNoticeLanguage
            or WithheldCodes.AgreementWayImpossible or WithheldCodes.AgreementPreviewUnknown => judged?.Missing ?? [],
        WithheldCodes.AgreementCapacity => judged is { Missing.Count: > 0 } ? judged.Missing : ["agreement.mandateScope"],
        WithheldCodes.AssessmentMissing => ["assessment"],
        WithheldCodes.AssessmentNotWithClient => ["assessment.doneWithClient"],
        WithheldCodes.AssessmentNotConfirmed => ["assessment.confirmedOn"],
        _ => [],
    };
}
