namespace Gateway.Core.Operating;

/// <summary>What somebody may do on the pages. One person may have several.</summary>
[Flags]
public enum UserRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sees flows, states and generic causes.</summary>
    Viewer = 1,

    /// <summary>Looks after causes, puts agencies on hold, sends content errors back to the sender.</summary>
    Operator = 2,

    /// <summary>Replays parked work.</summary>
    Replay = 4,

    /// <summary>Reads and answers one agency's handovers in the web inbox.</summary>
    CaseWorker = 8,

    /// <summary>Answers clients about disclosures: data protection officer.</summary>
    Dpo = 16,

    /// <summary>Gives people their roles.</summary>
    Administrator = 32,

    /// <summary>Sees one agency's own traffic for some hours, by a link: the agency's technician.</summary>
    Technician = 64,
}

/// <summary>State of a replay.</summary>
public enum ReplayState
{
    /// <summary>Frozen; nothing has been issued.</summary>
    Prepared = 0,

    /// <summary>Goes on wave by wave.</summary>
    Running = 1,

    /// <summary>Waits for a person, who paused it or whose first item failed again.</summary>
    Paused = 2,

    /// <summary>Ended before all items were issued.</summary>
    Cancelled = 3,

    /// <summary>All items were issued.</summary>
    Finished = 4,
}
