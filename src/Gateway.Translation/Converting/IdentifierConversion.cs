using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
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
            : Converted.Problem("identifier-check-digits", ValueProblems.NumberWrong.With(Why(scheme, raw, fault)), always: true);
    }

    private static Sentence Why(string scheme, string raw, NumberFault fault)
    {
        if (PlainText.IsRounded(raw))
            return ValueProblems.NumberRounded;
        if (PlainText.IsFailed(raw))
            return ValueProblems.NumberFailed;
        return fault switch
        {
            NumberFault.NoDigit => ValueProblems.NumberNoDigit,
            NumberFault.Length => ValueProblems.NumberLength.With(raw.Count(char.IsAsciiDigit), scheme, scheme == IdentifierSchemes.Bsn ? 9 : 11),
            NumberFault.Placeholder => ValueProblems.NumberPlaceholder.With(scheme),
            NumberFault.Month => ValueProblems.NumberMonth.With(scheme),
            _ => ValueProblems.NumberCheckDigits.With(scheme),
        };
    }
}

