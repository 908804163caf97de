using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Api;

public sealed class EventsTests : IAsyncLifetime
{
    private const string One = """{"specversion":"1.0","id":"e-1","source":"urn:work-welfare-gateway:agency:vdab","type":"consent.withdrawn","data":{"ticket":"t-1"}}""";
    private const string Structured = "application/cloudevents+json";
    private const string Batched = "application/cloudevents-batch+json";

    private static readonly (string, string)[] Binary =
    [
        ("ce-specversion", "1.0"), ("ce-id", "e-1"), ("ce-source", "urn:work-welfare-gateway:agency:vdab"), ("ce-type", "consent.withdrawn"),
        ("ce-subject", "dossier%20%C3%A9"),
    ];

    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_structured_event_is_taken_byte_for_byte()
    {
        var answer = await _api.PostAsync("/v1/events", One, Structured + "; charset=utf-8");

        answer.Status.ShouldBe(202);
        ((string?)answer.Json["href"]).ShouldStartWith("/v1/submissions/");
        var (request, body) = _api.Intake.Taken.ShouldHaveSingleItem();
        (request.Profile, request.ContentType).ShouldBe(("cloudevents", Structured));
        Encoding.UTF8.GetString(body).ShouldBe(One);
    }

    [Fact]
    public async Task A_single_event_is_known_again_by_its_source_and_id()
    {
        var first = await _api.PostAsync("/v1/events", One, Structured);
        var again = await _api.PostAsync("/v1/events", One, Structured);
        var changed = await _api.PostAsync("/v1/events", One.Replace("t-1", "t-2", StringComparison.Ordinal), Structured);
        var elsewhere = await _api.PostAsync("/v1/events", One.Replace("agency:vdab", "agency:vdaz", StringComparison.Ordinal), Structured);

        ((string?)again.Json["submissionId"], again.Status, (bool)again.Json["repeated"]!).ShouldBe(((string?)first.Json["submissionId"], 200, true));
        changed.Code.ShouldBe("idempotency-key-reused");
        elsewhere.Status.ShouldBe(202);
        _api.Intake.Taken.First().Request.IdempotencyKey.ShouldNotBeNull().ShouldNotContain("e-1");
    }

    [Fact]
    public async Task A_key_of_the_senders_own_comes_before_source_and_id()
    {
        await _api.PostAsync("/v1/events", One, Structured, ("Idempotency-Key", "own"));

        _api.Intake.Taken.ShouldHaveSingleItem().Request.IdempotencyKey.ShouldBe("own");
    }

    [Fact]
    public async Task A_batch_is_one_submission_known_by_its_bytes()
    {
        var answer = await _api.PostAsync("/v1/events", $"[{One},{One.Replace("e-1", "e-2", StringComparison.Ordinal)}]", Batched);

        answer.Status.ShouldBe(202);
        var (request, _) = _api.Intake.Taken.ShouldHaveSingleItem();
        (request.ContentType, request.IdempotencyKey).ShouldBe((Batched, null));
    }

    [Fact]
    public async Task A_binary_event_is_rebuilt_as_a_structured_one()
    {
        var answer = await _api.PostAsync("/v1/events", """{"ticket":"t-1"}""", "application/json", Binary);

        answer.Status.ShouldBe(202);
        var (request, body) = _api.Intake.Taken.ShouldHaveSingleItem();
        request.ContentType.ShouldBe(Structured);
        JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(
            """{"specversion":"1.0","id":"e-1","source":"urn:work-welfare-gateway:agency:vdab","type":"consent.withdrawn","subject":"dossier é","datacontenttype":"application/json","data":{"ticket":"t-1"}}""")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"id":"e-1","source":"s"}""", Structured, "specversion", "type")]
    [InlineData("""{"specversion":"0.3","id":"","source":7,"type":"t"}""", Structured, "specversion", "id", "source")]
    [InlineData("""[{"specversion":"1.0","id":"1","source":"s","type":"t"},{"specversion":"1.0","id":"2","source":"s"},3]""", Batched, "events[1].type", "events[2].specversion", "events[2].id", "events[2].source", "events[2].type")]
    [InlineData("\"text\"", Structured, "specversion", "id", "source", "type")]
    public async Task An_event_without_a_required_attribute_is_refused_with_which(string body, string contentType, params string[] places)
    {
        var answer = await _api.PostAsync("/v1/events", body, contentType);

        (answer.Status, answer.Code).ShouldBe((400, "event-attributes"));
        answer.Json["places"]!.AsArray().Select(p => (string)p!).ShouldBe(places);
        _api.Intake.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_binary_event_without_a_required_header_is_refused_with_which()
    {
        var answer = await _api.PostAsync("/v1/events", "{}", "application/json", Binary[..3]);

        answer.Json["places"]!.AsArray().Select(p => (string)p!).ShouldBe(["type"]);
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"e""", Structured)]
    [InlineData("""{"specversion":"1.0","id":"a","id":"b","source":"s","type":"t"}""", Structured)]
    [InlineData("{}", Batched)]
    public async Task What_is_not_well_formed_is_refused(string body, string contentType) =>
        (await _api.PostAsync("/v1/events", body, contentType)).Code.ShouldBe("json-invalid");

    [Theory]
    [InlineData("", Structured)]
    [InlineData("[]", Batched)]
    public async Task Nothing_at_all_is_refused(string body, string contentType) =>
        (await _api.PostAsync("/v1/events", body, contentType)).Code.ShouldBe("body-empty");

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/xml")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused_with_the_three_modes(string? contentType)
    {
        var answer = await _api.PostAsync("/v1/events", One, contentType);

        (answer.Status, answer.Code).ShouldBe((415, "content-type"));
        answer.Json["accepted"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_agency_without_the_profile_may_not_send_events()
    {
        var answer = await _api.PostAsync("/v1/events", One, Structured, ("Authorization", "Bearer " + RunningApi.OcmwKey));

        (answer.Status, answer.Code).ShouldBe((403, "profile-not-allowed"));
    }
}
