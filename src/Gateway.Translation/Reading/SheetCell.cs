using System.Globalization;
using ExcelDataReader;

namespace Gateway.Translation.Reading;

/// <summary>A cell of a spreadsheet as its sender sees it.</summary>
internal static class SheetCell
{
    /// <summary>What stands for a formula that was never computed; programs write it so themselves.</summary>
    public const string Uncomputed = "#CALC!";

    /// <summary>Days between the two counts.</summary>
    private const int Later1904 = 1462;

    /// <param name="reader">On a row.</param>
    /// <param name="column">Column, from 0 on.</param>
    /// <param name="parts">What else the file says.</param>
    /// <param name="failed">What stands in the cell in the place of a value that could not be computed; null: a value.</param>
    public static Cell Of(IExcelDataReader reader, int column, SheetParts parts, string? failed)
    {
        if (failed is not null)
            return new Cell(failed, false);
        return reader.GetValue(column) switch
        {
            null => default,
            string text => new Cell(PlainText.Cell(text), false),
            double number => parts.Numbers.Of(number, reader.GetNumberFormatString(column)) is { } shown
                ? new Cell(shown, false)
                : new Cell(number.ToString("0.###############", CultureInfo.InvariantCulture), true),
            DateTime date => new Cell(Day(parts.Date1904 && !parts.IsDate1904Known ? date.AddDays(Later1904) : date), false),
            TimeSpan time => new Cell(string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}"), false),
            bool flag => new Cell(flag ? "true" : "false", false),
            var other => new Cell(Convert.ToString(other, CultureInfo.InvariantCulture), false),
        };
    }

    /// <summary>Place of a cell, for example B7.</summary>
    /// <param name="column">From 0 on.</param>
    /// <param name="row">From 1 on.</param>
    public static string PlaceOf(int column, int row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    private static string Day(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
