using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using System.Text;

namespace Gateway.Acceptance.Tests.Edge.Broker;

/// <summary>What is wrong with the broker is said in a sentence; the gateway runs on, and tries again.</summary>
[Collection(EdgeCollection.Name)]
public sealed class HealthTests(SharedBroker broker)
{
    [Fact]
    public async Task An_account_that_the_broker_refuses_is_named()
    {
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.UriOf("guest", "wrong"));

        (await SentenceAsync(gateway)).ShouldStartWith("The broker refuses the account in Gateway:Broker:Uri. Check user and password.");
    }

    [Fact]
    public async Task A_virtual_host_that_is_not_there_is_named()
    {
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.UriOf("guest", "guest", "nowhere"));

        (await SentenceAsync(gateway)).ShouldStartWith("The broker has no such virtual host");
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_said_without_its_password()
    {
        await using var gateway = await EdgeGateway.StartAsync(new Uri("amqp://guest:geheim@127.0.0.1:1/"));

        (await SentenceAsync(gateway)).ShouldBe("The broker in Gateway:Broker:Uri does not answer. Messages wait in their queues and deliveries in the store; it is tried again.");
    }

    [Fact]
    public async Task A_queue_that_was_declared_otherwise_stops_its_agency_alone()
    {
        await using var line = await broker.LineAsync("vdab");
        await line.Channel.QueueDeleteAsync(AgencyQueues.InQueue("ocmw-tielt"), ifUnused: false, ifEmpty: false);
        await line.Channel.QueueDeclareAsync(AgencyQueues.InQueue("ocmw-tielt"), durable: true, exclusive: false, autoDelete: false);
        await using (var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri))
        {
            (await SentenceAsync(gateway)).ShouldStartWith("'agency.ocmw-tielt.in' was declared elsewhere with other arguments. Empty and delete it");
            await line.PublishAsync("vdab", Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, "one");
            await Arriving.ArrivingTests.TakenAsync(gateway, 1);

            // Once it is gone the gateway goes on by itself.
            await line.Channel.QueueDeleteAsync(AgencyQueues.InQueue("ocmw-tielt"), ifUnused: false, ifEmpty: false);
            var health = gateway.Services.GetRequiredService<EdgeHealth>();
            await gateway.UntilAsync(() => Task.FromResult(health.Parts.All(p => p.Ready)));
        }
    }

    private static async Task<string> SentenceAsync(RunningGateway gateway)
    {
        var health = gateway.Services.GetRequiredService<EdgeHealth>();
        await gateway.UntilAsync(() => Task.FromResult(health.Parts.Any(p => p.Text is not null)));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var answer = await http.GetAsync("/health/ready");
        ((int)answer.StatusCode).ShouldBe(503);
        return health.Parts.First(p => p.Text is not null).Text!;
    }
}
