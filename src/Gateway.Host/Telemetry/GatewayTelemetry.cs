using System.Reflection;
using Gateway.Host.Composition;
using Gateway.Persistence.Metering;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Traces, metrics and logs over OTLP to the collector at <c>Gateway:Telemetry:Endpoint</c>, or to wherever the standard
/// <c>OTEL_EXPORTER_OTLP_*</c> variables say; without either, nothing is collected.
/// </summary>
internal static class GatewayTelemetry
{
    private const string EndpointSetting = "Gateway:Telemetry:Endpoint";
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds telemetry. Call it before anything that starts work: what is hosted first starts first and stops last.</summary>
    /// <exception cref="HostFault">The endpoint is no address.</exception>
    internal static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var own = configuration[EndpointSetting] is { Length: > 0 } given ? AddressOf(given) : null;
        if (own is null && configuration[StandardEndpoint] is not { Length: > 0 })
            return services;
        services.AddHostedService<TelemetryProviders>();
        services.AddHostedService<StageLoadReading>();
        var telemetry = new Builder(services)
            .ConfigureResource(resource => resource.AddService("gateway", serviceVersion: Version))
            .WithTracing(traces => traces.AddSource(GatewayActivity.Name, "MassTransit", "Microsoft.AspNetCore"))
            .WithMetrics(metrics => metrics.AddMeter(GatewayMeter.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime"))
            .WithLogging(
                configureBuilder: null,
                options =>
                {
                    options.IncludeFormattedMessage = true;
                    // The framework's scopes hold paths and connection ids.
                    options.IncludeScopes = false;
                });
        // A set address means gRPC, as collectors listen for it at 4317; the variables choose their own protocol.
        if (own is null)
            telemetry.UseOtlpExporter();
        else
            telemetry.UseOtlpExporter(OtlpExportProtocol.Grpc, own);
        return services;
    }

    private static string? Version => typeof(GatewayTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static Uri AddressOf(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new HostFault($"{EndpointSetting} is '{endpoint}'; give the collector's OTLP/gRPC address, such as http://127.0.0.1:4317, or remove the setting.");

    /// <summary>What the SDK's own extensions build on.</summary>
    private sealed class Builder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
