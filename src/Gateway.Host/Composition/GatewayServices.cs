using Gateway.Api;
using Gateway.Core.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard;
using Gateway.Dashboard.Access;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Rights;
using Gateway.Translation;
using Gateway.Translation.Explaining;
using Gateway.Workers;
using Gateway.Workers.Audit;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery;
using Gateway.Workers.Delivery.Webhooks;
using Gateway.Workers.Edge;
using Gateway.Workers.Files;
using Gateway.Workers.Heartbeat;
using Gateway.Workers.Intake;
using Gateway.Workers.Notices;
using Gateway.Workers.Relay;
using Gateway.Workers.Retention;
using Gateway.Workers.Traffic;
using Gateway.Workers.Rights;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Composition;

/// <summary>Composes the gateway: the only place that knows every part.</summary>
internal static class GatewayServices
{
    /// <summary>The store alone, for verbs that do not run the gateway.</summary>
    internal static IServiceCollection AddStore(this IServiceCollection services, GatewaySettings settings, ContractsFolder contracts)
    {
        services.AddSingleton(settings);
        services.AddSingleton(p => new PresentContracts(contracts, p.GetRequiredKeyedService<TimeProvider>(PersistenceRegistration.Machine).GetUtcNow()));
        services.AddSingleton<IPresent<Agreed>>(p => p.GetRequiredService<PresentContracts>());
        services.AddSingleton<IPresent<ProfileSet>>(p => p.GetRequiredService<PresentContracts>());
        services.AddSingleton<IPresent<KnownProfiles>>(p => p.GetRequiredService<PresentContracts>());
        services.AddSingleton<IFormats>(p => p.GetRequiredService<PresentContracts>());
        services.AddSingleton<IEventCatalogue>(p => new EventCatalogue(contracts.Folder, p.GetRequiredService<IPresent<Agreed>>(), p.GetRequiredService<IFormats>()));
        // For what lives as long as one call: a page, an endpoint, a verb. What lives longer asks IPresent each time.
        services.AddTransient(p => p.GetRequiredService<IPresent<Agreed>>().Now);
        services.AddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(PersistenceRegistration.Machine, TimeProvider.System);
        services.AddSingleton(_ => VaultSettings.Open(settings));
        services.AddSingleton(_ => VaultSettings.OpenCompartments(settings));
        services.AddSingleton(p => new ErasureFile(settings.Erasures, p.GetRequiredService<MasterKeys>()));
        services.AddSingleton(_ => DatabaseRegistration.Create(settings));
        services.AddSingleton<IPasswords, FrameworkPasswords>();
        services.AddGatewayPersistence();
        services.AddErasedOutbox(settings.Outbox, settings.FileIntake);
        return services;
    }

    /// <summary>The gateway with the roles of this process.</summary>
    internal static IServiceCollection AddGateway(this IServiceCollection services, GatewaySettings settings, Roles roles, ContractsFolder contracts, IConfiguration configuration)
    {
        services.AddStore(settings, contracts);
        services.AddOptions<ContractsOptions>();
        services.AddHostedService<ContractsWatch>();
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection("Gateway:Intake")).ValidateDataAnnotations().ValidateOnStart();
        services.PostConfigure<IntakeOptions>(o => o.MaxSubmissionBytes = configuration.GetValue("Gateway:Http:MaxSubmissionBytes", o.MaxSubmissionBytes));
        services.AddOptions<RelayOptions>().Bind(configuration.GetSection("Gateway:Relay")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ClockOptions>().Bind(configuration.GetSection("Gateway:Clocks"));
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Gateway:Audit")).PostConfigure(o => o.HeadsFile = settings.AuditHeads);
        services.AddOptions<TrafficOptions>().Bind(configuration.GetSection("Gateway:Traffic")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection("Gateway:Retention")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HeartbeatOptions>().Bind(configuration.GetSection("Gateway:Heartbeat")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HealthOptions>().Bind(configuration.GetSection("Gateway:Health"));
        services.AddOptions<FileIntakeOptions>().Bind(configuration.GetSection("Gateway:FileIntake")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EdgeOptions>().Bind(configuration.GetSection("Gateway:Edge")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection("Gateway:Webhook")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Gateway:Mail")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IReadiness, GatewayReadiness>();
        services.AddSingleton<IStoreState, StoreState>();
        services.AddSingleton<StorePreparation>();
        services.AddHostedService(p => p.GetRequiredService<StorePreparation>());
        // Whatever the settings name: only the role that answers control services opens the compartment.
        if (!roles.Has(Role.Compartment))
            services.AddSingleton(CompartmentVault.None);
        services.AddGatewayWorkers(roles, settings.Broker);
        if (settings.Broker is not null && roles.Has(Role.Edge))
            services.AddAgencyEdge();
        if (roles.Has(Role.Edge))
            services.AddFileIntake();
        services.AddGatewayApi(configuration);
        services.AddGatewayDashboard(configuration);
        return services;
    }
}
