using Gateway.Contracts;
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

    private static string Blocked(ReleaseCase release) => ReleaseGate.Decide(release, Cases.Agreed()).ShouldBeOfType<Release.Blocked>().Code;
}
