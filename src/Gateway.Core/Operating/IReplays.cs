namespace Gateway.Core.Operating;

/// <summary>Work items parked for one reason.</summary>
/// <param name="Stage">Stage.</param>
/// <param name="Code">Code.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">The reason of one of them.</param>
public sealed record ParkedGroup(string Stage, string Code, int Count, Sentence Reason);

/// <summary>A replay.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">When it was asked for, UTC.</param>
/// <param name="User">Who asked.</param>
/// <param name="Cause">Which work it takes.</param>
/// <param name="State">State.</param>
/// <param name="Wave">1 (one), 2 (ten), 3 (the rest).</param>
/// <param name="Items">Items in the frozen set.</param>
/// <param name="Succeeded">Issued again and done.</param>
/// <param name="Failed">Issued again and parked, set aside, withheld or unroutable again.</param>
/// <param name="Running">Issued again and not done yet.</param>
/// <param name="Skipped">Settled otherwise before their turn.</param>
public sealed record ReplayLine(
    Guid Id, DateTimeOffset At, string User, ReplayCause Cause, ReplayState State, int Wave,
    int Items, int Succeeded, int Failed, int Running, int Skipped)
{
    /// <summary>Stage.</summary>
    public string Stage => Cause.Stage;

    /// <summary>Code of the cause.</summary>
    public string Code => Cause.Code;

    /// <summary>Not issued yet.</summary>
    public int Left => Items - Succeeded - Failed - Running - Skipped;
}

/// <summary>One item of a replay.</summary>
/// <param name="Number">Place, from 1.</param>
/// <param name="WorkItemId">The parked work item; of a referral its key.</param>
/// <param name="SubjectId">What it is about; the record, where records or referrals are issued again.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>succeeded</c>, <c>failed again</c>, <c>skipped</c>.</param>
/// <param name="Reason">Why it failed again.</param>
/// <param name="Would">What it would do if issued now; null: not asked.</param>
public sealed record ReplayItem(int Number, Guid WorkItemId, Guid SubjectId, string State, Sentence? Reason, Sentence? Would)
{
    /// <summary>State of an item that was not issued yet.</summary>
    public const string Waiting = "waiting";
}

/// <summary>Replays parked work, records that were set aside and referrals that are withheld or unroutable: an exact set, wave by wave, each item once.</summary>
public interface IReplays
{
    /// <summary>What is parked.</summary>
    Task<IReadOnlyList<ParkedGroup>> ParkedAsync(CancellationToken cancellation);

    /// <summary>Replays, the newest first.</summary>
    Task<IReadOnlyList<ReplayLine>> ListAsync(CancellationToken cancellation);

    /// <summary>A replay with its first items; null: there is none.</summary>
    /// <param name="id">Replay.</param>
    /// <param name="tell">Whether to tell what the first items would do now, with gate and policy of now; nothing is written.</param>
    /// <param name="after">Number of the item after which to read; 0: from the first.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, bool tell, int after, CancellationToken cancellation);

    /// <summary>Counts what the items not issued yet would come to if they were issued now: all of them, each looked at once. Nothing is written.</summary>
    /// <returns>Alike items together; null: there is no such replay, or its items are told one by one.</returns>
    Task<IReadOnlyList<ForecastLine>?> ForecastAsync(Guid id, CancellationToken cancellation);

    /// <summary>Freezes what has a cause now. The same id again changes nothing.</summary>
    /// <returns>How many items it holds; 0: nothing has the cause, and there is no replay.</returns>
    Task<int> PrepareAsync(Guid id, string user, ReplayCause cause, CancellationToken cancellation);

    /// <summary>Starts it or goes on with it: one item, then ten, then the rest, each wave when the one before succeeded.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation);

    /// <summary>Pauses it: what was issued goes on, nothing more is issued.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation);

    /// <summary>Ends it: what was not issued stays parked.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation);
}
