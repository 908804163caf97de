using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Seen;

/// <summary>A citizen's portal asks its own controller's part of who used what, with a credential of its own.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task A_portal_reads_what_its_controller_answers_for_in_the_citizens_language()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        var insz = await HandedOverAsync(gateway);
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        var record = await gateway.ReadAsync(s => s.Records.Where(r => r.Agency == "vdab").Select(r => r.SubmissionId).FirstAsync());
        await otto.GetAsync("/dashboard/find");
        await otto.PostAsync($"/dashboard/records/{record:D}.1", ("purpose", "Jozefien phoned about it."));
        using var portal = await PortalAsync(gateway, "vdab");

        var (status, dutch) = await AskAsync(portal, insz, language: "de, nl;q=0.9, fr;q=0.1");

        status.ShouldBe(HttpStatusCode.OK);
        ((string?)dutch["controller"], (string?)dutch["language"]).ShouldBe(("vdab", "nl"));
        var acts = dutch["items"]!.AsArray();
        acts.Select(a => (string?)a!["kind"]).ShouldBe(["read", "handedOver"], ignoreOrder: true);
        var left = acts.Single(a => (string?)a!["kind"] == "handedOver")!;
        ((string?)left["who"]!["office"], (string?)left["from"]!["office"], (string?)left["basisReference"], (string?)left["purpose"]).ShouldBe(("ocmw-leuven", "vdab", "KSZ-2026-014", "ACTIVATION"));
        ((string?)left["basis"])!.ShouldContain("Beraadslaging");
        left["data"]!.AsArray().Select(d => (string?)d).ShouldContain("Familienaam");
        var read = acts.Single(a => (string?)a!["kind"] == "read")!;
        ((string?)read["who"]!["office"], (string?)read["what"]).ShouldBe(("gateway", "Las een record over u zoals een dienst het stuurde"));
        dutch.ToJsonString().ShouldNotContain("otto", Case.Sensitive, "people of the staff are other people");
        dutch.ToJsonString().ShouldNotContain("Jozefien");
        dutch.ToJsonString().ShouldNotContain(insz);
        ((string?)(await AskAsync(portal, insz, language: "fr")).Answer["language"]).ShouldBe("fr");
        ((string?)(await AskAsync(portal, insz, language: "de")).Answer["language"]).ShouldBe("en");
        (await gateway.ReadAsync(s => s.Openings.Where(o => o.Kind == OpeningKind.Portal).SumAsync(o => o.Count))).ShouldBe(3, "each call is noted");
        captured.Lines.Concat(captured.Spans).ShouldAllBe(l => !l.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_controller_answers_for_its_own_part()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await HandedOverAsync(gateway);
        var handover = await gateway.ReadAsync(s => s.Handovers.SingleAsync());
        await gateway.Services.GetRequiredService<IInbox>().ShowAsync("ocmw-leuven", handover.Id, new Reader("greet", "ocmw-leuven", UserRoles.CaseWorker), CancellationToken.None);
        using var vdab = await PortalAsync(gateway, "vdab");
        using var leuven = await PortalAsync(gateway, "ocmw-leuven");
        using var mortsel = await PortalAsync(gateway, "ocmw-mortsel");

        // The welfare office has no register entry of the client yet: it was handed the referral with this number.
        (await AskAsync(leuven, insz)).Answer["items"]!.AsArray().Select(a => (string?)a!["kind"]).ShouldBe(["read", "handedOver"], ignoreOrder: true);
        (await AskAsync(vdab, insz)).Answer["items"]!.AsArray().Select(a => (string?)a!["kind"]).ShouldBe(["handedOver"], "what the other office read is that office's to tell");
        var nobody = await AskAsync(mortsel, insz);
        (nobody.Status, nobody.Answer["items"]!.AsArray().Count).ShouldBe((HttpStatusCode.OK, 0));
        var unknown = await AskAsync(mortsel, People.Insz());
        unknown.Answer.ToJsonString().ShouldBe(nobody.Answer.ToJsonString(), "known to another office is like known to none");
    }

    [Fact]
    public async Task What_a_basis_keeps_confidential_is_told_when_its_term_is_over()
    {
        var secret = Shipped.Contracts.Agreed.Policy.Bases["KSZ-2026-014"] with { ToldAfterDays = 30 };
        var policy = Shipped.Contracts.Agreed.Policy with { Bases = new Dictionary<string, LegalBasis>(Shipped.Contracts.Agreed.Policy.Bases, StringComparer.Ordinal) { [secret.Reference] = secret } };
        await using var gateway = await RunningGateway.StartAsync(contracts: Shipped.Contracts with { Agreed = Shipped.Contracts.Agreed with { Policy = policy } });
        var insz = await HandedOverAsync(gateway);
        var handover = await gateway.ReadAsync(s => s.Handovers.SingleAsync());
        await gateway.Services.GetRequiredService<IInbox>().ShowAsync("ocmw-leuven", handover.Id, new Reader("greet", "ocmw-leuven", UserRoles.CaseWorker), CancellationToken.None);
        using var vdab = await PortalAsync(gateway, "vdab");
        using var leuven = await PortalAsync(gateway, "ocmw-leuven");

        (await AskAsync(vdab, insz)).Answer["items"]!.AsArray().Count.ShouldBe(0);
        (await AskAsync(leuven, insz)).Answer["items"]!.AsArray().Count.ShouldBe(0, "reading what was handed over on it tells of it too");
        gateway.Time.Advance(TimeSpan.FromDays(31));
        (await AskAsync(vdab, insz)).Answer["items"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await AskAsync(leuven, insz)).Answer["items"]!.AsArray().Select(a => (string?)a!["kind"]).ShouldContain("read");
    }

    [Fact]
    public async Task Acts_come_in_pages_of_a_period()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await HandedOverAsync(gateway);
        var vdab = await gateway.OfficeAsync("vdab");
        for (var i = 0; i < 3; i++)
        {
            gateway.Time.Advance(TimeSpan.FromDays(1));
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
            await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        }

        using var portal = await PortalAsync(gateway, "vdab");
        List<string?> seen = [];
        string? next = null;
        do
        {
            var (_, page) = await AskAsync(portal, insz, further: q => { q["take"] = 2; q["after"] = next; });
            page["items"]!.AsArray().Count.ShouldBeInRange(1, 2);
            seen.AddRange(page["items"]!.AsArray().Select(a => (string?)a!["at"]));
            next = (string?)page["next"];
        }
        while (next is not null);

        seen.Count.ShouldBe(4);
        seen.ShouldBe(seen.OrderDescending(StringComparer.Ordinal));
        (await AskAsync(portal, insz, further: q => { q["from"] = "2026-03-11"; q["to"] = "2026-03-12"; })).Answer["items"]!.AsArray().Count.ShouldBe(2);
        (await AskAsync(portal, insz, further: q => q["to"] = "2026-03-09")).Answer["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"scheme":"insz"}""", "json-invalid")]
    [InlineData("""{"scheme":"insz","identifier":7}""", "json-invalid")]
    [InlineData("""[]""", "json-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003329"}""", "identifier-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","from":"10/03/2026"}""", "usage-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","from":"2026-03-11","to":"2026-03-10"}""", "usage-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","take":201}""", "usage-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","after":"7"}""", "usage-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","to":"9999-12-31"}""", "usage-invalid")]
    [InlineData("""{"scheme":"insz","identifier":"85073003328","to":"0001-01-01"}""", "usage-invalid")]
    public async Task A_question_that_cannot_be_answered_is_a_problem_and_repeats_nothing(string body, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var portal = await PortalAsync(gateway, "vdab");

        var (status, answer) = await PostAsync(portal, body);

        ((int)status).ShouldBeOneOf(400, 422);
        ((string?)answer["code"]).ShouldBe(code);
        answer.ToJsonString().ShouldNotContain("8507300332");
    }

    [Fact]
    public async Task A_portals_key_opens_this_call_alone_and_no_other_key_opens_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await HandedOverAsync(gateway);
        using var portal = await PortalAsync(gateway, "vdab");
        var vdab = await gateway.OfficeAsync("vdab");

        foreach (var call in new[] { "/v1/feed", "/v1/causes", $"/v1/referrals/00000000-0000-7000-8000-000000000001" })
            (await portal.GetAsync(call)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, call);
        (await AskAsync(vdab.Http, insz)).Status.ShouldBe(HttpStatusCode.Unauthorized, "an agency's own key");
        using var nobody = new HttpClient { BaseAddress = gateway.Address };
        ((string?)(await AskAsync(nobody, insz)).Answer["code"]).ShouldBe("key-missing");
        var key = (await gateway.ReadAsync(s => s.ApiKeys.SingleAsync(k => k.Agency == "portal:vdab"))).Id;
        (await gateway.Services.GetRequiredService<IApiKeys>().RevokeAsync(key, "test", CancellationToken.None)).ShouldBeTrue();
        ((string?)(await AskAsync(portal, insz)).Answer["code"]).ShouldBe("key-refused");
    }

    private static async Task<string> HandedOverAsync(RunningGateway gateway)
    {
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        // The second client's handover goes, so that a test finds the first alone.
        await gateway.ReadAsync(async s =>
        {
            var other = await s.Handovers.OrderByDescending(h => h.Id).Select(h => h.Id).FirstAsync();
            return await s.Handovers.Where(h => h.Id == other).ExecuteDeleteAsync();
        });
        return insz;
    }

    private static async Task<HttpClient> PortalAsync(RunningGateway gateway, string agency)
    {
        var (_, key) = await gateway.Services.GetRequiredService<IPortalKeys>().CreateAsync(agency, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(HttpClient portal, string insz, string language = "en", Action<JsonObject>? further = null)
    {
        var question = new JsonObject { ["scheme"] = "insz", ["identifier"] = insz };
        further?.Invoke(question);
        return await PostAsync(portal, question.ToJsonString(), language);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(HttpClient portal, string body, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/usage") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await portal.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
