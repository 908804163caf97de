namespace Gateway.Core.Work;

/// <summary>The time at which something is decided.</summary>
/// <param name="Now">Domain time, UTC: deadlines and validity run on it. Which day it is depends on the office: <see cref="Draft.TodayAt"/>.</param>
public readonly record struct Moment(DateTimeOffset Now)
{
    /// <summary>The time in whole seconds, as events state it.</summary>
    public DateTimeOffset Second => Now.AddTicks(-(Now.Ticks % TimeSpan.TicksPerSecond));
}
