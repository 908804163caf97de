using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class WritingTests
{
    private static JsonObject Handover(JsonObject referral) => new()
    {
        ["ticket"] = "H-1",
        ["step"] = 2,
        ["sentAt"] = "2026-03-02T08:15:00Z",
        ["ackDueOn"] = "2026-03-05",
        ["tellClientToApply"] = true,
        ["sender"] = new JsonObject { ["organisation"] = "VDAB", ["contact"] = new JsonObject { ["name"] = "Lies Proefnaam" } },
        ["recipient"] = new JsonObject { ["organisation"] = "OCMW", ["municipality"] = "24062" },
        ["referral"] = referral,
    };

    private static JsonObject Referral(string profile, string content)
    {
        var data = (JsonObject)Translating.Translate(profile, content).Only().Data.DeepClone();
        foreach (var outer in new[] { "ticket", "inReplyTo", "sentAt", "sender", "recipient" })
            data.Remove(outer);
        return data;
    }

    [Theory]
    [InlineData("vdab-referral")]
    [InlineData("ocmw-referral")]
    public void What_a_profile_writes_it_reads_back_to_the_same_values(string profile)
    {
        var referral = Referral(profile, profile == "vdab-referral" ? VdabReferralTests.Referral : OcmwTests.Referral());
        var written = new RecordWriter().Write(Translating.Profiles.Find(profile)!, EventTypes.ReferralHandover, Handover((JsonObject)referral.DeepClone()));

        var record = Translating.Translate(profile, written.Bytes.ToArray()).ShouldHaveSingleItem();

        record.Unmapped.ShouldBeEmpty();
        var back = (JsonObject)record.Statements.Single().Data.DeepClone();
        back["ticket"]!.GetValue<string>().ShouldBe("H-1");
        back["recipient"]!["municipality"]!.GetValue<string>().ShouldBe("24062");
        foreach (var outer in new[] { "ticket", "sentAt", "sender", "recipient" })
            back.Remove(outer);
        JsonNode.DeepEquals(back, referral).ShouldBeTrue(back.ToJsonString() + "\n" + referral.ToJsonString());
        written.NotCarried.ShouldBe(
            profile == "vdab-referral" ? ["tellClientToApply"] : []);
    }

    /// <summary>What VDAB writes arrives at an OCMW in the OCMW's own format, and would be read there to the same values; and back.</summary>
    [Theory]
    [InlineData("vdab-referral", "ocmw-referral", "registration.category")]
    [InlineData("ocmw-referral", "vdab-referral", "")]
    public void A_referral_means_the_same_in_the_other_offices_format(string from, string to, string notInIt)
    {
        var referral = Referral(from, from == "vdab-referral" ? VdabReferralTests.Referral : File.ReadAllText(Path.Combine(Translating.Contracts, "formats", from, "samples", "messages.xml")).Split("<Annulering")[0] + "</Berichten>");

        var written = new RecordWriter().Write(Translating.Profiles.Find(to)!, EventTypes.ReferralHandover, Handover((JsonObject)referral.DeepClone()));

        var record = Translating.Translate(to, written.Bytes.ToArray()).ShouldHaveSingleItem();
        record.Unmapped.ShouldBeEmpty();
        var back = (JsonObject)record.Statements.Single().Data.DeepClone();
        foreach (var outer in new[] { "ticket", "sentAt", "sender", "recipient" })
            back.Remove(outer);
        foreach (var path in notInIt.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('.')))
        {
            foreach (var data in new[] { back, referral })
                (data[path[0]] as JsonObject)?.Remove(path[1]);
        }

        JsonNode.DeepEquals(back, referral).ShouldBeTrue(back.ToJsonString() + "\n" + referral.ToJsonString());
    }

    [Fact]
    public void What_a_format_has_no_place_for_is_named()
    {
        var referral = Referral("vdab-referral", VdabReferralTests.Referral);

        var written = new RecordWriter().Write(Translating.Profiles.Find("ocmw-referral")!, EventTypes.ReferralHandover, Handover(referral));

        written.MediaType.ShouldBe("application/xml");
        written.NotCarried.ShouldBe(["referral.registration.category"]);
        var root = XDocument.Parse(Translating.Text(written.Bytes)).Root!;
        root.Element("Header")!.Element("Ticket")!.Value.ShouldBe("H-1");
        root.Element("Header")!.Element("Stap")!.Value.ShouldBe("2");
        root.Element("Header")!.Element("UiterlijkeOntvangst")!.Value.ShouldBe("20260305");
        root.Element("Client")!.Element("Geboortedat")!.Value.ShouldBe("19850700");
        root.Element("Inschrijving")!.Element("CdUitkering")!.Value.ShouldBe("UNEMPLOYMENT");
    }

    [Fact]
    public void A_view_without_most_fields_is_written_without_them()
    {
        var view = Handover(new JsonObject { ["client"] = new JsonObject { ["contact"] = new JsonObject { ["phone"] = "+32 470 00 00 01" } }, ["question"] = "WELFARE_SUPPORT" });
        view.Remove("sender");

        var written = new RecordWriter().Write(Translating.Profiles.Find("vdab-referral")!, EventTypes.ReferralHandover, view);

        var document = JsonNode.Parse(Translating.Text(written.Bytes))!;
        document["message"]!["type"]!.GetValue<string>().ShouldBe("referral");
        document["message"]!["sender"].ShouldBeNull();
        document["person"]!.ToJsonString().ShouldBe("{\"contact\":{\"phone\":\"+32 470 00 00 01\"}}".Replace("+", "\\u002B", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vdab-referral")]
    [InlineData("ocmw-result")]
    [InlineData("cloudevents")]
    public void A_status_is_written_in_the_recipients_own_format(string profile)
    {
        var status = JsonSerializer.SerializeToNode(
            new ReferralStatusChanged { Ticket = "S-1", InReplyTo = "T-1", ReferralId = "r-1", SentAt = new DateTimeOffset(2026, 3, 4, 7, 0, 0, TimeSpan.Zero), Status = CoarseStatuses.NotAccepted, CaseNumber = "D-9" },
            ContractJson.Options)!.AsObject();

        var written = new RecordWriter().Write(Translating.Profiles.Find(profile)!, EventTypes.ReferralStatusChanged, status);

        var text = Translating.Text(written.Bytes);
        text.ShouldContain("not-accepted");
        text.ShouldContain("T-1");
        text.ShouldContain("D-9");
        written.NotCarried.ShouldBeEmpty();
    }

    [Fact]
    public void A_handover_as_a_row_is_read_back_to_the_same_values()
    {
        var content = File.ReadAllText(Path.Combine(Translating.Contracts, "formats", "sonar-export", "samples", "export.csv")).Split('\n');
        var referral = Referral("sonar-export", content[0] + "\n" + content[1].Replace("A. Voorbeeld", "\"A. \"\"Voor\"\"; beeld\"", StringComparison.Ordinal) + "\n");

        var written = new RecordWriter().Write(Translating.Profiles.Find("sonar-export")!, EventTypes.ReferralHandover, Handover((JsonObject)referral.DeepClone()));

        written.MediaType.ShouldBe("text/csv");
        var record = Translating.Translate("sonar-export", written.Bytes.ToArray()).ShouldHaveSingleItem();
        record.Unmapped.ShouldBeEmpty();
        var back = (JsonObject)record.Statements.Single().Data.DeepClone();
        back["ticket"]!.GetValue<string>().ShouldBe("H-1");
        foreach (var outer in new[] { "ticket", "inReplyTo", "sentAt", "sender", "recipient" })
        {
            back.Remove(outer);
            referral.Remove(outer);
        }

        JsonNode.DeepEquals(back, referral).ShouldBeTrue(back.ToJsonString() + "\n" + referral.ToJsonString());
        written.NotCarried.ShouldBe(["step", "ackDueOn", "tellClientToApply", "sender.organisation", "recipient.organisation", "recipient.municipality"], ignoreOrder: true);
    }

    [Fact]
    public void An_event_a_profile_cannot_write_is_refused() =>
        Should.Throw<ArgumentException>(() => new RecordWriter().Write(Translating.Profiles.Find("um-jobseeker")!, EventTypes.ReferralHandover, []));

    [Fact]
    public void A_welfare_office_reads_beside_a_number_that_it_was_cancelled_and_what_replaced_it()
    {
        var referral = Referral("vdab-referral", VdabReferralTests.Referral.Replace("\"ACTIVE\"", "\"canceled\", \"replacedBy\": \"17073003384\"", StringComparison.Ordinal));

        var written = new RecordWriter().Write(Translating.Profiles.Find("ocmw-referral")!, EventTypes.ReferralHandover, Handover(referral));

        var number = XDocument.Parse(Translating.Text(written.Bytes)).Root!.Element("Client")!.Element("INSZ")!;
        (number.Value, number.Attribute("status")!.Value, number.Attribute("vervangenDoor")!.Value).ShouldBe(("85073003328", "canceled", "17073003384"));
        written.NotCarried.ShouldNotContain("referral.client.identifiers.replacedBy");
    }
}
