using Gateway.Core.Intake;

namespace Gateway.Workers.Intake;

/// <summary>A submission that waits for its commit.</summary>
/// <param name="submission">The submission.</param>
/// <param name="turn">Its turn, where order counts.</param>
internal sealed class PendingSubmission(NewSubmission submission, IntakeTurn? turn)
{
    /// <summary>The submission.</summary>
    internal NewSubmission Submission { get; } = submission;

    /// <summary>Its turn; null where order does not count.</summary>
    internal IntakeTurn? Turn { get; } = turn;

    /// <summary>What its caller is told.</summary>
    internal TaskCompletionSource<IntakeResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
