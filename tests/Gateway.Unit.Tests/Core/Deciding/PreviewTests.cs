using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What a client was shown before agreeing bounds what leaves afterwards.</summary>
public sealed class PreviewTests
{
    private readonly Way _way = new();

    [Fact]
    public void The_digest_is_of_the_canonical_text_and_does_not_depend_on_the_order_in_which_it_was_made()
    {
        var one = new Preview("pes", "ACTIVATION", [new PreviewStep("office-b", 1, ["purpose"]), new PreviewStep("office-a", 2, ["question", "client.familyName"])]);
        var other = new Preview("pes", "ACTIVATION", [new PreviewStep("office-a", 2, ["client.familyName", "question", "question"]), new PreviewStep("office-b", 1, ["purpose"])]);

        System.Text.Encoding.UTF8.GetString(one.Canonical).ShouldBe(
            """{"agency":"pes","purpose":"ACTIVATION","steps":[{"fields":["client.familyName","question"],"recipient":"office-a","step":2},{"fields":["purpose"],"recipient":"office-b","step":1}]}""");
        one.Hash.ShouldBe(other.Hash);
        one.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(one.Canonical)));
        KeptPreview.Keep(Guid.Empty, one, Way.Morning).Of().Hash.ShouldBe(one.Hash);
    }

    public static TheoryData<string, string, string, int, string?> Named => new()
    {
        // agency and purpose of the preview, what the record names, days since it was made, why it is no agreement
        { "pes", "ACTIVATION", "kept", 10, null },
        { "pes", "ACTIVATION", "upper", 10, null },
        { "pes", "ACTIVATION", "kept", 8, null }, // the day on which the client agreed
        { "pes", "ACTIVATION", "kept", 7, WithheldCodes.AgreementPreviewUnknown }, // the day after
        { "pes", "ACTIVATION", "other", 10, WithheldCodes.AgreementPreviewUnknown },
        { "pes", "ACTIVATION", "no digest", 10, WithheldCodes.AgreementPreviewUnknown },
        { "pes-2", "ACTIVATION", "kept", 10, WithheldCodes.AgreementPreviewUnknown },
        { "pes", "OTHER", "kept", 10, WithheldCodes.AgreementPreviewUnknown },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void A_record_may_name_a_preview_that_was_made_for_it_before_the_client_agreed_and_no_other(string agency, string purpose, string named, int days, string? code)
    {
        var preview = new Preview(agency, purpose, [new PreviewStep("office-a", 1, ["purpose", "question", "client.familyName"])]);
        Keep(preview, Way.Morning.AddDays(-days));

        Refer(named switch { "kept" => preview.Hash, "upper" => " " + preview.Hash.ToUpperInvariant(), "other" => new string('0', 64), _ => named });

        _way.Referral.ReasonCode.ShouldBe(code);
        _way.Referral.State.ShouldBe(code is null ? ReferralState.Issued : ReferralState.Withheld);
    }

    [Fact]
    public void What_the_preview_did_not_show_stays_behind_and_the_office_that_refers_is_told()
    {
        Keep(new Preview("pes", "ACTIVATION", [new PreviewStep("office-a", 1, ["question"])]), Way.Morning.AddDays(-10));
        Refer(_way.Known.Previews!.Keys.Single());

        var result = _way.Release(_way.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover));

        var fields = result.Decision.Effects.OfType<Effect.Released>().Single().Disclosure.Fields.Split(',');
        fields.ShouldBe(["question"]);
        var task = result.Decision.New<OfficeTask>().ShouldHaveSingleItem();
        (task.Kind, task.Agency, task.ReasonCode).ShouldBe((TaskKinds.CaseWork, "pes", TaskSentences.PreviewNarrower.Code));
        task.Text.ShouldContain("client.familyName");
    }

    [Fact]
    public void A_preview_that_shows_everything_that_leaves_changes_nothing()
    {
        Refer(null);
        var whole = Fields();
        var shown = new Way();
        KeepIn(shown, new Preview("pes", "ACTIVATION", [new PreviewStep("office-a", 1, whole)]), Way.Morning.AddDays(-10));
        ReferIn(shown, shown.Known.Previews!.Keys.Single());

        var result = shown.Release(shown.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover));

        result.Decision.Effects.OfType<Effect.Released>().Single().Disclosure.Fields.Split(',').ShouldBe(whole);
        result.Decision.New<OfficeTask>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("office-b", 1, "another office was shown")]
    [InlineData("office-a", 2, "only step two was shown")]
    public void To_an_office_that_the_preview_did_not_show_nothing_leaves(string recipient, int step, string why)
    {
        Keep(new Preview("pes", "ACTIVATION", [new PreviewStep(recipient, step, ["purpose", "question", "client.familyName"])]), Way.Morning.AddDays(-10));
        Refer(_way.Known.Previews!.Keys.Single());

        var result = _way.Release(_way.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover));

        result.Released.ShouldBeNull(why);
        _way.Referral.ReasonCode.ShouldBe(WithheldCodes.AgreementPreviewNarrower);
    }

    [Fact]
    public void A_preview_that_cannot_be_found_when_something_is_to_leave_lets_nothing_leave()
    {
        Keep(new Preview("pes", "ACTIVATION", [new PreviewStep("office-a", 1, ["purpose", "question"])]), Way.Morning.AddDays(-10));
        Refer(_way.Known.Previews!.Keys.Single());
        ((Dictionary<string, KeptPreview>)_way.Known.Previews!).Clear();

        _way.Release(_way.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover)).Released.ShouldBeNull();
    }

    public static TheoryData<string, string[], bool> Mandates => new()
    {
        { "PROPERTY", ["DEBT"], true },
        { "PROPERTY", ["COURSE"], false },
        { "PROPERTY", ["DEBT", "COURSE"], false },
        { "PERSON", ["COURSE"], true },
        { "PERSON_AND_PROPERTY", ["DEBT", "COURSE"], true },
    };

    [Theory]
    [MemberData(nameof(Mandates))]
    public void An_administrator_over_property_alone_agrees_to_what_is_about_money(string scope, string[] services, bool counts)
    {
        _way.Agreed = WithMoney();
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Services = services, Agreement = OfAdministrator(scope) });

        _way.Referral.ReasonCode.ShouldBe(counts ? null : WithheldCodes.AgreementCapacity);
    }

    [Theory]
    [InlineData("DEBT", true)]
    [InlineData("COURSE", false)]
    public void The_same_holds_for_an_agreement_that_comes_alone(string service, bool counts)
    {
        _way.Agreed = WithMoney();
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Services = [service], Agreement = null });
        _way.Referral.ReasonCode.ShouldBe(WithheldCodes.AgreementMissing);

        _way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = _way.Now, Agreement = OfAdministrator("PROPERTY") });
        _way.Again();

        _way.Referral.ReasonCode.ShouldBe(counts ? null : WithheldCodes.AgreementCapacity);
    }

    [Fact]
    public void An_agreement_for_another_purpose_is_not_taken_for_the_referral_it_names()
    {
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Agreement = null });

        _way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", Purpose = "STATUTORY", SentAt = _way.Now, Agreement = Way.Claim("2026-03-01") });

        _way.Referral.AgreementId.ShouldBeNull();
        _way.Known.Records.All.Last().ReasonCode.ShouldBe(ConsentGivenRule.OtherPurpose);
    }

    private static AgreementClaim OfAdministrator(string scope) => Way.Claim("2026-03-01") with { GivenBy = "ADMINISTRATOR", MandateScope = scope, MandateUntil = "2026-12-31" };

    private Agreed WithMoney()
    {
        Service Offered(string code, bool property) => new() { Code = code, Names = Cases.Words, Property = property, Offers = [new ServiceOffer("office-a", null)] };
        return _way.Agreed with { Directory = Cases.Directory(Offered("DEBT", true), Offered("COURSE", false)) };
    }

    private string[] Fields()
    {
        var result = _way.Release(_way.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover));
        return result.Decision.Effects.OfType<Effect.Released>().Single().Disclosure.Fields.Split(',');
    }

    private void Keep(Preview preview, DateTimeOffset at) => KeepIn(_way, preview, at);

    private static void KeepIn(Way way, Preview preview, DateTimeOffset at) =>
        ((Dictionary<string, KeptPreview>)way.Known.Previews!)[preview.Hash] = KeptPreview.Keep(way.Next(), preview, at);

    private void Refer(string? hash) => ReferIn(_way, hash);

    private static void ReferIn(Way way, string? hash) => way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Agreement = Way.Claim("2026-03-01") with { PreviewHash = hash } });
}
