using Gateway.Core.Operating;
using Gateway.Translation;
using Gateway.Workers.Translation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Workers.Replay;

/// <summary>Registers replays.</summary>
public static class ReplayRegistration
{
    /// <summary>Adds what tests a changed format, for a verb that does not run the gateway. The store and the contracts are registered already.</summary>
    /// <param name="services">Services.</param>
    public static IServiceCollection AddDraftTests(this IServiceCollection services)
    {
        services.TryAddSingleton<Translator>();
        services.TryAddSingleton<Rereading>();
        services.AddSingleton<RepairPreview>();
        services.AddSingleton<IDraftTests, DraftTests>();
        return services;
    }

    internal static void AddReplays(this IServiceCollection services)
    {
        services.AddDraftTests();
        services.AddSingleton<ReplayPreview>();
        services.AddSingleton<IReplays, Replays>();
        services.AddHostedService<ReplayRunner>();
    }
}
