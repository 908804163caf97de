using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Telemetry;

/// <summary>What an operator sees counted.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Counters_tell_what_was_accepted_set_aside_withheld_released_and_delivered_once_each()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var meter = new Measured(gateway.Services.GetRequiredService<IMeterFactory>());
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var unknownBasis = Vdab.Referral();
        unknownBasis["basis"]!["reference"] = "NOT-REGISTERED";
        var nobody = Vdab.Referral();
        nobody["person"]!["insz"] = "a number";
        var records = new JsonArray(Vdab.Referral(), Vdab.Referral(town: "42006"), unknownBasis, nobody);

        await vdab.SubmitAsync(Vdab.Profile, records, key: "once");
        await vdab.SubmitAsync(Vdab.Profile, records.DeepClone(), key: "once");
        await gateway.QuietAsync();
        await leuven.NewAsync();
        await leuven.FeedTextAsync();
        meter.Sum("gateway.deliveries.delivered").ShouldBe(1, "the file lies in the outbox; nobody confirmed the feed yet");
        await leuven.ConfirmAsync();
        await leuven.ConfirmAsync();

        meter.Of("gateway.submissions.accepted").ShouldBe([(1, "gateway.agency=vdab gateway.profile=vdab-referral")]);
        meter.Of("gateway.records.set_aside").ShouldBe([(1, "gateway.agency=vdab gateway.code=identifier-check-digits")]);
        meter.Of("gateway.referrals.withheld").ShouldBe([(1, "gateway.code=basis-unknown")]);
        meter.Of("gateway.deliveries.released").ShouldBe([(1, "gateway.agency=ocmw-dendermonde"), (1, "gateway.agency=ocmw-leuven")]);
        meter.Of("gateway.deliveries.delivered").ShouldBe([(1, "gateway.agency=ocmw-dendermonde"), (1, "gateway.agency=ocmw-leuven")]);
        meter.Of("gateway.stage.duration").Select(m => m.Tags).Distinct(StringComparer.Ordinal).ShouldBe(["gateway.stage=delivery", "gateway.stage=referral", "gateway.stage=translation"]);
    }

    [Fact]
    public async Task A_stage_that_stands_still_shows_its_due_steps_and_how_long_the_oldest_waits_and_a_parked_step_shows()
    {
        var held = new HeldStage(StageNames.Outcome);
        await using var gateway = await RunningGateway.StartAsync(further: services =>
        {
            held.Register(services);
            services.Around(StageNames.Referral, (p, _) => new BatchStage(
                new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => r.Number == 1, () => new InvalidOperationException("a bug")),
                p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>()));
        });
        using var meter = new Measured(gateway.Services.GetRequiredService<IMeterFactory>());
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        var began = TimeProvider.System.GetUtcNow();
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Reply(People.Ticket(), People.Insz(), "received"));
        await held.Reached;

        var loads = gateway.Services.GetRequiredService<StageLoads>();
        await gateway.UntilAsync(async () => (await loads.ReadAsync(CancellationToken.None)).Single(l => l.Stage == StageNames.Outcome).Oldest > TimeSpan.FromMilliseconds(20));
        gateway.Services.GetRequiredService<GatewayMeter>().Waiting(await loads.ReadAsync(CancellationToken.None));
        meter.Observe();
        held.LetGo();

        meter.Of("gateway.work.due").ShouldContain((1, "gateway.stage=outcome"));
        meter.Of("gateway.work.due").Count(m => m.Value > 0).ShouldBe(1);
        var oldest = meter.Of("gateway.work.oldest").Single(m => m.Value > 0);
        oldest.Tags.ShouldBe("gateway.stage=outcome");
        oldest.Value.ShouldBeLessThanOrEqualTo((TimeProvider.System.GetUtcNow() - began).TotalSeconds);
        meter.Of("gateway.work.parked").Where(m => m.Value > 0).ShouldBe([(1, "gateway.stage=referral")]);
    }

    [Fact]
    public async Task Every_alarm_code_is_told_with_how_many_there_are_and_nothing_when_they_cannot_be_read()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var meter = new Measured(gateway.Services.GetRequiredService<IMeterFactory>());
        var told = gateway.Services.GetRequiredService<GatewayMeter>();

        told.Alarms([new Alarm(AlarmClass.Office, AlarmCodes.SetAside, "", [], ""), new Alarm(AlarmClass.Office, AlarmCodes.SetAside, "", [], "")]);
        meter.Observe();

        meter.Of("gateway.alarms").Count.ShouldBe(AlarmCodes.All.Count);
        meter.Of("gateway.alarms").Where(m => m.Value > 0).ShouldBe([(2, "gateway.code=set-aside")]);

        using var later = new Measured(gateway.Services.GetRequiredService<IMeterFactory>());
        told.Alarms(null);
        later.Observe();
        later.Of("gateway.alarms").ShouldBeEmpty();
    }
}

/// <summary>What one gateway's meter measured: others may run in the same process.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _measurements = [];

    public Measured(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayMeter.Name && instrument.Meter.Scope == factory)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Observe() => _listener.RecordObservableInstruments();

    public double Sum(string instrument) => Of(instrument).Sum(m => m.Value);

    public IReadOnlyList<(double Value, string Tags)> Of(string instrument) =>
        [.. _measurements.Where(m => m.Instrument == instrument).Select(m => (m.Value, m.Tags)).OrderBy(m => m.Tags, StringComparer.Ordinal)];

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
}
