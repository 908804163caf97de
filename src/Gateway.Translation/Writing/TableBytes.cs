using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>One row under its header, as CSV with semicolons: every column the profile writes, empty ones too.</summary>
internal static class TableBytes
{
    public static ReadOnlyMemory<byte> Of(SourceNode root, OutboundRule rule)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" }))
        {
            var columns = Columns(rule.Fields).Distinct(StringComparer.Ordinal).ToList();
            columns.ForEach(csv.WriteField);
            csv.NextRecord();
            columns.ForEach(c => csv.WriteField(root.Child(c)?.Text));
            csv.NextRecord();
        }

        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Columns(IEnumerable<FieldLine> lines) => lines.SelectMany(l =>
        l.Items is not null && !l.TakesTexts ? Columns(l.Items) : new[] { l.Source, l.Ladder?.Variant, l.Ladder?.Potential }.OfType<SourcePath>().Select(p => p.Text));
}
