using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Seen;

/// <summary>Calls about clients with other people's keys, with words where codes belong, and with documents that are no consent records.</summary>
public sealed class AttackedCallsTests
{
    private const string Words = "Jozefien Verzinnaar";

    [Fact]
    public async Task A_call_answers_its_own_kind_of_key_and_no_other()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var keys = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["agency"] = (await gateway.OfficeAsync("vdab")).Http.DefaultRequestHeaders.Authorization!.Parameter!,
            ["portal"] = (await gateway.Services.GetRequiredService<IPortalKeys>().CreateAsync("vdab", "test", CancellationToken.None)).Key,
            ["user"] = await KeyAsync(gateway, "nobody", UserRoles.None),
            ["none"] = "",
        };
        var calls = gateway.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText?.StartsWith("/v1/", StringComparison.Ordinal) == true).ToList();
        calls.Count.ShouldBeGreaterThan(25);

        foreach (var call in calls)
        {
            var policy = call.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
            var kind = policy is null ? "agency" : policy == "portal" ? "portal" : "user";
            var path = string.Join('/', call.RoutePattern.RawText!.Split('/').Select(p => p.StartsWith('{') ? "x" : p));
            var method = call.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            foreach (var (name, key) in keys)
            {
                using var http = new HttpClient { BaseAddress = gateway.Address };
                if (key.Length > 0)
                    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
                var status = (int)answer.StatusCode;
                if (name != kind)
                    status.ShouldBe(401, $"{method} {path} with {name}");
                else if (kind == "user")
                    status.ShouldBe(403, $"{method} {path} of a user without roles");
                else
                    status.ShouldBeInRange(200, 499, $"{method} {path} with its own kind of key");
            }
        }
    }

    [Fact]
    public async Task Words_in_place_of_an_agency_are_written_down_nowhere()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var dora = Caller(gateway, await KeyAsync(gateway, "dora", UserRoles.Dpo));
        var right = Right(People.Insz());
        right["agency"] = Words;

        foreach (var (path, body) in new (string, JsonNode)[]
        {
            ("/v1/clients/receipts", new JsonObject { ["agency"] = Words, ["scheme"] = "insz", ["value"] = People.Insz(), ["purpose"] = "complaint" }),
            ("/v1/clients/no", new JsonObject { ["agency"] = Words, ["scheme"] = "insz", ["number"] = People.Insz(), ["kind"] = "objection" }),
            ("/v1/rights/copies", right), ("/v1/rights/erasures/look", right), ("/v1/rights/erasures", right),
        })
        {
            using var answer = await dora.PostAsJsonAsync(path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await gateway.ReadAsync(s => s.Operations.Select(o => o.Detail).ToListAsync())).ShouldAllBe(d => d == null || !d.Contains(Words));
        (await gateway.ReadAsync(s => s.Openings.Select(o => o.Agency).ToListAsync())).ShouldNotContain(Words);
        (await gateway.ReadAsync(s => s.Audit.Select(a => a.Detail).ToListAsync())).ShouldAllBe(d => d == null || !d.Contains(Words));
    }

    [Theory]
    [InlineData("reference", RightsFaults.ReferenceNotACode)]
    [InlineData("verifiedBy", RightsFaults.NotVerified)]
    public async Task A_persons_number_is_no_reference(string member, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var dora = Caller(gateway, await KeyAsync(gateway, "dora", UserRoles.Dpo));
        var asked = Right(People.Insz());
        asked[member] = "AVG-" + People.Insz();

        using var answer = await dora.PostAsJsonAsync("/v1/rights/erasures", asked);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Theory]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"\ud800","source":"urn:x","type":"client.changed","data":{}}""")]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"a","source":"\udc00\ud800","type":"client.changed","data":{}}]""")]
    [InlineData("application/json", """{"client":{"familyName":"\ud800"}}""")]
    [InlineData("application/json", """{"\ud800":1,"\ud800":2}""")]
    public async Task Half_a_character_is_no_json_in_any_mode_of_an_event(string type, string body)
    {
        await using var api = await Api.RunningApi.StartAsync();

        var answer = await api.PostAsync("/v1/events", body, type, ("ce-id", "a"), ("ce-source", "urn:x"), ("ce-type", "client.changed"), ("ce-specversion", "1.0"));

        (answer.Status, answer.Code).ShouldBe((400, "json-invalid"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"@context":{"a":{"@id":{}},"b":[1],"c":null},"@type":[1,{},null],"@graph":[1,[],{"@type":{}}]}""")]
    [InlineData("""{"@context":[{"dpv":"https://w3id.org/dpv#"}],"@type":"dpv:ConsentRecord","dpv:hasConsentStatus":[[],1,{"@type":["dpv:ConsentGiven",{}],"dpv:isIndicatedAtTime":{"@value":{"a":1}}}],"dpv:hasDataSubject":{"@type":7}}""")]
    [InlineData("""{"@context":{"dpv":"\ud800"},"@type":"dpv:ConsentRecord"}""")]
    public async Task A_document_that_is_no_consent_record_is_refused(string body)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = (await gateway.OfficeAsync("vdab")).Http;
        using var content = new StringContent(body, Encoding.UTF8, "application/ld+json");

        using var answer = await vdab.PostAsync(new Uri("/v1/agreements", UriKind.Relative), content);

        ((int)answer.StatusCode).ShouldBeInRange(400, 422, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("vdab-referral", "{")]
    [InlineData("vdab-referral", "\u00ff\u00d8\u0000")]
    [InlineData("vdab-referral", "[[[[]]]]")]
    [InlineData("vdab-referral", "{\"person\":{\"person\":null},\"ticket\":[{}],\"\\ud800\":1}")]
    [InlineData("cloudevents", "{\"specversion\":1,\"id\":{},\"type\":\"\\ud800\",\"data\":[]}")]
    [InlineData("cloudevents", "[null,1,[],{}]")]
    public async Task Whatever_is_sent_for_a_preview_is_answered_and_kept_nowhere(string profile, string body)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = (await gateway.OfficeAsync("vdab")).Http;
        using var deep = new StringContent(body.Replace("[[[[]]]]", new string('[', 100_000), StringComparison.Ordinal), Encoding.Latin1, "application/json");

        using var answer = await vdab.PostAsync(new Uri("/v1/previews/" + profile, UriKind.Relative), deep);

        ((int)answer.StatusCode).ShouldBeLessThan(500, await answer.Content.ReadAsStringAsync());
        (await gateway.ReadAsync(s => s.Records.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Previews.CountAsync())).ShouldBe(0);
    }

    private static JsonObject Right(string insz) => new()
    {
        ["agency"] = "vdab", ["scheme"] = "insz", ["identifier"] = insz, ["by"] = "self", ["check"] = "document", ["verifiedBy"] = "nele",
    };

    private static async Task<string> KeyAsync(RunningGateway gateway, string name, UserRoles roles)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        return (await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None))!.Value.Key;
    }

    private static HttpClient Caller(RunningGateway gateway, string key) => new() { BaseAddress = gateway.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
