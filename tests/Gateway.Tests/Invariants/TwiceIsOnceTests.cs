using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts.Messages;
using Gateway.Tests.Running;
using Gateway.Workers.Stages;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 3: everything twice is once.</summary>
public sealed class TwiceIsOnceTests
{
    [Fact]
    public async Task The_same_key_and_body_is_one_submission_and_another_body_is_refused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();

        var first = await vdab.SubmitAsync(Vdab.Profile, referral, key: "monday-1");
        var again = await vdab.SubmitAsync(Vdab.Profile, referral, key: "monday-1");
        using var other = await vdab.PostAsync(Vdab.Profile, Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), "application/json", "monday-1");
        await gateway.QuietAsync();

        again.ShouldBe(first);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await other.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("idempotency-key-reused");
        (await gateway.ReadAsync(s => s.Submissions.CountAsync())).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_submission_sent_many_times_at_once_is_one()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => vdab.SubmitAsync(Vdab.Profile, referral)));
        await gateway.QuietAsync();

        ids.Distinct().ShouldHaveSingleItem();
        (await gateway.ReadAsync(s => s.Submissions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Every_message_delivered_a_second_time_changes_nothing()
    {
        // Every work item goes over the bus, as it does between processes.
        await using var gateway = await RunningGateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Relay:Direct"] = "false" });
        var bus = gateway.Services.GetRequiredService<IBus>();
        var seen = new Messages();
        using var sending = bus.ConnectSendObserver(seen);
        using var consuming = bus.ConnectConsumeMessageObserver(seen);
        var vdab = await gateway.OfficeAsync("vdab");
        var dendermonde = await gateway.OfficeAsync("ocmw-dendermonde");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "42006"));
        var handover = await gateway.ReadAsync(s => s.Handovers.SingleAsync());
        await dendermonde.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Id.ToString("D"), insz, "received", "42006"));
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(20));
        await gateway.QuietAsync();
        var before = await CountsAsync(gateway);

        var sent = seen.Sent.ToList();
        foreach (var message in sent)
            await (await bus.GetSendEndpoint(new Uri("queue:" + StageQueues.Name(message.Stage)))).Send(message);
        await gateway.UntilAsync(() => Task.FromResult(seen.Consumed >= 2 * sent.Count));
        await gateway.QuietAsync();

        sent.Select(m => m.Stage).Distinct().Order().ShouldBe(["delivery", "outcome", "referral", "translation"]);
        (await CountsAsync(gateway)).ShouldBe(before);
    }

    [Fact]
    public async Task A_feed_read_twice_gives_the_same_ids_and_bytes()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(), Vdab.Referral()));

        var first = await ocmw.FeedTextAsync();
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddHours(30));
        var again = await ocmw.FeedTextAsync();

        JsonNode.Parse(first)!["items"]!.AsArray().Count.ShouldBe(3);
        again.ShouldBe(first);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(3);
    }

    private static async Task<string> CountsAsync(RunningGateway gateway) => await gateway.ReadAsync(async s => string.Join(
        ' ',
        await s.Records.CountAsync(), await s.Clients.CountAsync(), await s.Referrals.CountAsync(), await s.Handovers.CountAsync(), await s.Deliveries.CountAsync(),
        await s.Disclosures.CountAsync(), await s.Decisions.CountAsync(), await s.Tasks.CountAsync(), await s.WorkItems.CountAsync(), await s.Audit.CountAsync(),
        Directory.Exists(Path.Combine(gateway.Data, "outbox")) ? Directory.EnumerateFiles(Path.Combine(gateway.Data, "outbox"), "*", SearchOption.AllDirectories).Count() : 0));

    /// <summary>What goes over the bus.</summary>
    private sealed class Messages : ISendObserver, IConsumeMessageObserver<WorkDue>
    {
        private int _consumed;

        public ConcurrentQueue<WorkDue> Sent { get; } = [];

        public int Consumed => Volatile.Read(ref _consumed);

        public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context) where T : class
        {
            if (context.Message is WorkDue due)
                Sent.Enqueue(due);
            return Task.CompletedTask;
        }

        public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;

        public Task PreConsume(ConsumeContext<WorkDue> context) => Task.CompletedTask;

        public Task PostConsume(ConsumeContext<WorkDue> context)
        {
            Interlocked.Increment(ref _consumed);
            return Task.CompletedTask;
        }

        public Task ConsumeFault(ConsumeContext<WorkDue> context, Exception exception) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_feed_read_again_gives_the_same_bytes_as_when_they_were_released()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var referrals = new JsonArray([.. Enumerable.Range(0, 3).Select(_ => Vdab.Referral(insz: People.Insz()))]);
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, referrals);
        var leuven = await gateway.OfficeAsync("ocmw-leuven");

        var released = await leuven.FeedTextAsync();
        var again = await leuven.FeedTextAsync();

        JsonNode.Parse(released)!["items"]!.AsArray().Count.ShouldBe(3);
        again.ShouldBe(released);
    }
}
