using Gateway.Core.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Replay;

/// <summary>Registers replays.</summary>
internal static class ReplayRegistration
{
    internal static void AddReplays(this IServiceCollection services)
    {
        services.AddSingleton<ReplayPreview>();
        services.AddSingleton<RepairPreview>();
        services.AddSingleton<IReplays, Replays>();
        services.AddHostedService<ReplayRunner>();
    }
}
