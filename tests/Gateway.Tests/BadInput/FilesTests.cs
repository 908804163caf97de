using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.BadInput;

/// <summary>Whatever is in a file: it is accepted, kept, and shows with a reason; good records beside it go on.</summary>
[Collection(OneGateway.Name)]
public sealed class FilesTests(SharedGateway shared)
{
    private const string Bomb = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Doorverwijzing><Header>&c;</Header></Doorverwijzing>""";

    public static TheoryData<string, string, string, byte[], string, string> Unreadable => new()
    {
        { "truncated JSON", "vdab", "vdab-referral", Bytes("""{"message":{"type":"referral","ticket":"T-1","sen"""), "truncated", "ends in the middle" },
        { "not JSON at all", "vdab", "vdab-referral", Bytes("hello, this is no JSON"), "not-json", "The document is not JSON" },
        { "bytes that are no text", "vdab", "vdab-referral", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10], "not-json", "JSON" },
        { "an XML bomb", "ocmw-leuven", "ocmw-referral", Bytes(Bomb), "dtd-forbidden", "leave out <!DOCTYPE" },
        { "truncated XML", "ocmw-leuven", "ocmw-referral", Bytes("<Doorverwijzing><Header><Ticket>T-1</Ti"), "truncated", "ends in the middle" },
        { "XML of another kind", "ocmw-leuven", "ocmw-referral", Bytes("<Factuur><Nummer>1</Nummer></Factuur>"), "other-document", "its root must be Doorverwijzing" },
        { "a CSV with other columns", "uwv", "sonar-export", Bytes("naam;leeftijd\nA. Voorbeeld;41\n"), "other-columns", "the header must have at least" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_is_kept_and_says_why(string what, string agency, string profile, byte[] body, string code, string says)
    {
        var gateway = shared.Gateway;
        var office = await gateway.OfficeAsync(agency);

        var id = await office.SubmitAsync(profile, body, "application/octet-stream");
        await gateway.QuietAsync();
        var page = await office.SubmissionAsync(id);

        page["state"]!.GetValue<string>().ShouldBe("setAside", what);
        page["reason"]!["code"]!.GetValue<string>().ShouldBe(code, page.ToJsonString());
        page["reason"]!["text"]!.GetValue<string>().ShouldContain(says);
        var record = await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.SubmissionId == id));
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.SubjectId == record.Id))).ReasonCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_bad_record_amid_good_ones_is_set_aside_alone_with_its_number_path_and_line()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var mistyped = Vdab.Referral();
        mistyped["person"]!["insz"] = "85073003329";

        var page = await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), mistyped, Vdab.Referral()));

        page["state"]!.GetValue<string>().ShouldBe("translated");
        page["received"]!.GetValue<int>().ShouldBe(3);
        page["setAside"]!.GetValue<int>().ShouldBe(1);
        page["records"]!.AsArray().Select(r => r!["state"]!.GetValue<string>()).ShouldBe(["pending", "setAside", "pending"]);
        var reason = page["records"]![1]!["reason"]!;
        reason["code"]!.GetValue<string>().ShouldBe("identifier-check-digits");
        reason["path"]!.GetValue<string>().ShouldBe("person.insz");
        reason["text"]!.GetValue<string>().ShouldNotContain("85073003329");
    }

    [Fact]
    public async Task A_file_cut_off_in_its_third_record_keeps_the_two_before_it()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var whole = new JsonArray(Vdab.Referral(), Vdab.Referral(), Vdab.Referral()).ToJsonString();

        var id = await vdab.SubmitAsync(Vdab.Profile, Bytes(whole[..^150]), "application/json");
        await shared.Gateway.QuietAsync();
        var page = await vdab.SubmissionAsync(id);

        page["records"]!.AsArray().Select(r => r!["state"]!.GetValue<string>()).ShouldBe(["pending", "pending", "setAside"]);
        page["records"]![2]!["reason"]!["code"]!.GetValue<string>().ShouldBe("truncated");
    }

    [Fact]
    public async Task A_record_that_names_another_agency_as_its_sender_is_set_aside()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var record = Vdab.Referral();
        record["message"]!["sender"]!["org"] = "OCMW Leuven";

        var page = await vdab.SettledAsync(Vdab.Profile, record);

        page["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("sender-mismatch");
        page["records"]![0]!["reason"]!["text"]!.GetValue<string>().ShouldContain("An agency speaks for itself only");
    }

    [Fact]
    public async Task A_record_for_an_office_that_does_not_exist_is_in_a_worklist_and_pending_to_its_sender()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var record = Vdab.Referral();
        record["message"]!["recipient"] = new JsonObject { ["org"] = "OCMW Nergensbeke", ["nis"] = "34999" };

        var page = await vdab.SettledAsync(Vdab.Profile, record);

        page["records"]![0]!["state"]!.GetValue<string>().ShouldBe("pending");
        page["records"]![0]!["reason"].ShouldBeNull();
        var referral = page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        var item = await shared.Gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.ReferralId == referral));
        item.Kind.ShouldBe(TaskKinds.Unroutable);
        item.ReasonCode.ShouldBe("unknown-office");
    }

    [Fact]
    public async Task A_reply_to_an_unknown_referral_waits_in_a_worklist_and_says_so()
    {
        var ocmw = await shared.Gateway.OfficeAsync("ocmw-leuven");

        var page = await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply("6f0a1c1e-0009-4000-8000-00000000beef", People.Insz(), "received"));

        page["records"]![0]!["state"]!.GetValue<string>().ShouldBe("pending");
        page["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("unknown-referral");
        page["records"]![0]!["reason"]!["text"]!.GetValue<string>().ShouldContain("Check the ticket");
        var submission = page["submissionId"]!.GetValue<Guid>();
        var record = await shared.Gateway.ReadAsync(s => s.Records.SingleAsync(r => r.SubmissionId == submission));
        (await shared.Gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.SubjectId == record.Id))).Kind.ShouldBe(TaskKinds.WaitingReply);
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task A_list_in_another_encoding_keeps_its_names(string encoding)
    {
        var uwv = await shared.Gateway.OfficeAsync("uwv");
        var header = (await File.ReadAllLinesAsync(Path.Combine(Shipped.Folder, "formats", "sonar-export", "samples", "export.csv")))[0];
        var cells = header.Split(';').Select(c => c switch
        {
            "Datum melding" or "Inschrijfdatum" => "46054",
            "BSN" => "111222333",
            "ID_WZ" => "WZ-" + People.Ticket(),
            "Volledige Naam" => "Zoë Müller-Façade",
            "Gemeente" => "Ede",
            "Participatieladder" => "3",
            _ => "",
        });
        var target = Encoding.GetEncoding(encoding);
        byte[] body = [.. target.GetPreamble(), .. target.GetBytes(header + "\n" + string.Join(';', cells) + "\n")];

        var id = await uwv.SubmitAsync("sonar-export", body, "text/csv");
        await shared.Gateway.QuietAsync();

        var page = await uwv.SubmissionAsync(id);
        page["state"]!.GetValue<string>().ShouldBe("translated", page.ToJsonString());
        var isd = await shared.Gateway.OfficeAsync("isd-vallei");
        (await isd.NewAsync()).ShouldHaveSingleItem()["data"]!["referral"]!["client"]!["fullName"]!.GetValue<string>().ShouldBe("Zoë Müller-Façade");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
