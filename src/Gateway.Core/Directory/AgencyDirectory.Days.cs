namespace Gateway.Core.Directory;

/// <content>Days on the calendar of an office.</content>
public sealed partial class AgencyDirectory
{
    /// <summary>The day that it is at an office at an instant.</summary>
    /// <param name="agency">Its id; one that is not in the directory counts in UTC.</param>
    /// <param name="instant">The instant.</param>
    public DateOnly DayAt(string agency, DateTimeOffset instant) => CountryTime.DayOf(CountryOf(agency), instant);

    /// <summary>The first moment of a day at an office, UTC.</summary>
    /// <param name="agency">Its id; one that is not in the directory counts in UTC.</param>
    /// <param name="day">The day.</param>
    public DateTimeOffset StartAt(string agency, DateOnly day) => CountryTime.StartOf(CountryOf(agency), day);

    /// <summary>The first moment after a day at an office, UTC: a term whose last day it is passes then.</summary>
    /// <param name="agency">Its id; one that is not in the directory counts in UTC.</param>
    /// <param name="day">The day.</param>
    public DateTimeOffset EndAt(string agency, DateOnly day) => CountryTime.EndOf(CountryOf(agency), day);

    /// <summary>The last day of a term that passes at an instant: the day that <see cref="EndAt"/> was given.</summary>
    /// <param name="agency">The office's id; one that is not in the directory counts in UTC.</param>
    /// <param name="due">The instant.</param>
    public DateOnly LastDayAt(string agency, DateTimeOffset due) => CountryTime.LastDayOf(CountryOf(agency), due);

    private string CountryOf(string agency) => Party(agency)?.Country ?? "";
}
