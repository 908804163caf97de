using System.Net;
using System.Text.Json.Nodes;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using RabbitMQ.Client;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Readiness looks at the work, not only at the bus.</summary>
[Collection(BrokerCollection.Name)]
public sealed class HealthTests(OneBroker broker)
{
    [Fact]
    public async Task A_stage_that_hangs_is_named_and_is_ready_again_when_it_goes_on()
    {
        var held = new HeldStage(StageNames.Referral);
        await using var gateway = await broker.Rabbit.StartAsync(held.Register, ("Gateway:Health:StuckAfter", "00:00:00.300"));
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral());
        await held.Reached;

        await gateway.UntilAsync(async () => (await ReadyAsync(vdab)).Code == HttpStatusCode.ServiceUnavailable);
        var (_, parts) = await ReadyAsync(vdab);
        held.LetGo();
        await gateway.QuietAsync();

        TextOf(parts, "stage referral")!.ShouldStartWith("Work of stage referral is due since ");
        TextOf(parts, "stage translation").ShouldBeNull();
        (await ReadyAsync(vdab)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_dead_letter_is_pointed_out_without_taking_the_gateway_out_of_service()
    {
        await using var gateway = await broker.Rabbit.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await using var connection = await new ConnectionFactory { Uri = broker.Rabbit.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        // The bus starts behind the doors, and its queues have nobody who takes messages until it has.
        await gateway.UntilAsync(async () => await ReadyAsync(vdab) is (HttpStatusCode.OK, var began) && TextOf(began, "bus") is null);
        await channel.BasicPublishAsync("", "gateway.dead-letter", new ReadOnlyMemory<byte>([1]));
        await gateway.UntilAsync(async () => TextOf((await ReadyAsync(vdab)).Parts, "dead-letter") is not null);
        var (code, parts) = await ReadyAsync(vdab);
        await channel.QueuePurgeAsync("gateway.dead-letter");

        code.ShouldBe(HttpStatusCode.OK, parts.ToJsonString());
        TextOf(parts, "dead-letter")!.ShouldStartWith("Queue gateway.dead-letter holds 1 messages");
    }

    private static async Task<(HttpStatusCode Code, JsonArray Parts)> ReadyAsync(Office office)
    {
        using var answer = await office.Http.GetAsync("/health/ready");
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["parts"]!.AsArray());
    }

    private static string? TextOf(JsonArray parts, string part) =>
        parts.SingleOrDefault(p => p!["part"]!.GetValue<string>() == part)?["text"]?.GetValue<string>();
}
