using Gateway.Contracts.Events;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Privacy;

public class AdmissibilityTests
{
    public static TheoryData<string, string> Bases() => new()
    {
        { "NO-SUCH", WithheldCodes.BasisUnknown },
        { "ABROAD-1", WithheldCodes.BasisOtherCountry },
        { "OTHERS-1", WithheldCodes.BasisOtherAgency },
        { "NARROW-1", WithheldCodes.BasisOtherPurpose },
        { "LATER-1", WithheldCodes.BasisNotInForce },
        { "ENDED-1", WithheldCodes.BasisNotInForce },
    };

    [Fact]
    public void A_referral_in_order_is_admissible_on_the_registrys_basis()
    {
        var admission = Decide(Cases.Referral).ShouldBeOfType<Admission.Admissible>();

        admission.Basis.Reference.ShouldBe("TASK-1");
        admission.Purpose.Code.ShouldBe("ACTIVATION");
        admission.Why.Inputs.ShouldContain(new InputVersion("policy", "pol-1"));
    }

    [Theory]
    [InlineData("GOSSIP", WithheldCodes.PurposeUnknown)]
    [InlineData("CONTROL", WithheldCodes.PurposeNotActivation)]
    public void Only_a_known_purpose_of_activation_is_served(string purpose, string code) =>
        Withheld(Cases.Referral with { Purpose = purpose }).Code.ShouldBe(code);

    [Theory]
    [MemberData(nameof(Bases))]
    public void A_basis_must_be_in_the_registry_in_force_and_cover_the_case(string reference, string code) =>
        Withheld(Cases.Referral with { Basis = new BasisClaim { Kind = "PUBLIC_TASK", Reference = reference } }).Code.ShouldBe(code);

    [Fact]
    public void A_claim_without_basis_of_another_kind_or_past_its_last_day_is_withheld()
    {
        Withheld(Cases.Referral with { Basis = null }).Code.ShouldBe(WithheldCodes.BasisMissing);
        Withheld(Cases.Referral with { Basis = Claim with { Reference = null } }).Code.ShouldBe(WithheldCodes.BasisMissing);
        Withheld(Cases.Referral with { Basis = Claim with { Kind = "LEGAL_OBLIGATION" } }).Code.ShouldBe(WithheldCodes.BasisKindDiffers);
        Withheld(Cases.Referral with { Basis = Claim with { Expires = "2026-03-08" } }).Code.ShouldBe(WithheldCodes.BasisClaimExpired);
        Withheld(Cases.Referral with { Basis = Claim with { Expires = "someday" } }).Code.ShouldBe(WithheldCodes.BasisClaimExpired);
        Decide(Cases.Referral with { Basis = Claim with { Expires = "2026-03-09" } }).ShouldBeOfType<Admission.Admissible>();
    }

    [Fact]
    public void Consent_as_a_basis_needs_its_recorded_reason_and_a_given_consent()
    {
        var consent = Cases.Referral with { Basis = new BasisClaim { Kind = "CONSENT", Reference = "CONSENT-1" } };

        Decide(consent).ShouldBeOfType<Admission.Admissible>();
        Withheld(consent with { Basis = consent.Basis with { Reference = "CONSENT-2" } }).Code.ShouldBe(WithheldCodes.BasisConsentWithoutReason);
        Withheld(consent with { Purpose = "STATUTORY", Agreement = null }).Code.ShouldBe(WithheldCodes.AgreementMissing);
    }

    [Theory]
    [InlineData(AgreementStatus.Requested, WithheldCodes.AgreementRequested)]
    [InlineData(AgreementStatus.Refused, WithheldCodes.AgreementRefused)]
    [InlineData(AgreementStatus.Withdrawn, WithheldCodes.AgreementWithdrawn)]
    [InlineData(AgreementStatus.Revoked, WithheldCodes.AgreementRevoked)]
    [InlineData(AgreementStatus.Expired, WithheldCodes.AgreementExpired)]
    [InlineData(AgreementStatus.Invalidated, WithheldCodes.AgreementInvalidated)]
    [InlineData(AgreementStatus.Renewed, WithheldCodes.AgreementReplaced)]
    [InlineData(AgreementStatus.Unproven, WithheldCodes.AgreementUnproven)]
    public void Only_a_given_agreement_lets_a_referral_through_and_each_other_has_its_own_code(AgreementStatus status, string code)
    {
        var given = Cases.Case() with { Agreement = new ClientAgreementStanding(status, 4, null) };

        var withheld = Admissibility.Decide(given, Cases.Agreed()).ShouldBeOfType<Admission.Withheld>();
        withheld.Code.ShouldBe(code);
        withheld.Why.Inputs.ShouldContain(new InputVersion("agreement-record", "4"));
    }

