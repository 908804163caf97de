namespace Gateway.Core.Operating;

/// <summary>What is known of the heartbeat. Machine time, UTC.</summary>
/// <param name="Number">Number of the last test record that was sent; 0: none yet.</param>
/// <param name="Every">How often one is sent; zero: never.</param>
/// <param name="SentAt">When the last was sent; before the first, when the notes began.</param>
/// <param name="Submission">The one on its way; null: none is.</param>
/// <param name="CameAt">When the last came through; null: none yet.</param>
/// <param name="Took">How long that one took.</param>
public sealed record HeartbeatNote(long Number, TimeSpan Every, DateTimeOffset SentAt, Guid? Submission, DateTimeOffset? CameAt, TimeSpan? Took)
{
    private const int LateAfter = 3;

    /// <summary>When nothing coming through is too late, from the last that did.</summary>
    public TimeSpan Patience => LateAfter * Every;

    /// <summary>The first note.</summary>
    public static HeartbeatNote Begin(DateTimeOffset now) => new(0, TimeSpan.Zero, now, null, null, null);

    /// <summary>Whether the next is to be sent: the last is back and its interval is over, or it is given up.</summary>
    public bool IsDue(DateTimeOffset now) =>
        Every > TimeSpan.Zero && now - SentAt >= (Submission is null ? Every : Patience);

    /// <summary>The note when test records have come through; the one on its way may be among them.</summary>
    public HeartbeatNote Came(IReadOnlyCollection<Guid> submissions, DateTimeOffset now) =>
        Submission is { } sent && submissions.Contains(sent) ? this with { Submission = null, CameAt = now, Took = now - SentAt } : this;

    /// <summary>The note when a test record was sent.</summary>
    public HeartbeatNote Sent(long number, Guid submission, DateTimeOffset at) => this with { Number = number, Submission = submission, SentAt = at };
}
