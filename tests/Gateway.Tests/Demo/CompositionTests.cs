using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo;
using Gateway.Demo.Clock;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests.Demo;

public class CompositionTests
{
    [Fact]
    public async Task Simulated_time_is_the_domain_s_clock_and_the_machine_keeps_its_own()
    {
        var gateway = new FakeGateway("unused");
        var time = new SimulatedTime();
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddKeyedSingleton("machine", TimeProvider.System)
            .AddSingleton<IClockStore>(gateway).AddSingleton<IQuiet>(gateway).AddSingleton<IApiKeys>(gateway).AddSingleton<IFigures>(new NoFigures()).AddSingleton<IReferralFiles>(new NoFigures()).AddSingleton<IUsers>(new NoUsers())
            .AddGatewayDemo(time)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        services.GetRequiredService<TimeProvider>().ShouldBeSameAs(time);
        services.GetRequiredKeyedService<TimeProvider>("machine").ShouldBeSameAs(TimeProvider.System);
        services.GetRequiredService<DemoRunner>().ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_of_the_demonstration_is_in_a_gateway_that_runs()
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(data.Path, Shipped.Folder)).Build();
        List<string> composed = [];
        List<string> planted = [];
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts, services =>
        {
            composed.AddRange(OfDemonstration(services));
            planted.AddRange(OfDemonstration(new ServiceCollection().Add(services).AddGatewayDemo(new SimulatedTime())));
        });

        composed.ShouldBeEmpty();
        planted.ShouldBe([nameof(TimeProvider), nameof(SimulatedTime), nameof(DemoRunner)], ignoreOrder: true);
    }

    /// <summary>Services that come from the demonstration, whether as their type, their implementation, an instance or what makes them.</summary>
    private static IEnumerable<string> OfDemonstration(IServiceCollection services) => services
        .Where(d => Parts(d).Any(t => t?.Assembly == typeof(DemoRunner).Assembly)).Select(d => d.ServiceType.Name);

    private static IEnumerable<Type?> Parts(ServiceDescriptor service) => service.IsKeyedService
        ? [service.ServiceType, service.KeyedImplementationType, service.KeyedImplementationInstance?.GetType(), service.KeyedImplementationFactory?.Method.DeclaringType]
        : [service.ServiceType, service.ImplementationType, service.ImplementationInstance?.GetType(), service.ImplementationFactory?.Method.DeclaringType];

    private sealed class NoFigures : IFigures, IReferralFiles
    {
        public Task<GatewayFigures> ReadAsync(string? country, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<PilotFigures> PilotAsync(CancellationToken cancellation) => throw new NotSupportedException();

        Task<ReferralFile?> IReferralFiles.ReadAsync(Guid id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Guid?> ReferralByTicketAsync(string agency, string ticket, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
