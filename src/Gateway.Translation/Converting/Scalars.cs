using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>Yes and no in Dutch, French, English, German and Norwegian; unknown is neither.</summary>
/// <param name="yes">Word written for yes; null: a JSON true.</param>
/// <param name="no">Word written for no; null: a JSON false.</param>
/// <param name="yesWords">Words that alone mean yes on this line; empty: the usual ones.</param>
/// <param name="noWords">Words that alone mean no on this line.</param>
internal sealed class YesNoConversion(string? yes, string? no, IReadOnlyList<string> yesWords, IReadOnlyList<string> noWords) : Conversion
{
    public override string Name => "yes-no";

    public override Converted Read(string raw, in ConversionContext context)
    {
        if (yesWords.Count + noWords.Count == 0)
            return Usual(raw.ToUpperInvariant());
        if (yesWords.Contains(raw, StringComparer.OrdinalIgnoreCase))
            return Converted.To(true);
        return noWords.Contains(raw, StringComparer.OrdinalIgnoreCase) ? Converted.To(false) : Neither;
    }

    private static Converted Neither { get; } = Converted.Problem("not-yes-no", ValueProblems.NotYesNo);

    private static Converted Usual(string raw) => raw switch
    {
        "TRUE" or "WAAR" or "VRAI" or "WAHR" or "SANN" or "J" or "JA" or "Y" or "YES" or "O" or "OUI" or "1" or "X" => Converted.To(true),
        "FALSE" or "ONWAAR" or "FAUX" or "FALSCH" or "USANN" or "N" or "NEE" or "NEEN" or "NO" or "NON" or "NEIN" or "NEI" or "0" => Converted.To(false),
        "?" or "??" or "ONBEKEND" or "INCONNU" or "UNKNOWN" or "UNBEKANNT" or "UKJENT" => Converted.Unknown,
        _ => Neither,
    };

    public override Reverted? Write(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => yes is null ? new Reverted("true", NodeKind.True) : new Reverted(yes, NodeKind.Text),
        JsonValueKind.False => no is null ? new Reverted("false", NodeKind.False) : new Reverted(no, NodeKind.Text),
        _ => null,
    };
}

/// <summary>A whole number; a spreadsheet's <c>24,0</c> is one.</summary>
internal sealed class NumberConversion(int? least, int? most) : Conversion
{
    public override string Name => "number";

    public override Converted Read(string raw, in ConversionContext context)
    {
        if (!decimal.TryParse(raw.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || number is < int.MinValue or > int.MaxValue)
        {
            return Converted.Problem("not-a-number", ValueProblems.NotWhole);
        }

        return number < least || number > most
            ? Converted.Problem("out-of-range", ValueProblems.OutOfRange.With(least?.ToString(CultureInfo.InvariantCulture) ?? "any", most?.ToString(CultureInfo.InvariantCulture) ?? "any"))
            : Converted.To((int)number);
    }

    public override Reverted? Write(JsonNode value) => Scalar(value) is { } text ? new Reverted(text, NodeKind.Number) : null;
}

/// <summary>A number with decimals, comma or point.</summary>
internal sealed class DecimalConversion : Conversion
{
    public override string Name => "decimal";

    public override Converted Read(string raw, in ConversionContext context) =>
        decimal.TryParse(raw.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Converted.To(number)
            : Converted.Problem("not-a-number", ValueProblems.NotNumber);

    public override Reverted? Write(JsonNode value) => Scalar(value) is { } text ? new Reverted(text, NodeKind.Number) : null;
}

/// <summary>A code of a fixed number of digits, with its leading zeros: the number of an office.</summary>
internal sealed class DigitsConversion(int width) : Conversion
{
    public override string Name => "digits";

    public override Converted Read(string raw, in ConversionContext context) =>
        raw.Length == width && raw.All(char.IsAsciiDigit)
            ? Converted.To(raw)
            : Converted.Problem("unknown-code", ValueProblems.NotDigits.With(width));
}

/// <summary>Driving licence categories, run together or apart: <c>B</c>, <c>BE</c>, <c>AM B C1E</c>.</summary>
/// <remarks>Categories of Directive 2006/126/EC, and the Dutch T; the longest category counts.</remarks>
internal sealed class LicenceConversion : Conversion
{
    private static readonly string[] Categories = ["C1E", "D1E", "AM", "A1", "A2", "BE", "C1", "CE", "D1", "DE", "B1", "A", "B", "C", "D", "T"];

    public override string Name => "licences";

    public override Converted Read(string raw, in ConversionContext context)
    {
        var rest = raw.ToUpperInvariant().AsSpan();
        var found = new List<string>();
        while (!rest.IsEmpty)
        {
            if (rest[0] is ' ' or ',' or ';' or '/' or '+')
            {
                rest = rest[1..];
                continue;
            }

            string? category = null;
            foreach (var candidate in Categories)
            {
                if (rest.StartsWith(candidate))
                {
                    category = candidate;
                    break;
                }
            }

            if (category is null)
                return Converted.Problem("unknown-code", ValueProblems.NoDrivingLicences);
            if (!found.Contains(category))
                found.Add(category);
            rest = rest[category.Length..];
        }

        return found.Count == 0 ? Converted.Unknown : Converted.To(found);
    }
}
