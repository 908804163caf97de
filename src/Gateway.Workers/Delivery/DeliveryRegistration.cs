using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Technicians;
using Gateway.Translation;
using Gateway.Workers.Delivery.Webhooks;
using Gateway.Workers.Edge;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Delivery;

/// <summary>Registers what releases, sends and confirms.</summary>
internal static class DeliveryRegistration
{
    /// <summary>Adds it.</summary>
    internal static IServiceCollection AddDelivery(this IServiceCollection services, Roles roles)
    {
        services.AddSingleton<IEventWriter, ProfileEventWriter>();
        services.AddSingleton<Releases>();
        services.AddSingleton<IFeed, AgencyFeed>();
        services.AddSingleton<IFeedAgain, FeedAgain>();
        services.AddSingleton<IOutbound, FileOutbox>();
        services.AddSingleton<IOutbound, LoopBack>();
        services.AddKeyedSingleton<BrokerConnection>(AmqpOutbox.Connection);
        services.AddSingleton<AmqpOutbox>();
        services.AddSingleton<IOutbound>(p => p.GetRequiredService<AmqpOutbox>());
        services.AddSingleton<ITargetNetwork, TargetNetwork>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<IOutbound>(p => p.GetRequiredService<WebhookOutbox>());
        services.AddSingleton<Outbounds>();
        services.AddSingleton<Releasing>();
        services.AddSingleton<IStage, DeliveryStage>();
        if (!roles.Has(Role.Delivery))
            return services;
        services.AddHostedService<TopUp>();
        services.AddHostedService<WebhookWake>();
        return services;
    }
}
