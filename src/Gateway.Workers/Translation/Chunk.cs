using System.Diagnostics;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Translation;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Translation;

/// <summary>Records that are committed together, by submission. Disposing it ends its spans.</summary>
internal sealed class Chunk : IDisposable
{
    internal List<ChunkPart> Parts { get; } = [];

    /// <summary>Records in all parts.</summary>
    internal int Count { get; set; }

    internal ChunkPart Begin(WorkItem step, SubmissionSnapshot submission)
    {
        var part = new ChunkPart(step, submission);
        Parts.Add(part);
        return part;
    }

    public void Dispose() => Parts.ForEach(p => p.Dispose());
}

/// <summary>What a chunk holds of one submission.</summary>
internal sealed class ChunkPart : IDisposable
{
    private readonly Activity? _span;

    internal ChunkPart(WorkItem step, SubmissionSnapshot submission)
    {
        Step = step;
        Submission = submission;
        var around = Activity.Current;
        _span = GatewayActivity.OfWorkItem(StageNames.Translation, step);
        // It ends at the commit, when the spans of other submissions have begun: it must not become their parent.
        Activity.Current = around;
    }

    internal WorkItem Step { get; }
    internal SubmissionSnapshot Submission { get; }
    internal List<TranslatedRecord> Records { get; } = [];

    /// <summary>The submission ends in this chunk.</summary>
    internal bool Finished { get; set; }

    /// <summary>Reading on failed; what is in <see cref="Records"/> still counts.</summary>
    internal Fault? Fault { get; set; }

    /// <summary>Trace parent of what the records cause.</summary>
    internal string? Cause => _span?.Id ?? Step.TraceParent;

    public void Dispose()
    {
        if (Fault is not null)
            _span?.SetStatus(ActivityStatusCode.Error);
        _span?.Dispose();
    }
}
