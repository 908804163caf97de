using System.Globalization;
using System.Text;

namespace Gateway.Core.Reports;

/// <summary>
/// Writes reports as comma-separated values (RFC 4180), in UTF-8 with a byte-order mark, as spreadsheets expect it. A hidden
/// number is empty, with the reason in the column behind it.
/// </summary>
public static class ReportCsv
{
    /// <summary>Media type.</summary>
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    /// <summary>Writes lines.</summary>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Rows; a <see cref="ReportCell"/> takes two columns.</param>
    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(Quoted)).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.SelectMany(Texts).Select(Quoted)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Texts(object? value) => value is ReportCell cell
        ? [Text(cell.Count), cell.Hidden ?? ""]
        : [Text(value)];

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>What a spreadsheet would take for a formula is text.</summary>
    private static string Quoted(string value)
    {
        if (value.Length > 1 && value[0] is '=' or '+' or '-' or '@' && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            value = "'" + value;
        return value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
