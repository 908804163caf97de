using System.Text;

namespace Gateway.Tests.Api;

public sealed class SubmittingTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Bytes_are_accepted_as_they_are_and_answered_with_where_to_look()
    {
        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "{\"message\":{\"type\":\"ref", "application/json; charset=utf-8", ("Idempotency-Key", "a-1"));

        answer.Status.ShouldBe(202);
        var id = (string)answer.Json["submissionId"]!;
        ((string?)answer.Json["href"]).ShouldBe("/v1/submissions/" + id);
        answer.Headers["Location"].ShouldBe("/v1/submissions/" + id);
        var (request, body) = _api.Intake.Taken.ShouldHaveSingleItem();
        (request.Agency, request.Profile, request.IdempotencyKey, request.ContentType).ShouldBe(("vdab", "vdab-referral", "a-1", "application/json; charset=utf-8"));
        Encoding.UTF8.GetString(body).ShouldBe("{\"message\":{\"type\":\"ref");
    }

    [Fact]
    public async Task The_same_key_and_body_again_is_answered_as_a_repetition_with_the_first_id_and_time()
    {
        var first = await _api.PostAsync("/v1/submissions/vdab-referral", "[1]", "application/json", ("Idempotency-Key", "a-1"));
        var again = await _api.PostAsync("/v1/submissions/vdab-referral", "[1]", "application/json", ("Idempotency-Key", "a-1"));

        (first.Status, (bool)first.Json["repeated"]!).ShouldBe((202, false));
        (again.Status, (bool)again.Json["repeated"]!).ShouldBe((200, true));
        ((string?)again.Json["submissionId"]).ShouldBe((string?)first.Json["submissionId"]);
        ((DateTimeOffset)again.Json["receivedAt"]!).ShouldBe(FakeIntake.ReceivedAt);
        again.Headers["Location"].ShouldBe(first.Headers["Location"]);
    }

    [Fact]
    public async Task A_key_that_came_with_another_body_is_refused()
    {
        await _api.PostAsync("/v1/submissions/vdab-referral", "[1]", "application/json", ("Idempotency-Key", "a-1"));
        var other = await _api.PostAsync("/v1/submissions/vdab-referral", "[2]", "application/json", ("Idempotency-Key", "a-1"));

        other.Status.ShouldBe(422);
        other.Code.ShouldBe("idempotency-key-reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("caf\u00e9")]
    [InlineData("256")]
    public async Task An_idempotency_key_that_is_not_1_to_255_visible_characters_is_refused(string key)
    {
        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "[]", "application/json", ("Idempotency-Key", key == "256" ? new string('k', 256) : key));

        answer.Status.ShouldBe(400);
        _api.Intake.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idempotency_key_of_255_characters_is_taken()
    {
        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "[]", "application/json", ("Idempotency-Key", new string('k', 255)));

        answer.Status.ShouldBe(202);
    }

    [Theory]
    [InlineData("vdab-referral", "application/json")]
    [InlineData("vdab-referral", "application/vnd.vdab+json")]
    [InlineData("vdab-referral", "application/octet-stream")]
    [InlineData("vdab-referral", null)]
    [InlineData("sonar-export", "text/csv; charset=iso-8859-1")]
    [InlineData("sonar-export", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task A_content_type_that_fits_the_profile_is_taken(string profile, string? contentType) =>
        (await _api.PostAsync("/v1/submissions/" + profile, "x", contentType)).Status.ShouldBe(202);

    [Theory]
    [InlineData("vdab-referral", "application/xml", "application/json")]
    [InlineData("vdab-referral", "application/x-www-form-urlencoded", "application/json")]
    [InlineData("vdab-referral", "multipart/form-data; boundary=x", "application/json")]
    [InlineData("vdab-referral", "not a type", "application/json")]
    [InlineData("sonar-export", "application/json", "text/csv")]
    public async Task A_content_type_of_another_format_is_refused_with_what_is_accepted(string profile, string contentType, string accepted)
    {
        var answer = await _api.PostAsync("/v1/submissions/" + profile, "x", contentType);

        answer.Status.ShouldBe(415);
        answer.Code.ShouldBe("content-type");
        answer.Json["accepted"]!.AsArray().Select(a => (string?)a).ShouldContain(accepted);
        _api.Intake.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compressed_body_is_refused_rather_than_taken_for_records()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/vdab-referral") { Content = new ByteArrayContent([0x1f, 0x8b]) };
        request.Content.Headers.ContentEncoding.Add("gzip");

        var answer = await _api.SendAsync(request);

        answer.Status.ShouldBe(415);
        answer.Code.ShouldBe("content-encoding");
    }

    [Fact]
    public async Task An_unknown_profile_is_404_and_one_the_agency_may_not_use_is_403()
    {
        var unknown = await _api.PostAsync("/v1/submissions/no-such-profile", "x", "application/json");
        var notAllowed = await _api.PostAsync("/v1/submissions/ocmw-referral", "<x/>", "application/xml");

        (unknown.Status, unknown.Code).ShouldBe((404, "profile-unknown"));
        (notAllowed.Status, notAllowed.Code).ShouldBe((403, "profile-not-allowed"));
        notAllowed.Json["accepted"]!.AsArray().Select(a => (string?)a).ShouldBe(["vdab-referral", "cloudevents", "sonar-export"]);
        _api.Intake.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_with_nothing_in_it_is_refused()
    {
        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "", "application/json");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/vdab-referral") { Content = new StreamContent(new MemoryStream()) };
        chunked.Headers.TransferEncodingChunked = true;

        (answer.Status, answer.Code).ShouldBe((400, "body-empty"));
        (await _api.SendAsync(chunked)).Code.ShouldBe("body-empty");
    }

    [Fact]
    public async Task The_callers_trace_is_carried_into_intake_and_given_back()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";

        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "[]", "application/json", ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));

        _api.Intake.Taken.ShouldHaveSingleItem().Request.TraceParent.ShouldNotBeNull().ShouldStartWith($"00-{Trace}-");
        answer.Headers["traceparent"].ShouldBe(_api.Intake.Taken.Single().Request.TraceParent);
    }

    [Fact]
    public async Task A_failure_inside_is_answered_without_what_the_exception_says()
    {
        _api.Intake.Failure = new InvalidOperationException("disk path and other inner matters");

        var answer = await _api.PostAsync("/v1/submissions/vdab-referral", "[]", "application/json");

        (answer.Status, answer.Code).ShouldBe((500, "internal"));
        answer.Text.ShouldNotContain("inner matters");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        _api.Logged.Lines.ShouldContain(l => l.Contains("2001", StringComparison.Ordinal) && l.Contains("InvalidOperationException in Gateway.Tests.Api.FakeIntake", StringComparison.Ordinal));
        _api.Logged.Lines.ShouldAllBe(l => !l.Contains("inner matters", StringComparison.Ordinal));
    }
}
