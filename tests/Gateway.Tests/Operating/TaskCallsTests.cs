using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Tasks;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Operating;

/// <summary>An office's tasks over HTTP, in its feed and in its inbox: its own only, and of two who do the same the second is told.</summary>
public sealed class TaskCallsTests
{
    [Fact]
    public async Task After_a_no_show_the_office_has_a_task_in_its_feed_and_by_call_and_nothing_of_the_client_is_in_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, leuven, referral, handover) = await NoShowAsync(gateway);

        var told = (await leuven.NewAsync()).Where(i => (string?)i["type"] == EventTypes.TaskChanged).ShouldHaveSingleItem();
        var task = (await PageAsync(leuven)).ShouldHaveSingleItem()!;

        var data = Ocmw.Documents([told], EventTypes.TaskChanged).Single();
        (data.Name.LocalName, data.Element("Nr")?.Value, data.Element("Header")?.Element("InReplyTo")?.Value, data.Element("CdReden")?.Value, data.Element("CdStand")?.Value, data.Element("UiterlijkOp")?.Value, data.Element("Tekst")?.Attribute("taal")?.Value)
            .ShouldBe(("Taak", (string?)task["id"], handover, "call-after-no-show", "open", "20260310", "nl"), "in the office's own format");
        ((string?)task["sentence"], (string?)task["sentence"]).ShouldBe((data.Element("Tekst")!.Value, "Bel de cliënt uiterlijk op de vervaldag en houd de plaats vrij tot 2026-03-17; noteer elke poging."));
        ((string?)told["subject"]).ShouldBe((string?)task["id"]);
        foreach (var text in new[] { told.ToJsonString(), task.ToJsonString(), await gateway.ReadAsync(async s => string.Join('|', (await s.Tasks.ToListAsync()).Select(t => t.ToString()))) })
        {
            foreach (var canary in Canaries(referral))
                text.ShouldNotContain(canary);
        }

        (await gateway.ReadAsync(s => s.Disclosures.SingleAsync(d => d.Event == EventTypes.TaskChanged))).Manifest.ShouldBe(TaskEvents.Name);
    }

    [Fact]
    public async Task Another_offices_task_is_answered_like_one_that_does_not_exist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven, _, _) = await NoShowAsync(gateway);
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");
        var id = (string)(await PageAsync(leuven)).Single()!["id"]!;

        (await PageAsync(mortsel)).ShouldBeEmpty();
        foreach (var (method, path, body) in new (string, string, JsonObject?)[]
        {
            ("GET", "", null), ("POST", "/claim", By()), ("POST", "/attempts", By(("number", 1), ("result", "no-answer"))), ("POST", "/close", By(("outcome", "done"))),
        })
        {
            var foreign = await CallAsync(mortsel, method, $"/v1/tasks/{id}{path}", body);
            var absent = await CallAsync(vdab, method, $"/v1/tasks/{Guid.CreateVersion7():D}{path}", body);
            (foreign.Status, foreign.Without("traceId")).ShouldBe((HttpStatusCode.NotFound, absent.Without("traceId")), path);
        }

        (await PageAsync(leuven)).Single()!["state"]!.GetValue<string>().ShouldBe("open");
    }

    [Fact]
    public async Task Of_two_who_close_it_the_second_is_told_with_what_outcome_and_when_it_was_closed()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, leuven, _, _) = await NoShowAsync(gateway);
        var path = "/v1/tasks/" + (string)(await PageAsync(leuven)).Single()!["id"]!;
        (await CallAsync(leuven, "POST", path + "/claim", By())).Status.ShouldBe(HttpStatusCode.OK);
        (await CallAsync(leuven, "POST", path + "/claim", By("team-lead"))).Code.ShouldBe("task-claimed");

        var both = await Task.WhenAll(
            CallAsync(leuven, "POST", path + "/close", By(("outcome", "done"))), CallAsync(leuven, "POST", path + "/close", By("team-lead", ("outcome", "passed-on"))));

        both.Select(b => (int)b.Status).Order().ShouldBe([200, 409]);
        var (first, second) = (both.Single(b => b.Status == HttpStatusCode.OK), both.Single(b => b.Status == HttpStatusCode.Conflict));
        second.Code.ShouldBe("task-closed");
        second.Detail.ShouldContain($"outcome '{(string?)first.Body["outcome"]}'");
        second.Detail.ShouldContain("2026-03-10T09:00:00Z");
        (await CallAsync(leuven, "POST", path + "/close", By((string)first.Body["closedBy"]!, ("outcome", (string)first.Body["outcome"]!)))).Status.ShouldBe(HttpStatusCode.OK, "the same said twice is said once");
        (await PageAsync(leuven)).ShouldBeEmpty();
        (await PageAsync(leuven, "closed")).Single()!["outcome"]!.GetValue<string>().ShouldBe((string?)first.Body["outcome"]);
        Ocmw.Documents(await leuven.NewAsync(), EventTypes.TaskChanged)[^1].Element("CdStand")!.Value.ShouldBe("closed");
    }

    [Fact]
    public async Task Three_attempts_in_vain_end_the_handover_and_the_sender_learns_the_coarse_status()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven, _, _) = await NoShowAsync(gateway);
        await vdab.NewAsync();
        var path = $"/v1/tasks/{(string)(await PageAsync(leuven)).Single()!["id"]!}/attempts";

        foreach (var number in new[] { 1, 2, 2, 3 })
            (await CallAsync(leuven, "POST", path, By(("number", number), ("result", "no-answer")))).Status.ShouldBe(HttpStatusCode.OK);
        (await CallAsync(leuven, "POST", path, By(("number", 4), ("result", "no-answer")))).Code.ShouldBe("task-closed");
        await gateway.QuietAsync();

        (await PageAsync(leuven, "closed")).Single()!["outcome"]!.GetValue<string>().ShouldBe("not-reached");
        (await vdab.NewAsync()).Select(i => (string?)i["data"]!["status"]!["code"]).ShouldBe(["not-started"]);
    }

    [Theory]
    [InlineData("/claim", """{"by":"An Peeters"}""")]
    [InlineData("/claim", """{}""")]
    [InlineData("/attempts", """{"number":0,"result":"no-answer","by":"intake"}""")]
    [InlineData("/attempts", """{"number":1,"result":"maybe","by":"intake"}""")]
    [InlineData("/close", """{"outcome":"perhaps","by":"intake"}""")]
    public async Task What_is_not_a_code_is_refused_with_the_codes_there_are(string call, string body)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");

        var answer = await CallAsync(vdab, "POST", $"/v1/tasks/{Guid.CreateVersion7():D}{call}", JsonNode.Parse(body)!.AsObject());

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.BadRequest, "json-invalid"));
        answer.Detail.ShouldContain("never a person's name");
        answer.Detail.ShouldNotContain("Peeters");
    }

    [Fact]
    public async Task A_case_worker_takes_a_task_on_notes_an_attempt_and_closes_it_on_the_page()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, leuven, _, handover) = await NoShowAsync(gateway);
        using var greet = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-leuven");
        using var mia = await Visitor.SignedInAsync(gateway, "mia", UserRoles.CaseWorker, "ocmw-mortsel");
        var id = (string)(await PageAsync(leuven)).Single()!["id"]!;
        var path = "/dashboard/inbox/tasks/" + id;

        (await greet.GetAsync("/dashboard/inbox")).Text.ShouldContain(path);
        (await greet.GetAsync(path)).Text.ShouldContain("/dashboard/inbox/" + handover);
        (await mia.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await greet.PostAndFollowAsync(path + "/claim", ("by", "case-worker"))).Text.ShouldContain("taken on by: case-worker");
        (await greet.PostAndFollowAsync(path + "/attempt", ("number", "1"), ("result", "message-left"), ("by", "case-worker"))).Text.ShouldContain("message left");
        (await greet.PostAndFollowAsync(path + "/close", ("outcome", "done"), ("by", "case-worker"))).Text.ShouldContain("dealt with");
        (await greet.PostAndFollowAsync(path + "/close", ("outcome", "not-needed"), ("by", "case-worker"))).Text.ShouldContain("closed already");

        (await gateway.ReadAsync(s => s.Operations.Where(o => o.User == "greet" && o.Action.StartsWith("task.")).Select(o => o.Action).ToListAsync())).ShouldBe(["task.claimed", "task.attempted", "task.closed"], ignoreOrder: true);
    }

    private static async Task<(Office Vdab, Office Leuven, JsonObject Referral, string Handover)> NoShowAsync(RunningGateway gateway)
    {
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, handover.Insz, "no-show"));
        return (vdab, leuven, referral, handover.Ticket);
    }

    private static IEnumerable<string> Canaries(JsonObject referral) =>
        [(string)referral["person"]!["insz"]!, (string)referral["person"]!["familyName"]!, (string)referral["person"]!["contact"]!["phone"]!];

    private static async Task<JsonArray> PageAsync(Office office, string state = "open") =>
        JsonNode.Parse(await office.Http.GetStringAsync("/v1/tasks?state=" + state))!["items"]!.AsArray();

    private static JsonObject By(params (string Name, JsonNode Value)[] further) => By("intake", further);

    private static JsonObject By(string function, params (string Name, JsonNode Value)[] further)
    {
        var body = new JsonObject { ["by"] = function };
        foreach (var (name, value) in further)
            body[name] = value;
        return body;
    }

    private static async Task<Answer> CallAsync(Office office, string method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await office.Http.SendAsync(request);
        return new Answer(answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private sealed record Answer(HttpStatusCode Status, JsonObject Body)
    {
        public string? Code => (string?)Body["code"];

        public string Detail => (string)Body["detail"]!;

        public string Without(string member)
        {
            var rest = Body.DeepClone().AsObject();
            rest.Remove(member);
            return rest.ToJsonString();
        }
    }
}
