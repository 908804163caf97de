using Gateway.Core.Intake;

namespace Gateway.Workers.Intake;

/// <summary>A submission that waits for its commit.</summary>
/// <param name="submission">The submission.</param>
internal sealed class PendingSubmission(NewSubmission submission)
{
    /// <summary>The submission.</summary>
    internal NewSubmission Submission { get; } = submission;

    /// <summary>What its caller is told.</summary>
    internal TaskCompletionSource<IntakeResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
