using System.Text.Json.Nodes;
using Gateway.Contracts;

namespace Gateway.Tests.Api;

public sealed class FeedTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task An_empty_feed_is_204()
    {
        var answer = await _api.GetAsync("/v1/feed");

        (answer.Status, answer.Text).ShouldBe((204, ""));
        _api.Feed.Asked.ShouldBe(("vdab", 0L, 100, TimeSpan.Zero));
    }

    [Fact]
    public async Task Events_come_as_they_are_with_a_cursor_to_go_on_from()
    {
        _api.Feed.Items.AddRange([Status("h-1"), Status("h-2"), Status("h-3")]);

        var first = await _api.GetAsync("/v1/feed?take=2&wait=60");
        var second = await _api.GetAsync("/v1/feed?after=" + (string?)first.Json["next"]);

        first.ContentType.ShouldBe("application/json");
        ((string?)first.Json["next"], (bool)first.Json["more"]!).ShouldBe(("2", true));
        JsonNode.DeepEquals(first.Json["items"]![0], JsonNode.Parse(
            """{"specversion":"1.0","id":"h-1","source":"urn:work-welfare-gateway:agency:ocmw-leuven","type":"referral.status-changed","data":{"status":"received"}}""")).ShouldBeTrue();
        second.Json["items"]!.AsArray().Select(i => (string?)i!["id"]).ShouldBe(["h-3"]);
        ((bool)second.Json["more"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("wait=30", 30, 100)]
    [InlineData("wait=0&take=200", 0, 200)]
    [InlineData("take=1", 0, 1)]
    public async Task Wait_and_take_are_passed_on(string query, int wait, int take)
    {
        await _api.GetAsync("/v1/feed?" + query);

        (_api.Feed.Asked.Wait, _api.Feed.Asked.Take).ShouldBe((TimeSpan.FromSeconds(wait), take));
    }

    [Theory]
    [InlineData("after=abc", "cursor-invalid", "after")]
    [InlineData("after=-1", "cursor-invalid", "after")]
    [InlineData("after=", "cursor-invalid", "after")]
    [InlineData("after=99999999999999999999", "cursor-invalid", "after")]
    [InlineData("after=1&after=2", "cursor-invalid", "after")]
    [InlineData("wait=61", "parameter-invalid", "wait")]
    [InlineData("wait=-1", "parameter-invalid", "wait")]
    [InlineData("wait=1.5", "parameter-invalid", "wait")]
    [InlineData("take=0", "parameter-invalid", "take")]
    [InlineData("take=201", "parameter-invalid", "take")]
    public async Task A_parameter_out_of_range_is_refused_with_which(string query, string code, string place)
    {
        var answer = await _api.GetAsync("/v1/feed?" + query);

        (answer.Status, answer.Code).ShouldBe((400, code));
        answer.Json["places"]!.AsArray().Select(p => (string)p!).ShouldBe([place]);
    }

    [Fact]
    public async Task A_cursor_beyond_the_end_is_refused_with_what_to_do()
    {
        var answer = await _api.GetAsync("/v1/feed?after=9000");

        (answer.Status, answer.Code).ShouldBe((422, "cursor-unknown"));
        ((string)answer.Json["detail"]!).ShouldContain("Read from the last cursor");
    }

    [Fact]
    public async Task A_cursor_that_was_read_is_acknowledged()
    {
        _api.Feed.GivenOut = 5;

        (await AcknowledgeAsync("""{"cursor":"5"}""")).Status.ShouldBe(204);

        _api.Feed.Acknowledged.ShouldBe(5);
    }

    [Fact]
    public async Task A_cursor_that_was_never_given_out_is_not_acknowledged()
    {
        _api.Feed.GivenOut = 5;

        var answer = await AcknowledgeAsync("""{"cursor":"6"}""");

        (answer.Status, answer.Code).ShouldBe((422, "cursor-not-given"));
        _api.Feed.Acknowledged.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"cursor":"5""", "json-invalid")]
    [InlineData("[]", "json-invalid")]
    [InlineData("", "json-invalid")]
    [InlineData("{}", "cursor-invalid")]
    [InlineData("""{"cursor":5}""", "json-invalid")]
    [InlineData("""{"cursor":null}""", "json-invalid")]
    [InlineData("""{"cursor":"five"}""", "cursor-invalid")]
    public async Task An_acknowledgement_that_cannot_be_read_is_refused(string body, string code)
    {
        var answer = await AcknowledgeAsync(body);

        (answer.Status, answer.Code).ShouldBe((400, code));
    }

    [Fact]
    public async Task An_acknowledgement_of_another_type_or_length_is_refused()
    {
        (await _api.PostAsync("/v1/feed/ack", "cursor=5", "application/x-www-form-urlencoded")).Code.ShouldBe("content-type");
        (await AcknowledgeAsync($$"""{"cursor":"{{new string('1', 5000)}}"}""")).Code.ShouldBe("body-too-large");
    }

    private Task<Answer> AcknowledgeAsync(string body) => _api.PostAsync("/v1/feed/ack", body, "application/json");

    private static CloudEvent Status(string id) => new()
    {
        Id = id,
        Source = CloudEvent.SourceOf("ocmw-leuven"),
        Type = EventTypes.ReferralStatusChanged,
        Data = new JsonObject { ["status"] = "received" },
    };
}
