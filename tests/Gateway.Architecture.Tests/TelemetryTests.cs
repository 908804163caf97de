using Gateway.Workers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Architecture.Tests;

public class TelemetryTests
{
    [Fact]
    public void The_bus_tells_its_vendor_nothing()
    {
        using var services = new ServiceCollection().AddLogging().AddGatewayWorkers().BuildServiceProvider();
        services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeFalse();
    }

    [Fact]
    public void A_bus_that_is_not_told_so_would()
    {
        using var services = new ServiceCollection().AddLogging().AddMassTransit(bus => bus.UsingInMemory()).BuildServiceProvider();
        services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeTrue();
    }
}
