using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Gateway.Translation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Deploy;

/// <summary>What lives as long as the process asks for the contracts each time: nothing keeps those that it began with.</summary>
public sealed class PresentContractsTests
{
    [Fact]
    public async Task Nothing_that_lives_as_long_as_the_process_keeps_a_set_of_contracts()
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(data.Path, Shipped.Folder)).Build();
        List<ServiceDescriptor> services = [];
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts, s => services.AddRange(s));
        Type[] sets = [typeof(Agreed), typeof(ProfileSet), typeof(KnownProfiles), typeof(ContractsFolder)];
        var ours = services.Where(s => s.Lifetime == ServiceLifetime.Singleton && !s.IsKeyedService).Select(s => s.ImplementationType).OfType<Type>()
            .Where(t => t.Assembly.GetName().Name!.StartsWith("Gateway.", StringComparison.Ordinal)).ToList();

        ours.Count.ShouldBeGreaterThan(40);
        ours.Where(t => t.GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .SelectMany(c => c.GetParameters()).Any(p => sets.Contains(p.ParameterType))).ShouldBeEmpty();
    }
}
