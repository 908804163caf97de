using Gateway.Core.Operating;
using Gateway.Translation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Workers.Previewing;

/// <summary>Registers previews.</summary>
public static class PreviewRegistration
{
    /// <summary>Adds what makes previews. The store and the contracts are registered already.</summary>
    /// <param name="services">Services.</param>
    public static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.TryAddSingleton<Translator>();
        services.TryAddSingleton<IPreviews, PreviewMaker>();
        return services;
    }
}
