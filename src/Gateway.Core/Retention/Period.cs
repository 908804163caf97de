using System.Globalization;

namespace Gateway.Core.Retention;

/// <summary>A length of time as people agree on it: so many days, months or years of the calendar.</summary>
/// <param name="Days">Days.</param>
/// <param name="Months">Months; a year is twelve.</param>
public sealed record Period(int Days, int Months)
{
    /// <summary>Longest that can be agreed: a hundred years.</summary>
    private const int Most = 36_500;

    /// <summary>Reads <c>14 days</c>, <c>6 months</c>, <c>10 years</c>; null: it is no such text.</summary>
    public static Period? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(' ') is not [var number, var unit] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
            return null;
        return unit switch
        {
            "day" or "days" => new Period(count, 0),
            "month" or "months" when count <= 1200 => new Period(0, count),
            "year" or "years" when count <= 100 => new Period(0, count * 12),
            _ => null,
        };
    }

    /// <summary>The moment at which it is over.</summary>
    /// <param name="moment">Moment at which it began.</param>
    public DateTimeOffset After(DateTimeOffset moment) => moment.AddMonths(Months).AddDays(Days);

    /// <summary>Whether it is shorter than another, whenever both begin.</summary>
    public bool IsShorterThan(Period other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return After(begin) < other.After(begin);
    }

    /// <summary>As it is written in the policy.</summary>
    public override string ToString() => this switch
    {
        { Months: 0 } => Counted(Days, "day"),
        { Months: var months } when months % 12 == 0 => Counted(months / 12, "year"),
        _ => Counted(Months, "month"),
    };

    private static string Counted(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
