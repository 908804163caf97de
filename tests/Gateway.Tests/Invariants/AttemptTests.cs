using System.Net;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariants 7 and 10 when something goes wrong: the gate is asked at every attempt, and what is stuck is parked alone.</summary>
public sealed class AttemptTests
{
    private const string Dendermonde = "42006";

    [Fact]
    public async Task What_did_not_leave_and_is_objected_to_meanwhile_never_leaves_and_is_no_disclosure()
    {
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: outbox.Register);
        outbox.Around = async (_, _) =>
        {
            await ObjectAsync(gateway);
            return new AttemptResult(Departure.NotLeft, new Fault("delivery-failed", "IOException."));
        };
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral(town: Dendermonde));

        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.State == DeliveryState.Blocked)));

        outbox.Sent.Count.ShouldBe(1, "the gate said no at the second attempt");
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).ReasonCode.ShouldBe("client-objected");
    }

    [Fact]
    public async Task What_did_not_leave_is_released_anew_under_the_same_id()
    {
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: outbox.Register);
        outbox.Around = (attempt, send) => attempt.Number == 1 ? Task.FromResult(new AttemptResult(Departure.NotLeft, new Fault("delivery-failed", "IOException."))) : send();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(town: Dendermonde));

        outbox.Sent.Select(a => (a.Delivery.Id, a.FirstRelease)).Distinct().ShouldHaveSingleItem().FirstRelease.ShouldBeTrue();
        outbox.Sent.Count.ShouldBe(2);
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Confirmed);
        (await gateway.ReadAsync(s => s.Disclosures.Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Confirmed);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "delivery.released"))).ShouldBe(2);
    }

    [Fact]
    public async Task Where_nobody_can_tell_the_same_bytes_are_sent_again_after_the_gate_was_asked()
    {
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: outbox.Register);
        outbox.Around = async (attempt, send) =>
        {
            var result = await send();
            return attempt.Number == 1 ? throw new IOException("A planted fault.") : result;
        };
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(town: Dendermonde));

        outbox.Sent.Count.ShouldBe(2);
        outbox.Sent[1].FirstRelease.ShouldBeFalse();
        outbox.Sent[1].Bytes.ToArray().ShouldBe(outbox.Sent[0].Bytes.ToArray());
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "delivery.released"))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Disclosures.Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Confirmed);
    }

    [Fact]
    public async Task Where_nobody_can_tell_an_objection_stops_the_next_attempt_and_the_disclosure_stays()
    {
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: outbox.Register);
        outbox.Around = async (_, _) =>
        {
            await ObjectAsync(gateway);
            throw new IOException("A planted fault.");
        };
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral(town: Dendermonde));

        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.State == DeliveryState.Blocked)));

        outbox.Sent.Count.ShouldBe(1);
        (await gateway.ReadAsync(s => s.Disclosures.Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Unknown);
    }

    [Fact]
    public async Task An_objection_committed_while_a_release_is_decided_stops_it()
    {
        RunningGateway? running = null;
        var objected = false;
        await using var gateway = await RunningGateway.StartAsync(further: services => WatchedFeedStore.Register(services, async () =>
        {
            if (objected)
                return;
            objected = true;
            await ObjectAsync(running!);
        }));
        running = gateway;
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());

        (await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldBeEmpty();

        objected.ShouldBeTrue();
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).ReasonCode.ShouldBe("client-objected");
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("24062")]
    [InlineData(Dendermonde)]
    public async Task An_outbound_format_that_is_broken_parks_the_delivery_cancels_nothing_and_a_replay_brings_it(string town)
    {
        var writer = new BreakableWriter { Broken = true };
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: services =>
        {
            writer.Register(services);
            outbox.Register(services);
        });
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(town: town));
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        (await leuven.NewAsync()).ShouldBeEmpty();

        var parked = await gateway.ReadAsync(s => s.Deliveries.SingleAsync());
        parked.State.ShouldBe(DeliveryState.Parked);
        (await gateway.ReadAsync(s => s.Handovers.SingleAsync())).State.ShouldBe(HandoverState.Issued);
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(ReferralState.Issued);
        var item = await gateway.ReadAsync(s => s.WorkItems.SingleAsync(w => w.State == WorkItemState.Parked));
        (item.Stage, item.SubjectId, item.ParkedCode).ShouldBe((StageNames.Delivery, parked.Id, "release-failed"));
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Kind == TaskKinds.Parked && t.ClosedAt == null))).SubjectId.ShouldBe(item.Id);

        writer.Broken = false;
        (await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(StageNames.Delivery, null, "rita", CancellationToken.None)).ShouldBe(1);
        await gateway.QuietAsync();
        var read = await leuven.NewAsync();

        var brought = outbox.Sent.Select(a => a.Delivery.Id.ToString("D")).Concat(read.Select(r => r["id"]!.GetValue<string>()));
        brought.ShouldBe([parked.Id.ToString("D")]);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.ClosedAt == null && t.Kind == TaskKinds.Parked))).ShouldBe(0);
    }

    [Fact]
    public async Task A_cursor_beyond_the_end_releases_nothing_and_is_refused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        var leuven = await gateway.OfficeAsync("ocmw-leuven");

        using var refused = await leuven.Http.GetAsync("/v1/feed?after=1");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("cursor-unknown");
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Waiting);
        (await leuven.NewAsync()).ShouldHaveSingleItem();
        using var again = await leuven.Http.GetAsync("/v1/feed?after=1");
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_parked_delivery_holds_back_nothing_of_its_client()
    {
        var outbox = new WatchedOutbox();
        await using var gateway = await RunningGateway.StartAsync(further: outbox.Register);
        Guid? stuck = null;
        outbox.Around = (attempt, send) => (stuck ??= attempt.Delivery.Id) == attempt.Delivery.Id ? throw new IOException("A planted fault.") : send();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: insz, town: Dendermonde), Vdab.Referral(insz: insz, town: Dendermonde)));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.WorkItems.AnyAsync(w => w.SubjectId == stuck && w.LeasedUntil == null)));
        outbox.Sent.Count.ShouldBe(1, "the second waits for the first");

        // Its fourth attempt is over and the fifth is due.
        await using (var store = gateway.Database.Open())
            await store.WorkItems.Where(w => w.SubjectId == stuck).ExecuteUpdateAsync(w => w.SetProperty(i => i.Attempts, 4).SetProperty(i => i.NotBefore, TimeProvider.System.GetUtcNow()));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.State == DeliveryState.Confirmed)));

        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Id == stuck))).State.ShouldBe(DeliveryState.Parked);
        (await gateway.ReadAsync(s => s.Disclosures.Where(d => d.DeliveryId == stuck).Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Unknown);
    }

    [Fact]
    public async Task A_stored_payload_that_cannot_be_opened_is_parked_the_others_are_read_and_its_replay_comes_at_the_end()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(), Vdab.Referral()));
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var ids = (await leuven.NewAsync()).Select(i => i["id"]!.GetValue<string>()).ToList();
        var damaged = Guid.Parse(ids[1]);
        var payload = (await gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Id == damaged))).Payload;
        await SetPayloadAsync(gateway, damaged, new byte[64]);

        IdsOf(await leuven.FeedTextAsync()).ShouldBe([ids[0], ids[2]]);

        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Id == damaged))).State.ShouldBe(DeliveryState.Parked);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Kind == TaskKinds.Parked))).ReasonCode.ShouldBe("payload-unreadable");
        IdsOf(await leuven.FeedTextAsync()).ShouldBe([ids[0], ids[2]]);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.Parked))).ShouldBe(1);

        await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(null, "payload-unreadable", "rita", CancellationToken.None);
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.WorkItems.AnyAsync(w => w.State == WorkItemState.Parked && w.Generation == 1)));

        await SetPayloadAsync(gateway, damaged, payload!);
        await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(null, null, "rita", CancellationToken.None);
        await gateway.QuietAsync();
        (await leuven.NewAsync()).ShouldHaveSingleItem()["id"]!.GetValue<string>().ShouldBe(ids[1], "nothing appears behind a cursor");
        IdsOf(await leuven.FeedTextAsync()).ShouldBe([ids[0], ids[2], ids[1]]);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(3);
    }

    private static List<string> IdsOf(string page) => [.. JsonNode.Parse(page)!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>())];

    private static async Task SetPayloadAsync(RunningGateway gateway, Guid delivery, byte[] payload)
    {
        await using var store = gateway.Database.Open();
        await store.Deliveries.Where(d => d.Id == delivery).ExecuteUpdateAsync(d => d.SetProperty(x => x.Payload, payload));
    }

    /// <summary>Another process commits that the client objected.</summary>
    private static async Task ObjectAsync(RunningGateway gateway)
    {
        await using var store = gateway.Database.Open();
        using (await gateway.Database.EnterWriteAsync(CancellationToken.None))
            await store.Clients.Where(c => c.Agency == "vdab").ExecuteUpdateAsync(c => c.SetProperty(x => x.Objected, true).SetProperty(x => x.Version, x => x.Version + 1));
    }

    /// <summary>Something of the test's own around the writing of files.</summary>
    private sealed class WatchedOutbox : IOutbound
    {
        private FileOutbox _outbox = null!;

        public Func<Attempt, Func<Task<AttemptResult>>, Task<AttemptResult>> Around { get; set; } = (_, send) => send();

        public List<Attempt> Sent { get; } = [];

        public ChannelKind Kind => ChannelKind.File;

        public TimeSpan Sleep => _outbox.Sleep;

        public void Register(IServiceCollection services)
        {
            services.Remove(services.Single(d => d.ServiceType == typeof(IOutbound) && d.ImplementationType == typeof(FileOutbox)));
            services.AddSingleton<IOutbound>(p =>
            {
                _outbox = ActivatorUtilities.CreateInstance<FileOutbox>(p);
                return this;
            });
        }

        public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => _outbox.RoomAsync(recipient, onTheWay, cancellation);

        public void Await(string recipient) => _outbox.Await(recipient);

        public Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
        {
            lock (Sent)
                Sent.Add(attempt);
            return Around(attempt, () => _outbox.SendAsync(attempt, cancellation));
        }
    }

    private sealed class BreakableWriter : IEventWriter
    {
        private IEventWriter _writer = null!;

        public volatile bool Broken;

        public void Register(IServiceCollection services)
        {
            var own = services.Single(d => d.ServiceType == typeof(IEventWriter));
            services.Remove(own);
            services.AddSingleton<IEventWriter>(p =>
            {
                _writer = (IEventWriter)ActivatorUtilities.CreateInstance(p, own.ImplementationType!);
                return this;
            });
        }

        public WrittenEvent Write(Agency to, string eventType, JsonObject data) =>
            Broken && eventType == EventTypes.ReferralHandover ? throw new NotSupportedException("A planted fault.") : _writer.Write(to, eventType, data);
    }
}
