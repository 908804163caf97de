using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo;
using Gateway.Demo.Clock;
using Microsoft.Extensions.DependencyInjection;

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

    private sealed class NoFigures : IFigures, IReferralFiles
    {
        public Task<GatewayFigures> ReadAsync(string? country, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<PilotFigures> PilotAsync(CancellationToken cancellation) => throw new NotSupportedException();

        Task<ReferralFile?> IReferralFiles.ReadAsync(Guid id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Guid?> ReferralByTicketAsync(string agency, string ticket, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
