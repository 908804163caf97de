using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Privacy;

public class ReleaseGateTests
{
    private const string Status = EventTypes.ReferralStatusChanged;

    [Fact]
    public void What_the_manifest_names_may_leave_on_the_basis_of_the_admission()
    {
        var allowed = ReleaseGate.Decide(Cases.Release(), Cases.Agreed()).ShouldBeOfType<Release.Allowed>();

        allowed.View.Manifest.ShouldBe("handover-1");
        allowed.View.Fields.Order(StringComparer.Ordinal).ShouldBe(["client.contact.phone", "client.familyName", "question"]);
        allowed.Basis.Reference.ShouldBe("TASK-1");
        allowed.Why.Inputs.ShouldContain(new InputVersion("agreement:local", "loc-1"));
    }

    [Fact]
    public void The_local_agreement_takes_fields_away_and_says_so()
    {
        var release = Cases.Release() with { Collaboration = Cases.Local with { WithoutFields = ["client.contact.phone", "barriers.code"] } };

        var allowed = ReleaseGate.Decide(release, Cases.Agreed()).ShouldBeOfType<Release.Allowed>();
        allowed.View.Fields.ShouldNotContain("client.contact.phone");
        allowed.Why.Notices.ShouldBe(["left-out:client.contact.phone"]);
    }

    [Fact]
    public void Where_the_local_agreement_takes_everything_away_nothing_leaves() =>
        Blocked(Cases.Release() with { Collaboration = Cases.Local with { WithoutFields = ["client.contact.phone", "client.familyName", "question"] } })
            .ShouldBe(WithheldCodes.NoManifest);

    [Fact]
    public void What_no_manifest_is_for_does_not_leave()
    {
        Blocked(Cases.Release() with { Step = 3 }).ShouldBe(WithheldCodes.NoManifest);
        Blocked(Cases.Release() with { From = Cases.Welfare, To = Cases.Pes }).ShouldBe(WithheldCodes.NoManifest);
        Blocked(Cases.Release(step: 2) with { To = Cases.Provider }).ShouldBe(WithheldCodes.NoManifest);
        Blocked(Cases.Release() with { Event = "referral.reply" }).ShouldBe(WithheldCodes.NoManifest);
        Blocked(Cases.Release() with { Purpose = "STATUTORY" }).ShouldBe(WithheldCodes.NoManifest);
    }

    public static TheoryData<string, Func<Manifest, Manifest>> Others => new()
    {
        { "another event", m => m with { Event = EventTypes.PlanChanged } },
        { "another step", m => m with { Step = 2 } },
        { "another purpose", m => m with { Purpose = "STATUTORY" } },
        { "another sender", m => m with { From = RecipientClass.Welfare } },
        { "another recipient", m => m with { To = RecipientClass.Provider } },
        { "another kind of basis", m => m with { Bases = [BasisKind.LegalObligation] } },
        { "of yesterday", m => m with { ValidTo = Cases.Today.AddDays(-1) } },
        { "of tomorrow", m => m with { ValidFrom = Cases.Today.AddDays(1) } },
        { "of nothing", m => m with { Fields = [] } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_manifest_that_differs_in_one_thing_lets_nothing_leave(string what, Func<Manifest, Manifest> differs)
    {
        var agreed = Cases.Agreed() with { Policy = Cases.Policy with { Manifests = [differs(Cases.Policy.Manifests.Single(m => m.Id == "handover-1"))] } };

        var blocked = ReleaseGate.Decide(Cases.Release(), agreed).ShouldBeOfType<Release.Blocked>(what);
        (blocked.Code, blocked.Why.Rule, blocked.Why.Says).ShouldBe((WithheldCodes.NoManifest, WithheldCodes.NoManifest, DecisionSentences.NoManifestToday));
    }

    [Fact]
    public void A_manifest_counts_on_its_first_day_and_on_its_last()
    {
        var agreed = Cases.Agreed() with { Policy = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests.Select(m => m with { ValidFrom = Cases.Today, ValidTo = Cases.Today })] } };

        ReleaseGate.Decide(Cases.Release(), agreed).ShouldBeOfType<Release.Allowed>();
    }

