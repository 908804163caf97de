using Gateway.Core.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence.Rights;

/// <summary>Registers what carries out clients' rights. The host registers an <see cref="ErasureFile"/>.</summary>
public static class RightsRegistration
{
    internal static void AddRights(this IServiceCollection services)
    {
        services.AddSingleton<ErasureLoads>();
        services.AddSingleton<ErasureWriting>();
        services.AddSingleton<Tombstones>();
        services.AddSingleton<ErasedAgain>();
        services.AddSingleton<ErasedFiles>();
        services.AddSingleton<RightsSubjects>();
        services.AddSingleton<IRightsNotes, RightsNotes>();
        services.AddSingleton<IErasures, Erasures>();
        services.AddSingleton<IClientCopies, ClientCopies>();
        services.AddSingleton<IStatedNow, StatedNowReading>();
    }

    /// <summary>Checks the file of erasures, carries out again what a restored database does not know, and removes files that were noted; after the installation is open, before anything works.</summary>
    /// <param name="services">Services.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="ErasureFileException">The file is missing, damaged, or older than the database.</exception>
    public static async Task PrepareErasuresAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<ErasedAgain>().PrepareAsync(cancellation);
        await services.GetRequiredService<ErasedFiles>().RemoveAsync(cancellation);
    }
}
