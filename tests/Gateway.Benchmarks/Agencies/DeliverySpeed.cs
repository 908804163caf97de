using System.Globalization;

namespace Gateway.Benchmarks.Agencies;

/// <summary>How fast what waits is brought, after the first tenth.</summary>
/// <param name="PerSecond">Deliveries per second to healthy offices, over all their channels.</param>
/// <param name="GatewayMilliseconds">Processor time of the gateway per delivery.</param>
/// <param name="ServersMilliseconds">The same of database and broker; null: this system does not tell.</param>
/// <param name="LoadMilliseconds">The same of this program, which is all the offices.</param>
/// <param name="Recorded">From the last arrival until every delivery is confirmed in the database, seconds.</param>
/// <param name="Statements">Statements of the database for one delivery, from the gateway's start on; empty when the server does not count them.</param>
internal sealed record Drain(
    double PerSecond, double GatewayMilliseconds, double? ServersMilliseconds, double LoadMilliseconds, double Recorded, IReadOnlyList<StatementUse> Statements);

/// <summary>
/// Deliveries to many offices, most by webhook, with and without two that are sick, run alternately: what waits is brought as fast as it goes;
/// and at a steady pace, how long a referral takes from its posting until an office's webhook has it.
/// </summary>
/// <param name="Machine">Machine.</param>
/// <param name="Cores">Cores, shared by everything.</param>
/// <param name="Noise">How busy the machine was.</param>
/// <param name="Offices">Offices.</param>
/// <param name="Deliveries">Deliveries to healthy offices that wait when a drain begins.</param>
/// <param name="Pace">Referrals posted per second for the latencies: half of what the gateway takes and brings at once.</param>
/// <param name="Well">Drains while all are well.</param>
/// <param name="Sick">Drains while one never answers and one answers late.</param>
/// <param name="WellAfter">Latencies at the pace, all well.</param>
/// <param name="SickAfter">Latencies to healthy offices at the pace, two sick.</param>
internal sealed record DeliverySpeed(
    string Machine, int Cores, Noise Noise, int Offices, int Deliveries, double Pace,
    IReadOnlyList<Drain> Well, IReadOnlyList<Drain> Sick, IReadOnlyList<Latency> WellAfter, IReadOnlyList<Latency> SickAfter)
{
    private const double FewestPerSecond = 1_000;
    private const double MostLater = 1.2;

    /// <summary>Deliveries per second to healthy offices while two are sick.</summary>
    public double PerSecond => Of(Sick, d => d.PerSecond);

    /// <summary>Their 99 of 100 against that of runs without sick offices; null: not measured.</summary>
    public double? Later => SickAfter.Count == 0 ? null : Of(SickAfter, l => l.P99) / Of(WellAfter, l => l.P99);

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(FormattableString.Invariant($"{Machine}; {Cores} cores, shared by servers, gateway and the offices"));
        to.WriteLine(FormattableString.Invariant($"RabbitMQ and PostgreSQL; {Offices} offices, 9 of 10 by webhook, the others by queue or feed; {Deliveries} deliveries wait; load average before {Noise.Before ?? "unknown"}"));
        to.WriteLine();
        to.WriteLine($"  {"medians",-66}{"all well",10}{"two sick",10}{"spread:",10}{"sick",8}");
        Line("deliveries per second to healthy offices, with proof", d => d.PerSecond, "0");
        Line("  processor time of the gateway per delivery, ms", d => d.GatewayMilliseconds, "0.00");
        Line("  processor time of database and broker, ms", d => d.ServersMilliseconds ?? double.NaN, "0.00");
        Line("  processor time of the offices, ms", d => d.LoadMilliseconds, "0.00");
        Line("  last arrival until all is confirmed in the database, s", d => d.Recorded, "0.00");
        to.WriteLine(FormattableString.Invariant($"  {PerSecond:0} a second with two sick (goal: {FewestPerSecond:0}){(PerSecond < FewestPerSecond ? "  UNDER" : "")}"));
        if (Later is not { } later)
            return;
        to.WriteLine();
        LineOf(string.Create(CultureInfo.InvariantCulture, $"{Pace:0} referrals/s: posted until the webhook has it, ms (p50)"), [.. WellAfter.Select(l => l.P50)], [.. SickAfter.Select(l => l.P50)], "0.0");
        LineOf("  p99", [.. WellAfter.Select(l => l.P99)], [.. SickAfter.Select(l => l.P99)], "0.0");
        to.WriteLine(FormattableString.Invariant($"  99 of 100 with two sick: {later:0.00} of that without (goal: {MostLater} at most){(later > MostLater ? "  OVER" : "")}"));

        void Line(string what, Func<Drain, double> figure, string format) => LineOf(what, [.. Well.Select(figure)], [.. Sick.Select(figure)], format);

        void LineOf(string what, double[] well, double[] sick, string format)
        {
            var (one, other) = (new Runs(well), new Runs(sick));
            to.WriteLine($"  {what,-66}{Text(one.Median),10}{Text(other.Median),10}{one.SpreadText,10}{other.SpreadText,8}");

            string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        }
    }

    private static double Of<T>(IEnumerable<T> runs, Func<T, double> figure) => new Runs([.. runs.Select(figure)]).Median;
}
