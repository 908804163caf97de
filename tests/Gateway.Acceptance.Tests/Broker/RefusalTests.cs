using System.Text.Json.Nodes;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>A broker that refuses: the gateway goes on taking in, says in one sentence what to do, and works once it is done.</summary>
[Collection(BrokerCollection.Name)]
public sealed class RefusalTests(OneBroker broker)
{
    [Fact]
    public async Task A_wrong_password_is_said_and_works_once_it_is_right()
    {
        await broker.Rabbit.ControlAsync(CancellationToken.None, "add_vhost", "refusal");
        await broker.Rabbit.ControlAsync(CancellationToken.None, "add_user", "other", "right-invented");
        await broker.Rabbit.ControlAsync(CancellationToken.None, "set_permissions", "-p", "refusal", "other", ".*", ".*", ".*");

        await RefusedAsync(
            broker.Rabbit.UriOf("other", "wrong-invented", "refusal"), "refuses the account 'other'. Give the right user and password in Gateway:Broker:Uri.",
            () => broker.Rabbit.ControlAsync(CancellationToken.None, "change_password", "other", "wrong-invented"));
    }

    [Fact]
    public async Task A_missing_virtual_host_is_said_and_works_once_it_is_there() =>
        await RefusedAsync(
            broker.Rabbit.UriOf("guest", "guest", "absent"), "into virtual host 'absent': it does not exist, or the account has no permission there.",
            async () =>
            {
                await broker.Rabbit.ControlAsync(CancellationToken.None, "add_vhost", "absent");
                await broker.Rabbit.ControlAsync(CancellationToken.None, "set_permissions", "-p", "absent", "guest", ".*", ".*", ".*");
            });

    [Fact]
    public async Task A_queue_declared_elsewhere_with_other_arguments_is_said_and_works_once_it_is_gone()
    {
        await broker.Rabbit.ControlAsync(CancellationToken.None, "add_vhost", "declared");
        await broker.Rabbit.ControlAsync(CancellationToken.None, "set_permissions", "-p", "declared", "guest", ".*", ".*", ".*");
        var uri = broker.Rabbit.UriOf("guest", "guest", "declared");
        await using var connection = await new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("gateway.referral", durable: true, exclusive: false, autoDelete: false);

        await RefusedAsync(uri, "was declared with other arguments. Look at it, move its messages away, delete it", () => channel.QueueDeleteAsync("gateway.referral"));
    }

    private static async Task RefusedAsync(Uri uri, string sentence, Func<Task> repair)
    {
        using var captured = new Captured();
        await using var gateway = await OverTheBroker.StartAsync(uri, services => services.AddSingleton<ILoggerProvider>(captured), ("Logging:LogLevel:Default", "Information"));
        var vdab = await gateway.OfficeAsync("vdab");

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral());
        await gateway.UntilAsync(async () => (await BusAsync(vdab))?.Contains(sentence, StringComparison.Ordinal) == true);
        await repair();
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(1);
        captured.Lines.Count(l => l.Contains(sentence, StringComparison.Ordinal)).ShouldBe(1, "once, not at every attempt");
        captured.Lines.ShouldNotContain(l => l.Contains("-invented", StringComparison.Ordinal) || l.Contains("guest:guest", StringComparison.Ordinal));
    }

    private static async Task<string?> BusAsync(Office office)
    {
        using var answer = await office.Http.GetAsync("/health/ready");
        var parts = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["parts"]!.AsArray();
        return parts.Single(p => p!["part"]!.GetValue<string>() == "bus")!["text"]?.GetValue<string>();
    }
}
