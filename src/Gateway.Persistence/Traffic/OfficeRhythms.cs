using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Traffic;

namespace Gateway.Persistence.Traffic;

/// <summary>Offices' own rhythms of contact. Days change once a day, so they are read again once a minute at most.</summary>
internal sealed class OfficeRhythms(ITraffic traffic, TimeProvider machine)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private volatile Read? _read;

    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<DateOnly>>> ContactsAsync(CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        if (_read is { } read && read.Until > now)
            return read.Days;
        var days = await traffic.ContactsAsync(cancellation);
        _read = new Read(now + Fresh, days);
        return days;
    }

    /// <summary>The rhythm of an agency.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="directory">Directory with the working days of its country.</param>
    /// <param name="contacts">Days with contacts.</param>
    /// <param name="last">Last contact, UTC; null: none.</param>
    /// <param name="now">Domain time.</param>
    internal static ContactRhythm Of(Agency agency, AgencyDirectory directory, IReadOnlyList<DateOnly> contacts, DateTimeOffset? last, DateTimeOffset now)
    {
        var zone = CountryTime.Of(agency.Country);
        return ContactRhythm.Of(
            contacts, last is { } at ? DayOf(at) : null, DayOf(now), day => directory.IsWorkingDay(agency.Country, day) && !agency.ClosingDays.Contains(day));

        DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
    }

    private sealed record Read(DateTimeOffset Until, IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> Days);
}
