using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What of a text cannot be taken is told with its place, and is never cut in silence.</summary>
public class TextLimitTests
{
    [Theory]
    [InlineData("Le\0uven")]
    [InlineData("Le\u0007uven\u009f")]
    [InlineData("\u001bLeuven")]
    public void Control_characters_are_dropped_and_told(string written)
    {
        var record = Referral(place: written);

        record.Status.ShouldBe(RecordStatus.Translated);
        Submitted(record).Client!.Residence!.Place.ShouldBe("Leuven");
        var told = record.Problems.ShouldHaveSingleItem();
        (told.Code, told.Path).ShouldBe(("control-characters", "data.client.residence.place"));
        told.Text.ToString().ShouldNotContain("uven");
    }

    [Theory]
    [InlineData("Sint-Agatha-Berchem — Ægir Ōsaka 東京 \U0001F600")]
    [InlineData("two\nlines\tand a tab")]
    public void What_people_write_is_taken_as_it_is(string written)
    {
        var record = Referral(place: written);

        record.Problems.ShouldBeEmpty();
        Submitted(record).Client!.Residence!.Place.ShouldBe(written);
    }

    [Fact]
    public void A_text_that_is_too_long_is_left_out_and_told_and_one_that_just_fits_is_taken()
    {
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", ContractText.Longest));
        Submitted(Referral(place: emoji)).Client!.Residence!.Place.ShouldBe(emoji, "characters are counted, not halves of them");

        var record = Referral(place: new string('x', ContractText.Longest + 1));

        record.Status.ShouldBe(RecordStatus.Translated);
        Submitted(record).Client!.Residence!.Place.ShouldBeNull();
        var told = record.Problems.ShouldHaveSingleItem();
        (told.Code, told.Path, told.Text.ToString()).ShouldBe((
            "text-too-long", "data.client.residence.place", "data.client.residence.place: The text is longer than 200 characters; shorten it. The field is left out."));
    }

    [Fact]
    public void A_required_text_that_is_too_long_sets_the_record_aside()
    {
        var record = Referral(place: "Leuven", ticket: new string('t', ContractText.Longest + 1));

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Codes().ShouldBe(["text-too-long"]);
    }

    [Fact]
    public void In_an_agency_s_own_format_the_same_is_told()
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(Translating.Contracts, "formats", "vdab-referral", "samples", "referral.json")))!;
        var names = Translating.Translate("vdab-referral", document.ToJsonString()).Only<ReferralSubmitted>().Client!;
        var text = document.ToJsonString().Replace(names.FamilyName!, names.FamilyName + "\\u0000", StringComparison.Ordinal);

        var record = Translating.Translate("vdab-referral", text).ShouldHaveSingleItem();
        Submitted(record).Client!.FamilyName.ShouldBe(names.FamilyName);
        // A mark at an end is trimmed with the blanks there; within the text it is told.
        text = document.ToJsonString().Replace(names.FamilyName!, names.FamilyName![..2] + "\\u0000" + names.FamilyName[2..], StringComparison.Ordinal);
        record = Translating.Translate("vdab-referral", text).ShouldHaveSingleItem();
        Submitted(record).Client!.FamilyName.ShouldBe(names.FamilyName);
        record.Codes().ShouldContain("control-characters");
        text = document.ToJsonString().Replace(names.FamilyName, new string('n', 201), StringComparison.Ordinal);
        record = Translating.Translate("vdab-referral", text).ShouldHaveSingleItem();
        record.Codes().ShouldContain("text-too-long");
        record.Statements.ShouldAllBe(s => ((ReferralSubmitted)s.Content).Client!.FamilyName == null);
    }

    private static ReferralSubmitted Submitted(TranslatedRecord record) => (ReferralSubmitted)record.Statements.ShouldHaveSingleItem().Content;

    private static TranslatedRecord Referral(string place, string? ticket = null)
    {
        var sample = File.ReadAllText(Path.Combine(Translating.Contracts, "formats", "vdab-referral", "samples", "referral.json"));
        var data = JsonSerializer.SerializeToNode(Translating.Translate("vdab-referral", sample).Only<ReferralSubmitted>(), ContractJson.Options)!;
        data["client"]!["residence"]!["place"] = place;
        if (ticket is not null)
            data["ticket"] = ticket;
        var text = new JsonObject { ["specversion"] = "1.0", ["id"] = "a", ["source"] = "urn:x", ["type"] = EventTypes.ReferralSubmitted, ["data"] = data }.ToJsonString();
        return Translating.Translate("cloudevents", Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem();
    }
}
