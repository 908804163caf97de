using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Files;
using Gateway.Workers.Previewing;
using Gateway.Workers.Replay;
using Gateway.Workers.Rights;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>What a verb does to the store.</summary>
internal enum StoreUse
{
    /// <summary>Reads rows. It makes and changes nothing, and needs no master key.</summary>
    Reads,

    /// <summary>Changes rows of a store that is there.</summary>
    Changes,

    /// <summary>Makes the store when there is none: the first key or the first user may come before the first start.</summary>
    Makes,
}

/// <summary>
/// Opens the store for a verb that reads or writes a row or two. It may do so beside a running gateway: each write is
/// one short transaction, and nothing is leased.
/// </summary>
internal static class StoreVerb
{
    internal static async Task<int> RunAsync(IConfiguration configuration, StoreUse use, Func<IServiceProvider, Task<int>> work, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        if (use == StoreUse.Makes)
            DurableFiles.MakeOwnFolder(settings.Data);
        else if (settings.Database.IsEmbedded && !File.Exists(settings.DatabaseFile))
            throw new HostFault($"There is no database in '{settings.Data}'. Name the gateway's data folder in Gateway:Data, or start the gateway with 'run', which makes one.");
        else
            settings = settings with { MakesMasterKey = false };
        await using var services = new ServiceCollection().AddLogging().AddStore(settings, contracts).AddDraftTests().AddCorrectionsAlone().AddPreviews().BuildServiceProvider();
        var database = services.GetRequiredService<IGatewayDatabase>();
        try
        {
            await MigrateAsync(database, settings, use, cancellation);
            if (use != StoreUse.Reads)
            {
                await services.GetRequiredService<Installation>().OpenAsync(cancellation);
                await GatewayApplication.RequireAcceptedAsync(services, cancellation);
                await GatewayApplication.PrepareErasuresAsync(services, cancellation);
            }

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
    private static async Task MigrateAsync(IGatewayDatabase database, GatewaySettings settings, StoreUse use, CancellationToken cancellation)
    {
        if (await database.SchemaProblemAsync(cancellation) is not { } problem)
            return;
        if (database.IsShared || use == StoreUse.Reads)
            throw new SchemaException(problem);
        using var folder = DataFolder.Take(settings.Data);
        await database.MigrateAsync(cancellation);
    }
}
