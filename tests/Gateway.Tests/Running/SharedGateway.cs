namespace Gateway.Tests.Running;

/// <summary>One gateway for all tests that meet each other only as strangers would: own clients, own tickets, clock untouched.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private RunningGateway? _gateway;

    internal RunningGateway Gateway => _gateway!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class OneGateway : ICollectionFixture<SharedGateway>
{
    public const string Name = "one gateway";
}
