using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>A national number with check digits. One that fails is never repaired: the record is set aside.</summary>
internal sealed class IdentifierConversion(string scheme) : Conversion
{
    public override string Name => "identifier";

    public override Converted Read(string raw, in ConversionContext context) => Of(scheme, raw);

    /// <summary>The number, or what is wrong with it, said without the number.</summary>
    public static Converted Of(string scheme, string raw)
    {
        var fault = NationalNumbers.FaultOf(scheme, scheme == IdentifierSchemes.AgencyReference ? raw : PlainText.Whole(raw), out var number);
        return number is not null
            ? Converted.To(number)
            : Converted.Problem("identifier-check-digits", $"{Why(scheme, raw, fault)} Correct it at the source; the gateway never guesses a number.", always: true);
    }

    private static string Why(string scheme, string raw, NumberFault fault)
    {
        if (PlainText.IsRounded(raw))
            return "A spreadsheet has rounded the number; format the column as text.";
        if (PlainText.IsFailed(raw))
            return "A spreadsheet could not compute or show the number; send the number itself.";
        return fault switch
        {
            NumberFault.NoDigit => "The value holds a character that is no digit from 0 to 9.",
            NumberFault.Length => string.Create(CultureInfo.InvariantCulture, $"The number has {raw.Count(char.IsAsciiDigit)} digits where {scheme} has {(scheme == IdentifierSchemes.Bsn ? 9 : 11)} digits; a spreadsheet may have dropped zeros in front."),
            NumberFault.Placeholder => $"The number stands for none: numbers of {scheme} do not have zeros only in these parts.",
            NumberFault.Month => $"The digits for the month are none that a number of {scheme} has.",
            _ => $"The number fails the check digits of {scheme}.",
        };
    }
}

