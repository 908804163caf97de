using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>
/// Withdrawals race against releases in every channel, failed and retried ones included: feed, file, queue and inbox. Whatever
/// was withdrawn before it left does not leave, and whoever got it before is told, once.
/// </summary>
[Collection(EdgeCollection.Name)]
public sealed class WithdrawalRaceTests(SharedBroker broker, ITestOutputHelper output)
{
    private const int Batch = 50;

    /// <summary>Towns whose offices are reached by queue, feed, file and inbox.</summary>
    private static readonly (string Town, string Office)[] Channels = [("24062", "ocmw-leuven"), ("11029", "ocmw-mortsel"), ("42006", "ocmw-dendermonde"), ("12025", "ocmw-mechelen")];

    /// <summary>Releases in all; the environment variable asks for more.</summary>
    private static int Total => int.Parse(Environment.GetEnvironmentVariable("GATEWAY_RACE_RELEASES") ?? "80", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_leaves_after_its_withdrawal_was_accepted_in_whatever_channel()
    {
        var began = Stopwatch.GetTimestamp();
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var time = new ForwardTime();
        var watch = new Watch();
        await using var gateway = await EdgeGateway.StartAsync(
            broker.Rabbit.Uri,
            services =>
            {
                services.AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, time);
                WatchedOutbox.Register(services, watch.SendAsync);
            },
            AmqpContracts.Folder, edge: o => o.MostUnconsumed = 100_000);
        var vdab = await gateway.OfficeAsync("vdab");
        var referrals = Enumerable.Range(0, Total).Select(i => Vdab.Referral(town: Channels[i % Channels.Length].Town)).ToList();

        using var over = new CancellationTokenSource();
        var readers = new[] { ReadFeedAsync(gateway, over.Token), OpenInboxAsync(gateway, over.Token), ForwardAsync(time, over.Token) };
        Task? withdrawing = null;
        var submitted = 0;
        foreach (var some in referrals.Chunk(Batch))
        {
            await vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. some.Select(r => r.DeepClone())]));
            if (withdrawing is not null)
                await withdrawing;
            submitted += some.Length;
            // Its releases wait in their channels, or are under way.
            await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Handovers.CountAsync()) == submitted);
            withdrawing = vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. some.Select(Vdab.Withdrawal)]));
        }

        await withdrawing!;
        // Every withdrawal is accepted. What was released before may be on its way for a moment.
        var left = await LeftAsync(gateway);
        await gateway.QuietAsync();
        await gateway.UntilAsync(() => Task.FromResult(watch.Under == 0));
        watch.IsOver = true;
        time.Forward(TimeSpan.FromHours(12));
        await gateway.QuietAsync();
        await ReplayAsync(gateway);
        await gateway.QuietAsync();
        await over.CancelAsync();
        await Task.WhenAll(readers);

        (await LeftAsync(gateway)).Except(left).ShouldBeEmpty("a retry, a replay, a late reader: nothing leaves any more");
        watch.After.ShouldBe(0, "no bytes of a handover went to a queue again");
        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.GivenOn != null && a.Status != AgreementStatus.Withdrawn))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.Event == EventTypes.ReferralHandover && (d.State == DeliveryState.Waiting || d.State == DeliveryState.Parked)))).ShouldBe(0);
        var handovers = await gateway.ReadAsync(s => s.Handovers.Select(h => new { h.Id, h.Recipient }).ToListAsync());
        var told = (await gateway.ReadAsync(s => s.Deliveries.Where(d => d.Status == CoarseStatuses.AgreementWithdrawn).Select(d => d.HandoverId!.Value).ToListAsync())).ToList();
        told.ShouldBeUnique();
        var got = (await gateway.ReadAsync(s => s.Disclosures.Where(d => d.Event == EventTypes.ReferralHandover).Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.HandoverId!.Value).ToListAsync())).ToHashSet();
        got.Except(told).ShouldBeEmpty("whoever has it is told");
        foreach (var (_, office) in Channels)
        {
            var theirs = handovers.Where(h => h.Recipient == office).Select(h => h.Id).ToList();
            output.WriteLine($"{office}: issued {theirs.Count}, left before the withdrawal {theirs.Count(got.Contains)}, stopped {theirs.Count(h => !got.Contains(h))}, told to stop {theirs.Count(told.Contains)}");
        }

        output.WriteLine($"{Total} referrals, {watch.Failed} attempts that failed, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }

    private static async Task<HashSet<Guid>> LeftAsync(RunningGateway gateway) =>
        [.. await gateway.ReadAsync(s => s.Disclosures.Where(d => d.Event == EventTypes.ReferralHandover).Select(d => d.DeliveryId).ToListAsync())];

    private static async Task ReadFeedAsync(RunningGateway gateway, CancellationToken over)
    {
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");
        while (!over.IsCancellationRequested)
        {
            await mortsel.NewAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task OpenInboxAsync(RunningGateway gateway, CancellationToken over)
    {
        var inbox = gateway.Services.GetRequiredService<IInbox>();
        while (!over.IsCancellationRequested)
        {
            foreach (var waiting in (await inbox.ListAsync("ocmw-mechelen", over: false, page: 1, CancellationToken.None)).Lines.Where(l => l.Waiting > 0).Take(10))
                await inbox.OpenAsync("ocmw-mechelen", waiting.Id, "greet", CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>The machine's clock goes on, so that failed attempts come again while others are withdrawn.</summary>
    private static async Task ForwardAsync(ForwardTime time, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            time.Forward(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>What was parked is replayed by a person.</summary>
    private static async Task ReplayAsync(RunningGateway gateway)
    {
        var replays = gateway.Services.GetRequiredService<IReplays>();
        foreach (var code in await gateway.ReadAsync(s => s.WorkItems.Where(i => i.State == WorkItemState.Parked && i.Stage == StageNames.Delivery).Select(i => i.ParkedCode!).Distinct().ToListAsync()))
        {
            var id = Guid.CreateVersion7();
            if (await replays.PrepareAsync(id, "rita", ReplayCause.Parked(StageNames.Delivery, code), CancellationToken.None) > 0)
                await replays.StartAsync(id, "rita", CancellationToken.None);
        }
    }

    /// <summary>Counts what goes to queues; every third attempt fails.</summary>
    private sealed class Watch
    {
        private int _seen;
        private int _under;
        private int _after;
        private int _failed;

        public bool IsOver { get; set; }

        public int Under => Volatile.Read(ref _under);

        public int After => Volatile.Read(ref _after);

        public int Failed => Volatile.Read(ref _failed);

        public async Task<AttemptResult> SendAsync(Attempt attempt, Func<Task<AttemptResult>> send)
        {
            if (attempt.Delivery.Event != EventTypes.ReferralHandover)
                return await send();
            Interlocked.Increment(ref _under);
            try
            {
                if (IsOver)
                    Interlocked.Increment(ref _after);
                var number = Interlocked.Increment(ref _seen);
                if (number % 3 != 0)
                    return await send();
                Interlocked.Increment(ref _failed);
                throw new InvalidOperationException("The channel fails.");
            }
            finally
            {
                Interlocked.Decrement(ref _under);
            }
        }
    }
}
