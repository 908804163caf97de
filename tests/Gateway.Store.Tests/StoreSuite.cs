namespace Gateway.Store.Tests;

/// <summary>Tests that every provider inherits; each test has a database of its own.</summary>
/// <typeparam name="TFixture">The provider's fixture.</typeparam>
public abstract class StoreSuite<TFixture> : IAsyncLifetime where TFixture : DatabaseFixture, new()
{
    /// <summary>The database under test.</summary>
    protected TFixture Db { get; } = new();

    /// <inheritdoc />
    public virtual Task InitializeAsync() => Db.StartAsync();

    /// <inheritdoc />
    public async Task DisposeAsync() => await Db.DisposeAsync();
}
