using System.Globalization;
using System.Text;

namespace Gateway.Dashboard.Policies;

/// <summary>
/// Bars drawn on the server. Each has its words and its number beside it, so nothing is told by colour or length alone; to a
/// screen reader the chart is one picture with a name, because the table beside it says the same.
/// </summary>
internal static class BarChart
{
    private const decimal Width = 200;

    internal static void Append(StringBuilder html, PaperPart.Chart chart)
    {
        var most = chart.Bars.Max(b => b.Value) ?? 0;
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"bars\" role=\"img\" aria-label=\"{PaperWriters.Safe(chart.Title)}\">\n");
        foreach (var bar in chart.Bars)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"bar-line\"><span>{PaperWriters.Safe(bar.Label)}</span><svg viewBox=\"0 0 200 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
            if (bar.Value is { } value)
                html.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar-fill\" width=\"{(most > 0 ? Math.Round(Width * value / most, 1) : 0):0.#}\" height=\"14\"/>");
            else
                html.Append("<rect class=\"bar-none\" x=\"0.5\" y=\"0.5\" width=\"199\" height=\"13\"/>");
            html.Append(CultureInfo.InvariantCulture, $"</svg><span class=\"number\">{PaperWriters.Safe(bar.Text)}</span></div>\n");
        }

        html.Append("</figure>\n");
    }
}
