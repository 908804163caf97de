using System.Buffers;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>
/// One row under its header, as CSV with semicolons: every column the profile writes, empty ones too. A text that a spreadsheet would
/// compute has the profile's mark before it, and what holds any separator is quoted, whichever a spreadsheet takes for one.
/// </summary>
internal static class TableBytes
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\";,|\t\r\n");

    public static ReadOnlyMemory<byte> Of(SourceNode root, OutboundRule rule)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", ShouldQuote = a => a.Field.AsSpan().IndexOfAny(Quoted) >= 0 || (a.Field is [var first, ..] && first is ' ') || a.Field is [.., ' '] }))
        {
            var columns = Columns(rule.Fields).Distinct(StringComparer.Ordinal).ToList();
            columns.ForEach(csv.WriteField);
            csv.NextRecord();
            columns.ForEach(c => csv.WriteField(Told(root.Child(c), rule.TextMark)));
            csv.NextRecord();
        }

        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string? Told(SourceNode? cell, string mark) =>
        cell is { Kind: not NodeKind.Number, Text: { } text } && PlainText.IsFormula(text.AsSpan().TrimStart(mark)) ? mark + text : cell?.Text;

    private static IEnumerable<string> Columns(IEnumerable<FieldLine> lines) => lines.SelectMany(l =>
        l.Items is not null && !l.TakesTexts ? Columns(l.Items) : new[] { l.Source, l.Ladder?.Variant, l.Ladder?.Potential }.OfType<SourcePath>().Select(p => p.Text));
}
