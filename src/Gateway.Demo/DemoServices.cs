using Gateway.Demo.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Demo;

/// <summary>Composition of the demonstration.</summary>
public static class DemoServices
{
    /// <summary>
    /// Makes simulated time the domain's clock and adds <see cref="DemoRunner"/>. The keyed <c>"machine"</c> clock stays
    /// what it is. Restore the clock after migrating the store and before starting the gateway.
    /// </summary>
    /// <param name="services">Services of the gateway.</param>
    /// <param name="time">The clock.</param>
    public static IServiceCollection AddGatewayDemo(this IServiceCollection services, SimulatedTime time)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        services.AddSingleton(time);
        services.AddTransient<DemoRunner>();
        return services;
    }
}
