using Gateway.Api;
using Gateway.Host.Telemetry;
using Gateway.Persistence;
using Gateway.Persistence.Steps;
using Gateway.Persistence.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Composition;

/// <summary>Builds the gateway's process and prepares its store.</summary>
public static class GatewayApplication
{
    /// <summary>Builds the application; nothing runs yet.</summary>
    /// <param name="configuration">Configuration.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="contracts">Contracts.</param>
    /// <param name="further">Further services, for example a simulated clock.</param>
    public static WebApplication Build(IConfiguration configuration, GatewaySettings settings, ContractsFolder contracts, Action<IServiceCollection>? further = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Gateway.Host" });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url);
        builder.Services.AddRouting();
        AddLogging(builder.Logging, configuration);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddGatewayTelemetry(configuration);
        builder.Services.AddGateway(settings, contracts, configuration);
        further?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseGatewayApi();
        app.MapGatewayApi();
        return app;
    }

    /// <summary>Brings the store up to date and opens the installation; call it before the application starts.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<IGatewayDatabase>().MigrateAsync(cancellation);
        await services.GetRequiredService<Installation>().OpenAsync(cancellation);
        // The in-memory transport starts empty: whatever was leased before has no message any more.
        await services.GetRequiredService<StepStore>().ClearLeasesAsync(cancellation);
        await services.GetRequiredService<SubmissionStore>().ForgetUnfinishedAsync(cancellation);
    }

    /// <summary>The address it really listens on.</summary>
    public static Uri AddressOf(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
    }

    internal static void AddLogging(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        // Standard output belongs to results; a program may read it.
        logging.AddSimpleConsole(o => o.SingleLine = true).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
