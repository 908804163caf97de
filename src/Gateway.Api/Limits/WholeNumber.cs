using System.Globalization;
using Gateway.Api.Problems;

namespace Gateway.Api.Limits;

/// <summary>A number in a query: digits only, in its range.</summary>
internal static class WholeNumber
{
    /// <summary>Reads it; the usual value when it is absent.</summary>
    public static bool TryRead(string? text, int least, int most, int usual, out int number)
    {
        number = usual;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    /// <summary>Names the parameter and its range, not what was sent.</summary>
    public static ProblemResult Refusal(string parameter, int least, int most) =>
        new(ProblemKind.ParameterInvalid, $"Give '{parameter}' a whole number from {least} to {most}, or leave it out.") { Places = [parameter] };
}