    [Fact]
    public void An_agreement_record_past_its_last_day_is_expired_although_it_says_given()
    {
        var given = Cases.Case() with { Agreement = new ClientAgreementStanding(AgreementStatus.Given, 1, Cases.Today.AddDays(-1)) };

        Admissibility.Decide(given, Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Code.ShouldBe(WithheldCodes.AgreementExpired);
    }

    [Fact]
    public void Without_a_record_the_referrals_own_claim_is_judged()
    {
        Withheld(Cases.Referral with { Agreement = null }).Code.ShouldBe(WithheldCodes.AgreementMissing);
        var bare = Withheld(Cases.Referral with { Agreement = new AgreementClaim { Stated = true } });
        bare.Code.ShouldBe(WithheldCodes.AgreementUnproven);
        bare.Why.Missing.ShouldContain("agreement.noticeVersion");
    }

    [Fact]
    public void A_statutory_task_needs_no_agreement_but_a_stated_no_is_heard()
    {
        var statutory = Cases.Referral with { Purpose = "STATUTORY", Agreement = null, Assessment = null };

        Decide(statutory).ShouldBeOfType<Admission.Admissible>();
        Decide(statutory with { Agreement = new AgreementClaim { Stated = true } }).ShouldBeOfType<Admission.Admissible>();
        Withheld(statutory with { Agreement = new AgreementClaim { Stated = false } }).Code.ShouldBe(WithheldCodes.AgreementRefused);
    }

    [Fact]
    public void Restriction_objection_and_protection_withhold_whether_recorded_or_stated()
    {
        Recorded(new ClientStanding(true, false, false)).ShouldBe(WithheldCodes.ClientProtected);
        Recorded(new ClientStanding(false, true, false)).ShouldBe(WithheldCodes.ClientRestricted);
        Recorded(new ClientStanding(false, false, true)).ShouldBe(WithheldCodes.ClientObjected);
        Stated(new Protection { SecretAddress = true }).ShouldBe(WithheldCodes.ClientProtected);
        Stated(new Protection { StaffOfAgency = true }).ShouldBe(WithheldCodes.ClientProtected);
        Stated(new Protection { Restricted = true }).ShouldBe(WithheldCodes.ClientRestricted);
        Stated(new Protection { Objected = true }).ShouldBe(WithheldCodes.ClientObjected);

        static string Recorded(ClientStanding standing) =>
            Admissibility.Decide(Cases.Case() with { Client = standing }, Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Code;

        static string Stated(Protection protection) =>
            Withheld(Cases.Referral with { Client = Cases.Referral.Client with { Protection = protection } }).Code;
    }

    [Fact]
    public void An_assessment_is_done_with_the_client_and_confirmed_where_the_purpose_requires_it()
    {
        Withheld(Cases.Referral with { Assessment = null }).Code.ShouldBe(WithheldCodes.AssessmentMissing);
        Withheld(Cases.Referral with { Assessment = new Assessment { DoneWithClient = false, ConfirmedOn = "2026-03-01" } }).Code.ShouldBe(WithheldCodes.AssessmentNotWithClient);
        Withheld(Cases.Referral with { Assessment = new Assessment { DoneWithClient = true } }).Code.ShouldBe(WithheldCodes.AssessmentNotConfirmed);
        Decide(Cases.Referral with { Purpose = "STATUTORY", Assessment = null }).ShouldBeOfType<Admission.Admissible>();
    }

    [Fact]
    public void A_signed_individual_plan_stands_for_an_assessment_that_is_not_stated()
    {
        var plan = Cases.Referral with { Assessment = null, Assistance = new Assistance { IndividualPlanOn = "2026-02-01" } };

        Decide(plan).ShouldBeOfType<Admission.Admissible>();
        Withheld(plan with { Assessment = new Assessment { DoneWithClient = false } }).Code.ShouldBe(WithheldCodes.AssessmentNotWithClient);
    }

    [Fact]
    public void A_control_service_or_an_agency_that_is_not_live_refers_nobody()
    {
        Admissibility.Decide(Cases.Case(sender: Cases.Control), Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Code.ShouldBe(WithheldCodes.ControlApart);
        Admissibility.Decide(Cases.Case(sender: Cases.Gone), Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Code.ShouldBe(WithheldCodes.SenderNotLive);
    }

    private static BasisClaim Claim => Cases.Referral.Basis!;

    private static Admission Decide(ReferralSubmitted referral) => Admissibility.Decide(Cases.Case(referral), Cases.Agreed());

    private static Admission.Withheld Withheld(ReferralSubmitted referral) => Decide(referral).ShouldBeOfType<Admission.Withheld>();
}
