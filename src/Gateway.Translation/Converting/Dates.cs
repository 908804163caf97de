using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>How dates are written in a format.</summary>
internal enum DateForm
{
    /// <summary><c>2026-01-31</c>.</summary>
    Iso,

    /// <summary><c>20260131</c> (JJJJMMDD), 00 for an unknown part.</summary>
    Compact,

    /// <summary><c>31/01/2026</c>, 00 for an unknown part.</summary>
    Slashes,

    /// <summary><c>31-01-2026</c>, 00 for an unknown part.</summary>
    Hyphens,

    /// <summary><c>31.01.2026</c>, 00 for an unknown part.</summary>
    Points,
}

/// <summary>
/// A date in ISO form, as JJJJMMDD, as day-month-year or, where the line allows it, as a spreadsheet serial. Unknown
/// parts stay unknown: <c>19850700</c> and <c>00-07-1985</c> are <c>1985-07</c>; nothing is filled in.
/// </summary>
/// <param name="form">How it is written.</param>
/// <param name="partial">Dates with unknown parts are values; otherwise they are problems.</param>
/// <param name="serial">Serial days of a spreadsheet are read.</param>
/// <param name="instant">The target is an instant: a day stands for its first moment, UTC.</param>
internal sealed class DateConversion(DateForm form, bool partial, bool serial, bool instant) : Conversion
{
    public override string Name => serial ? "spreadsheet-date" : partial ? "partial-date" : "date";

    public override Converted Read(string raw, in ConversionContext context)
    {
        var date = (serial ? SerialDay.Read(raw, context.Date1904) : null) ?? WrittenDay.Read(raw);
        if (date is null)
            return Converted.Problem("not-a-date", ValueProblems.NotDate);
        if (date.Length == 0 || context.IsNoDate(date))
            return Converted.Unknown;
        if (date == WrittenDay.FirstOfAll)
            return Converted.NoDate("not-a-date");
        if (date.Length < 10 && !partial)
            return Converted.Problem("incomplete-date", ValueProblems.DateIncomplete);
        return Converted.To(instant ? date + "T00:00:00Z" : date);
    }

    public override Reverted? Write(JsonNode value)
    {
        if (Scalar(value) is not { } text)
            return null;
        var day = text.Length > 10 ? text[..10] : text;
        return new Reverted(DatePattern.Write(form, day), NodeKind.Text);
    }
}

/// <summary>An instant in RFC 3339; without an offset it is UTC, a bare day stands for its first moment.</summary>
internal sealed class DateTimeConversion : Conversion
{
    public override string Name => "date-time";

    public override Converted Read(string raw, in ConversionContext context) =>
        CanonicalMoment.TryRead(raw, out _) && !(context.NoDates is not null && context.IsNoDate(raw[..10])) ? Converted.To(raw) : Parsed(raw, context);

    public override Reverted? Write(JsonNode value) => Scalar(value) is { } text ? new Reverted(text, NodeKind.Text) : null;

    private static Converted Parsed(string raw, in ConversionContext context)
    {
        if (raw.Length >= 10 && raw[4] == '-' && WrittenDay.Read(raw[..10]) is { } day)
        {
            if (day.Length == 0 || context.IsNoDate(day))
                return Converted.Unknown;
            if (day == WrittenDay.FirstOfAll)
                return Converted.NoDate("not-a-date-time");
        }

        return DateTimeOffset.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && raw.Length >= 10 && raw[4] == '-' && instant.Year >= WrittenDay.FirstYear
            ? Converted.To(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))
            : Converted.Problem("not-a-date-time", ValueProblems.NotMoment);
    }
}
