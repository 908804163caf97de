using Gateway.Core.Traffic;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Traffic;

/// <summary>The days that somebody chose on a page: by a name, or by the first and the last of them.</summary>
/// <param name="Range">The days.</param>
/// <param name="Name">Name of the range; null: it was given by its days.</param>
/// <param name="Problem">Why other days are shown than were asked for, in English; null: they are not.</param>
public sealed record ChosenDays(TrafficRange Range, string? Name, string? Problem)
{
    /// <summary>Names of ranges with what stands on their tabs, in English.</summary>
    internal static IReadOnlyList<(string Name, string Text)> Tabs { get; } = [("today", "Today"), ("week", "7 days"), ("month", "30 days")];

    /// <summary>As an address holds them.</summary>
    public string Query => Name is { } name ? "range=" + name : $"from={Plain.Day(Range.From)}&until={Plain.Day(Range.Until)}";

    /// <summary>Their first and last day, as addresses of lists hold them.</summary>
    public string FromUntil => $"from={Plain.Day(Range.From)}&until={Plain.Day(Range.Until)}";

    /// <summary>Reads what somebody chose.</summary>
    /// <param name="range">Name of a range, as written.</param>
    /// <param name="from">First day, as written.</param>
    /// <param name="until">Last day, as written.</param>
    /// <param name="today">The viewer's day.</param>
    /// <param name="usual">Name of the range that is shown where nothing was chosen.</param>
    internal static ChosenDays Read(string? range, string? from, string? until, DateOnly today, string usual)
    {
        var byDays = !string.IsNullOrEmpty(from) || !string.IsNullOrEmpty(until);
        var asked = !byDays && string.IsNullOrEmpty(range) ? usual : range;
        var (days, problem) = TrafficRange.Read(asked, from, until, today);
        return new ChosenDays(days, problem is not null ? TrafficRange.Names[0] : byDays ? null : asked, problem);
    }
}
