using Gateway.Core.Operating;

namespace Gateway.Core.Reconciliation;

/// <summary>Why counts that an agency stated cannot be.</summary>
public static class CountProblems
{
    /// <summary>The days.</summary>
    public static readonly Wording Days = new("counts.days", "The days that are counted are none: 'from' and 'until' are days as 2026-03-31, 'from' not after 'until' and at most 366 days back, and 'until' not in the future. Correct them and send the counts again.");

    /// <summary>A negative number.</summary>
    public static readonly Wording Negative = new("counts.negative", "A count is below zero. Correct it at the source and send the counts again.");

    /// <summary>A state that there is not, or one twice.</summary>
    public static readonly Wording State = new("counts.state", "A state is none of the agreed list, or stands there twice. Use each state of the list once and send the counts again.");

    /// <summary>More in the states than in all.</summary>
    public static readonly Wording MoreThanAll = new("counts.more-than-all", "The states count more than the total: more cannot have been answered than were sent or received. Correct it at the source and send the counts again.");

    /// <summary>Tickets that do not fit the count; value: how many a state may name.</summary>
    public static readonly Wording Tickets = new("counts.tickets", "A state names more tickets than it counts or than {0}, or one twice. Leave the tickets out, or send as many as there are.");
}
