namespace Gateway.Core.Traffic;

/// <summary>Whether an office is up, by its own rhythm.</summary>
public enum ContactState
{
    /// <summary>There were too few contacts to know a rhythm.</summary>
    NotKnown = 0,

    /// <summary>It was in contact no longer ago than usual.</summary>
    Up = 1,

    /// <summary>Longer ago than usual, but not yet conspicuous.</summary>
    Late = 2,

    /// <summary>More than twice as long ago as usual.</summary>
    Silent = 3,
}

/// <summary>
/// An office's own rhythm of contact, in its working days: that nobody hands in on a Sunday says nothing, and that an office of two people is in
/// contact once a week neither.
/// </summary>
/// <param name="State">Whether it is up.</param>
/// <param name="Usual">Working days from one contact to the next that nine of ten gaps do not exceed; null: not known.</param>
/// <param name="Since">Working days without a contact up to yesterday; null: there never was one.</param>
public sealed record ContactRhythm(ContactState State, int? Usual, int? Since)
{
    /// <summary>Days on which an agency must have been in contact before it has a rhythm.</summary>
    public const int FewestDays = 5;

    /// <summary>Working days without a contact that are conspicuous at all.</summary>
    private const int ShortestSilence = 2;

    /// <summary>The rhythm of an office.</summary>
    /// <param name="contacts">Days with a contact, in order.</param>
    /// <param name="last">Day of the last contact, which may be later than those counted; null: none.</param>
    /// <param name="today">Today, at the office. It is not over, so it counts for nothing.</param>
    /// <param name="isWorkingDay">Whether the office works on a day.</param>
    public static ContactRhythm Of(IReadOnlyList<DateOnly> contacts, DateOnly? last, DateOnly today, Func<DateOnly, bool> isWorkingDay)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        ArgumentNullException.ThrowIfNull(isWorkingDay);
        int? since = last is { } day ? WorkingDaysBetween(day, today, isWorkingDay) : null;
        if (contacts.Count < FewestDays || since is not { } passed)
            return new ContactRhythm(ContactState.NotKnown, null, since);
        List<int> gaps = [.. contacts.Zip(contacts.Skip(1), (a, b) => 1 + WorkingDaysBetween(a, b, isWorkingDay)).Order()];
        var usual = gaps[(int)Math.Ceiling(gaps.Count * 0.9) - 1];
        var state = passed > Math.Max(ShortestSilence, 2 * usual) ? ContactState.Silent : passed >= Math.Max(usual, 1) ? ContactState.Late : ContactState.Up;
        return new ContactRhythm(state, usual, passed);
    }

    /// <summary>Working days that lie between two days, neither of them counted.</summary>
    private static int WorkingDaysBetween(DateOnly from, DateOnly to, Func<DateOnly, bool> isWorkingDay)
    {
        var days = 0;
        for (var day = from.AddDays(1); day < to; day = day.AddDays(1))
            days += isWorkingDay(day) ? 1 : 0;
        return days;
    }
}
