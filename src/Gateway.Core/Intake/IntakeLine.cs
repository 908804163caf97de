namespace Gateway.Core.Intake;

/// <summary>
/// A way in on which order counts, such as an agency's queue: what comes over it is accepted in the order in which it came.
/// Once one of it could not be accepted, nothing behind it is, so that all of it can come again in its order.
/// </summary>
public sealed class IntakeLine
{
    private Task _before = Task.CompletedTask;
    private volatile bool _ended;

    /// <summary>Nothing more is accepted over it.</summary>
    public bool Ended => _ended;

    /// <summary>From now on nothing is accepted over it.</summary>
    public void End() => _ended = true;

    /// <summary>The turn of what came last. Called for one after the other, in the order in which they come.</summary>
    public IntakeTurn Next()
    {
        var turn = new IntakeTurn(this, _before);
        _before = turn.Passed;
        return turn;
    }

    /// <summary>Notes what became of one of it.</summary>
    /// <param name="own">Key that the submission was given here.</param>
    /// <param name="result">What its caller is told.</param>
    /// <remarks>
    /// The same was accepted meanwhile by another process, under a later key: that one has the line now, and what follows here
    /// would stand before it, having been given its key earlier.
    /// </remarks>
    public void Note(Guid own, IntakeResult result)
    {
        if (result is IntakeResult.Accepted { Repeated: true } accepted && accepted.SubmissionId.CompareTo(own) > 0)
            End();
    }
}

/// <summary>The turn of one submission on its line.</summary>
/// <param name="line">The line.</param>
/// <param name="before">Completes when the one before has passed.</param>
public sealed class IntakeTurn(IntakeLine line, Task before)
{
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its line.</summary>
    public IntakeLine Line { get; } = line;

    /// <summary>Completes when the next may stand in for its commit.</summary>
    internal Task Passed => _passed.Task;

    /// <summary>Waits until everything before it stands in for its commit, or was refused.</summary>
    /// <exception cref="IntakeLineEndedException">One before it could not be accepted.</exception>
    public async Task ComeAsync(CancellationToken cancellation)
    {
        await before.WaitAsync(cancellation);
        if (Line.Ended)
            throw new IntakeLineEndedException();
    }

    /// <summary>It stands in for its commit, or is not going to: the next one's turn. What could not be accepted ends the line before.</summary>
    public void Pass() => _passed.TrySetResult();
}

/// <summary>It was not accepted because one before it on the same line was not: it comes again. Nothing is wrong with it.</summary>
public sealed class IntakeLineEndedException() : Exception("One before it on the same line was not accepted.");
