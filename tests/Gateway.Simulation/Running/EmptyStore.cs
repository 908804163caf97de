using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Simulation.Running;

/// <summary>
/// A store of an installation that nobody has used yet: migrated, with its master key and its own keys. Made once and copied for each run,
/// since that takes most of the time of a short run.
/// </summary>
internal static class EmptyStore
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Folder => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-simulation-empty-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        FileKeyVault.Open(Path.Combine(folder, "master.key"), makesFirst: true).Make();
        FileKeyVault.Open(Path.Combine(folder, "compartment.key"), makesFirst: true).Make();
        var configuration = SimulatedInstallation.ConfigurationOf(folder);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGateway(GatewaySettings.Read(configuration), Roles.All, SimulatedOffices.Sets[0].Contracts, configuration);
        services.AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, new FakeTimeProvider(SimulatedInstallation.MachineStart));
        services.AddSingleton<RandomBytes>(new Chance(0));
        PrepareAsync(services).GetAwaiter().GetResult();
        return folder;
    }

    private static async Task PrepareAsync(ServiceCollection services)
    {
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IGatewayDatabase>().MigrateAsync(CancellationToken.None);
        await provider.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
    }
}
