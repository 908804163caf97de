using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;

namespace Gateway.Workers.Intake;

/// <summary>A submission that waits for its commit.</summary>
internal sealed class PendingSubmission
{
    public required SubmissionSnapshot Submission { get; init; }
    public required DataKeyRow Key { get; init; }
    public required IReadOnlyList<SegmentRow> Segments { get; init; }
    public required IReadOnlyList<ConsentWithdrawn> Withdrawals { get; init; }
    public string? TraceParent { get; init; }
    public RecordName? Corrects { get; init; }
    public PageOperation? Operation { get; init; }
    public TaskCompletionSource<IntakeResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
