using Gateway.Servers;

namespace Gateway.Acceptance.Tests.Broker;

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

/// <summary>Its tests take turns, and with those of the agency edge too: both wait for deadlines that a busy machine misses.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrokerCollection : ICollectionFixture<OneBroker>
{
    public const string Name = "one broker";
}
