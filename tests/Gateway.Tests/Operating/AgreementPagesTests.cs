using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Receipts and previews as people get them: on the client's page, by a call, on the command line.</summary>
public sealed class AgreementPagesTests
{
    [Fact]
    public async Task A_data_protection_officer_prints_receipts_and_a_preview_and_takes_them_as_files()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, agreement: "AKK-77"));
        using var officer = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        using var other = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Dpo, "ocmw-leuven");
        await officer.GetAsync("/dashboard/privacy");
        await other.GetAsync("/dashboard/privacy");
        await officer.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", "access-request"));
        var handle = officer.Hidden("handle");

        var printed = await officer.PostAsync("/dashboard/privacy/receipts", ("handle", handle));
        printed.Text.ShouldContain("Receipt of your agreement");
        printed.Text.ShouldContain("AKK-77");
        printed.Text.ShouldContain("uw arbeidsbemiddelaar", Case.Insensitive);
        printed.Text.ShouldContain("OCMW Leuven");
        printed.Text.ShouldNotContain(insz);
        JsonNode.Parse((await officer.PostAsync("/dashboard/privacy/receipts", ("handle", handle), ("form", "json"))).Html)![0]!["status"]!.GetValue<string>().ShouldBe("Given");
        JsonNode.Parse((await officer.PostAsync("/dashboard/privacy/receipts", ("handle", handle), ("form", "jsonld"))).Html)!["@type"]!.GetValue<string>().ShouldBe("dpv:ConsentReceipt");
        var preview = await officer.PostAsync("/dashboard/privacy/preview", ("handle", handle));
        preview.Text.ShouldContain("What would leave if you agree");
        preview.Text.ShouldContain("Family name");
        (await gateway.ReadAsync(s => s.Previews.CountAsync())).ShouldBe(1);

        (await other.PostAsync("/dashboard/privacy/receipts", ("handle", handle))).Status.ShouldBe(HttpStatusCode.Gone, "the handle is another viewer's");
        (await other.PostAsync("/dashboard/privacy/preview", ("handle", handle))).Status.ShouldBe(HttpStatusCode.Gone);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action.StartsWith("privacy.")).OrderBy(o => o.Id).Select(o => o.Action).ToListAsync()))
            .ShouldBe(["privacy.find", "privacy.read", "privacy.receipt", "privacy.receipt", "privacy.receipt", "privacy.preview"]);
    }

    [Fact]
    public async Task An_agency_asks_of_its_own_clients_and_a_key_with_the_role_of_any()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        using var dora = await CallerAsync(gateway, "dora", UserRoles.Dpo);
        using var vera = await CallerAsync(gateway, "vera", UserRoles.Viewer | UserRoles.Operator | UserRoles.Administrator);
        var own = new { scheme = "insz", value = insz };
        var any = new { agency = "vdab", scheme = "insz", value = insz, purpose = "complaint" };

        (await StatusAsync(vdab.Http, "/v1/receipts", own)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync((await gateway.OfficeAsync("ocmw-mortsel")).Http, "/v1/receipts", own)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync((await gateway.OfficeAsync("ocmw-mortsel")).Http, "/v1/receipts", any)).ShouldBe(HttpStatusCode.NotFound, "an agency asks of its own clients only");
        (await StatusAsync(vdab.Http, "/v1/receipts", new { scheme = "insz", value = "85073003329" })).ShouldBe(HttpStatusCode.BadRequest, "mistyped");
        (await StatusAsync(dora, "/v1/clients/receipts", any)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(dora, "/v1/clients/receipts", own)).ShouldBe(HttpStatusCode.BadRequest, "agency and purpose are missing");
        (await StatusAsync(vera, "/v1/clients/receipts", any)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(dora, "/v1/receipts", own)).ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action == "privacy.receipt").OrderBy(o => o.Id).Select(o => o.User + " " + o.Detail).ToListAsync()))
            .ShouldBe(["agency:vdab access-request:vdab", "dora complaint:vdab"]);
    }

    [Fact]
    public async Task Whoever_holds_the_id_of_another_agencys_client_gets_neither_receipt_nor_preview()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        var client = await gateway.ReadAsync(s => s.Clients.Where(c => c.Agency == "vdab").Select(c => c.Id).SingleAsync());
        var (receipts, previews) = (gateway.Services.GetRequiredService<IAgreementReceipts>(), gateway.Services.GetRequiredService<IPreviews>());
        var look = new PrivacyLook(new Reader("dora", null, UserRoles.Dpo), OpeningKind.Receipt, PrivacyPurposes.AccessRequest);

        (await receipts.ReadAsync("ocmw-mortsel", client, "en", look, CancellationToken.None)).ShouldBeNull();
        (await previews.OfClientAsync("ocmw-mortsel", client, look, CancellationToken.None)).ShouldBeNull();
        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action.StartsWith("privacy.")).Select(o => o.Detail).Distinct().ToListAsync())).ShouldBe(["access-request:ocmw-mortsel:client-unknown"]);

        (await receipts.ReadAsync("vdab", client, "en", look, CancellationToken.None)).ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_line_previews_makes_receipts_and_reads_what_was_exported()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, referral);
        var file = Path.Combine(gateway.Data, "referral.json");
        await File.WriteAllTextAsync(file, referral.ToJsonString());

        var preview = await Verb.RunAsync(gateway.Data, "agreement", "preview", "vdab", file, "--format", "json");
        preview.Code.ShouldBe(0, preview.Errors);
        var digest = JsonNode.Parse(preview.Output)![0]!["digest"]!.GetValue<string>();
        (await gateway.ReadAsync(s => s.Previews.Select(p => p.Hash).SingleAsync())).ShouldBe(Convert.FromHexString(digest));

        var receipt = await Verb.AskedAsync(insz + "\n", gateway.Data, "agreement", "receipt", "vdab", "--language", "fr", "--format", "text");
        receipt.Code.ShouldBe(0, receipt.Errors);
        receipt.Output.ShouldContain("Reçu de votre accord");
        var exported = await Verb.AskedAsync(insz + "\n", gateway.Data, "agreement", "receipt", "vdab", "--format", "jsonld");
        var linked = Path.Combine(gateway.Data, "receipt.jsonld");
        await File.WriteAllTextAsync(linked, exported.Output);
        var read = await Verb.RunAsync(gateway.Data, "agreement", "read", "vdab", linked);
        read.Code.ShouldBe(0, read.Errors);
        read.Output.ShouldContain("consent.given: given");
        (await Verb.AskedAsync(People.Insz() + "\n", gateway.Data, "agreement", "receipt", "vdab")).Code.ShouldBe(2);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        return answer.StatusCode;
    }

    private static async Task<HttpClient> CallerAsync(RunningGateway gateway, string name, UserRoles roles)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made!.Value.Key);
        return http;
    }
}
