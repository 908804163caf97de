using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

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

    [Theory]
    [InlineData("public_task", "TASK-1")]
    [InlineData("PUBLICTASK", " TASK-1 ")]
    public void A_claim_is_read_whatever_its_spelling(string kind, string reference) =>
        Decide(Cases.Referral with { Basis = new BasisClaim { Kind = kind, Reference = reference } }).ShouldBeOfType<Admission.Admissible>();

    [Theory]
    [InlineData(0, 0, null)] // its first day and its last
    [InlineData(1, 1, WithheldCodes.BasisNotInForce)]
    [InlineData(-1, -1, WithheldCodes.BasisNotInForce)]
    public void A_basis_counts_from_its_first_day_to_its_last(int from, int to, string? code) =>
        Code(Cases.Case(), Basis(b => b with { From = Cases.Today.AddDays(from), To = Cases.Today.AddDays(to) })).ShouldBe(code);

    [Fact]
    public void A_basis_of_named_agencies_covers_them() =>
        Code(Cases.Case(), Basis(b => b with { Agencies = ["office-b", "pes"] })).ShouldBeNull();

    /// <summary>Everything is wrong, and is mended one after the other: each time the next objection in order decides.</summary>
    [Fact]
    public void The_first_objection_decides()
    {
        var consent = Cases.Policy with
        {
            Bases = new Dictionary<string, LegalBasis>
            {
                ["B"] = Cases.ConsentBasis with { Reference = "B", To = Cases.Today.AddDays(-1), Purposes = ["NONE"], Country = "NL", Agencies = ["office-b"], WhyRefusingCostsNothing = " " },
            },
        };
        var given = Cases.Case(sender: Cases.Control with { Live = false }) with
        {
            Client = new ClientStanding(true, true, true),
            Agreement = new ClientAgreementStanding(AgreementStatus.Withdrawn, 1, null) { PropertyOnly = true },
        };
        given = given with { Referral = Cases.Referral with { Purpose = "GOSSIP", Basis = new BasisClaim { Kind = "PUBLIC_TASK", Reference = " ", Expires = "2026-03-08" }, Assessment = null } };
        var agreed = Cases.Agreed() with { Policy = consent };

        Expect(WithheldCodes.SenderNotLive);
        given = given with { Sender = Cases.Control };
        Expect(WithheldCodes.ControlApart);
        given = given with { Sender = Cases.Pes };
        Expect(WithheldCodes.PurposeUnknown);
        given = given with { Referral = given.Referral with { Purpose = "CONTROL" } };
        Expect(WithheldCodes.PurposeNotActivation);
        given = given with { Referral = given.Referral with { Purpose = "ACTIVATION" } };
        Expect(WithheldCodes.BasisMissing);
        given = Claimed(c => c with { Reference = "A" });
        Expect(WithheldCodes.BasisUnknown);
        given = Claimed(c => c with { Reference = "B" });
        Expect(WithheldCodes.BasisKindDiffers);
        given = Claimed(c => c with { Kind = "CONSENT" });
        Expect(WithheldCodes.BasisNotInForce);
        Mend(b => b with { To = null, From = null });
        Expect(WithheldCodes.BasisOtherPurpose);
        Mend(b => b with { Purposes = ["ACTIVATION"] });
        Expect(WithheldCodes.BasisOtherCountry);
        Mend(b => b with { Country = "BE" });
        Expect(WithheldCodes.BasisOtherAgency);
        Mend(b => b with { Agencies = [] });
        Expect(WithheldCodes.BasisConsentWithoutReason);
        Mend(b => b with { WhyRefusingCostsNothing = "It is voluntary." });
        Expect(WithheldCodes.BasisClaimExpired);
        given = Claimed(c => c with { Expires = " " });
        Expect(WithheldCodes.ClientRestricted);
        given = given with { Client = new ClientStanding(true, false, true) };
        Expect(WithheldCodes.ClientObjected);
        given = given with { Client = new ClientStanding(true, false, false) };
        Expect(WithheldCodes.ClientProtected);
        given = given with { Client = ClientStanding.Free };
        Expect(WithheldCodes.AgreementWithdrawn);
        given = given with { Agreement = given.Agreement! with { Status = AgreementStatus.Given } };
        Expect(WithheldCodes.AgreementCapacity);
        given = given with { Agreement = given.Agreement! with { PropertyOnly = false } };
        Expect(WithheldCodes.AssessmentMissing);
        given = given with { Referral = given.Referral with { Assessment = Cases.Referral.Assessment } };
        Expect(null);

        void Expect(string? code) => Code(given, agreed).ShouldBe(code);

        void Mend(Func<LegalBasis, LegalBasis> mend) =>
            agreed = agreed with { Policy = agreed.Policy with { Bases = new Dictionary<string, LegalBasis> { ["B"] = mend(agreed.Policy.Bases["B"]) } } };

        ReferralCase Claimed(Func<BasisClaim, BasisClaim> claim) => given with { Referral = given.Referral with { Basis = claim(given.Referral.Basis!) } };
    }

    public static TheoryData<string, ReferralSubmitted, string[]> Lacking => new()
    {
        { WithheldCodes.BasisMissing, Cases.Referral with { Basis = null }, ["basis.reference"] },
        { WithheldCodes.BasisUnknown, Cases.Referral with { Basis = Claim with { Reference = "NO-SUCH" } }, [] },
        { WithheldCodes.AgreementMissing, Cases.Referral with { Agreement = null }, ["agreement"] },
        { WithheldCodes.AgreementUnproven, Agreeing(a => a with { How = null }), ["agreement.how"] },
        { WithheldCodes.AgreementNoticeUnknown, Agreeing(a => a with { NoticeVersion = "none" }), ["agreement.noticeVersion"] },
        { WithheldCodes.AgreementNoticeNotShown, Agreeing(a => a with { NoticeVersion = "2025-1" }), ["agreement.givenOn"] },
        { WithheldCodes.AgreementNoticeLanguage, Agreeing(a => a with { Language = "tir" }), ["agreement.language"] },
        { WithheldCodes.AgreementWayImpossible, Agreeing(a => a with { How = "TELEPATHY" }), ["agreement.how"] },
        { WithheldCodes.AgreementPreviewUnknown, Agreeing(a => a with { PreviewHash = new string('0', 64) }), ["agreement.previewHash"] },
        { WithheldCodes.AgreementCapacity, Agreeing(a => a with { GivenBy = "NEIGHBOUR" }), ["agreement.givenBy"] },
        { WithheldCodes.AssessmentMissing, Cases.Referral with { Assessment = null }, ["assessment"] },
        { WithheldCodes.AssessmentMissing, Cases.Referral with { Assessment = new Assessment() }, ["assessment"] },
        { WithheldCodes.AssessmentNotWithClient, Cases.Referral with { Assessment = new Assessment { ConfirmedOn = "2026-03-01" } }, ["assessment.doneWithClient"] },
        { WithheldCodes.AssessmentNotConfirmed, Cases.Referral with { Assessment = new Assessment { DoneWithClient = true, ConfirmedOn = " " } }, ["assessment.confirmedOn"] },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public void What_is_withheld_says_by_which_rule_and_what_is_missing(string code, ReferralSubmitted referral, string[] missing)
    {
        var why = Withheld(referral).Why;

        (why.Rule, why.Says).ShouldBe((code, code));
        why.Missing.ShouldBe(missing);
        why.Inputs.ShouldBe([new InputVersion("policy", "pol-1")]);
    }

    [Fact]
    public void A_recorded_agreement_to_what_is_about_money_lacks_the_scope_of_its_mandate()
    {
        var given = Cases.Case() with { Agreement = new ClientAgreementStanding(AgreementStatus.Given, 1, null) { PropertyOnly = true } };

        Admissibility.Decide(given, Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Why.Missing.ShouldBe(["agreement.mandateScope"]);
        Code(given with { Referral = Cases.Referral with { Purpose = "STATUTORY" } }, Cases.Agreed()).ShouldBeNull("no agreement is required");
    }

    [Theory]
    [InlineData("ACTIVATION", "TASK-1", "purpose=ACTIVATION", "basis=TASK-1")]
    [InlineData("GOSSIP", "NO-SUCH", "purpose=?", "basis=?")]
    public void The_explanation_names_purpose_and_basis(string purpose, string reference, params string[] facts)
    {
        var why = Decide(Cases.Referral with { Purpose = purpose, Basis = Claim with { Reference = reference } }).Why;

        why.Facts.ShouldBe(facts);
        if (purpose == "ACTIVATION")
            (why.Rule, why.Says).ShouldBe((DecisionSentences.Admissible, DecisionSentences.Admissible));
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
        Decide(Planned("2026-03-09")).ShouldBeOfType<Admission.Admissible>();
        Withheld(Planned("2026-03-10")).Code.ShouldBe(WithheldCodes.AssessmentMissing, "it is not signed yet");
        Withheld(Planned("soon")).Code.ShouldBe(WithheldCodes.AssessmentMissing);
        Withheld(plan with { Assessment = new Assessment { DoneWithClient = false } }).Code.ShouldBe(WithheldCodes.AssessmentNotWithClient);

        static ReferralSubmitted Planned(string day) => Cases.Referral with { Assessment = null, Assistance = new Assistance { IndividualPlanOn = day } };
    }

    [Fact]
    public void A_control_service_or_an_agency_that_is_not_live_refers_nobody()
    {
        var control = Admissibility.Decide(Cases.Case(sender: Cases.Control), Cases.Agreed()).ShouldBeOfType<Admission.Withheld>();
        (control.Code, control.Why.Says).ShouldBe((WithheldCodes.ControlApart, DecisionSentences.SenderIsControl));
        Admissibility.Decide(Cases.Case(sender: Cases.Gone), Cases.Agreed()).ShouldBeOfType<Admission.Withheld>().Code.ShouldBe(WithheldCodes.SenderNotLive);
    }

    [Theory]
    [InlineData(RecipientClass.Pes, true)]
    [InlineData(RecipientClass.Welfare, true)]
    [InlineData(RecipientClass.Provider, true)]
    [InlineData(RecipientClass.Employer, true)]
    [InlineData(RecipientClass.Health, true)]
    [InlineData(RecipientClass.PesControl, false)]
    [InlineData(RecipientClass.Register, false)]
    public void Only_who_serves_activation_refers(RecipientClass kind, bool serves) =>
        Code(Cases.Case(sender: Cases.Pes with { Class = kind }), Cases.Agreed()).ShouldBe(serves ? null : WithheldCodes.ControlApart);

    private static string? Code(ReferralCase given, Agreed agreed) => (Admissibility.Decide(given, agreed) as Admission.Withheld)?.Code;

    private static Agreed Basis(Func<LegalBasis, LegalBasis> change) =>
        Cases.Agreed() with { Policy = Cases.Policy with { Bases = new Dictionary<string, LegalBasis> { ["TASK-1"] = change(Cases.Basis) } } };

    private static ReferralSubmitted Agreeing(Func<AgreementClaim, AgreementClaim> change) => Cases.Referral with { Agreement = change(Cases.Referral.Agreement!) };

    private static BasisClaim Claim => Cases.Referral.Basis!;

    private static Admission Decide(ReferralSubmitted referral) => Admissibility.Decide(Cases.Case(referral), Cases.Agreed());

    private static Admission.Withheld Withheld(ReferralSubmitted referral) => Decide(referral).ShouldBeOfType<Admission.Withheld>();
}
