using System.Reflection;
using Gateway.Host.Composition;
using Gateway.Persistence.Metering;
using Gateway.Workers;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
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

    /// <summary>Adds telemetry, which listens before anything that is hosted starts and sends what is left when the host is disposed.</summary>
    /// <exception cref="HostFault">The endpoint is no address.</exception>
    internal static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, IConfiguration configuration, Roles roles)
    {
        var own = configuration[EndpointSetting] is { Length: > 0 } given ? AddressOf(given) : null;
        if (own is null && configuration[StandardEndpoint] is not { Length: > 0 })
            return services;
        services.AddHostedService<StageLoadReading>();
        if (roles.Has(Role.Clocks))
            services.AddHostedService<AlarmReading>();
        // The default reads trace state and baggage as well, the caller's own words. With this one the instrumentation
        // leaves the trace to the web framework, which takes the trace parent alone (TraceParentOnly).
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gateway", serviceVersion: Version))
            .WithTracing(Trace)
            .WithMetrics(Measure)
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

    private static void Measure(MeterProviderBuilder metrics) => metrics
        // A value of a histogram names a trace in which it was measured: it leads from a slow minute to one slow call.
        .SetExemplarFilter(ExemplarFilterType.TraceBased)
        .AddMeter(GatewayMeter.Name, "System.Runtime")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddNpgsqlInstrumentation();

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(GatewayActivity.Name, "MassTransit")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddNpgsql()
        // Before the exporter, which the builder puts last.
        .AddProcessor(new SpanTags())
        .AddProcessor(_ => new SpanExceptions());

    private static string? Version => typeof(GatewayTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static Uri AddressOf(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new HostFault($"{EndpointSetting} is '{endpoint}'; give the collector's OTLP/gRPC address, such as http://127.0.0.1:4317, or remove the setting.");
}
