using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Translation;
using Gateway.Workers.Audit;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery;
using Gateway.Workers.Edge;
using Gateway.Workers.Intake;
using Gateway.Workers.Outcome;
using Gateway.Workers.Referral;
using Gateway.Workers.Relay;
using Gateway.Workers.Stages;
using Gateway.Workers.Translation;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers;

/// <summary>Registers stages, relay and bus.</summary>
public static class WorkersRegistration
{
    /// <summary>
    /// Adds what works on steps. The host registers <c>Agreed</c>, <c>ProfileSet</c>, the store, both clocks and the
    /// options of this project's sections.
    /// </summary>
    public static IServiceCollection AddGatewayWorkers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddIntake(services);
        AddRules(services);
        AddStages(services);
        AddDelivery(services);
        AddBus(services);
        services.AddHostedService<StepRelay>();
        services.AddHostedService<ClockScan>();
        services.AddHostedService<AuditSealer>();
        return services;
    }

    private static void AddIntake(IServiceCollection services)
    {
        services.AddSingleton<IntakeCommits>();
        services.AddHostedService(p => p.GetRequiredService<IntakeCommits>());
        services.AddSingleton<IIntake, SubmissionIntake>();
        services.AddSingleton<EdgeHealth>();
    }

    private static void AddRules(IServiceCollection services)
    {
        services.AddSingleton<Translator>();
        services.AddSingleton<RecordWriter>();
        services.AddSingleton<ClientKeys>();
        services.AddSingleton<ChunkWriter>();
        services.AddSingleton<Occupancy>();
        services.AddSingleton<Handovers>();
        services.AddSingleton<ReferralDecisions>();
        services.AddSingleton<ReferralEndings>();
        services.AddSingleton<Consents>();
        services.AddSingleton<ClientUpdates>();
        services.AddSingleton<Withdrawals>();
        services.AddSingleton<EventBuilder>();
        services.AddSingleton<ReleaseDesk>();
        services.AddSingleton<IFeed, AgencyFeed>();
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.AddSingleton<IOutbound, FileOutbox>();
        services.AddKeyedSingleton<BrokerConnection>(AmqpOutbox.Connection);
        services.AddSingleton<AmqpOutbox>();
        services.AddSingleton<IOutbound>(p => p.GetRequiredService<AmqpOutbox>());
        services.AddSingleton<Outbounds>();
        services.AddSingleton<Releasing>();
        services.AddSingleton<Settling>();
        services.AddSingleton<IStage, DeliveryStage>();
        services.AddHostedService<TopUp>();
    }

    private static void AddStages(IServiceCollection services)
    {
        services.AddSingleton<IStage, TranslationStage>();
        AddBatchStage<ReferralRules>(services);
        AddBatchStage<OutcomeRules>(services);
        AddBatchStage<ClockRules>(services);
    }

    private static void AddBatchStage<TRules>(IServiceCollection services) where TRules : class, IStageRules
    {
        services.AddSingleton<TRules>();
        services.AddSingleton<IStage>(p => new BatchStage(
            p.GetRequiredService<TRules>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<ILogger<BatchStage>>()));
    }

    private static void AddBus(IServiceCollection services) => services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry();
        bus.AddConsumer<StageConsumer>();
        bus.UsingInMemory((context, transport) =>
        {
            transport.UseConsumeFilter(typeof(BoundedFaultFilter<>), context);
            foreach (var stage in StageNames.All)
            {
                transport.ReceiveEndpoint(StageQueues.Name(stage), endpoint =>
                {
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.PrefetchCount = 4;
                    endpoint.ConcurrentMessageLimit = 2;
                    endpoint.ConfigureConsumer<StageConsumer>(context);
                });
            }
        });
    });
}
