using Gateway.Workers;
using Gateway.Workers.Broker;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Unit.Tests.Architecture;

public class TelemetryTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("amqp://gateway:invented@127.0.0.1:1/gateway")]
    public void The_bus_tells_its_vendor_nothing(string? broker)
    {
        using var services = new ServiceCollection().AddLogging().AddGatewayWorkers(Roles.All, broker is null ? null : BrokerAddress.Parse(broker)).BuildServiceProvider();
        services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeFalse();
    }

    [Fact]
    public void A_bus_that_is_not_told_so_would()
    {
        using var services = new ServiceCollection().AddLogging().AddMassTransit(bus => bus.UsingInMemory()).BuildServiceProvider();
        services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeTrue();
    }
}
