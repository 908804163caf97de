using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ExcelDataReader;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Demo.Offices;
using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Tests.Demo;

public class FormatTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 3, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_employment_service_writes_its_own_json()
    {
        var record = VdabReferral.Referral(Client(c => c.FromPes && c.Quirk is Quirk.None), At, "t", mistyped: false);
        record.Select(p => p.Key).ShouldBe(
            ["message", "question", "appointment", "person", "assessment", "registration", "profile", "barriers", "ladder", "requestedService", "basis", "agreement", "goal"]);
        ((string?)record["message"]!["type"]).ShouldBe("referral");
        ((string?)record["message"]!["sentAt"]).ShouldBe("2026-02-03T08:00:00Z");
        ((string?)record["message"]!["purpose"]).ShouldBe("ACTIVATION");
        ((string?)record["basis"]!["kind"]).ShouldBe("PUBLIC_TASK");
    }

    [Fact]
    public void A_bare_yes_carries_neither_notice_nor_date()
    {
        var record = VdabReferral.Referral(Client(c => c.Quirk is Quirk.BareYes), At, "t", mistyped: false);
        record["agreement"]!.AsObject().Select(p => p.Key).ShouldBe(["recordId"]);
    }

    [Fact]
    public void Missing_data_lacks_the_facts_that_criteria_ask_for()
    {
        var record = VdabReferral.Referral(Client(c => c.Quirk is Quirk.MissingData), At, "t", mistyped: false);
        record["registration"]!["unemployedSince"].ShouldBeNull();
        record["ladder"].ShouldBeNull();
    }

    [Fact]
    public void A_note_in_confidence_is_in_the_source_record_only()
    {
        var client = Client(c => c.Quirk is Quirk.FreeText);
        VdabReferral.Referral(client, At, "t", mistyped: false).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldContain(VdabReferral.CanaryNote);
        foreach (var expected in ExpectedHandover.All)
            foreach (var entry in ReplyAgenda.For(expected, "ticket"))
                Encoding.UTF8.GetString(entry.What.Body).ShouldNotContain(VdabReferral.CanaryNote);
    }

    [Fact]
    public void Welfare_offices_write_their_own_xml()
    {
        var client = Client(c => c.Question == "REGISTER_WORK_DAYS");
        var root = OcmwReferral.Referral(client);
        root.Name.LocalName.ShouldBe("Doorverwijzing");
        root.Elements().Select(e => e.Name.LocalName).ShouldBe(
            ["Header", "Client", "Bijstand", "Vraag", "Belemmering", "Werk", "Trede", "Akkoord"]);
        ((string?)root.Element("Client")!.Element("INSZ")).ShouldBe(client.Insz);
        ((string?)root.Element("Header")!.Element("Sender")!.Attribute("nis")).ShouldBe(client.Town.Nis);
    }

    [Fact]
    public void Every_office_answers_in_its_own_format_and_names_the_handover()
    {
        foreach (var expected in ExpectedHandover.All.Where(e => e.Story.Answers.Count > 0))
        {
            var entry = ReplyAgenda.For(expected, "the-ticket").First();
            var body = Encoding.UTF8.GetString(entry.What.Body);
            switch (entry.What.Path)
            {
                case "/v1/submissions/ocmw-result":
                    ((string?)XElement.Parse(body).Element("Header")!.Element("InReplyTo")).ShouldBe("the-ticket");
                    ((string?)XElement.Parse(body).Element("Intake")!.Element("NrDossier")).ShouldBe(expected.CaseNumber);
                    break;
                case "/v1/submissions/vdab-referral":
                    ((string?)JsonNode.Parse(body)!["message"]!["inReplyTo"]).ShouldBe("the-ticket");
                    ((string?)JsonNode.Parse(body)!["reply"]!["caseNumber"]).ShouldBe(expected.CaseNumber);
                    break;
                default:
                    entry.What.ContentType.ShouldBe(CloudEvent.MediaType);
                    var reply = JsonNode.Parse(body)!["data"]!.AsObject();
                    var content = (ReferralReply)Core.Clients.Statement.Of(EventTypes.ReferralReply, reply).Content;
                    content.InReplyTo.ShouldBe("the-ticket");
                    content.Outcome.ShouldBe(ReplyOutcomes.Received);
                    break;
            }
        }
    }

    [Fact]
    public void The_dutch_list_has_its_columns_in_order()
    {
        var lines = Encoding.UTF8.GetString(SonarExport.Csv(DutchClient.Csv, DutchClient.CsvSentOn)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + DutchClient.Csv.Count);
        lines[0].ShouldStartWith("Datum melding;1e uitk dag (niet WW);BSN;ID_WZ;");
        lines[0].ShouldEndWith(";Participatieladder;Aantal;Toestemming");
        lines.ShouldAllBe(l => l.Split(';', StringSplitOptions.None).Length == 35);
    }

    [Fact]
    public void The_dutch_spreadsheet_opens_and_its_number_has_lost_the_leading_zero()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(SonarExport.Spreadsheet(DutchClient.Spreadsheet, DutchClient.SpreadsheetSentOn)));
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        rows.Count.ShouldBe(1 + DutchClient.Spreadsheet.Count);
        rows[0].ShouldBe(SonarExport.Columns);
        Convert.ToInt64(rows[1][2], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(2345679L * 10 + (DutchClient.Spreadsheet[0].Bsn[8] - '0'));
        rows[1][14].ShouldBe(DutchClient.Spreadsheet[0].Name);
    }

    [Fact]
    public void The_spreadsheet_s_parts_carry_no_time_of_writing()
    {
        using var zip = new ZipArchive(new MemoryStream(SonarExport.Spreadsheet(DutchClient.Spreadsheet, DutchClient.SpreadsheetSentOn)));
        zip.Entries.Select(e => e.LastWriteTime.DateTime).Distinct().ShouldBe([new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)]);
    }

    private static PilotClient Client(Func<PilotClient, bool> which) => PilotScenario.Clients.First(which);
}
