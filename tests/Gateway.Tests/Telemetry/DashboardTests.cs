using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Telemetry;

/// <summary>The shipped dashboard shows what the gateway measures, under the names that Prometheus gives it.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void Every_series_of_the_dashboard_is_one_that_the_gateway_measures_and_every_instrument_is_shown()
    {
        var series = Instruments().DistinctBy(i => i.Name).ToDictionary(i => i.Name, Series, StringComparer.Ordinal);
        var shown = Expressions().SelectMany(SeriesOf).Distinct(StringComparer.Ordinal).ToList();

        shown.Except(series.Values.SelectMany(s => s), StringComparer.Ordinal).ShouldBeEmpty("these are measured nowhere");
        series.Where(s => !s.Value.Intersect(shown, StringComparer.Ordinal).Any()).Select(s => s.Key).ShouldBeEmpty("these are shown nowhere");
    }

    [Fact]
    public void Every_label_of_the_dashboard_is_a_tag_that_the_gateway_sets() =>
        Expressions().SelectMany(e => Grouping().Matches(e)).SelectMany(m => m.Groups["labels"].Value.Split(", "))
            .Where(l => l.StartsWith("gateway_", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe(["gateway_agency", "gateway_code", "gateway_profile", "gateway_stage"]);

    /// <summary>Every series that the gateway measures.</summary>
    internal static IEnumerable<string> Measured() => Instruments().DistinctBy(i => i.Name).SelectMany(Series);

    /// <summary>The gateway's series in expressions, without the labels by which they are grouped or chosen.</summary>
    internal static IEnumerable<string> SeriesOf(string expression) =>
        GatewaySeries().Matches(Chosen().Replace(Grouping().Replace(expression, "("), "")).Select(m => m.Value);

    private static IReadOnlyList<string> Expressions()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Shipped.Repository, "deploy", "telemetry", "dashboards", "gateway.json")))!;
        return [.. dashboard["panels"]!.AsArray().SelectMany(p => p!["targets"]!.AsArray()).Select(t => t!["expr"]!.GetValue<string>())];
    }

    /// <summary>The rules of the OpenTelemetry specification "Prometheus and OpenMetrics compatibility".</summary>
    private static string[] Series(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", { } u when u.StartsWith('{') => "", _ => throw new InvalidOperationException($"Say how the unit '{instrument.Unit}' is written.") };
        var name = instrument.Name.Replace('.', '_') + unit;
        return instrument switch
        {
            Counter<long> => [name + "_total"],
            Histogram<double> => [name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    private static ConcurrentBag<Instrument> Instruments()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMeter>().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        ConcurrentBag<Instrument> instruments = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            // Those of this gateway, and the one of retries, which belongs to the process.
            if (instrument.Meter.Name == GatewayMeter.Name && (instrument.Meter.Scope == factory || instrument.Meter.Scope is null))
                instruments.Add(instrument);
        };
        listener.Start();
        services.GetRequiredService<GatewayMeter>();
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Conflicts).TypeHandle);
        return instruments;
    }

    [GeneratedRegex(@"\bgateway_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GatewaySeries();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chosen();

    [GeneratedRegex(@"by \((?<labels>[^)]*)\) \(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouping();
}
