using Gateway.Contracts.Events;
using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>A submission that is about to be accepted.</summary>
public sealed class NewSubmission
{
    /// <summary>The submission.</summary>
    public required SubmissionSnapshot Submission { get; init; }

    /// <summary>Rows that the store made when it sealed more bytes than the submission's row holds; written with the submission.</summary>
    public required IReadOnlyList<object> Sealed { get; init; }

    /// <summary>What clients said no to, or lifted, in it: accepted means in force.</summary>
    public required IReadOnlyList<IClientStatement> Noes { get; init; }

    /// <summary>Version of its profile as it is now; null: it is set aside as a whole.</summary>
    public string? ProfileVersion { get; init; }

    /// <summary>W3C trace parent of the call.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The record that was set aside and is replaced by this submission, when there is one.</summary>
    public RecordName? Corrects { get; init; }

    /// <summary>How long it waits before it is worked on.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>What somebody did on a page, when that is where it comes from.</summary>
    public PageOperation? Operation { get; init; }
}
