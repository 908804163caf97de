using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Keys;

/// <summary>Registers what turns keys.</summary>
internal static class KeysRegistration
{
    internal static IServiceCollection AddKeyTurning(this IServiceCollection services)
    {
        services.AddSingleton<KeyHealth>();
        services.AddHostedService<KeyTurning>();
        return services;
    }
}
