using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gateway.Tests.Telemetry;

/// <summary>Nothing of a client goes to the collector, in any signal, as the collector receives it.</summary>
public sealed class SignalsCanaryTests
{
    private static readonly string[] Words = ["Wielewaal", "Koolmeesje", "wielewaal.mail", "+32469666555", "wielewaal-vrij", "wielewaal-code", "wielewaal-pad", "wielewaal-hoofd", "wielewaal-dossier"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_word_number_or_address_of_a_client_reaches_the_collector_in_spans_metrics_or_logs(bool direct)
    {
        await using var collector = await Collector.StartAsync();
        var failures = new Failing();
        List<string> canaries = [.. Words];
        await using (var gateway = await RunningGateway.StartAsync(
            further: services =>
            {
                services.Around(StageNames.Referral, (p, _) => new BatchStage(
                    new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => r.Number == 3, () => new InvalidOperationException("Wielewaal in a rule")),
                    p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>()));
                services.Around(StageNames.Outcome, (_, stage) => failures.Around(stage));
            },
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Gateway:Telemetry:Endpoint"] = collector.Address,
                ["Gateway:Relay:Lease"] = "00:00:00.2",
                ["Gateway:Relay:Direct"] = direct ? "true" : "false",
                ["Logging:OpenTelemetry:LogLevel:Default"] = "Trace",
            }))
        {
            await RunAsync(gateway, canaries);
            failures.Failed.ShouldBeTrue();
            gateway.Services.GetRequiredService<ILogger<SignalsCanaryTests>>().LogError(new InvalidOperationException("Wielewaal in an exception"), "Somebody logs an exception.");
            gateway.Services.GetRequiredService<TracerProvider>().ForceFlush().ShouldBeTrue();
            gateway.Services.GetRequiredService<MeterProvider>().ForceFlush().ShouldBeTrue();
            gateway.Services.GetRequiredService<LoggerProvider>().ForceFlush().ShouldBeTrue();
        }

        // The search sees into every signal: what an operator may see is there.
        var traces = collector.Text("trace");
        traces.ShouldContain("gateway.release");
        traces.ShouldContain("POST /v1/submissions/{profile}");
        traces.ShouldContain("gateway.outcome", Case.Sensitive, "MassTransit's spans name the queue");
        if (!direct)
            traces.ShouldContain(nameof(StageFaultException), Case.Sensitive, "a failed message's span says how it failed");
        foreach (var tag in new[] { "url.path", "url.query", "url.full", "user_agent.original", "http.request.method_original" })
            traces.ShouldNotContain(tag);
        var metrics = collector.Text("metrics");
        metrics.ShouldContain("http.server.request.duration");
        metrics.ShouldContain("gateway.records.set_aside");
        metrics.ShouldContain("vdab-referral");
        var logs = collector.Text("logs");
        logs.ShouldContain("is parked: rule-failed");
        logs.ShouldContain("Somebody logs an exception.");
        logs.ShouldContain("exception.type");
        foreach (var (signal, text) in new[] { ("trace", traces), ("metrics", metrics), ("logs", logs) })
            canaries.Where(c => text.Contains(c, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(signal);
    }

    private static async Task RunAsync(RunningGateway gateway, List<string> canaries)
    {
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        JsonObject Next(Action<JsonObject>? change = null)
        {
            var insz = People.Insz();
            canaries.Add(insz);
            var record = Sung(insz);
            change?.Invoke(record);
            return record;
        }

        var records = new JsonArray(
            Next(), Next(r => r["person"]!["nisResidence"] = "42006"), Next(), Next(r => r["agreement"]!["givenOn"] = "wielewaal-code"),
            Next(r => r["person"]!["insz"] = "wielewaal-code"), Next(r => r["requestedService"] = new JsonArray("wielewaal-code")), Next(r => r["Wielewaal"] = "wielewaal-vrij"));
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + Vdab.Profile + "?naam=wielewaal-pad") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(records.ToJsonString())) })
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("tracestate", "wielewaal-hoofd=1");
            request.Headers.Add("baggage", "naam=wielewaal-hoofd");
            request.Headers.Add("Request-Id", "|wielewaal-hoofd.");
            request.Headers.Add("Idempotency-Key", "wielewaal-hoofd");
            request.Headers.UserAgent.ParseAdd("wielewaal-hoofd");
            using var answer = await vdab.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        foreach (var path in new[] { "/v1/submissions/wielewaal-pad", "/v1/wielewaal-pad?wielewaal-pad=1", "/v1/feed?after=wielewaal-pad" })
            (await vdab.Http.GetAsync(path)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        using var odd = new HttpRequestMessage(new HttpMethod("WIELEWAAL-PAD"), "/v1/feed");
        (await vdab.Http.SendAsync(odd)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await gateway.QuietAsync();
        foreach (var handover in Ocmw.Handovers(await leuven.NewAsync()))
        {
            var reply = Ocmw.Reply(handover.Ticket, handover.Insz, "received", caseNumber: "wielewaal-dossier");
            reply.Element("Intake")!.Add(new XElement("Toelichting", "wielewaal-vrij"));
            await leuven.SubmitAsync(Ocmw.ResultProfile, reply);
        }

        await gateway.QuietAsync();
        (await leuven.NewAsync()).ShouldNotBeEmpty();
        await vdab.NewAsync();
    }

    private static JsonObject Sung(string insz)
    {
        var record = Vdab.Referral(insz: insz);
        var person = record["person"]!;
        person["familyName"] = "Wielewaal";
        person["givenNames"] = new JsonArray("Koolmeesje");
        person["contact"] = new JsonObject { ["phone"] = "+32469666555", ["email"] = "wielewaal.mail@example.org" };
        record["barriers"]![0]!["note"] = "wielewaal-vrij";
        return record;
    }

    /// <summary>A stage that fails once as a whole, as when its database is away, with a text that quotes what it worked on.</summary>
    private sealed class Failing
    {
        public bool Failed { get; private set; }

        public IStage Around(IStage stage) => new Once(this, stage);

        private sealed class Once(Failing failing, IStage stage) : IStage
        {
            public string Name => stage.Name;

            public Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
            {
                if (failing.Failed)
                    return stage.WorkAsync(token, ids, cancellation);
                failing.Failed = true;
                throw new InvalidOperationException("Wielewaal in a stage", new FormatException("Koolmeesje"));
            }
        }
    }
}
