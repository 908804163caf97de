using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Files;

/// <summary>Registers the intake of files.</summary>
public static class FilesRegistration
{
    /// <summary>Adds it, for processes that reach the drop folders (role <c>edge</c>). The host registers <see cref="FileIntakeOptions"/>.</summary>
    /// <param name="services">Services.</param>
    public static IServiceCollection AddFileIntake(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddHostedService<FileIntake>();
        return services;
    }
}
