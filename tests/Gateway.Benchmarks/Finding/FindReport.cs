using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks.Finding;

/// <summary>A line for each question, or the same as JSON.</summary>
internal static class FindReport
{
    private const double Goal = 300;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Json(FindFigures figures, TextWriter to) => to.WriteLine(JsonSerializer.Serialize(figures, Readable));

    public static void Table(FindFigures figures, TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figures.Machine}; {figures.Database}, {figures.Referrals} referrals, filled in {figures.FilledInSeconds:0} s"));
        to.WriteLine($"  {"milliseconds",-76}{"p50",9}{"p95",9}{"times",7}");
        foreach (var asked in figures.Questions.OrderByDescending(q => q.Milliseconds.P95))
            to.WriteLine(Line(asked));
    }

    public static string Line(Asked asked) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {asked.What,-76}{asked.Milliseconds.P50,9:0.0}{asked.Milliseconds.P95,9:0.0}{asked.Times,7}{(asked.Milliseconds.P95 > Goal ? "  over 300" : "")}");
}
