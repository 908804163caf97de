using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Gateway.Tests.Telemetry;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>One trace from an agency's call through two processes and the broker to the last delivery, as a collector receives it.</summary>
[Collection(BrokerCollection.Name)]
public sealed class TraceAcrossProcessesTests(OneBroker broker)
{
    private static readonly Dictionary<string, string> Soon = new(StringComparer.Ordinal) { ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "300" };

    [Fact]
    public async Task A_referral_is_one_trace_from_the_agencys_call_through_two_processes_to_the_file_that_its_office_collects()
    {
        await using var collector = await Collector.StartAsync();
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        Dictionary<string, string?> settings = new(work.Settings, StringComparer.Ordinal) { ["Gateway:Telemetry:Endpoint"] = collector.Address };
        var key = await KeyAsync(work);
        await using var api = await RoleProcess.StartAsync("api", settings, Soon);
        await using var workers = await RoleProcess.StartAsync("translation,referral,delivery,outcome,clocks", settings, Soon);
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz, town: "42006");
        referral["person"]!["familyName"] = "Wielewaal";
        referral["person"]!["givenNames"] = new JsonArray("Koolmeesje");
        var (trace, caller) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());

        await PostAsync(api.Address, key, referral, $"00-{trace}-{caller}-01");
        await UntilAsync(() => Of(collector, trace).Any(s => s.Name == "gateway.delivery")
            && Otlp.Exemplars(collector.Messages("metrics")).Any(e => e.Trace == trace)
            && Otlp.Exemplars(collector.Messages("metrics")).Any(e => e.Instrument == "gateway.stage.duration"));

        var spans = Of(collector, trace);
        OtlpSpan Single(string name) => spans.Where(s => s.Name == name).ToList().ShouldHaveSingleItem();
        var posted = Single("POST /v1/submissions/{profile}");
        posted.Parent.ShouldBe(caller, "the agency's own span is above ours");
        var translation = Single("gateway.translation");
        translation.Parent.ShouldBe(posted.Id);
        var referred = Single("gateway.referral");
        referred.Parent.ShouldBe(translation.Id);
        Single("gateway.release").Parent.ShouldBe(referred.Id);
        var delivery = Single("gateway.delivery");
        delivery.Parent.ShouldBe(referred.Id);
        Directory.GetFiles(Path.Combine(work.Outbox, "ocmw-dendermonde")).ShouldHaveSingleItem();

        // It came to the other process over the broker: the message that brought a work item is linked.
        new[] { translation, referred, delivery }.Select(s => s.Process).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBe(posted.Process);
        var all = Otlp.Spans(collector.Messages("trace"));
        all.Single(s => s.Id == translation.Links.ShouldHaveSingleItem().Id).Source.ShouldBe("MassTransit");

        // A slow minute leads to a call, and a stage's to the message that brought its work.
        var exemplars = Otlp.Exemplars(collector.Messages("metrics"));
        exemplars.ShouldContain(e => e.Instrument == "http.server.request.duration" && e.Trace == trace && e.Id == posted.Id && e.Process == posted.Process);
        exemplars.ShouldContain(e => e.Instrument == "gateway.stage.duration" && e.Process == delivery.Process && all.Any(s => s.Id == e.Id && s.Source == "MassTransit"));

        foreach (var signal in new[] { "trace", "metrics", "logs" })
        {
            foreach (var canary in new[] { "Wielewaal", "Koolmeesje", insz })
                collector.Text(signal).ShouldNotContain(canary, Case.Insensitive, signal);
        }
    }

    private static List<OtlpSpan> Of(Collector collector, string trace) => [.. Otlp.Spans(collector.Messages("trace")).Where(s => s.Trace == trace)];

    private static async Task<string> KeyAsync(SharedWork work)
    {
        using var folder = new TempFolder();
        var made = await Verb.RunAsync(folder.Path, ["agency", "key", "create", "vdab", .. work.Settings.Select(s => $"--{s.Key}={s.Value}")]);
        made.Code.ShouldBe(0, made.Errors);
        return made.Output.Trim();
    }

    private static async Task PostAsync(Uri address, string key, JsonObject record, string traceParent)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + Vdab.Profile) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(record.ToJsonString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("traceparent", traceParent);
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(60), "the collector did not get all of it");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
