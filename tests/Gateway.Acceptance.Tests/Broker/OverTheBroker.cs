using Gateway.Servers;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Gateways in this process all of whose work goes over a broker, also that which a process could hand to itself.</summary>
internal static class OverTheBroker
{
    public static Task<RunningGateway> StartAsync(this PrivateRabbit rabbit, Action<IServiceCollection>? further = null, params (string Key, string Value)[] settings) =>
        StartAsync(rabbit.Uri, further, settings);

    public static Task<RunningGateway> StartAsync(Uri broker, Action<IServiceCollection>? further = null, params (string Key, string Value)[] settings) =>
        RunningGateway.StartAsync(further: further, settings: new Dictionary<string, string?>(
            settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))
                .Append(KeyValuePair.Create("Gateway:Broker:Uri", (string?)broker.OriginalString)).Append(KeyValuePair.Create("Gateway:Relay:Direct", (string?)"false")), StringComparer.Ordinal));
}
