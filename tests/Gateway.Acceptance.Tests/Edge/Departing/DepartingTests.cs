using System.Text.Json.Nodes;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>What is for an agency with a queue leaves into it: released first, confirmed by the broker, in order per client.</summary>
[Collection(EdgeCollection.Name)]
public sealed class DepartingTests(SharedBroker broker)
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_handover_lies_in_the_queue_as_the_feed_would_give_it()
    {
        using var tracing = new Captured();
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await StartAsync();

        // Somebody listens, so the client library writes the current activity into the message: it is the caller's.
        using (new System.Diagnostics.Activity("caller").SetParentId(Trace).Start())
            await line.PublishAsync("vdab", System.Text.Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile);
        var letter = await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync();
        await gateway.QuietAsync();

        var delivery = await gateway.ReadAsync(s => s.Deliveries.SingleAsync());
        letter.Id.ShouldBe(delivery.Id.ToString("D"));
        (letter.ContentType, letter.Type, letter.Persistent).ShouldBe(("application/cloudevents+json", "referral.handover", true));
        letter.Headers["traceparent"].ShouldStartWith(Trace[..35]);
        letter.Event["id"]!.GetValue<string>().ShouldBe(letter.Id);
        letter.Event["source"]!.GetValue<string>().ShouldBe("urn:work-welfare-gateway:desk");
        letter.Event["datacontenttype"]!.GetValue<string>().ShouldBe("application/xml");
        letter.Handover.Step.ShouldBe("1");
        delivery.State.ShouldBe(DeliveryState.Confirmed);
        (await gateway.ReadAsync(s => s.Disclosures.Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Confirmed);
        // The same envelope, to the member, as a feed gives for the same delivery.
        letter.Event.Select(m => m.Key).ShouldBe(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"]);
    }

    [Fact]
    public async Task A_record_that_is_returned_lies_in_its_senders_queue()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await StartAsync();
        var wrong = Vdab.Referral(insz: "85073003320");
        await line.PublishAsync("vdab", System.Text.Encoding.UTF8.GetBytes(wrong.ToJsonString()), Vdab.Profile);
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Tasks.AnyAsync(t => t.Kind == TaskKinds.SetAside)));
        var task = await gateway.ReadAsync(s => s.Tasks.Select(t => t.Id).SingleAsync());

        (await gateway.Services.GetRequiredService<IWorklists>().ReturnAsync("otto", [task], CancellationToken.None)).ShouldBe(1);

        var letter = await (await Mailbox.OpenAsync(line, "vdab")).NextAsync();
        await gateway.QuietAsync();
        (letter.Type, letter.ContentType).ShouldBe(("record.returned", "application/cloudevents+json"));
        var data = letter.Event["data"]!["returned"]!;
        ((string?)data["code"], (string?)data["language"], (string?)data["text"]).ShouldBe(("identifier-check-digits", "nl", "Het nummer is niet geldig: de controlecijfers kloppen niet met de andere cijfers."));
        letter.Event.ToJsonString().ShouldNotContain("85073003320");
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Confirmed);
    }

    [Fact]
    public async Task The_disclosure_is_committed_before_the_bytes_leave()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var disclosed = new TaskCompletionSource<DisclosureState?>(TaskCreationOptions.RunContinuationsAsynchronously);
        IGatewayDatabase? database = null;
        await using var gateway = await StartAsync(services => WatchedOutbox.Register(services, async (attempt, send) =>
        {
            await using var store = database!.Open();
            disclosed.TrySetResult((await store.Disclosures.Join(store.Deliveries.Where(d => d.Id == attempt.Delivery.Id), d => d.DeliveryId, d => d.Id, (_, d) => (DeliveryState?)d.State).SingleOrDefaultAsync())?.Disclosed());
            return await send();
        }));
        database = gateway.Database;

        await SendAsync(gateway, 1);

        (await disclosed.Task).ShouldBe(DisclosureState.Released);
    }

    [Fact]
    public async Task No_more_than_the_limit_lies_unconsumed_and_the_rest_is_not_even_released()
    {
        const int Limit = 20;
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await StartAsync(edge: o => o.MostUnconsumed = Limit);

        await SendAsync(gateway, 50);
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync()) == 50
            && await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Confirmed)) == Limit
            && await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Open && t.LeasedUntil == null && t.Stage == StageNames.Delivery)) == 30);

        (await line.ReadyAsync(AgencyQueues.OutQueue("ocmw-leuven"))).ShouldBe((uint)Limit);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(Limit);

        // The office takes one at a time: as much room, as many more.
        HashSet<string> collected = [];
        await foreach (var letter in line.LettersAsync(AgencyQueues.OutQueue("ocmw-leuven"), atOnce: 1))
        {
            (await line.ReadyAsync(AgencyQueues.OutQueue("ocmw-leuven"))).ShouldBeLessThanOrEqualTo((uint)Limit);
            collected.Add(letter.BasicProperties.MessageId!).ShouldBeTrue("no id twice");
            await line.Channel.BasicAckAsync(letter.DeliveryTag, multiple: false);
            if (collected.Count == 50)
                break;
        }

        await gateway.QuietAsync();
        (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Confirmed))).ShouldBe(50);
    }

    [Fact]
    public async Task The_next_of_a_client_waits_until_the_one_before_is_confirmed_and_then_goes_at_once()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var open = false;
        await using var gateway = await StartAsync(services => WatchedOutbox.Register(services, (attempt, send) => Volatile.Read(ref open) ? send() : Task.FromResult(AttemptResult.BrokeOff)));
        var insz = People.Insz();
        await SendAsync(gateway, Vdab.Referral(insz: insz));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Released)) == 1);

        var handover = await gateway.ReadAsync(s => s.Handovers.SingleAsync());
        await (await gateway.OfficeAsync("ocmw-leuven")).SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Id.ToString("D"), insz, "received"));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.Recipient == "ocmw-leuven")) == 2
            && await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Open && t.LeasedUntil == null && t.Stage == StageNames.Delivery)) >= 2);
        (await gateway.ReadAsync(s => s.Deliveries.OrderBy(d => d.Sequence).Where(d => d.Recipient == "ocmw-leuven").Select(d => d.State).ToListAsync())).ShouldBe([DeliveryState.Released, DeliveryState.Waiting]);

        Volatile.Write(ref open, true);
        var letters = await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync(2);
        letters.Select(l => l.Handover.Step).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task What_was_published_and_not_yet_confirmed_goes_out_again_the_same_to_the_byte()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var published = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = await StartAsync(data: data.Path, further: services => WatchedOutbox.Register(services, async (_, send) =>
        {
            (await send()).ShouldBe(AttemptResult.Left);
            published.TrySetResult();
            // The process ends here: nothing is written any more.
            throw new OperationCanceledException();
        }));
        var insz = People.Insz();
        await SendAsync(killed, Vdab.Referral(insz: insz));
        await published.Task;
        var handover = await killed.ReadAsync(s => s.Handovers.SingleAsync());
        await killed.AbandonAsync();

        await using var next = await StartAsync(data: data.Path);
        await (await next.OfficeAsync("ocmw-leuven")).SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Id.ToString("D"), insz, "received"));
        var letters = await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync(3);

        letters.Select(l => l.Handover.Step).ShouldBe(["1", "1", "2"]);
        letters[1].Id.ShouldBe(letters[0].Id);
        letters[1].Body.ShouldBe(letters[0].Body);
        (await next.ReadAsync(s => s.Disclosures.CountAsync(d => d.Recipient == "ocmw-leuven"))).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_erased_after_release_is_not_called_delivered()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var time = new ForwardTime();
        await using var gateway = await StartAsync(services =>
        {
            services.AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, time);
            WatchedOutbox.Register(services, (_, _) => Task.FromResult(AttemptResult.BrokeOff));
        });
        await SendAsync(gateway, 1);
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Released)) == 1);

        await gateway.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null)));
        time.Forward(TimeSpan.FromMinutes(10));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Blocked)) == 1);

        // The heartbeat, due again by then, is another client's.
        (await gateway.ReadAsync(s => s.Disclosures.Where(d => d.Recipient == "ocmw-leuven").Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Unknown);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "delivery.confirmed"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_delivery_that_fails_by_itself_is_parked_as_unknown_and_holds_up_nobody_else()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var time = new ForwardTime();
        string? failing = null;
        await using var gateway = await StartAsync(services =>
        {
            services.AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, time);
            WatchedOutbox.Register(services, (attempt, send) =>
                (failing ??= attempt.Delivery.Id.ToString("D")) == attempt.Delivery.Id.ToString("D") ? throw new InvalidOperationException("A fault of the gateway.") : send());
        });
        await SendAsync(gateway, 4);
        await gateway.UntilAsync(async () =>
        {
            time.Forward(TimeSpan.FromMinutes(5));
            return await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Parked)) == 1;
        });

        (await gateway.ReadAsync(s => s.Disclosures.Where(d => d.DeliveryId == Guid.Parse(failing!)).Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (_, d) => d.State).SingleAsync())).Disclosed().ShouldBe(DisclosureState.Unknown);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.Parked))).ReasonCode.ShouldBe("delivery-failed");
        (await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync(3)).Select(l => l.Id).ShouldNotContain(failing);
    }

    private Task<RunningGateway> StartAsync(Action<IServiceCollection>? further = null, string? data = null, Action<EdgeOptions>? edge = null) =>
        EdgeGateway.StartAsync(broker.Rabbit.Uri, further, AmqpContracts.Folder, data, edge);

    private static Task SendAsync(RunningGateway gateway, int count) =>
        SendAsync(gateway, new JsonArray([.. Enumerable.Range(0, count).Select(_ => Vdab.Referral())]));

    private static async Task SendAsync(RunningGateway gateway, JsonNode body) => await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, body);
}
