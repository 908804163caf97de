namespace Gateway.Core.Operating;

/// <summary>Why work is parked. Stored are the code and the values, and never a value of a client.</summary>
public static class WorkProblems
{
    /// <summary>Values: the stage, and what failed, as a kind of exception and a place in the program.</summary>
    public static readonly Wording Failed = new("work.failed", "Work of stage {0} failed: {1}");

    /// <summary>Value: how often it was begun.</summary>
    public static readonly Wording NeverCompleted = new("work.never-completed", "It was begun {0} times and never completed.");

    /// <summary>What was sealed cannot be opened.</summary>
    public static readonly Wording PayloadUnreadable = new("work.payload-unreadable", "The stored payload of the delivery cannot be opened.");
}
