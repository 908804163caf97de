using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Dirk, Kortrijk: the control service asks. It gets what its mandate lists, from the side that is apart, and nothing else, however it
/// asks; the data protection officer and Dirk see what was asked.
/// </summary>
public sealed class DirkTests
{
    [Fact]
    public async Task A_control_service_gets_what_its_mandate_lists_and_the_rest_is_refused_reported_and_told()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        var vdab = await gateway.OfficeAsync("vdab");
        var kortrijk = await gateway.OfficeAsync("ocmw-kortrijk");
        var control = await gateway.OfficeAsync(Control.Agency);
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var insz = People.Insz();
        List<string> outputs = [];

        // Dirk is referred for his debts. What the control side recorded of him is in the same record, and stays apart.
        await vdab.SettledAsync(Vdab.Profile, Control.Checked(insz));
        var handed = await kortrijk.FeedTextAsync();
        handed.ShouldContain(insz);
        handed.ShouldNotContain("ABSENT");
        outputs.Add(handed);

        // The control service asks for attendance, debts and case notes.
        var asking = Control.Asking(insz, "ATTENDANCE", "DEBTS", "CASE_NOTES");
        var (status, noted) = await Control.AskAsync(control, asking);
        (status, (string?)noted["state"]).ShouldBe((HttpStatusCode.Accepted, "accepted"));
        noted["kinds"]!.AsArray().Select(k => (string?)k).ShouldBe(["ATTENDANCE"]);
        noted["refused"]!.AsArray().Select(r => ((string?)r!["kind"], (string?)r["code"])).ShouldBe([("DEBTS", "mandate-kind-never"), ("CASE_NOTES", "mandate-kind-never")]);

        // Its own feed holds what the basis opens of the compartment; the ordinary one holds nothing.
        var answer = (await Control.FeedAsync(control)).ShouldHaveSingleItem()!;
        ((string?)answer["type"], (string?)answer["id"]).ShouldBe(("mandate.answered", (string?)noted["mandateId"]));
        answer["data"]!["items"]!.AsArray().Select(i => ((string?)i!["kind"], (string?)i["receivedOn"], (string?)i["value"])).ShouldBe([("ATTENDANCE", "2026-03-10", "ABSENT")]);
        answer.ToJsonString().ShouldNotContain(insz);
        answer.ToJsonString().ShouldNotContain("DEBT_ADVICE");
        (await Control.FeedAsync(control)).ShouldHaveSingleItem()!.ToJsonString().ShouldBe(answer.ToJsonString(), "read again it is the same under the same id");
        (await control.NewAsync()).ShouldBeEmpty();
        outputs.AddRange([noted.ToJsonString(), answer.ToJsonString()]);

        // The data protection officer sees the request, and not whom it is about.
        (await dora.GetAsync("/dashboard/privacy")).Text.ShouldContain("with a mandate, and this is not yet reviewed: 1");
        var page = (await dora.GetAsync("/dashboard/privacy/mandates")).Text;
        foreach (var said in new[] { "VDAB Controledienst", (string)asking["reference"]!, "BE-CONTROL-2026-02", "2026-03-01 – 2026-03-10", "Notes of counsellors", "mandate-kind-never", "no control service receives it", "with 1 values" })
            page.ShouldContain(said);
        page.ShouldNotContain(insz);
        await dora.PostAndFollowAsync($"/dashboard/privacy/mandates/{(string?)noted["mandateId"]}");
        (await dora.GetAsync("/dashboard/privacy")).Text.ShouldNotContain("with a mandate, and this is not yet reviewed");

        // Dirk reads it under who saw what, at his office and in its portal.
        var seen = await LookAsync(dora, insz);
        seen.ShouldContain("What control services asked");
        seen.ShouldContain("refused were: Debts, Notes of counsellors");
        var told = await PortalAsync(gateway, "vdab", insz);
        var act = told["items"]!.AsArray().Single(a => (string?)a!["kind"] == "controlled")!;
        ((string?)act["who"]!["office"], (string?)act["from"]!["office"], (string?)act["basisReference"]).ShouldBe((Control.Agency, "vdab", "BE-CONTROL-2026-02"));
        act["data"]!.AsArray().Select(d => (string?)d).ShouldBe(["Attendance at appointments of the control service"]);
        outputs.AddRange([page, seen, told.ToJsonString(), string.Join('\n', captured.Lines.Concat(captured.Spans)), string.Join('\n', dora.Addresses)]);

        // What nobody's mandate opens is in no output of any kind.
        foreach (var output in outputs)
            output.ShouldNotContain("kanarie", Case.Insensitive);
        captured.Lines.Concat(captured.Spans).ShouldAllBe(l => !l.Contains(insz, StringComparison.Ordinal) && !l.Contains("ABSENT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_question_dressed_as_something_else_fails_too()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        var referred = await vdab.SettledAsync(Vdab.Profile, Control.Checked(insz));
        var referral = referred["records"]![0]!["referralIds"]![0]!.GetValue<string>();

        // As an activation query, under the exchange's own basis and under the one of control.
        foreach (var basis in new[] { "KSZ-2026-014", "BE-CONTROL-2026-02" })
        {
            var asked = Cloud.Referral(People.Ticket(), insz, sender: "VDAB Controledienst");
            asked["basis"]!["reference"] = basis;
            await control.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", asked));
        }

        // As a referral by VDAB that names it as the recipient, as a look-up, as a portal, as a receipt.
        var toControl = Vdab.Referral(insz: insz);
        toControl["message"]!["recipient"] = new JsonObject { ["org"] = "VDAB Controledienst" };
        await vdab.SettledAsync(Vdab.Profile, toControl);
        (await control.Http.GetAsync($"/v1/referrals/{referral}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PortalAsync(gateway, Control.Agency, insz))["items"]!.AsArray().ShouldBeEmpty();
        using var receipts = await control.Http.PostAsJsonAsync("/v1/receipts", new { agency = "vdab", scheme = "insz", value = insz });
        receipts.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await control.NewAsync()).ShouldBeEmpty();
        (await Control.FeedAsync(control)).ShouldBeEmpty();

        // And no ordinary office asks with a mandate, or reads that feed.
        var (status, refused) = await Control.AskAsync(vdab, Control.Asking(insz));
        (status, (string?)refused["code"]).ShouldBe((HttpStatusCode.Forbidden, "mandate-not-control"));
        (await vdab.Http.GetAsync("/v1/mandates/feed")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<string> LookAsync(Visitor dora, string insz)
    {
        await dora.GetAsync("/dashboard/privacy");
        return (await dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest))).Text;
    }

    private static async Task<JsonNode> PortalAsync(RunningGateway gateway, string agency, string insz)
    {
        var (_, key) = await gateway.Services.GetRequiredService<IPortalKeys>().CreateAsync(agency, "test", CancellationToken.None);
        using var portal = new HttpClient { BaseAddress = gateway.Address };
        portal.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await portal.PostAsJsonAsync("/v1/usage", new { scheme = "insz", identifier = insz });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
