using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Tests.Running;
using Gateway.Workers.Heartbeat;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Operating;

/// <summary>Silence of the agencies is not the gateway's own: its test record comes through, or somebody is woken.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task A_test_record_comes_through_the_stages_and_leaves_nothing_behind_but_its_trail()
    {
        await using var gateway = await StartAsync("00:00:01");
        var overview = gateway.Services.GetRequiredService<IOverview>();

        await gateway.UntilAsync(async () => (await NoteAsync(gateway)) is { Number: >= 2, Submission: null });
        await gateway.UntilAsync(async () => await gateway.ReadAsync(LeftAsync) == 0);

        var read = await overview.ReadAsync(CancellationToken.None);
        read.Heartbeat!.CameThroughAt.ShouldNotBeNull();
        read.Heartbeat.Took!.Value.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(20));
        read.Alarms.ShouldBeEmpty();
        var kinds = await gateway.ReadAsync(s => s.Audit.OrderBy(a => a.Id).Select(a => a.Kind).Distinct().ToListAsync());
        foreach (var kind in new[] { "submission.accepted", "referral.submitted", "referral.withheld", "delivery.released", "delivery.confirmed" })
            kinds.ShouldContain(kind);
    }

    [Theory]
    [InlineData(StageNames.Translation)]
    [InlineData(StageNames.Referral)]
    [InlineData(StageNames.Clocks)]
    [InlineData(StageNames.Delivery)]
    public async Task A_stage_that_stands_still_makes_it_late_and_somebody_is_woken_until_it_moves(string stage)
    {
        var held = new HeldStage(stage);
        await using var gateway = await StartAsync("00:00:00.300", held.Register);
        var overview = gateway.Services.GetRequiredService<IOverview>();
        (await overview.ReadAsync(CancellationToken.None)).Alarms.ShouldBeEmpty("it has hardly begun");

        await held.Reached;
        await gateway.UntilAsync(async () => (await overview.ReadAsync(CancellationToken.None)).Alarms.Any(a => a is { Class: AlarmClass.Wake, Code: "heartbeat-late" } && Equals(a.Values[1], stage)));

        held.LetGo();
        await gateway.UntilAsync(async () => (await overview.ReadAsync(CancellationToken.None)) is { Alarms.Count: 0, Heartbeat.CameThroughAt: not null });
    }

    [Fact]
    public async Task It_is_in_no_list_no_figure_and_no_metric_and_nobody_can_call_in_its_name()
    {
        var held = new HeldStage(StageNames.Delivery);
        await using var gateway = await StartAsync("00:00:00.500", held.Register);
        using var counted = new Counted(gateway.Services.GetRequiredService<IMeterFactory>());
        await held.Reached;

        var overview = await gateway.Services.GetRequiredService<IOverview>().ReadAsync(CancellationToken.None);
        overview.Lanes.ShouldAllBe(l => l.Agency != TestAgency.Id && l.Received + l.Delivered + l.Waiting + l.SetAside == 0);
        var figures = await gateway.Services.GetRequiredService<IFigures>().ReadAsync(null, CancellationToken.None);
        (figures.Records.Received, figures.Referrals.Submitted, figures.Disclosures).ShouldBe((0, 0, 0));
        (await gateway.Services.GetRequiredService<IWorklists>().CausesAsync(null, null, CancellationToken.None)).ShouldBeEmpty();
        var finder = gateway.Services.GetRequiredService<IFinder>();
        (await finder.ListAsync(new ReferralFilter(null, null, null, null), CancellationToken.None)).Referrals.ShouldBeEmpty();
        (await finder.FindAsync("test-1", CancellationToken.None)).Referrals.ShouldBeEmpty();
        held.LetGo();
        await gateway.UntilAsync(async () => (await NoteAsync(gateway))?.CameAt is not null);
        counted.Names.ShouldNotContain(n => n != "gateway.stage.duration");

        using var answer = await (await gateway.OfficeAsync(TestAgency.Id)).PostAsync(Cloud.Profile, "{}"u8.ToArray(), "application/json");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_two_processes_one_sends()
    {
        await using var gateway = await StartAsync("00:00:00.400", services => services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<HeartbeatSender>(p)));

        await gateway.UntilAsync(async () => (await NoteAsync(gateway)) is { Number: >= 3 });

        var before = (await NoteAsync(gateway))!.Number;
        var accepted = await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "submission.accepted"));
        var after = (await NoteAsync(gateway))!.Number;
        ((long)accepted).ShouldBeInRange(before, after + 1);
        (await gateway.ReadAsync(s => s.Settings.Where(x => x.Name == "lease:heartbeat").Select(x => x.Value).SingleAsync())).ShouldStartWith("1 ", Case.Sensitive, "it never changed hands");
    }

    [Fact]
    public async Task Switched_off_it_is_waited_for_by_nobody()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        await using (var on = await StartAsync("00:00:00.300", data: folder.Path))
            await on.UntilAsync(async () => (await NoteAsync(on))?.CameAt is not null);
        await using var off = await StartAsync("00:00:00", data: folder.Path);

        await off.UntilAsync(async () => (await NoteAsync(off)) is { Every.Ticks: 0 });

        (await off.Services.GetRequiredService<IOverview>().ReadAsync(CancellationToken.None)).Heartbeat.ShouldBeNull();
    }

    private static Task<RunningGateway> StartAsync(string every, Action<IServiceCollection>? further = null, string? data = null) =>
        RunningGateway.StartAsync(data, further: further, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Heartbeat:Every"] = every });

    private static Task<HeartbeatNote?> NoteAsync(RunningGateway gateway) => gateway.ReadAsync(s => HeartbeatNotes.ReadAsync(s, CancellationToken.None));

    /// <summary>Rows that test records left, whatever their kind; the audit trail and its seals stay.</summary>
    private static async Task<int> LeftAsync(GatewayContext store) =>
        await store.Submissions.CountAsync() + await store.Segments.CountAsync() + await store.Records.CountAsync() + await store.Clients.CountAsync()
        + await store.ClientIdentifiers.CountAsync() + await store.Referrals.CountAsync() + await store.Decisions.CountAsync() + await store.Deadlines.CountAsync()
        + await store.WorkItems.CountAsync() + await store.Deliveries.CountAsync() + await store.Disclosures.CountAsync()
        + await store.Tasks.CountAsync() + await store.Feeds.CountAsync() + await store.DataKeys.CountAsync(k => k.Purpose != "index" && k.Purpose != "protection");

    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Counted(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("gateway.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Names.Add(instrument.Name));
            _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Names.Add(instrument.Name));
            _listener.Start();
        }

        public ConcurrentBag<string> Names { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
