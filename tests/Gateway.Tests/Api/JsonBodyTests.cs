using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Api;

/// <summary>Every call that reads a JSON object refuses the same bodies in the same way.</summary>
public sealed class JsonBodyTests : IAsyncLifetime
{
    private const string Canary = "Verzinnaar";

    private static readonly (string Path, string Caller, string Good)[] Calls =
    [
        ("/v1/feed/ack", "agency", """{"cursor":"1"}"""),
        ("/v1/receipts", "agency", """{"scheme":"insz","value":"85073003328","purpose":"complaint","language":"nl"}"""),
        ("/v1/clients/receipts", "user", """{"agency":"vdab","scheme":"insz","value":"85073003328","purpose":"complaint"}"""),
        ("/v1/clients/no", "user", """{"agency":"vdab","scheme":"insz","number":"85073003328","kind":"objection","lifted":true}"""),
        ("/v1/replays", "user", """{"kind":"set-aside","code":"none","agency":"vdab","profile":"vdab-referral","path":"x"}"""),
        ("/v1/usage", "portal", """{"scheme":"insz","identifier":"85073003328","from":"2026-01-01","to":"2026-02-01","take":1}"""),
        ("/v1/rights/copies", "user", """{"agency":"vdab","scheme":"insz","identifier":"85073003328","by":"self","check":"document","verifiedBy":"nele"}"""),
        ("/v1/rights/corrections", "user", """{"agency":"vdab","scheme":"insz","identifier":"85073003328","by":"self","check":"document","verifiedBy":"nele","field":"client.contact.phone","value":"1"}"""),
        ("/v1/rights/erasures/look", "user", """{"agency":"vdab","scheme":"insz","identifier":"85073003328","by":"self","check":"document","verifiedBy":"nele"}"""),
        ("/v1/rights/erasures", "user", """{"agency":"vdab","scheme":"insz","identifier":"85073003328","by":"self","check":"document","verifiedBy":"nele","seen":"1"}"""),
    ];

    private readonly Dictionary<string, HttpClient> _callers = new(StringComparer.Ordinal);
    private RunningGateway _gateway = null!;

    public static TheoryData<string> Paths => [.. Calls.Select(c => c.Path)];

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        await _gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser("dora", UserRoles.Dpo | UserRoles.Replay, null), "test", CancellationToken.None);
        _callers["agency"] = (await _gateway.OfficeAsync("vdab")).Http;
        _callers["user"] = Caller((await _gateway.Services.GetRequiredService<IUserKeys>().CreateAsync("dora", "test", CancellationToken.None))!.Value.Key);
        _callers["portal"] = Caller((await _gateway.Services.GetRequiredService<IPortalKeys>().CreateAsync("vdab", "test", CancellationToken.None)).Key);
    }

    public async Task DisposeAsync()
    {
        foreach (var caller in _callers.Values)
            caller.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_is_no_such_object_is_refused_with_its_place_and_without_its_words(string path)
    {
        var good = Calls.Single(c => c.Path == path).Good;
        var members = JsonNode.Parse(good)!.AsObject().Select(m => m.Key).ToList();
        (await PostAsync(path, good)).Code.ShouldNotBe("json-invalid", "the body that the others are made of");

        foreach (var body in new[] { "", "null", "[]", "1", $"\"{Canary}\"", "{", good + good, good[..^1], "{" + good[1..^1] + "," + good[1..], new string('[', 3000) })
            await RefusedAsync(path, body);
        await RefusedAsync(path, $$"""{"{{Canary}}":"{{Canary}}",{{good[1..]}}""");
        foreach (var member in members)
        {
            foreach (var wrong in new[] { "{}", "[]", "1.5", $"{{\"{Canary}\":\"{Canary}\"}}", $"\"{Canary}\\u0000\"", $"\"{Canary}\\n\"" }.Where(w => member != "value" || !path.EndsWith("corrections", StringComparison.Ordinal)))
                (await RefusedAsync(path, With(good, member, wrong))).ShouldStartWith(member + " (", Case.Sensitive, wrong);
            await RefusedAsync(path, With(good, member, $"\"{Canary}\\ud800\""));
            var upper = good.Replace($"\"{member}\":", $"\"{member.ToUpperInvariant()}\":", StringComparison.Ordinal);
            await RefusedAsync(path, upper);
        }

        await RefusedAsync(path, Encoding.Latin1.GetBytes(With(good, members[0], "\"é\"")));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_body_of_another_type_or_too_long_is_refused_and_one_after_a_mark_is_read(string path)
    {
        var good = Calls.Single(c => c.Path == path).Good;

        (await PostAsync(path, good, "text/plain")).ShouldBe((415, "content-type"));
        (await PostAsync(path, $"{good[..^1]}{new string(' ', 20_000)}}}")).ShouldBe((413, "body-too-large"));
        (await PostAsync(path, "\uFEFF" + good)).ShouldBe(await PostAsync(path, good));
    }

    private static string With(string good, string member, string value)
    {
        var body = JsonNode.Parse(good)!.AsObject();
        body[member] = "@";
        return body.ToJsonString().Replace("\"@\"", value, StringComparison.Ordinal);
    }

    private Task<string> RefusedAsync(string path, string body) => RefusedAsync(path, Encoding.UTF8.GetBytes(body));

    /// <returns>The place that is named.</returns>
    private async Task<string> RefusedAsync(string path, byte[] body)
    {
        using var answer = await SendAsync(path, body, "application/json");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{path} {Encoding.UTF8.GetString(body)[..Math.Min(body.Length, 200)]} {text}");
        var problem = JsonNode.Parse(text)!;
        problem["code"]!.GetValue<string>().ShouldBe("json-invalid");
        text.ShouldNotContain(Canary);
        return problem["places"]?[0]!.GetValue<string>() ?? "";
    }

    private async Task<(int Status, string? Code)> PostAsync(string path, string body, string type = "application/json")
    {
        using var answer = await SendAsync(path, Encoding.UTF8.GetBytes(body), type);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBeLessThan(500, text);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonNode.Parse(text)!["code"]!.GetValue<string>());
    }

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await _callers[Calls.Single(c => c.Path == path).Caller].PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private HttpClient Caller(string key) => new() { BaseAddress = _gateway.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
