using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.BadInput;

/// <summary>Answers, pseudonyms and lists that come again, on the running gateway.</summary>
[Collection(OneGateway.Name)]
public sealed class AnswersAndListsTests(SharedGateway shared)
{
    private static string Sample(string profile, string file) => File.ReadAllText(Path.Combine(Shipped.Folder, "formats", profile, "samples", file));

    private async Task<JsonNode> SettledAsync(string agency, string profile, string body)
    {
        var office = await shared.Gateway.OfficeAsync(agency);
        var id = await office.SubmitAsync(profile, Encoding.UTF8.GetBytes(body), "application/octet-stream");
        await shared.Gateway.QuietAsync();
        return await office.SubmissionAsync(id);
    }

    [Fact]
    public async Task An_answer_is_done_with_its_reason_and_nobody_has_work_with_it()
    {
        var page = await SettledAsync("uwv", "suwi-pes-dossier", Sample("suwi-pes-dossier", "nothing-found.xml"));

        page["state"]!.GetValue<string>().ShouldBe("translated");
        var record = page["records"]!.AsArray().ShouldHaveSingleItem()!;
        record["state"]!.GetValue<string>().ShouldBe("done");
        record["reason"]!["code"]!.GetValue<string>().ShouldBe("nothing-found");
        record["reason"]!["text"]!.GetValue<string>().ShouldContain("an answer and no record");
    }

    [Fact]
    public async Task A_pseudonymous_profile_is_tied_to_no_client()
    {
        var page = await SettledAsync("isd-vallei", "um-jobseeker", Sample("um-jobseeker", "profiles.json"));

        page["records"]!.AsArray().Select(r => r!["state"]!.GetValue<string>()).ShouldBe(["done", "done"]);
        var kept = await shared.Gateway.ReadAsync(s => s.Records.Where(r => r.Agency == "isd-vallei").ToListAsync());
        kept.ShouldAllBe(r => r.ClientId == null);
    }

    [Fact]
    public async Task The_same_bytes_under_another_reference_are_another_document()
    {
        var office = await shared.Gateway.OfficeAsync("isd-vallei");
        Task<Guid> SentUnder(string reference) => office.SubmitAsync("um-jobseeker", "[{\"idWerkzoekende\":\"R-1\"}]"u8.ToArray(), $"application/json; reference=\"{reference}\"");

        var first = await SentUnder("A-1");

        (await SentUnder("A-1")).ShouldBe(first);
        (await SentUnder("A-2")).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_client_who_is_on_the_next_list_too_is_brought_up_to_date()
    {
        string List(string phone) => $"Datum melding;BSN;ID_WZ;Volledige Naam;Telefoonnummer;Gemeente\n46054;111222333;WZ-LIST-1;A. Voorbeeld;{phone};0203\n";
        var first = await SettledAsync("uwv", "sonar-export", List("0612345601"));
        var same = await SettledAsync("uwv", "sonar-export", List("0612345601") + "\n");
        var later = await SettledAsync("uwv", "sonar-export", List("0612345699"));

        foreach (var page in new[] { first, same, later })
            page["setAside"]!.GetValue<int>().ShouldBe(0, page.ToJsonString());
        var referral = first["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        new[] { same, later }.ShouldAllBe(p => p["records"]![0]!["referralIds"]![0]!.GetValue<Guid>() == referral);
        (await shared.Gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "referral.amended" && a.SubjectId == referral))).ShouldBe(1);
    }
}
