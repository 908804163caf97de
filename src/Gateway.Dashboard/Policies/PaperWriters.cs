using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Dashboard.Assets;

namespace Gateway.Dashboard.Policies;

/// <summary>Writes documents. Whatever stands in the files of the policy is text in them, never markup or a formula.</summary>
public static class PaperWriters
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<string> Style = new(() => AssetsPages.StyleSheet("paper.css"));

    /// <summary>What stands in the head of a document for its style.</summary>
    /// <param name="styleSheet">Address of the style sheet; null: the style stands in the page.</param>
    internal static string StyleOf(string? styleSheet) => styleSheet is null
        ? $"<style>\n{Style.Value}</style>"
        : $"<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{Safe(styleSheet)}\">";

    /// <summary>A page that needs nothing else: it can be mailed, and printed on A4.</summary>
    /// <param name="paper">The document.</param>
    /// <param name="styleSheet">Address of the style sheet, for a server that allows no style within pages; null: it stands in the page.</param>
    public static string Html(Paper paper, string? styleSheet = null)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var style = StyleOf(styleSheet);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{paper.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Safe(paper.Title)}</title>\n{style}\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(paper.Title)}</h1>\n<p class=\"soft\">{Safe(paper.Subtitle)}</p>\n");
        return html.Append(Body(paper.Parts)).Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Parts of a document, for a page that has a frame of its own.</summary>
    /// <param name="parts">Parts.</param>
    internal static string Body(IReadOnlyList<PaperPart> parts)
    {
        var html = new StringBuilder();
        string? heading = null;
        foreach (var part in parts)
        {
            Append(html, part, heading);
            heading = (part as PaperPart.Heading)?.Text ?? heading;
        }

        return html.ToString();
    }

    /// <summary>Lines for a terminal.</summary>
    /// <param name="paper">The document.</param>
    public static string Text(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{paper.Title}\n{paper.Subtitle}\n");
        foreach (var part in paper.Parts)
        {
            text.Append(part switch
            {
                PaperPart.Heading heading => $"\n{heading.Text}\n",
                PaperPart.Paragraph words => words.Words + "\n",
                PaperPart.List list => string.Concat(list.Items.Select((item, i) => $"  {(list.IsNumbered ? $"{i + 1}." : "-")} {item}\n")),
                PaperPart.Table table => string.Concat(table.Rows.Select(r => $"  {r[0]}\n" + string.Concat(table.Columns.Zip(r).Skip(1).Select(c => $"      {c.First}: {c.Second}\n")))),
                _ => "",
            });
        }

        return text.ToString();
    }

    /// <summary>Markdown.</summary>
    /// <param name="paper">The document.</param>
    public static string Markdown(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Plain(paper.Title)}\n\n{Plain(paper.Subtitle)}\n");
        foreach (var part in paper.Parts)
        {
            text.Append('\n').Append(part switch
            {
                PaperPart.Heading heading => $"{new string('#', heading.Level)} {Plain(heading.Text)}\n",
                PaperPart.Paragraph words => Plain(words.Words) + "\n",
                PaperPart.List list => string.Concat(list.Items.Select((item, i) => $"{(list.IsNumbered ? $"{i + 1}." : "-")} {Plain(item)}\n")),
                PaperPart.Table table => $"| {string.Join(" | ", table.Columns.Select(Plain))} |\n|{string.Concat(table.Columns.Select(_ => "---|"))}\n"
                    + string.Concat(table.Rows.Select(r => $"| {string.Join(" | ", r.Select(Plain))} |\n")),
                _ => "",
            });
        }

        return text.ToString();
    }

    /// <summary>The rows as CSV (RFC 4180), in UTF-8 with its mark, so that spreadsheets read it.</summary>
    /// <param name="data">The rows.</param>
    public static string Csv(PaperData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return '\uFEFF' + string.Concat(data.Rows.Prepend(data.Columns).Select(r => string.Join(',', r.Select(Cell)) + "\r\n"));
    }

    /// <summary>The rows as a JSON array of objects.</summary>
    /// <param name="data">The rows.</param>
    public static string Json(PaperData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return JsonSerializer.Serialize(data.Rows.Select(r => data.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)), Readable) + "\n";
    }

    private static void Append(StringBuilder html, PaperPart part, string? above)
    {
        switch (part)
        {
            case PaperPart.Heading heading:
                html.Append(CultureInfo.InvariantCulture, $"<h{heading.Level}>{Safe(heading.Text)}</h{heading.Level}>\n");
                break;
            case PaperPart.Paragraph text:
                html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(text.Words)}</p>\n");
                break;
            case PaperPart.List list:
                var tag = list.IsNumbered ? "ol" : "ul";
                html.Append(CultureInfo.InvariantCulture, $"<{tag}>\n");
                foreach (var item in list.Items)
                    html.Append(CultureInfo.InvariantCulture, $"<li>{Safe(item)}</li>\n");
                html.Append(CultureInfo.InvariantCulture, $"</{tag}>\n");
                break;
            case PaperPart.Table table:
                // What is wider than its page is scrolled, also by keyboard, so it has a name and a place in the order of tabs.
                html.Append(table.Caption is { } named ? $"<div class=\"wide scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Safe(named)}\">" : "<div class=\"wide\">");
                html.Append(CultureInfo.InvariantCulture, $"<table{(table.HasNotes ? " class=\"grid notes\"" : table.IsGrid ? " class=\"grid\"" : "")}>\n{(table.Caption is { } caption ? $"<caption{(caption == above ? " class=\"said\"" : "")}>{Safe(caption)}</caption>\n" : "")}<thead><tr>");
                for (var i = 0; i < table.Columns.Count; i++)
                    html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Number(table, i)}>{Safe(table.Columns[i])}</th>");
                html.Append("</tr></thead>\n<tbody>\n");
                foreach (var row in table.Rows)
                {
                    html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Safe(row[0])}</th>");
                    for (var i = 1; i < row.Count; i++)
                        html.Append(CultureInfo.InvariantCulture, $"<td{Number(table, i)}>{Safe(row[i])}</td>");
                    html.Append("</tr>\n");
                }

                html.Append("</tbody>\n</table></div>\n");
                break;
            case PaperPart.Chart chart:
                BarChart.Append(html, chart);
                break;
        }
    }

    private static string Number(PaperPart.Table table, int column) => column >= table.Columns.Count - table.Numbers ? " class=\"number\"" : "";

    internal static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (character == '<')
            {
                // Whatever reads it, it is no tag.
                plain.Append("&lt;");
                continue;
            }

            if ("|\\`*_>[]".Contains(character, StringComparison.Ordinal))
                plain.Append('\\');
            plain.Append(character);
        }

        return plain.ToString();
    }

    private static string Cell(string text)
    {
        // A spreadsheet takes what begins like this for a formula; a number below zero is none.
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) && !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
