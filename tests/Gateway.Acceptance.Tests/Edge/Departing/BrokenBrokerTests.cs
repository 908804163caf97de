using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>A broker that is away or refuses is no fault of a delivery: it waits, and goes by itself when the way is open.</summary>
[Collection(EdgeCollection.Name)]
public sealed class BrokenBrokerTests(SharedBroker broker)
{
    [Fact]
    public async Task A_broker_killed_in_the_middle_loses_nothing_doubles_nothing_and_keeps_each_clients_order()
    {
        const int Clients = 40;
        await using (await broker.LineAsync("vdab", "ocmw-leuven"))
        {
        }

        // The queue gets over a start in good order first: a broker killed right after it made a queue may never get that queue going again.
        await broker.Rabbit.ControlAsync(CancellationToken.None, "stop");
        await broker.Rabbit.KillAsync(CancellationToken.None);
        await broker.Rabbit.StartAsync(CancellationToken.None);
        await using (await broker.LineAfterRestartAsync(AgencyQueues.OutQueue("ocmw-leuven"), AgencyQueues.InQueue("vdab")))
        {
        }

        await using var first = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await StartAsync(broker.Rabbit.Uri);
        ConcurrentQueue<Letter> read = [];
        await first.PublishAsync("vdab", Bytes(new JsonArray([.. Enumerable.Range(0, Clients).Select(_ => Vdab.Referral())])), Vdab.Profile, "all");
        await AnswerAsync(first, read, () => read.Count >= Clients / 2);

        await broker.Rabbit.KillAsync(CancellationToken.None);
        await broker.Rabbit.StartAsync(CancellationToken.None);
        await using var second = await broker.LineAfterRestartAsync(AgencyQueues.OutQueue("ocmw-leuven"));
        await AnswerAsync(second, read, () => read.Select(l => l.Id).Distinct(StringComparer.Ordinal).Count() >= 2 * Clients);
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Disclosures.CountAsync(d => d.Recipient == "ocmw-leuven"))).ShouldBe(2 * Clients);
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Parked))).ShouldBe(0);
        foreach (var client in read.GroupBy(l => l.Handover.Ticket, StringComparer.Ordinal))
        {
            client.GroupBy(l => l.Handover.Step, StringComparer.Ordinal).ShouldAllBe(step => step.Select(l => l.Id).Distinct().Count() == 1, "one handover, one id");
            client.Where(l => !l.Redelivered).Select(l => l.Handover.Step).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task While_the_broker_is_away_nothing_is_released_and_nothing_parked()
    {
        await using (await broker.LineAsync("vdab", "ocmw-leuven"))
        {
        }

        // In good order: a broker killed right after it made a queue may never get that queue going again.
        await broker.Rabbit.ControlAsync(CancellationToken.None, "stop");
        await broker.Rabbit.KillAsync(CancellationToken.None);
        await using var gateway = await StartAsync(broker.Rabbit.Uri);
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(), Vdab.Referral(town: "42006")));
        // Who is reached by file has his all the while.
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Confirmed && d.Recipient == "ocmw-dendermonde")) == 1
            && await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Open && t.LeasedUntil == null && t.Attempts == 0)) == 2);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync(d => d.Recipient == "ocmw-leuven"))).ShouldBe(0);

        await broker.Rabbit.StartAsync(CancellationToken.None);
        await using var line = await broker.LineAfterRestartAsync(AgencyQueues.OutQueue("ocmw-leuven"));

        (await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync(2)).Select(l => l.Handover.Step).ShouldBe(["1", "1"]);
    }

    [Fact]
    public async Task A_queue_that_the_gateways_account_may_not_touch_is_named_and_its_deliveries_wait()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await ControlAsync("add_user", "gateway-limited", "secret");
        const string Others = "^(?!agency\\.ocmw-leuven\\.out).*$";
        await ControlAsync("set_permissions", "gateway-limited", Others, Others, ".*");
        await using var gateway = await StartAsync(broker.Rabbit.UriOf("gateway-limited", "secret"));
        var health = gateway.Services.GetRequiredService<EdgeHealth>();

        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
        await gateway.UntilAsync(() => Task.FromResult(health.Parts.Any(p => p.Text is not null)));

        health.Parts.Single(p => !p.Ready).Text.ShouldStartWith("The broker refuses this account what it needs on 'agency.ocmw-leuven.out'.");
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);

        await ControlAsync("set_permissions", "gateway-limited", ".*", ".*", ".*");
        await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync();
        await ControlAsync("delete_user", "gateway-limited");
    }

    [Fact]
    public async Task A_queue_that_somebody_deleted_is_made_again()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await StartAsync(broker.Rabbit.Uri);
        await line.Channel.QueueDeleteAsync(AgencyQueues.OutQueue("ocmw-leuven"), ifUnused: false, ifEmpty: false);

        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
        await gateway.QuietAsync();

        (await line.ReadyAsync(AgencyQueues.OutQueue("ocmw-leuven"))).ShouldBe(1u);
    }

    private static Task<RunningGateway> StartAsync(Uri uri) => EdgeGateway.StartAsync(uri, contracts: AmqpContracts.Folder);

    private Task<string> ControlAsync(params string[] arguments) => broker.Rabbit.ControlAsync(CancellationToken.None, arguments);

    /// <summary>Reads as the office does, and answers each first step, until enough is read or the broker is gone.</summary>
    private static async Task AnswerAsync(BrokerLine line, ConcurrentQueue<Letter> read, Func<bool> enough)
    {
        var mailbox = await Mailbox.OpenAsync(line, "ocmw-leuven");
        while (!enough())
        {
            var letter = await mailbox.NextAsync();
            read.Enqueue(letter);
            var handover = letter.Handover;
            if (handover.Step == "1")
                await line.PublishAsync("ocmw-leuven", Encoding.UTF8.GetBytes(Ocmw.Reply(handover.Ticket, handover.Insz, "received").ToString(SaveOptions.DisableFormatting)), Ocmw.ResultProfile, "answer-" + handover.Ticket);
        }
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
