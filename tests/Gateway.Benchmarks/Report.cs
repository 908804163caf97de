using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>A short table, or the same as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Json(Figures figures, TextWriter to) => to.WriteLine(JsonSerializer.Serialize(figures, Readable));

    public static void Table(Figures figures, TextWriter to)
    {
        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        void Spread(string what, Latency latency) => Line($"  {what,-46}{latency.P50,9:0}{latency.P95,9:0}{latency.P99,9:0}");

        var plan = figures.Plan;
        Line($"{figures.Machine}; {figures.Cores} cores, shared with the programs that post and read");
        Line($"{plan.Referrals} referrals to five offices, half in arrays of {plan.Batch}, half singly over {plan.Connections} connections; at most {plan.OnTheWay} on the way");
        Line($"");
        Line($"  {"referral through: step one, reply, step two, status",-52}{"gateway",10}{"floor",10}{"ratio",8}");
        Line($"  {"referrals per second",-52}{figures.Full.PerSecond,10:0}{figures.FloorPerSecond,10:0}{figures.Full.PerSecond / figures.FloorPerSecond,8:0.000}");
        Line($"  {"one alone, until step one is read, ms (p50)",-52}{figures.Alone.StepOne.P50,10:0.0}{figures.FloorAloneP50,10:0.0}{figures.Alone.StepOne.P50 / figures.FloorAloneP50,8:0.0}");
        Line($"  {"processor time per referral, ms",-52}{figures.Full.ProcessorMilliseconds,10:0.00}");
        Line($"  {$"peak memory, MB ({figures.PeakSource})",-52}{figures.PeakMegabytes,10:0}");
        Line($"");
        Line($"  {"latency from posting, ms",-46}{"p50",9}{"p95",9}{"p99",9}");
        Spread("alone: accepted", figures.Alone.Accepted);
        Spread("alone: step one read", figures.Alone.StepOne);
        Spread("alone: step two read", figures.Alone.StepTwo);
        Spread(string.Create(CultureInfo.InvariantCulture, $"{figures.Half.PerSecond:0}/s: accepted"), figures.Half.Latencies.Accepted);
        Spread("  step one read", figures.Half.Latencies.StepOne);
        Spread("  step two read", figures.Half.Latencies.StepTwo);
        Spread(string.Create(CultureInfo.InvariantCulture, $"{figures.Full.PerSecond:0}/s (full): accepted"), figures.Full.Latencies.Accepted);
        Spread("  step one read", figures.Full.Latencies.StepOne);
        Spread("  step two read", figures.Full.Latencies.StepTwo);
    }
}
