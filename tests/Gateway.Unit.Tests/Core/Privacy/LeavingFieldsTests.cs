using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Privacy;

/// <summary>Which fields hold words, what of its own referral an agency is told, and what each decision says.</summary>
public sealed class LeavingFieldsTests
{
    /// <summary>The fields that hold words by nature: names, ways to reach somebody, references. Whoever adds one decides that words may leave in it.</summary>
    private static readonly string[] Words =
    [
        "client.familyName", "client.givenNames", "client.fullName", "client.contact.phone", "client.contact.email", "client.residence.municipality",
        "client.residence.postalCode", "client.residence.place", "client.residence.street", "client.residence.houseNumber", "sender.organisation", "sender.municipality",
        "sender.unit", "sender.contact.name", "sender.contact.function", "sender.contact.phone", "recipient.organisation", "recipient.municipality",
        "recipient.contact.function", "recipient.contact.phone", "ticket", "inReplyTo", "caseNumber", "parts.lead.organisation", "parts.lead.municipality",
        "parts.contact.role", "parts.contact.phone",
    ];

    public static TheoryData<string> Events => [EventTypes.ReferralHandover, EventTypes.ReferralStatusChanged, EventTypes.PlanChanged];

    [Fact]
    public void Words_leave_in_the_fields_that_are_made_of_them_and_in_no_other()
    {
        var fields = KnownFields.Referral.Concat(KnownFields.Status).Concat(KnownFields.Plan).Distinct(StringComparer.Ordinal).ToList();

        fields.Where(f => !FreeText.Is(f, "three plain words")).ShouldBe(Words.Where(fields.Contains), ignoreOrder: true);
        Words.ShouldAllBe(f => !FreeText.Is(f, "three plain words"));
    }

    [Theory]
    [InlineData("question", 64, false)]
    [InlineData("question", 65, true)]
    [InlineData("client.familyName", 65, false)]
    public void A_code_is_at_most_sixty_four_characters(string field, int length, bool isFreeText) => FreeText.Is(field, new string('A', length)).ShouldBe(isFreeText);

    [Theory]
    [InlineData("needs", "DEBT", true)]
    [InlineData("referral.needs", "DEBT", true)]
    [InlineData("referral.needs", "QUIET_WORKPLACE", false)]
    [InlineData("barriers.code", "DEBT", false)]
    public void Of_needs_only_the_agreed_codes_leave_below_the_event_too(string field, string value, bool isFreeText) => FreeText.Is(field, value).ShouldBe(isFreeText);

    [Fact]
    public void What_is_no_plain_value_is_not_copied() =>
        Projection.Project(new JsonObject { ["question"] = JsonValue.Create(new { words = "x" }) }, new HashSet<string>(["question"], StringComparer.Ordinal)).Data.Count.ShouldBe(0);

    [Theory]
    [MemberData(nameof(Events))]
    public void A_manifest_may_name_fields_of_its_own_event(string type) => KnownFields.Of(type).ShouldNotBeEmpty();

    [Fact]
    public void Each_event_has_fields_of_its_own()
    {
        KnownFields.Of(EventTypes.ReferralHandover).ShouldBeSameAs(KnownFields.Referral);
        KnownFields.Of(EventTypes.ReferralStatusChanged).ShouldBeSameAs(KnownFields.Status);
        KnownFields.Of(EventTypes.PlanChanged).ShouldBeSameAs(KnownFields.Plan);
        KnownFields.Referral.ShouldContain("needs");
        KnownFields.Referral.ShouldContain("services");
    }

    [Fact]
    public void Of_its_own_referral_an_agency_is_told_its_ticket_and_a_status()
    {
        OwnNotice.Fields.ShouldBe(["ticket", "inReplyTo", "referralId", "sentAt", "status"], ignoreOrder: true);
        OwnNotice.Is(EventTypes.ReferralStatusChanged, Cases.Pes, Cases.Pes).ShouldBeTrue();
        OwnNotice.Is(EventTypes.ReferralStatusChanged, Cases.Welfare, Cases.Pes).ShouldBeFalse();
        OwnNotice.Is(EventTypes.ReferralHandover, Cases.Pes, Cases.Pes).ShouldBeFalse();
    }

    [Theory]
    [InlineData(DeliveryState.Waiting, DisclosureState.Released)]
    [InlineData(DeliveryState.Released, DisclosureState.Released)]
    [InlineData(DeliveryState.Confirmed, DisclosureState.Confirmed)]
    [InlineData(DeliveryState.Blocked, DisclosureState.Unknown)]
    [InlineData(DeliveryState.Parked, DisclosureState.Unknown)]
    public void What_is_known_of_a_disclosure_follows_from_its_delivery(DeliveryState delivery, DisclosureState disclosure) => delivery.Disclosed().ShouldBe(disclosure);

    [Fact]
    public void Each_decision_says_a_sentence_of_its_own()
    {
        DecisionSentences.All.ShouldAllBe(s => s.EndsWith('.') && s.Contains(' '));
        DecisionSentences.All.ShouldBeUnique();
        DecisionSentences.Of(new Explanation { Rule = "x", Says = DecisionSentences.OfficeTakesOver, Values = ["office-a", "office-b"] }).ToString()
            .ShouldBe("office-a is closed; office-b took over what was open there.");
        DecisionSentences.Of(DecisionSentences.Erased, []).Code.ShouldBe(DecisionSentences.Erased);
        var unknown = DecisionSentences.Of("of-a-later-version", []);
        (unknown.Code, unknown.ToString()).ShouldBe(("of-a-later-version", "of-a-later-version"));
    }
}
