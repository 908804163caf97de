using Gateway.Host.Composition;
using Gateway.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>
/// Opens the store for a verb that reads or writes a row or two. It may do so beside a running gateway: each write is
/// one short transaction, and nothing is leased.
/// </summary>
internal static class StoreVerb
{
    internal static async Task<int> RunAsync(IConfiguration configuration, Func<IServiceProvider, Task<int>> work, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        Directory.CreateDirectory(settings.Data);
        await using var services = new ServiceCollection().AddLogging().AddStore(settings, contracts).BuildServiceProvider();
        var database = services.GetRequiredService<IGatewayDatabase>();
        try
        {
            await MigrateAsync(database, settings, cancellation);
            await services.GetRequiredService<Installation>().OpenAsync(cancellation);
            return await work(services);
        }
        catch (Exception e) when (database.Explain(e) is { } sentence)
        {
            throw new HostFault(sentence);
        }
    }

    /// <summary>
    /// A schema that is up to date is left alone. Changing that of an embedded database takes the data folder, as starting
    /// the gateway does; a server database is changed by 'migrate' only.
    /// </summary>
    private static async Task MigrateAsync(IGatewayDatabase database, GatewaySettings settings, CancellationToken cancellation)
    {
        if (await database.SchemaProblemAsync(cancellation) is not { } problem)
            return;
        if (database.IsShared)
            throw new SchemaException(problem);
        using var folder = DataFolder.Take(settings.Data);
        await database.MigrateAsync(cancellation);
    }
}
