using Gateway.Core.Intake;
using Gateway.Core.Mandates;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Audit;
using Gateway.Workers.Broker;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery;
using Gateway.Workers.Edge;
using Gateway.Workers.Heartbeat;
using Gateway.Workers.Inbox;
using Gateway.Workers.Intake;
using Gateway.Workers.Keys;
using Gateway.Workers.Mandates;
using Gateway.Workers.Notices;
using Gateway.Workers.Outcome;
using Gateway.Workers.Reconciling;
using Gateway.Workers.Referral;
using Gateway.Workers.Previewing;
using Gateway.Workers.Relay;
using Gateway.Workers.Retention;
using Gateway.Workers.Replay;
using Gateway.Workers.Rights;
using Gateway.Workers.Stages;
using Gateway.Workers.Traffic;
using Gateway.Workers.Translation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers;

/// <summary>Registers stages, relay and bus.</summary>
public static class WorkersRegistration
{
    /// <summary>
    /// Adds what works on work items. The host registers <c>Agreed</c>, <c>ProfileSet</c>, the store, both clocks and the
    /// options of this project's sections.
    /// </summary>
    /// <param name="services">Services.</param>
    /// <param name="roles">What this process does.</param>
    /// <param name="broker">The broker; null: the in-memory transport, for one process.</param>
    public static IServiceCollection AddGatewayWorkers(this IServiceCollection services, Roles roles, BrokerAddress? broker)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(roles);
        services.AddSingleton(roles);
        AddIntake(services);
        AddRules(services);
        AddStages(services);
        services.AddDelivery(roles);
        services.AddInbox();
        if (broker is not null)
            AddBroker(services, broker);
        services.AddStageBus(roles, broker);
        services.AddSingleton<StageRun>();
        services.AddSingleton<LocalStages>();
        services.AddSingleton<ILocalStages>(p => p.GetRequiredService<LocalStages>());
        services.AddHostedService<LocalWorkers>();
        services.AddSingleton<StageGate>();
        services.AddSingleton<StageProgress>();
        services.AddSingleton<IStageHealth, StageHealth>();
        services.AddHostedService<WorkRelay>();
        services.AddHostedService<DeadlineScan>();
        services.AddHostedService<WaitingWatch>();
        services.AddHostedService<MachineClockWatch>();
        services.AddHostedService<AuditSealer>();
        services.AddHostedService<AuditWatch>();
        services.AddHostedService<HeartbeatSender>();
        services.AddHostedService<ReconciliationRunner>();
        services.AddHostedService<Ladder.LadderRunner>();
        services.AddReplays();
        services.AddKeyTurning();
        services.AddHostedService<RetentionRunner>();
        services.AddHostedService<TrafficRunner>();
        services.AddSingleton<MailServer>();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddHostedService<NoticeRunner>();
        services.AddCorrections();
        services.AddPreviews();
        return services;
    }

    private static void AddIntake(IServiceCollection services)
    {
        services.AddSingleton<IntakeCommits>();
        services.AddHostedService(p => p.GetRequiredService<IntakeCommits>());
        services.AddSingleton<IIntake, SubmissionIntake>();
        services.AddSingleton<EdgeHealth>();
    }

    private static void AddBroker(IServiceCollection services, BrokerAddress broker)
    {
        services.AddSingleton(broker);
        services.AddSingleton<BrokerWatch>();
        services.AddHostedService(p => p.GetRequiredService<BrokerWatch>());
    }

    private static void AddRules(IServiceCollection services)
    {
        services.AddSingleton<Translator>();
        services.AddSingleton<Translation.Rereading>();
        services.AddSingleton<IControlReader, ControlReading>();
        services.AddSingleton<RecordWriter>();
    }

    private static void AddStages(IServiceCollection services)
    {
        services.AddSingleton<IStage, TranslationStage>();
        AddBatchStage<ReferralStage>(services);
        AddBatchStage<OutcomeStage>(services);
        AddBatchStage<ClocksStage>(services);
    }

    private static void AddBatchStage<TRules>(IServiceCollection services) where TRules : class, IBatchRules
    {
        services.AddSingleton<TRules>();
        services.AddSingleton<IStage>(p => new BatchStage(
            p.GetRequiredService<TRules>(), p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>()));
    }
}
