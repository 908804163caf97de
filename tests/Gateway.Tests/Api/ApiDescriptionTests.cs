using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Unit.Tests;

namespace Gateway.Tests.Api;

public sealed class ApiDescriptionTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task The_served_description_is_the_approved_one()
    {
        var served = await DescriptionAsync();

        (served.ToJsonString(new JsonSerializerOptions(ContractJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n").ShouldBeApproved("openapi.json");
    }

    [Fact]
    public async Task Every_call_is_described_with_its_parameters_answers_and_problems()
    {
        var served = await DescriptionAsync();

        ((string?)served["openapi"]).ShouldStartWith("3.1");
        var calls = served["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(m => (Name: $"{m.Key} {p.Key}", Call: m.Value!.AsObject()))).ToList();
        calls.Select(c => c.Name).ShouldBe(
            ["post /v1/submissions/{id}", "get /v1/submissions/{id}", "post /v1/events", "get /v1/feed", "get /v1/feed/events/{id}", "post /v1/feed/ack", "get /v1/referrals", "get /v1/referrals/{id}", "get /v1/tasks", "get /v1/tasks/{id}", "post /v1/tasks/{id}/claim", "post /v1/tasks/{id}/attempts", "post /v1/tasks/{id}/close", "get /v1/capacity", "post /v1/referrals/{id}/decision", "post /v1/receipts", "post /v1/clients/receipts", "post /v1/previews/{profile}", "post /v1/agreements", "get /health/live", "get /health/ready",
                "get /v1/causes", "get /v1/causes/{kind}/{agency}/{code}", "post /v1/drafts", "get /v1/replays", "post /v1/replays", "get /v1/replays/{id}", "get /v1/replays/{id}/preview",
                "post /v1/replays/{id}/start", "post /v1/replays/{id}/pause", "post /v1/replays/{id}/cancel", "post /v1/usage", "post /v1/mandates", "get /v1/mandates/feed", "post /v1/clients/no", "post /v1/clients/unlink",
                "post /v1/rights/copies", "post /v1/rights/corrections", "post /v1/rights/erasures/look", "post /v1/rights/erasures", "get /v1/rights/erasures", "get /v1/rights/erasures/{number}",
                "get /v1/trail/heads", "get /v1/trail/heads/{size}/consistency", "post /v1/trail/heads/{size}/countersignatures", "get /v1/disclosures/{id}/proof", "get /v1/reports/ladder", "get /v1/reports/outcomes", "get /v1/evaluation/{report}"],
            ignoreOrder: true);
        foreach (var (name, call) in calls)
        {
            ((string?)call["summary"]).ShouldNotBeNullOrWhiteSpace(name);
            foreach (var parameter in call["parameters"]?.AsArray() ?? [])
                ((string?)parameter!["description"]).ShouldNotBeNullOrWhiteSpace(name);
            foreach (var (_, response) in call["responses"]!.AsObject())
                ((string?)response!["description"]).ShouldNotBeOneOf(null, "", "OK", "No Content", "Accepted");
        }
    }

    [Fact]
    public async Task A_member_that_may_be_left_out_is_not_required_and_never_null()
    {
        var schemas = (await DescriptionAsync())["components"]!["schemas"]!;

        schemas["RecordLine"]!["required"]!.AsArray().Select(r => (string?)r).ShouldBe(["id", "state", "stage", "referralIds"]);
        ((string?)schemas["RecordLine"]!["properties"]!["reason"]!["$ref"]).ShouldBe("#/components/schemas/Reason");
        ((string?)schemas["Problem"]!["properties"]!["limit"]!["type"]).ShouldBe("integer");
        schemas.ToJsonString().ShouldNotContain("\"null\"");
    }

    [Fact]
    public async Task Calls_ask_for_the_key_and_probes_do_not()
    {
        var served = await DescriptionAsync();

        served["security"]![0]!.AsObject().ContainsKey("ApiKey").ShouldBeTrue();
        ((string?)served["components"]!["securitySchemes"]!["ApiKey"]!["scheme"]).ShouldBe("bearer");
        served["paths"]!["/health/live"]!["get"]!["security"]!.AsArray().Count.ShouldBe(0);
        served["paths"]!["/v1/replays"]!["post"]!["security"]!.AsArray().ShouldHaveSingleItem()!.AsObject().Select(s => s.Key).ShouldBe(["UserKey"]);
        served["paths"]!["/v1/usage"]!["post"]!["security"]!.AsArray().ShouldHaveSingleItem()!.AsObject().Select(s => s.Key).ShouldBe(["PortalKey"]);
    }

    [Fact]
    public async Task The_page_that_shows_it_loads_its_parts_under_its_own_policy()
    {
        var page = await _api.GetAsync("/swagger/index.html");

        (page.Status, page.ContentType).ShouldBe((200, "text/html"));
        page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
        (await _api.GetAsync("/swagger/swagger-ui-bundle.js")).Status.ShouldBe(200);
        (await _api.GetAsync("/swagger/index.js")).Text.ShouldContain("/openapi/v1.json");
    }

    private async Task<JsonObject> DescriptionAsync() => (await _api.GetAsync("/openapi/v1.json")).Json;
}
