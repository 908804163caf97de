using Gateway.Core.Intake;
using Gateway.Core.Rights;
using Gateway.Persistence;
using Gateway.Persistence.Rights;
using Gateway.Translation;
using Gateway.Workers.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Gateway.Workers.Rights;

/// <summary>Registers what corrects.</summary>
public static class CorrectionRegistration
{
    internal static IServiceCollection AddCorrections(this IServiceCollection services) => services.AddSingleton<ICorrections, Corrections>().AddSingleton<IDocumentCuts, DocumentCuts>();

    /// <summary>Registers what removes files of erased clients from the outbox; the host says where that is (<see cref="Delivery.OutboxOptions"/>).</summary>
    /// <param name="services">Services.</param>
    public static IServiceCollection AddErasedFiles(this IServiceCollection services) => services.AddSingleton<IErasedFiles, ErasedOutbox>();

    /// <summary>The same with an intake of its own, for a verb that may run beside the gateway; what it takes in is worked on by the gateway.</summary>
    /// <param name="services">Services.</param>
    public static IServiceCollection AddCorrectionsAlone(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>();
        services.TryAddSingleton<Translator>();
        services.TryAddSingleton<IntakeCommits>();
        services.TryAddSingleton<IIntake, SubmissionIntake>();
        return services.AddCorrections();
    }

    /// <summary>Corrects, with the intake running as long as that takes.</summary>
    public static async Task<CorrectionAnswer> CorrectAloneAsync(
        this IServiceProvider services, RightsRequest request, RightsSubject subject, Correction correction, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.GetRequiredService<Installation>().Release();
        IHostedService commits = services.GetRequiredService<IntakeCommits>();
        await commits.StartAsync(cancellation);
        try
        {
            return await services.GetRequiredService<ICorrections>().CorrectAsync(request, subject, correction, cancellation);
        }
        finally
        {
            await commits.StopAsync(CancellationToken.None);
        }
    }
}