    [Fact]
    public void A_view_of_a_basis_that_the_registry_does_not_have_is_none() =>
        Views.Decide(Cases.Release() with { BasisReference = "NO-SUCH" }, Cases.Agreed()).ShouldBeNull();

    [Fact]
    public void A_manifest_counts_only_on_its_own_days()
    {
        var policy = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests.Select(m => m with { ValidTo = Cases.Today.AddDays(-1) })] };
        var early = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests.Select(m => m with { ValidFrom = Cases.Today.AddDays(1) })] };

        ReleaseGate.Decide(Cases.Release(), Cases.Agreed() with { Policy = policy }).ShouldBeOfType<Release.Blocked>();
        ReleaseGate.Decide(Cases.Release(), Cases.Agreed() with { Policy = early }).ShouldBeOfType<Release.Blocked>();
    }

    [Theory]
    [InlineData(AgreementStatus.Withdrawn, WithheldCodes.AgreementWithdrawn)]
    [InlineData(AgreementStatus.Refused, WithheldCodes.AgreementRefused)]
    [InlineData(AgreementStatus.Unproven, WithheldCodes.AgreementUnproven)]
    public void A_handover_stops_when_the_agreement_no_longer_stands(AgreementStatus status, string code) =>
        Blocked(Cases.Release() with { Agreement = new ClientAgreementStanding(status, 4, null) }).ShouldBe(code);

    [Fact]
    public void A_handover_stops_on_the_day_after_the_agreements_last_day()
    {
        Blocked(Cases.Release() with { Agreement = new ClientAgreementStanding(AgreementStatus.Given, 1, Cases.Today.AddDays(-1)) }).ShouldBe(WithheldCodes.AgreementExpired);
        Blocked(Cases.Release() with { Agreement = null }).ShouldBe(WithheldCodes.AgreementMissing);
        Allowed(Cases.Release() with { Agreement = new ClientAgreementStanding(AgreementStatus.Given, 1, Cases.Today) }).ShouldNotBeNull("its last day counts");
    }

    [Fact]
    public void What_says_why_names_what_was_looked_at()
    {
        InputVersion[] common = [new("policy", "pol-1"), new("directory", "dir-1")];
        var allowed = Allowed(Cases.Release());
        (allowed.Why.Rule, allowed.Why.Says).ShouldBe(("handover-1", DecisionSentences.StillAllowed));
        allowed.Why.Inputs.ShouldBe([.. common, new InputVersion("agreement:local", "loc-1")]);
        (allowed.View.Why.Rule, allowed.View.Why.Says).ShouldBe(("handover-1", DecisionSentences.ByManifest));
        allowed.View.Why.Inputs.ShouldBe([new InputVersion("policy", "pol-1"), new InputVersion("agreement:local", "loc-1")]);

        var blocked = ReleaseGate.Decide(Cases.Release() with { Purpose = "GOSSIP" }, Cases.Agreed()).ShouldBeOfType<Release.Blocked>();
        (blocked.Code, blocked.Why.Rule, blocked.Why.Says).ShouldBe((WithheldCodes.PurposeUnknown, WithheldCodes.PurposeUnknown, WithheldCodes.PurposeUnknown));
        blocked.Why.Inputs.ShouldBe(common);
    }

    [Fact]
    public void What_the_client_was_not_shown_stays_behind_in_handovers_alone()
    {
        IReadOnlySet<string> shown = new HashSet<string>(["question", "client.contact.email"], StringComparer.Ordinal);
        var allowed = Allowed(Cases.Release() with { Shown = shown });
        allowed.View.Fields.ShouldBe(["question"]);
        allowed.NotShown.Order(StringComparer.Ordinal).ShouldBe(["client.contact.phone", "client.familyName"]);
        Allowed(Cases.Release()).NotShown.ShouldBeEmpty();

        var nothing = ReleaseGate.Decide(Cases.Release() with { Shown = new HashSet<string>() }, Cases.Agreed()).ShouldBeOfType<Release.Blocked>();
        (nothing.Code, nothing.Why.Says).ShouldBe((WithheldCodes.AgreementPreviewNarrower, WithheldCodes.AgreementPreviewNarrower));
        Allowed(Cases.Release(Status, 0) with { Shown = new HashSet<string>() }).View.Fields.Count.ShouldBe(2);
    }

    /// <summary>Everything is wrong, and is mended one after the other: each time the next objection in order decides.</summary>
    [Fact]
    public void The_first_objection_decides()
    {
        var release = Cases.Release() with
        {
            To = Cases.Control with { Live = false }, Purpose = "CONTROL", BasisReference = "ENDED-1", Client = new ClientStanding(true, true, true),
            Collaboration = Cases.Local with { ValidTo = Cases.Today.AddDays(-1) }, Agreement = new ClientAgreementStanding(AgreementStatus.Withdrawn, 1, null) { PropertyOnly = true },
            Services = ["GUIDANCE"], Step = 3,
        };

        Blocked(release).ShouldBe(WithheldCodes.RecipientNotLive);
        release = release with { To = Cases.Control };
        Blocked(release).ShouldBe(WithheldCodes.ControlApart);
        release = release with { To = Cases.Welfare };
        Blocked(release).ShouldBe(WithheldCodes.PurposeNotActivation);
        release = release with { Purpose = "ACTIVATION" };
        Blocked(release).ShouldBe(WithheldCodes.BasisNotInForce);
        release = release with { BasisReference = "TASK-1" };
        Blocked(release).ShouldBe(WithheldCodes.ClientRestricted);
        release = release with { Client = ClientStanding.Free };
        Blocked(release).ShouldBe(WithheldCodes.CollaborationEnded);
        release = release with { Collaboration = Cases.Local with { ValidTo = Cases.Today } };
        Blocked(release).ShouldBe(WithheldCodes.AgreementWithdrawn);
        release = release with { Agreement = release.Agreement! with { Status = AgreementStatus.Given } };
        Blocked(release).ShouldBe(WithheldCodes.AgreementCapacity);
        release = release with { Agreement = release.Agreement with { PropertyOnly = false } };
        Blocked(release).ShouldBe(WithheldCodes.NoManifest);
        Allowed(release with { Step = 1 }).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(EventTypes.ReferralHandover, 1, false)]
    [InlineData(Status, 0, true)] // the basis is the referring agency's, which is told here
    public void The_basis_is_law_where_whoever_refers_is(string eventType, int step, bool allowed)
    {
        var agreed = Cases.Agreed() with { Policy = Cases.Policy with { Bases = new Dictionary<string, LegalBasis> { ["TASK-1"] = Cases.Basis with { Country = "NL", Agencies = ["abroad"] } } } };
        var release = Cases.Release(eventType, step);

        (ReleaseGate.Decide(release with { To = release.To with { Id = "abroad", Country = "NL" } }, agreed) is Release.Allowed).ShouldBe(allowed);
        (ReleaseGate.Decide(release with { From = release.From with { Id = "abroad", Country = "NL" } }, agreed) is Release.Allowed).ShouldBeTrue();
        ReleaseGate.Decide(release, agreed).ShouldBeOfType<Release.Blocked>().Code.ShouldBe(WithheldCodes.BasisOtherCountry);
    }

    [Fact]
    public void A_joint_plan_needs_the_agreement_as_a_handover_does()
    {
        var agreed = Cases.Agreed() with { Policy = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests, Cases.Policy.Manifests[0] with { Id = "plan", Event = EventTypes.PlanChanged, Step = 0, Fields = ["parts.state"] }] } };
        var plan = Cases.Release() with { Event = EventTypes.PlanChanged, Step = 0 };

        ReleaseGate.Decide(plan, agreed).ShouldBeOfType<Release.Allowed>().View.Manifest.ShouldBe("plan");
        ReleaseGate.Decide(plan with { Shown = new HashSet<string>() }, agreed).ShouldBeOfType<Release.Allowed>("a preview shows handovers");
        ReleaseGate.Decide(plan with { Agreement = null }, agreed).ShouldBeOfType<Release.Blocked>().Code.ShouldBe(WithheldCodes.AgreementMissing);
        ReleaseGate.Decide(plan with { Collaboration = Cases.Local with { ValidFrom = Cases.Today.AddDays(1) } }, agreed).ShouldBeOfType<Release.Blocked>().Code.ShouldBe(WithheldCodes.CollaborationEnded);
    }

    [Fact]
    public void After_a_withdrawal_the_referring_office_still_learns_that_the_route_ended()
    {
        var told = Cases.Release(Status, 0) with { Agreement = new ClientAgreementStanding(AgreementStatus.Withdrawn, 4, null) };

        ReleaseGate.Decide(told, Cases.Agreed()).ShouldBeOfType<Release.Allowed>().View.Fields.Order(StringComparer.Ordinal).ShouldBe(["status", "ticket"]);
    }

    [Fact]
    public void A_local_agreement_that_ended_stops_handovers_and_not_the_news_of_the_end()
    {
        var ended = Cases.Local with { ValidTo = Cases.Today.AddDays(-1) };

        Blocked(Cases.Release() with { Collaboration = ended }).ShouldBe(WithheldCodes.CollaborationEnded);
        ReleaseGate.Decide(Cases.Release(Status, 0) with { Collaboration = ended }, Cases.Agreed()).ShouldBeOfType<Release.Allowed>();
    }

    [Theory]
    [InlineData(EventTypes.ReferralHandover, 1)]
    [InlineData(Status, 0)]
    public void Handovers_and_statuses_alike_are_asked_for_recipient_basis_and_client(string eventType, int step)
    {
        var release = Cases.Release(eventType, step);

        Blocked(release with { To = release.To with { Live = false } }).ShouldBe(WithheldCodes.RecipientNotLive);
        Blocked(release with { BasisReference = "ENDED-1" }).ShouldBe(WithheldCodes.BasisNotInForce);
        Blocked(release with { BasisReference = "NO-SUCH" }).ShouldBe(WithheldCodes.BasisUnknown);
        Blocked(release with { Client = new ClientStanding(false, true, false) }).ShouldBe(WithheldCodes.ClientRestricted);
        Blocked(release with { Client = new ClientStanding(false, false, true) }).ShouldBe(WithheldCodes.ClientObjected);
        Blocked(release with { Client = new ClientStanding(true, false, false) }).ShouldBe(WithheldCodes.ClientProtected);
    }

    [Fact]
    public void Control_never_gets_anything_even_if_a_manifest_said_so()
    {
        var policy = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests.Select(m => m with { To = Cases.Control.Class })] };

        ReleaseGate.Decide(Cases.Release() with { To = Cases.Control }, Cases.Agreed() with { Policy = policy })
            .ShouldBeOfType<Release.Blocked>().Code.ShouldBe(WithheldCodes.ControlApart);
        Blocked(Cases.Release() with { Purpose = "CONTROL" }).ShouldBe(WithheldCodes.PurposeNotActivation);
    }

    [Fact]
    public void Control_tells_nobody_anything_either() =>
        Blocked(Cases.Release(Status, 0) with { From = Cases.Control }).ShouldBe(WithheldCodes.ControlApart);

    private static Release.Allowed Allowed(ReleaseCase release) => ReleaseGate.Decide(release, Cases.Agreed()).ShouldBeOfType<Release.Allowed>();

    private static string Blocked(ReleaseCase release) => ReleaseGate.Decide(release, Cases.Agreed()).ShouldBeOfType<Release.Blocked>().Code;
}
