using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>
/// Two releases beside each other over one broker and one database. There is only this one: the other is the schema of a later release,
/// made from the present one, and a message as the last release wrote it, kept beside this test.
/// </summary>
[Collection(BrokerCollection.Name)]
public sealed class TwoReleasesTests(OneBroker broker)
{
    private const string Queue = "gateway.translation";

    [Fact]
    public async Task Processes_go_on_and_start_while_the_schema_is_expanded_under_them()
    {
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        var before = await work.AddAsync("api,translation,referral,delivery,outcome,clocks");
        var vdab = await before.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        await NextSchema.ExpandAsync(before.Database);
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        await work.AddAsync("translation,referral,delivery,outcome,clocks");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        (await before.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task A_message_as_the_last_release_wrote_it_is_worked_on_and_what_a_later_one_adds_is_passed_over()
    {
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        var api = await work.AddAsync("api");
        await (await api.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
        await using var connection = await new ConnectionFactory { Uri = broker.Rabbit.Uri }.CreateConnectionAsync();
        var written = await TakeAsync(api, connection);
        await using var channel = await connection.CreateChannelAsync();

        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shipped.Repository, "tests", "Gateway.Acceptance.Tests", "Broker", "LastRelease", "work-due.json")))!.AsObject();
        var message = sample["message"]!.AsObject();
        written["messageType"]!.AsArray().Select(t => (string)t!).ShouldBe(sample["messageType"]!.AsArray().Select(t => (string)t!));
        message.Select(m => m.Key).Except(written["message"]!.AsObject().Select(m => m.Key)).ShouldBeEmpty("the last release's processes read these");
        foreach (var name in message.Select(m => m.Key).ToList())
            message[name] = written["message"]![name]!.DeepClone();
        (message["addedLater"], sample["addedLater"]) = (new JsonObject { ["a"] = 1 }, "x");
        await channel.BasicPublishAsync(
            "", Queue, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent },
            System.Text.Encoding.UTF8.GetBytes(sample.ToJsonString()));

        await work.AddAsync("translation,referral,delivery,outcome,clocks");

        await api.QuietAsync();
        // The lease of the work has not run out meanwhile: without that message nobody would have begun with it.
        (await api.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(1);
    }

    /// <summary>Takes, in the place of a worker, the message that was written for the work of this database: nothing is sent to a queue that nobody reads.</summary>
    private static async Task<JsonObject> TakeAsync(RunningGateway gateway, IConnection connection)
    {
        var arrived = new ConcurrentQueue<JsonObject>();
        IChannel? channel = null;
        await gateway.UntilAsync(async () =>
        {
            channel = await connection.CreateChannelAsync();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                arrived.Enqueue(JsonNode.Parse(message.Body.Span)!.AsObject());
                return Task.CompletedTask;
            };
            try
            {
                await channel.BasicConsumeAsync(Queue, autoAck: true, consumer);
                return true;
            }
            catch (OperationInterruptedException)
            {
                // The process has not declared it yet.
                return false;
            }
        });
        JsonObject? taken = null;
        await gateway.UntilAsync(async () => arrived.TryDequeue(out taken)
            && taken["message"]!["leaseToken"]!.GetValue<Guid>() is var token && await gateway.ReadAsync(s => s.WorkItems.AnyAsync(w => w.LeaseToken == token)));
        await channel!.DisposeAsync();
        return taken!;
    }
}
