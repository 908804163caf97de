using Gateway.Core.Deadlines;
using Gateway.Core.Files;
using Gateway.Core.Operating;
using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Retention;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Traffic;
using Gateway.Persistence.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence;

/// <summary>Registers the store side of what every process does again and again: relay, deadlines, replays, heartbeat.</summary>
internal static class RecurringRegistration
{
    internal static IServiceCollection AddRecurring(this IServiceCollection services)
    {
        services.AddSingleton<IPreparedStore>(p => p.GetRequiredService<Installation>());
        services.AddSingleton<ILeases>(p => p.GetRequiredService<LeaseStore>());
        services.AddSingleton<IStageMeter>(p => p.GetRequiredService<GatewayMeter>());
        services.AddSingleton<IWorkQueue, WorkQueue>();
        services.AddSingleton<IDeadlineScan, DeadlineScanning>();
        services.AddSingleton<IWaitingReferrals, WaitingReferrals>();
        services.AddSingleton<IReplayStore, ReplayStore>();
        services.AddSingleton<IRetention>(p => new RetentionStore(
            p.GetRequiredService<IGatewayDatabase>(), p.GetRequiredService<UnitsOfWork>(), p.GetRequiredService<IPresent<Agreed>>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredKeyedService<TimeProvider>(MachineTime.Key)));
        services.AddSingleton<ITrafficRollUp, TrafficRollUp>();
        services.AddSingleton<ILegalHolds, LegalHolds>();
        services.AddSingleton<IHeartbeats, HeartbeatStore>();
        services.AddSingleton<IFolderNotes, FolderNotes>();
        return services;
    }
}
