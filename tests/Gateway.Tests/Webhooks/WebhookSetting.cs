using Gateway.Core.Handovers;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Webhooks;

/// <summary>A gateway that calls webhooks, with short pauses.</summary>
internal static class WebhookSetting
{
    internal const string Leuven = "ocmw-leuven";
    internal const string Antwerpen = "ocmw-antwerpen";

    internal static Dictionary<string, string?> Brisk { get; } = new(StringComparer.Ordinal)
    {
        ["Gateway:Webhook:FirstPause"] = "00:00:00.020",
        ["Gateway:Webhook:LongestPause"] = "00:00:00.050",
        ["Gateway:Webhook:WakeEvery"] = "00:00:00.020",
        ["Gateway:Webhook:AnswerWithin"] = "00:00:02",
    };

    internal static async Task<(RunningGateway Gateway, string Secret)> StartAsync(ContractsFolder contracts, Action<IServiceCollection>? further = null, string? data = null)
    {
        var gateway = await RunningGateway.StartAsync(data, contracts, further, settings: Brisk);
        return (gateway, data is null ? await gateway.SecretAsync(Leuven) : "");
    }

    internal static async Task<string> SecretAsync(this RunningGateway gateway, string agency) =>
        (await gateway.Services.GetRequiredService<IWebhookSecrets>().CreateAsync(agency, "test", CancellationToken.None))!.Value.Secret;

    internal static async Task ReferAsync(this RunningGateway gateway, string town = "24062") =>
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral(town: town));

    internal static Task UntilAsync(this RunningGateway gateway, DeliveryState state) =>
        gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Recipient == Leuven && d.State == state)));

    internal static Task<DeliverySnapshot> DeliveryAsync(this RunningGateway gateway) => gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Recipient == Leuven));

    /// <summary>Another process commits that the client objected.</summary>
    internal static async Task ObjectAsync(this RunningGateway gateway)
    {
        await using var store = gateway.Database.Open();
        using (await gateway.Database.EnterWriteAsync(CancellationToken.None))
            await store.Clients.Where(c => c.Agency == "vdab").ExecuteUpdateAsync(c => c.SetProperty(x => x.Objected, true).SetProperty(x => x.Version, x => x.Version + 1));
    }
}
