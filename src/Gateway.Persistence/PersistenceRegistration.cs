using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Mandates;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Reconciliation;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;
using Gateway.Core.Technicians;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Mandates;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Reading;
using Gateway.Persistence.Reconciling;
using Gateway.Persistence.Restoring;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Technicians;
using Gateway.Persistence.Traffic;
using Gateway.Persistence.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Persistence;

/// <summary>Registers the store.</summary>
public static class PersistenceRegistration
{
    /// <summary>Key under which machine time is registered beside the domain's <see cref="TimeProvider"/>.</summary>
    public const string Machine = Core.Work.MachineTime.Key;

    /// <summary>
    /// Adds stores, read models and keys. The provider registers <see cref="IGatewayDatabase"/>; the host registers
    /// <see cref="IKeyVault"/>, <see cref="IPasswords"/> and both clocks.
    /// </summary>
    public static IServiceCollection AddGatewayPersistence(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddKeys(services);
        AddWork(services);
        services.AddRecurring();
        AddMetering(services);
        AddReading(services);
        AddOperating(services);
        AddUsers(services);
        return services;
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton(p => new KeySequence(MachineTime(p), p.GetService<RandomBytes>()));
        services.AddSingleton<IKeys>(p => p.GetRequiredService<KeySequence>());
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<MasterRotation>();
        services.AddSingleton<CompartmentRotation>();
        services.AddSingleton(p => new IndexRotation(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<KeyRing>(), p.GetRequiredService<Installation>(),
            p.GetRequiredService<MasterKeys>()));
        // The host registers the vault of a process that answers control services.
        services.TryAddSingleton(CompartmentVault.None);
        services.AddSingleton<CompartmentOpener>();
        services.AddSingleton<Installation>();
        services.AddSingleton<Demonstration>();
        services.AddSingleton<CallerSeals>();
        services.AddSingleton<ITokenSecrets>(p => p.GetRequiredService<CallerSeals>());
        services.AddSingleton<TrailKeys>();
        services.AddSingleton<IApiKeys, ApiKeyStore>();
        services.AddSingleton<IPortalKeys, PortalKeyStore>();
        services.AddSingleton<IWebhookSecrets, WebhookSecretStore>();
    }

    private static void AddWork(IServiceCollection services)
    {
        services.AddSingleton<WorkSignals>();
        services.AddSingleton(p => new UnitsOfWork(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<KeySequence>(), p.GetRequiredService<TimeProvider>(),
            MachineTime(p), p.GetRequiredService<WorkSignals>(), p.GetRequiredService<GatewayMeter>(), p.GetRequiredService<TrailKeys>(), p.GetService<ILocalStages>(),
            // Asked for when it is needed: verbs that only read have no master key.
            stop => p.GetRequiredService<Installation>().RefreshAsync(stop)));
        services.AddSingleton(p => new QueueStarts(MachineTime(p)));
        services.AddSingleton(p => new WorkItemStore(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<KeySequence>(), MachineTime(p), p.GetRequiredService<QueueStarts>()));
        services.AddSingleton(p => new ParkedWork(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>()));
        services.AddSingleton(p => new LeaseStore(p.GetRequiredService<IGatewayDatabase>(), MachineTime(p)));
        services.AddSingleton(p => new AuditChain(p.GetRequiredService<IGatewayDatabase>(), MachineTime(p), p.GetRequiredService<TrailKeys>()));
        services.AddSingleton(p => new TrailReading(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<TrailKeys>(), p.GetRequiredService<IPresent<Agreed>>(), MachineTime(p)));
        services.AddSingleton<Core.Trail.ITrail>(p => p.GetRequiredService<TrailReading>());
        services.AddSingleton<RecordVault>();
        services.AddSingleton<IStoreFaults, StoreFaults>();
        services.AddSingleton<ICircumstances, PresentCircumstances>();
        services.AddSingleton<RecordLoads>();
        services.AddSingleton<IStageStore, StageStore>();
        services.AddSingleton<ReleaseLoads>();
        services.AddSingleton<IReleaseStore, ReleaseStore>();
        services.AddSingleton<IFeedStore, FeedStore>();
        services.AddSingleton<NoLoads>();
        services.AddRights();
        services.AddSingleton<SetAsideLoads>();
        services.AddSingleton<IIntakeStore, IntakeStore>();
        services.AddSingleton<ITranslationStore, TranslationStore>();
        services.AddSingleton(p => new SubmissionStore(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<KeyRing>(), MachineTime(p)));
    }

    private static void AddMetering(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<GatewayMeter>();
        services.AddSingleton(p => new StageLoads(p.GetRequiredService<IGatewayDatabase>(), MachineTime(p)));
    }

