using Gateway.Servers;

namespace Gateway.Broker.Tests;

/// <summary>
/// A broker of this suite alone: it is killed, started again and administered. The gateway's queues have fixed names, so
/// its tests run one after the other.
/// </summary>
public sealed class OneBroker : IAsyncLifetime
{
    private PrivateRabbit? _rabbit;

    public PrivateRabbit Rabbit => _rabbit!;

    public async Task InitializeAsync() =>
        _rabbit = await PrivateRabbit.StartAsync(Directory.CreateTempSubdirectory("gateway-broker-").FullName, CancellationToken.None);

    public async Task DisposeAsync() => await Rabbit.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class BrokerCollection : ICollectionFixture<OneBroker>
{
    public const string Name = "one broker";
}
