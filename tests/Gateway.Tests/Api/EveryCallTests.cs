using System.Diagnostics;
using Gateway.Core.Reading;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Api;

[Collection(Alone.Name)]
public sealed class EveryCallTests
{
    private const string Canary = "85073003328-Verzinnaar";

    [Fact]
    public async Task An_unknown_path_and_a_wrong_method_are_problems_too()
    {
        await using var api = await RunningApi.StartAsync();

        var unknown = await api.GetAsync("/v1/clients", ("Accept", "text/html"));
        var method = await api.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/v1/feed"));

        (unknown.Status, unknown.Code).ShouldBe((404, "route-unknown"));
        (method.Status, method.Code).ShouldBe((405, "method-not-allowed"));
        method.Headers["Allow"].ShouldBe("GET");
    }

    [Theory]
    [InlineData("/v1/feed")]
    [InlineData("/v1/nowhere")]
    [InlineData("/health/live")]
    public async Task An_answer_stays_out_of_caches_frames_and_guesses(string path)
    {
        await using var api = await RunningApi.StartAsync();

        var headers = (await api.GetAsync(path)).Headers;

        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["Cache-Control"].ShouldBe("no-store");
        headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        headers["X-Frame-Options"].ShouldBe("DENY");
        headers.ContainsKey("Server").ShouldBeFalse();
        headers["traceparent"].ShouldStartWith("00-");
    }

    [Fact]
    public async Task What_a_caller_puts_into_a_call_appears_in_no_log_span_or_problem()
    {
        var spans = new List<string>();
        using var listener = Listen(spans);
        await using var api = await RunningApi.StartAsync();
        var body = $$"""{"name":"{{Canary}}","{{Canary}}":1,"cursor":"{{Canary}}"}""";
        List<Answer> answers =
        [
            await api.GetAsync($"/v1/referrals/{Canary}"),
            await api.GetAsync($"/v1/submissions/{Canary}?after={Canary}"),
            await api.GetAsync($"/v1/feed?after={Canary}&name={Canary}"),
            await api.GetAsync($"/{Canary}?name={Canary}", ("X-Client", Canary)),
            await api.PostAsync($"/v1/submissions/{Canary}", body, "application/json"),
            await api.PostAsync("/v1/submissions/vdab-referral", body, "application/xml; name=" + Canary, ("Idempotency-Key", Canary + " ")),
            await api.PostAsync("/v1/submissions/vdab-referral", body, "application/json", ("Idempotency-Key", Canary)),
            await api.PostAsync("/v1/feed/ack", body, "application/json"),
            await api.PostAsync("/v1/feed/ack", body[..^1], "application/json"),
            await api.PostAsync("/v1/events", body, "application/cloudevents+json"),
            await api.PostAsync("/v1/events", body + body, "application/json", ("ce-id", Canary), ("ce-" + Canary, Canary)),
            await api.GetAsync("/v1/feed", ("Authorization", "Bearer " + Canary)),
            await api.SendAsync(new HttpRequestMessage(new HttpMethod("CANARY"), "/v1/feed/" + Canary)),
        ];

        answers.ShouldAllBe(a => !a.Text.Contains(Canary, StringComparison.Ordinal));
        api.Logged.Lines.ShouldNotBeEmpty();
        api.Logged.Lines.ShouldAllBe(l => !l.Contains(Canary, StringComparison.Ordinal));
        lock (spans)
        {
            spans.Count.ShouldBeGreaterThanOrEqualTo(answers.Count);
            spans.ShouldAllBe(s => !s.Contains(Canary, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Readiness_lists_the_part_that_is_missing()
    {
        await using var api = await RunningApi.StartAsync();
        (await api.GetAsync("/health/ready")).Status.ShouldBe(200);
        api.Reading.Parts.Add(new ReadinessPart("broker", Ready: false, "The broker does not answer: check Gateway:Broker:Uri."));

        var answer = await api.GetAsync("/health/ready");

        answer.Status.ShouldBe(503);
        ((bool)answer.Json["ready"]!).ShouldBeFalse();
        ((string?)answer.Json["parts"]![1]!["part"], (string?)answer.Json["parts"]![1]!["text"]).ShouldBe(("broker", "The broker does not answer: check Gateway:Broker:Uri."));
    }

    [Fact]
    public async Task One_agency_that_calls_too_often_is_told_so_and_the_others_are_not()
    {
        await using var api = await RunningApi.StartAsync(("Gateway:Http:MaxRequestsPerSecond", "10"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => api.GetAsync("/v1/feed")));
        var other = await api.GetAsync("/v1/feed", ("Authorization", "Bearer " + RunningApi.OcmwKey));

        var refused = answers.Where(a => a.Status == 429).ToList();
        refused.ShouldNotBeEmpty();
        refused[0].Code.ShouldBe("too-many-requests");
        refused[0].Headers["Retry-After"].ShouldBe("1");
        other.Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("MaxSubmissionBytes", "0")]
    [InlineData("MaxEventsBytes", "2147483647")]
    [InlineData("MinBodyBytesPerSecond", "0")]
    [InlineData("MaxRequestsPerSecond", "1")]
    [InlineData("KeyCacheSeconds", "6")]
    [InlineData("KeyCacheSeconds", "NaN")]
    public async Task A_limit_out_of_range_stops_the_start_with_what_to_do(string name, string value)
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => RunningApi.StartAsync(("Gateway:Http:" + name, value)));

        refused.Message.ShouldContain("Gateway:Http:" + name);
        refused.Message.ShouldContain("leave it out for");
    }

    private static ActivityListener Listen(List<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                    spans.Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"))}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
