using System.Globalization;

namespace Gateway.Dashboard.Charts;

/// <summary>The vertical scale of a chart: from zero to a round number that every value fits under.</summary>
/// <param name="Top">The round number; at least 1.</param>
internal sealed record ChartScale(double Top)
{
    private static readonly double[] Steps = [1, 2, 4, 5, 10];

    /// <summary>The scale of values; those that are not known count for nothing.</summary>
    internal static ChartScale Of(IEnumerable<double?> values)
    {
        var most = values.Max() ?? 0;
        if (most <= 1)
            return new ChartScale(1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new ChartScale(Steps.First(s => s * power >= most) * power);
    }

    /// <summary>Lines that help to read the chart, from zero up.</summary>
    internal IReadOnlyList<double> Lines => Top <= 1 ? [0, 1] : [0, Top / 2, Top];

    /// <summary>Height of a value on a chart so high.</summary>
    internal double Height(double value, double high) => Math.Clamp(value / Top, 0, 1) * high;

    /// <summary>A number as it stands on a chart and in its table: whole where it is, else with one decimal.</summary>
    internal static string Text(double? value) => value is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) : "–";

    /// <summary>A coordinate.</summary>
    internal static string At(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
