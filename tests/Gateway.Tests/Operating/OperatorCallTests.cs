using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>What operators do on the pages, users of the desk can have a program do with a key of theirs; nobody else can.</summary>
public sealed class OperatorCallTests : Repairing
{
    [Fact]
    public async Task A_cause_is_found_tested_prepared_previewed_and_replayed_by_calls()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(12));
        await gateway.QuietAsync();
        using var rita = await CallerAsync(gateway, "rita", UserRoles.Replay);

        var cause = (await ReadAsync(rita, "/v1/causes?kind=set-aside"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        (cause["agency"]!.GetValue<string>(), cause["open"]!.GetValue<int>()).ShouldBe(("vdab", 12));
        var code = cause["code"]!.GetValue<string>();
        var place = (await ReadAsync(rita, $"/v1/causes/set-aside/vdab/{code}"))["places"]!.AsArray().ShouldHaveSingleItem()!;
        place["lines"]![0]!["codeMap"]!.GetValue<string>().ShouldBe("services");
        var path = place["path"]!.GetValue<string>();
        using var draft = new StringContent(Repaired, Encoding.UTF8, "application/yaml");
        var tested = await AnswerAsync(await rita.PostAsync(new Uri($"/v1/drafts?code={code}&profile=vdab-referral&path={path}", UriKind.Relative), draft), HttpStatusCode.OK);
        tested["outcomes"]![0]!["outcome"]!.GetValue<string>().ShouldBe("translates");

        var asked = new { id = Id, kind = "set-aside", code, agency = "vdab", profile = "vdab-referral", path };
        var prepared = await AnswerAsync(await rita.PostAsJsonAsync("/v1/replays", asked), HttpStatusCode.Created);
        (prepared["state"]!.GetValue<string>(), prepared["items"]!.GetValue<int>(), prepared["user"]!.GetValue<string>()).ShouldBe(("prepared", 12, "rita"));
        (await AnswerAsync(await rita.PostAsJsonAsync("/v1/replays", asked), HttpStatusCode.Created))["id"]!.GetValue<Guid>().ShouldBe(Id, "the same id is the same replay");
        (await ReadAsync(rita, $"/v1/replays/{Id}/preview"))["outcomes"]![0]!["outcome"]!.GetValue<string>().ShouldBe("same");
        await RepairAsync(gateway);
        (await ReadAsync(rita, $"/v1/replays/{Id}/preview"))["outcomes"]![0]!["outcome"]!.GetValue<string>().ShouldBe("translates");
        (await AnswerAsync(await rita.PostAsync(new Uri($"/v1/replays/{Id}/start", UriKind.Relative), null), HttpStatusCode.OK))["state"]!.GetValue<string>().ShouldBe("running");
        await gateway.UntilAsync(async () => (await ReadAsync(rita, $"/v1/replays/{Id}"))["replay"]!["state"]!.GetValue<string>() == "finished");

        var done = await ReadAsync(rita, $"/v1/replays/{Id}?after=3");
        done["replay"]!["succeeded"]!.GetValue<int>().ShouldBe(12);
        done["items"]!.AsArray().Select(i => i!["number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(4, 9));
        (await ReadAsync(rita, "/v1/replays"))["items"]!.AsArray().Count.ShouldBe(1);
        var refused = await AnswerAsync(await rita.PostAsync(new Uri($"/v1/replays/{Id}/start", UriKind.Relative), null), HttpStatusCode.Conflict);
        refused["code"]!.GetValue<string>().ShouldBe("replay-state");
        (await AnswerAsync(await rita.PostAsJsonAsync("/v1/replays", new { kind = "set-aside", code }), HttpStatusCode.UnprocessableEntity))["code"]!.GetValue<string>().ShouldBe("nothing-to-replay");
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.User == "rita").OrderBy(o => o.Id).Select(o => o.Action).ToListAsync()))
            .ShouldBe(["draft-tested", "replay-prepared", "replay-started"]);
    }

    [Theory]
    [InlineData("GET", "/v1/causes", UserRoles.Viewer, 200)]
    [InlineData("GET", "/v1/causes", UserRoles.Administrator, 200)]
    [InlineData("GET", "/v1/causes", UserRoles.Dpo, 403)]
    [InlineData("GET", "/v1/causes", UserRoles.None, 403)]
    [InlineData("GET", "/v1/causes/set-aside/vdab/none", UserRoles.Operator, 404)]
    [InlineData("GET", "/v1/replays", UserRoles.Operator, 200)]
    [InlineData("POST", "/v1/replays", UserRoles.Viewer | UserRoles.Operator | UserRoles.Administrator, 403)]
    [InlineData("POST", "/v1/replays", UserRoles.Replay, 400)]
    [InlineData("GET", "/v1/replays/x", UserRoles.Viewer, 404)]
    [InlineData("GET", "/v1/replays/019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21/preview", UserRoles.Viewer, 403)]
    [InlineData("POST", "/v1/replays/019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21/start", UserRoles.Viewer, 403)]
    [InlineData("POST", "/v1/replays/019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21/start", UserRoles.Replay, 404)]
    [InlineData("POST", "/v1/drafts?code=c&profile=p", UserRoles.Operator, 403)]
    [InlineData("POST", "/v1/drafts?code=c", UserRoles.Replay, 400)]
    [InlineData("GET", "/v1/feed", UserRoles.Replay, 401)]
    public async Task A_key_may_do_what_its_users_roles_allow_and_nothing_of_an_agency(string method, string path, UserRoles roles, int status)
    {
        await using var gateway = await StartAsync();
        using var caller = await CallerAsync(gateway, "otto", roles);

        using var answer = await caller.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        ((int)answer.StatusCode).ShouldBe(status);
        if (status >= 400)
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Without_a_key_with_an_agencys_key_or_once_the_user_is_disabled_nothing_is_answered()
    {
        await using var gateway = await StartAsync();
        using var nobody = new HttpClient { BaseAddress = gateway.Address };
        (await AnswerAsync(await nobody.GetAsync(new Uri("/v1/causes", UriKind.Relative)), HttpStatusCode.Unauthorized))["code"]!.GetValue<string>().ShouldBe("key-missing");
        (await AnswerAsync(await (await gateway.OfficeAsync("vdab")).Http.GetAsync(new Uri("/v1/causes", UriKind.Relative)), HttpStatusCode.Unauthorized))["code"]!.GetValue<string>().ShouldBe("key-refused");
        using var otto = await CallerAsync(gateway, "otto", UserRoles.Viewer);
        (await otto.GetAsync(new Uri("/v1/causes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var users = gateway.Services.GetRequiredService<IUsers>();
        var user = (await users.FindAsync("otto", CancellationToken.None))!;

        await users.AssignAsync(user.Id, user.Version, UserRoles.Dpo, null, "test", CancellationToken.None);
        (await otto.GetAsync(new Uri("/v1/causes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "roles count from the next call on");
        await users.DisableAsync(user.Id, disabled: true, "test", CancellationToken.None);
        (await otto.GetAsync(new Uri("/v1/causes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_on_the_command_line_for_the_desks_own_users()
    {
        await using var gateway = await StartAsync();
        var users = gateway.Services.GetRequiredService<IUsers>();
        await users.CreateAsync(new NewUser("otto", UserRoles.Viewer, null), "test", CancellationToken.None);
        await users.CreateAsync(new NewUser("carla", UserRoles.CaseWorker, "ocmw-leuven"), "test", CancellationToken.None);

        var made = JsonNode.Parse((await Verb.RunAsync(gateway.Data, "user", "key", "create", "otto", "--json")).Output)!;
        (await Verb.RunAsync(gateway.Data, "user", "key", "create", "carla")).Code.ShouldBe(2, "an agency's case worker has nothing to call");
        using var otto = Caller(gateway, made["key"]!.GetValue<string>());
        (await otto.GetAsync(new Uri("/v1/causes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Verb.RunAsync(gateway.Data, "user", "key", "list", "otto")).Output.ShouldContain(made["id"]!.GetValue<string>());
        (await Verb.RunAsync(gateway.Data, "agency", "key", "list")).Output.ShouldNotContain(made["id"]!.GetValue<string>());
        (await Verb.RunAsync(gateway.Data, "agency", "key", "revoke", made["id"]!.GetValue<string>())).Code.ShouldBe(2);

        (await Verb.RunAsync(gateway.Data, "user", "key", "revoke", made["id"]!.GetValue<string>())).Code.ShouldBe(0);

        (await otto.GetAsync(new Uri("/v1/causes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.ReadAsync(s => s.Operations.OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["user.created", "user.created", "user.key-made", "user.key-revoked"]);
    }

    private static async Task<HttpClient> CallerAsync(RunningGateway gateway, string name, UserRoles roles)
    {
        (await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None)).Problem.ShouldBe(UserProblem.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        return Caller(gateway, made.ShouldNotBeNull().Key);
    }

    private static HttpClient Caller(RunningGateway gateway, string key)
    {
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<JsonNode> ReadAsync(HttpClient http, string path) => await AnswerAsync(await http.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.OK);

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(status, text);
            return JsonNode.Parse(text)!;
        }
    }
}
