using Gateway.Workers.Broker;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Stages;

/// <summary>The bus with the endpoints of this process's stages: in memory, or over RabbitMQ.</summary>
internal static class StageBus
{
    /// <summary>Messages in a consumer's hands, each up to 200 work items: enough to keep it busy, few enough to lose.</summary>
    private const int Prefetch = 6;

    private const int AtOnce = 2;

    // Consumers end before the bus, the bus before the host gives up.
    private static readonly TimeSpan ConsumersStop = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BusStops = TimeSpan.FromSeconds(20);

    internal static void AddStageBus(this IServiceCollection services, Roles roles, BrokerAddress? broker)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<StageConsumer>();
            if (broker is null)
                bus.UsingInMemory((context, transport) => Configure(context, transport, roles, (_, _) => { }));
            else
                bus.UsingRabbitMq((context, transport) => OverRabbit(context, transport, roles, broker));
        });
        services.Configure<MassTransitHostOptions>(host =>
        {
            // HTTP listens and takes in whether or not there is a broker.
            host.WaitUntilStarted = false;
            host.ConsumerStopTimeout = ConsumersStop;
            host.StopTimeout = BusStops;
        });
    }

    private static void OverRabbit(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator transport, Roles roles, BrokerAddress broker)
    {
        transport.Host(broker.Host, (ushort)broker.Port, broker.VirtualHost, "gateway bus", host =>
        {
            host.Username(broker.User);
            host.Password(broker.Password);
            host.Heartbeat(TimeSpan.FromSeconds(10));
            host.PublisherConfirmation = true;
            host.OnRefreshConnectionFactory = _ => context.GetRequiredService<BrokerWatch>().ReachedAsync();
            if (broker.Tls)
                host.UseSsl(tls => tls.ServerName = broker.Host);
        });
        Configure(context, transport, roles, (stage, endpoint) =>
        {
            var queue = BrokerTopology.OfStage(stage).Queue;
            foreach (var (name, value) in queue.Arguments)
                ((IRabbitMqReceiveEndpointConfigurator)endpoint).SetQueueArgument(name, value);
        });
    }

    private static void Configure<TEndpoint>(
        IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> transport, Roles roles, Action<string, TEndpoint> queue)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        transport.UseConsumeFilter(typeof(BoundedFaultFilter<>), context);
        foreach (var stage in roles.Stages)
        {
            transport.ReceiveEndpoint(StageQueues.Name(stage), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PublishFaults = false;
                // What failed is in the store and is issued again; a message of ids under a lease that ran out helps nobody.
                endpoint.DiscardFaultedMessages();
                endpoint.DiscardSkippedMessages();
                endpoint.PrefetchCount = Prefetch;
                endpoint.ConcurrentMessageLimit = AtOnce;
                queue(stage, endpoint);
                endpoint.ConfigureConsumer<StageConsumer>(context);
            });
        }
    }
}
