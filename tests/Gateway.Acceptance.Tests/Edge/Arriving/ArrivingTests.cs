using System.Text;
using System.Text.Json.Nodes;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Edge.Arriving;

/// <summary>What an agency publishes is taken in like a call: committed, then acknowledged, once.</summary>
[Collection(EdgeCollection.Name)]
public sealed class ArrivingTests(SharedBroker broker)
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_referral_in_the_agencys_own_format_goes_its_way()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri);

        await line.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "one", further: p => p.Headers!["traceparent"] = Trace);
        await TakenAsync(gateway, 1);
        await gateway.QuietAsync();

        Ocmw.Handovers(await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldHaveSingleItem();
        (await gateway.ReadAsync(s => s.Submissions.SingleAsync())).Agency.ShouldBe("vdab");
        (await gateway.ReadAsync(s => s.WorkItems.Select(t => t.TraceParent).ToListAsync())).ShouldAllBe(t => t!.StartsWith(Trace.Substring(0, 35), StringComparison.Ordinal));
        (await line.ReadyAsync(AgencyQueues.InQueue("vdab"))).ShouldBe(0u);
    }

    [Theory]
    [InlineData("application/cloudevents+json", null)]
    [InlineData("application/cloudevents+json; charset=utf-8", null)]
    [InlineData(null, null)]
    [InlineData("application/json", "cloudEvents:")]
    [InlineData("application/json", "cloudEvents_")]
    public async Task A_contract_event_is_a_CloudEvent_structured_or_binary(string? contentType, string? prefix)
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri);
        var cloud = Cloud.Event("referral.submitted", Cloud.Referral(People.Ticket(), People.Insz()));

        await line.PublishAsync("vdab", Bytes(prefix is null ? cloud : cloud["data"]!), messageId: "one", contentType: contentType, further: p =>
        {
            foreach (var (name, value) in cloud.Where(a => prefix is not null && a.Key is not ("data" or "datacontenttype")))
                p.Headers![prefix + name] = value!.GetValue<string>();
        });
        await TakenAsync(gateway, 1);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(Gateway.Core.Referrals.ReferralState.Issued);
    }

    [Fact]
    public async Task The_same_message_again_is_one_submission()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri);
        var (first, second) = (Bytes(Vdab.Referral()), Bytes(Vdab.Referral()));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await line.PublishAsync("vdab", first, Vdab.Profile, "same-id");
            await line.PublishAsync("vdab", second, Vdab.Profile);
        }

        await TakenAsync(gateway, 2);
        await DrainedAsync(gateway, line);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Submissions.CountAsync())).ShouldBe(2);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Messages_become_submissions_in_the_order_in_which_they_came_and_share_commits()
    {
        await using var line = await broker.LineAsync("vdab");
        var bodies = Enumerable.Range(0, 60).Select(_ => Bytes(Vdab.Referral())).ToList();
        for (var i = 0; i < bodies.Count; i++)
            await line.PublishAsync("vdab", bodies[i], Vdab.Profile, "message-" + i);
        var order = new List<string?>();
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, services => BeforeIntake.Register(services, request =>
        {
            lock (order)
                order.Add(request.IdempotencyKey);
            return Task.CompletedTask;
        }));

        await TakenAsync(gateway, bodies.Count);

        order.ShouldBe(Enumerable.Range(0, bodies.Count).Select(i => "message-" + i));
        (await gateway.ReadAsync(s => s.Submissions.OrderBy(r => r.Id).Select(r => r.Bytes).ToListAsync())).ShouldBe(bodies.ConvertAll(b => (long)b.Length));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_committed()
    {
        await using var line = await broker.LineAsync("vdab");
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, services => BeforeIntake.Register(services, _ =>
        {
            reached.TrySetResult();
            return new TaskCompletionSource().Task;
        }));
        await line.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "one");
        await reached.Task;
        await gateway.AbandonAsync();

        await using var next = await EdgeGateway.StartAsync(broker.Rabbit.Uri);
        await TakenAsync(next, 1);
    }

    [Fact]
    public async Task What_could_not_be_committed_goes_back_and_is_taken_in_later()
    {
        await using var line = await broker.LineAsync("vdab");
        var failures = 0;
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, services => BeforeIntake.Register(services, _ =>
            Interlocked.Increment(ref failures) <= 5 ? throw new InvalidOperationException("The database is away.") : Task.CompletedTask));

        await line.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "one");
        await TakenAsync(gateway, 1);

        (await gateway.ReadAsync(s => s.Submissions.SingleAsync())).State.ShouldNotBe(SubmissionState.SetAside);
    }

    [Fact]
    public async Task A_message_that_fails_alone_again_and_again_is_set_aside_at_last()
    {
        await using var line = await broker.LineAsync("vdab");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, services => BeforeIntake.Register(services, request =>
            request.IdempotencyKey == "poison" && request.SetAside is null ? throw new InvalidOperationException("A fault of the gateway.") : Task.CompletedTask));

        await line.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "poison");
        await line.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "sound");
        await TakenAsync(gateway, 2);
        await DrainedAsync(gateway, line);

        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.SetAside))).ReasonCode.ShouldBe("intake-failed");
    }

    [Fact]
    public async Task A_broker_that_is_killed_gives_everything_to_the_gateway_when_it_is_back()
    {
        await using var before = await broker.LineAsync("vdab");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri);
        await before.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "before");
        await TakenAsync(gateway, 1);
        var health = (EdgeHealth)gateway.Services.GetService(typeof(EdgeHealth))!;

        await broker.Rabbit.KillAsync(CancellationToken.None);
        await gateway.UntilAsync(() => Task.FromResult(health.Parts.Any(p => p.Text?.StartsWith("The broker in Gateway:Broker:Uri does not answer.", StringComparison.Ordinal) == true)));
        await broker.Rabbit.StartAsync(CancellationToken.None);
        await gateway.UntilAsync(() => Task.FromResult(health.Parts.All(p => p.Ready)));

        await using var after = await broker.LineAfterRestartAsync(AgencyQueues.OutQueue("vdab"));
        await after.PublishAsync("vdab", Bytes(Vdab.Referral()), Vdab.Profile, "after");
        await TakenAsync(gateway, 2);
    }

    internal static Task TakenAsync(RunningGateway gateway, int submissions) =>
        gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Submissions.CountAsync()) >= submissions);

    /// <summary>Nothing lies in the queue, acknowledged or not.</summary>
    internal static Task DrainedAsync(RunningGateway gateway, BrokerLine line) =>
        gateway.UntilAsync(async () => await line.ReadyAsync(AgencyQueues.InQueue("vdab")) == 0);

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
