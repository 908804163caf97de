using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;
using OpenTelemetry.Trace;

namespace Gateway.Tests.Telemetry;

/// <summary>One trace follows a record from the agency's call to the delivery.</summary>
public sealed class OneTraceTests : IAsyncLifetime
{
    private const string Posted = "POST /v1/submissions/{profile}";

    private readonly CollectedSpans _spans = new();
    private Collector _collector = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _collector = await Collector.StartAsync();
        _gateway = await RunningGateway.StartAsync(
            further: services => services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(_spans)),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Telemetry:Endpoint"] = _collector.Address });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _collector.DisposeAsync();
        _spans.Dispose();
    }

    [Fact]
    public async Task A_referral_that_its_office_reads_from_the_feed_is_one_trace_from_call_to_release()
    {
        var ocmw = await _gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();

        var (trace, caller) = await PostAsync(Vdab.Referral(insz: insz));
        await _gateway.QuietAsync();
        var handover = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);

        var spans = _spans.Of(trace);
        var posted = spans[Posted].ShouldHaveSingleItem();
        posted.ParentSpanId.ShouldBe(caller, "the agency's own span is above ours");
        var translation = spans["gateway.translation"].ShouldHaveSingleItem();
        translation.ParentSpanId.ShouldBe(posted.SpanId);
        var referral = spans["gateway.referral"].ShouldHaveSingleItem();
        referral.ParentSpanId.ShouldBe(translation.SpanId);
        var release = spans["gateway.release"].ShouldHaveSingleItem();
        release.ParentSpanId.ShouldBe(referral.SpanId);
        var reader = await LinkedAsync(release);
        reader.DisplayName.ShouldBe("GET /v1/feed", "who read it is linked: that is a call of its own");
        handover.Step.ShouldBe("1");
    }

    [Fact]
    public async Task A_calls_span_holds_method_route_template_and_status_and_nothing_that_the_caller_wrote()
    {
        var vdab = await _gateway.OfficeAsync("vdab");
        await vdab.Http.GetAsync("/v1/referrals/019cad2e-1b40-7c11-8f3e-5a2d9b7c4e62?x=1");
        await _gateway.UntilAsync(() => Task.FromResult(_spans.All.Any(s => s.DisplayName == "GET /v1/referrals/{id}")));

        var span = _spans.All.Single(s => s.DisplayName == "GET /v1/referrals/{id}" && s.Kind == ActivityKind.Server);
        span.TagObjects.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal).ShouldBe(
            ["http.request.method=GET", "http.response.status_code=404", "http.route=/v1/referrals/{id}", "network.protocol.version=1.1", "url.scheme=http"]);
    }

    [Fact]
    public async Task A_stages_span_is_linked_to_the_message_that_brought_its_step_over_the_broker()
    {
        using var collected = new CollectedSpans();
        await using var gateway = await RunningGateway.StartAsync(
            further: services => services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(collected)),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Telemetry:Endpoint"] = _collector.Address, ["Gateway:Relay:Direct"] = "false" });
        var (trace, _) = await PostAsync(Vdab.Referral(), gateway);
        await gateway.QuietAsync();

        var linked = collected.Of(trace)["gateway.translation"].ShouldHaveSingleItem().Links.ShouldHaveSingleItem().Context.SpanId;
        await gateway.UntilAsync(() => Task.FromResult(collected.All.Any(s => s.SpanId == linked)));
        var message = collected.All.Single(s => s.SpanId == linked);
        message.Source.Name.ShouldBe("MassTransit");
        message.TraceId.ShouldNotBe(trace, "a message carries steps of many traces");
    }

    [Fact]
    public async Task A_step_that_its_own_process_made_goes_on_in_its_trace_without_a_message()
    {
        var (trace, _) = await PostAsync(Vdab.Referral());
        await _gateway.QuietAsync();

        _spans.Of(trace)["gateway.translation"].ShouldHaveSingleItem().Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_referral_that_leaves_as_a_file_is_released_and_delivered_in_the_same_trace()
    {
        var (trace, _) = await PostAsync(Vdab.Referral(town: "42006"));
        await _gateway.QuietAsync();

        var spans = _spans.Of(trace);
        var referral = spans["gateway.referral"].ShouldHaveSingleItem();
        spans["gateway.release"].ShouldHaveSingleItem().ParentSpanId.ShouldBe(referral.SpanId);
        spans["gateway.delivery"].ShouldHaveSingleItem().ParentSpanId.ShouldBe(referral.SpanId);
    }

    [Fact]
    public async Task Submissions_that_share_a_transaction_keep_their_own_traces()
    {
        var held = new HeldStage("translation");
        using var collected = new CollectedSpans();
        await using var gateway = await RunningGateway.StartAsync(
            further: services =>
            {
                held.Register(services);
                services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(collected));
            },
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Telemetry:Endpoint"] = _collector.Address });
        List<(ActivityTraceId Trace, ActivitySpanId Caller)> posted = [];
        for (var i = 0; i < 6; i++)
            posted.Add(await PostAsync(Vdab.Referral(), gateway));
        held.LetGo();
        await gateway.QuietAsync();

        foreach (var (trace, _) in posted)
        {
            var spans = collected.Of(trace);
            var translation = spans["gateway.translation"].ShouldHaveSingleItem();
            translation.ParentSpanId.ShouldBe(spans[Posted].ShouldHaveSingleItem().SpanId);
            // A decision that met another one at commit is made again, in a span of its own.
            spans["gateway.referral"].ShouldNotBeEmpty();
            spans["gateway.referral"].ShouldAllBe(s => s.ParentSpanId == translation.SpanId);
        }
    }

    /// <summary>The span that another is linked to, once it has ended.</summary>
    private async Task<Activity> LinkedAsync(Activity span)
    {
        var linked = span.Links.ShouldHaveSingleItem().Context.SpanId;
        await _gateway.UntilAsync(() => Task.FromResult(_spans.All.Any(s => s.SpanId == linked)));
        return _spans.All.Single(s => s.SpanId == linked);
    }

    private async Task<(ActivityTraceId Trace, ActivitySpanId Caller)> PostAsync(JsonObject record, RunningGateway? gateway = null)
    {
        var vdab = await (gateway ?? _gateway).OfficeAsync("vdab");
        var (trace, caller) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + Vdab.Profile) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(record.ToJsonString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("traceparent", $"00-{trace}-{caller}-01");
        using var answer = await vdab.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (trace, caller);
    }
}