    private static void AddReading(IServiceCollection services)
    {
        services.AddSingleton<ISubmissionReading, SubmissionReading>();
        services.AddSingleton<IReferralReading, ReferralReading>();
        services.AddSingleton<IReferralList, ReferralList>();
        services.AddSingleton<SenderTickets>();
        services.AddSingleton<IReconciliation, Reconciliations>();
        services.AddSingleton<IFormatNotices, FormatNotices>();
        services.AddSingleton<IFigures, Figures>();
        services.AddSingleton<IDecidedReleases, DecidedReleases>();
        services.AddSingleton<IOpenings, OpeningReading>();
        services.AddSingleton<IOpeningLog, OpeningLog>();
        services.AddSingleton<IUsage, UsageReading>();
        services.AddSingleton<IQuiet>(p => new QuietReading(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<TimeProvider>(), MachineTime(p)));
        services.AddSingleton<IClockStore, ClockStore>();
    }

    private static void AddOperating(IServiceCollection services)
    {
        services.TryAddSingleton<SeenCertificates>();
        services.AddSingleton<ITraffic, TrafficReading>();
        services.AddSingleton(p => new OfficeRhythms(p.GetRequiredService<ITraffic>(), MachineTime(p)));
        services.AddSingleton<IOverview>(p => new OverviewReading(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<IPresent<Agreed>>(), p.GetRequiredService<StageLoads>(),
            p.GetRequiredService<IReadiness>(), p.GetRequiredService<SeenCertificates>(), p.GetRequiredService<OfficeRhythms>(), p.GetRequiredService<TimeProvider>(), MachineTime(p)));
        services.AddSingleton<IFinder, Finder>();
        services.AddSingleton<ISavedSearches, SavedSearches>();
        services.AddSingleton<IReferralFiles, ReferralFiles>();
        services.AddSingleton<Returning>();
        services.AddSingleton<IWorklists, Worklists>();
        services.AddSingleton(p => new ProcessNotes(p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<KeySequence>(), MachineTime(p)));
        services.AddSingleton<IRestores>(p => new Restores(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<ICircumstances>(), p.GetRequiredService<IPresent<Agreed>>(), MachineTime(p)));
        services.AddSingleton<IAgencyFiles, AgencyFiles>();
        services.AddSingleton<INotices, NoticeNotes>();
        services.AddSingleton<ICallList, CallList>();
        services.AddSingleton<IRecordBodies, RecordBodies>();
        services.AddSingleton<IClientOverviews, ClientOverviews>();
        services.AddSingleton<IClientNoes, ClientNoes>();
        services.AddSingleton<IOfficeTasks, OfficeTasks>();
        services.AddSingleton<ICounsellorDecisions, CounsellorDecisions>();
        services.AddSingleton<ICapacityReading, CapacityReading>();
        services.AddSingleton<Core.Life.IIdentifierLinks, IdentifierLinks>();
        services.AddSingleton<IPreviewStore, PreviewStore>();
        services.AddSingleton<IMandates, MandateStore>();
        services.AddSingleton<IMandateRequests, MandateRequests>();
        services.AddSingleton<IAgreementReceipts, AgreementReceipts>();
        services.AddSingleton<Core.Ladder.ILadderFigures, Ladder.LadderFigures>();
        services.AddSingleton<Core.Ladder.ILadderCounting, Ladder.MeasurementCounting>();
        services.AddSingleton<Core.Outcomes.IOutcomeFigures, Outcomes.OutcomeReading>();
        services.AddSingleton(p => new CountedReports(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<IFigures>(), p.GetRequiredService<Core.Ladder.ILadderFigures>(), p.GetRequiredService<Core.Outcomes.IOutcomeFigures>(),
            p.GetRequiredService<IPresent<Agreed>>(), p.GetRequiredService<TimeProvider>(), MachineTime(p)));
        services.AddSingleton<Core.Reports.IReports>(p => p.GetRequiredService<CountedReports>());
        services.AddSingleton<IPilot, Pilot>();
        services.AddSingleton<IInboxStore, InboxStore>();
        services.AddSingleton<IInboxReturns, InboxReturns>();
        services.AddSingleton<IOwnReferralStore, OwnReferralStore>();
    }

    private static void AddUsers(IServiceCollection services)
    {
        services.AddSingleton<IUsers, UserStore>();
        services.AddSingleton<ISignIns>(p => new SignInStore(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<IPasswords>(), p.GetRequiredService<CallerSeals>(), MachineTime(p)));
        services.AddSingleton<IUserKeys, UserKeyStore>();
        services.AddSingleton<ITechnicians>(p => new TechnicianStore(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<CallerSeals>(), p.GetRequiredService<IUsers>(), MachineTime(p)));
        services.AddSingleton<IOwnTraffic, OwnTraffic>();
        services.AddSingleton<ITestEvents, TestEventStore>();
        services.AddSingleton<IFeedAgainStore, FeedAgainStore>();
        services.AddSingleton<IRoleGrants, RoleGrantStore>();
        services.AddSingleton<IOperations, OperationReading>();
        services.AddProtectionKeys();
    }

    private static TimeProvider MachineTime(IServiceProvider provider) => provider.GetRequiredKeyedService<TimeProvider>(Machine);
}
