using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Edge;

/// <summary>Registers the agencies' edge on the broker.</summary>
public static class EdgeRegistration
{
    /// <summary>
    /// Adds the consumers of the agencies' in-queues (role <c>edge</c>). The host registers the options of
    /// <see cref="BrokerOptions"/> and <see cref="EdgeOptions"/> beside those of the workers.
    /// </summary>
    public static IServiceCollection AddAgencyEdge(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddKeyedSingleton<BrokerConnection>(AgencyInboxes.Connection);
        services.AddHostedService<AgencyInboxes>();
        return services;
    }
}
