using System.Globalization;

namespace Gateway.Benchmarks.Sizing;

/// <summary>What a city, a region and a country need, reckoned from what a referral costs, with the arithmetic beside it.</summary>
internal static class Worked
{
    private const double WorkingDays = 250;
    private const double InBusiestHour = 0.2;
    private const double SecondsOfHour = 3_600;
    private const double MostUse = 0.5;
    private static readonly (string Name, int Referrals)[] Places = [("a city", 5_000), ("a region", 30_000), ("a country", 100_000)];

    /// <summary>The table.</summary>
    /// <param name="run">What a referral costs with HTTP and stages in processes of their own.</param>
    public static string Table(SizingRun run)
    {
        var (gateway, servers) = (run.Full.ProcessorMilliseconds, run.Full.Beside.ServersMilliseconds ?? double.NaN);
        return SizingFile.Table(
            ["", "reckoned so", .. Places.Select(p => p.Name)],
            [
                Row("referrals a year", "given", p => N(p, "#,0")),
                Row("in the busiest hour", "a year / 250 working days × 20 % of a day's", p => N(Hour(p), "0")),
                Row("per second in that hour", "/ 3,600", p => N(Hour(p) / SecondsOfHour, "0.000")),
                Row("cores in that hour, gateway", $"× {N(gateway, "0.0")} ms", p => N(Cores(p, gateway), "0.0000")),
                Row("cores in that hour, database and broker", $"× {N(servers, "0.0")} ms", p => N(Cores(p, servers), "0.0000")),
                Row("a year's referrals at once, hours on one core, half used", $"a year × ({N(gateway, "0.0")} + {N(servers, "0.0")}) ms / 0.5", p => N(p * (gateway + servers) / 1000 / MostUse / SecondsOfHour, "0.0")),
                Row("database, GB a year", $"a year × {N(run.Kilobytes, "0.0")} kB", p => N(p * run.Kilobytes / 1024 / 1024, "0.0")),
                Row("write-ahead log to archive, GB a year", $"a year × {N(run.LogKilobytes, "0.0")} kB", p => N(p * run.LogKilobytes / 1024 / 1024, "0.0")),
            ]);

        static IReadOnlyList<string> Row(string what, string how, Func<int, string> of) => [what, how, .. Places.Select(p => of(p.Referrals))];

        static double Hour(int year) => year / WorkingDays * InBusiestHour;

        static double Cores(int year, double milliseconds) => Hour(year) / SecondsOfHour * milliseconds / 1000;
    }

    private static string N(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
