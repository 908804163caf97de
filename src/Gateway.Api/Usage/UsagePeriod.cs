using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;

namespace Gateway.Api.Usage;

/// <summary>Which days a question is about, and where its page begins.</summary>
/// <param name="From">First day, in the controller's country.</param>
/// <param name="To">Last day.</param>
/// <param name="Begin">First moment.</param>
/// <param name="End">Moment before which it ends.</param>
/// <param name="After">Where the page before ended.</param>
/// <param name="Most">Acts on a page.</param>
internal sealed record UsagePeriod(DateOnly From, DateOnly To, DateTimeOffset Begin, DateTimeOffset End, UsagePlace? After, int Most)
{
    private const int UsualPage = 50;
    private const int LongestPage = 200;

    /// <summary>The period asked for, a year until today when none is; null: something of it is not one.</summary>
    public static UsagePeriod? Of(UsageAsked asked, string country, DateTimeOffset now)
    {
        var zone = CountryTime.Of(country);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (Day(asked.To, today) is not { } to || Day(asked.From, to.Year > 1 ? to.AddYears(-1) : to) is not { } from || from > to || to == DateOnly.MaxValue || from.Year < 2)
            return null;
        if (asked.Take is < 1 or > LongestPage || !TryRead(asked.After, out var after))
            return null;
        return new UsagePeriod(from, to, Midnight(from, zone), Midnight(to.AddDays(1), zone), after, asked.Take ?? UsualPage);
    }

    /// <summary>A place as a caller gets it.</summary>
    public static string Write(UsagePlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks:x}-{place.Id:N}");

    private static bool TryRead(string? text, out UsagePlace? place)
    {
        place = null;
        if (text is null)
            return true;
        if (text.Split('-') is not [var at, var id] || !long.TryParse(at, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTime.MaxValue.Ticks || !Guid.TryParseExact(id, "N", out var key))
        {
            return false;
        }

        place = new UsagePlace(new DateTimeOffset(ticks, TimeSpan.Zero), key);
        return true;
    }

    private static DateOnly? Day(string? text, DateOnly usual) =>
        text is null ? usual : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
