using Gateway.Servers;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Gateways in this process whose steps go over a broker.</summary>
internal static class OverTheBroker
{
    public static Task<RunningGateway> StartAsync(this PrivateRabbit rabbit, Action<IServiceCollection>? further = null, params (string Key, string Value)[] settings) =>
        StartAsync(rabbit.Uri, further, settings);

    public static Task<RunningGateway> StartAsync(Uri broker, Action<IServiceCollection>? further = null, params (string Key, string Value)[] settings) =>
        RunningGateway.StartAsync(further: further, settings: new Dictionary<string, string?>(
            settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)).Prepend(KeyValuePair.Create("Gateway:Broker:Uri", (string?)broker.OriginalString)), StringComparer.Ordinal));
}
