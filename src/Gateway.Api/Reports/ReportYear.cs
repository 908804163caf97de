using System.Globalization;
using Gateway.Api.Problems;

namespace Gateway.Api.Reports;

/// <summary>The year of a report.</summary>
internal static class ReportYear
{
    private const int First = 2000;
    private const int Last = 2100;

    /// <summary>What is told of a year that is none.</summary>
    internal static ProblemResult Wrong => new(ProblemKind.ParameterInvalid, $"'year' is a year from {First} to {Last}.") { Places = ["year"] };

    /// <summary>Reads it.</summary>
    /// <param name="text">As it was sent; null: none was.</param>
    /// <param name="year">The year; null: none was sent.</param>
    internal static bool TryRead(string? text, out int? year)
    {
        year = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= First and <= Last ? number : null;
        return string.IsNullOrEmpty(text) || year is not null;
    }
}
