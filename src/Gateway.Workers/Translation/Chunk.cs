using System.Diagnostics;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Translation;

/// <summary>Records that are committed together, by submission. Disposing it ends its spans.</summary>
internal sealed class Chunk : IDisposable
{
    internal List<ChunkPart> Parts { get; } = [];

    /// <summary>Records in all parts.</summary>
    internal int Count { get; set; }

    internal ChunkPart Begin(WorkItem item, SubmissionSnapshot submission, bool late = false)
    {
        var part = new ChunkPart(item, submission) { Late = late };
        Parts.Add(part);
        return part;
    }

    public void Dispose() => Parts.ForEach(p => p.Dispose());
}

/// <summary>What a chunk holds of one submission.</summary>
internal sealed class ChunkPart : IDisposable
{
    private readonly Activity? _span;

    internal ChunkPart(WorkItem item, SubmissionSnapshot submission)
    {
        Submission = submission;
        var around = Activity.Current;
        _span = GatewayActivity.OfWorkItem(StageNames.Translation, item);
        // It ends at the commit, when the spans of other submissions have begun: it must not become their parent.
        Activity.Current = around;
        // What its records cause goes on in the span of its own work.
        Item = _span is null ? item : item with { TraceParent = _span.Id };
    }

    internal WorkItem Item { get; }

    /// <summary>The submission as the chunk before left it, or as somebody else has changed it since.</summary>
    internal SubmissionSnapshot Submission { get; set; }

    internal List<ReadRecord> Records { get; } = [];

    /// <summary>The profile under which it is read, in the version with which reading began, whatever is loaded meanwhile.</summary>
    internal ReadUnder? Under { get; set; }

    /// <summary>Records that are translated again; null: the submission is read on.</summary>
    internal IReadOnlyList<RecordAgain>? Again { get; set; }

    /// <summary>With <see cref="Again"/>: the document holds records behind the last one that was known.</summary>
    internal bool Further { get; set; }

    /// <summary>With <see cref="Further"/>: noes of clients in those records, which take effect before they are worked on.</summary>
    internal IReadOnlyList<IClientStatement> Ahead { get; set; } = [];

    /// <summary>What the records state, record by record.</summary>
    internal IEnumerable<IReadOnlyList<Statement>> Stated => Again?.Select(r => r.Read?.Statements ?? []) ?? Records.Select(r => r.Statements);

    /// <summary>The submission was set aside whole when it arrived, and is read now.</summary>
    internal bool Late { get; init; }

    /// <summary>The submission ends in this chunk.</summary>
    internal bool Finished { get; set; }

    /// <summary>Reading on failed; what is in <see cref="Records"/> still counts.</summary>
    internal Fault? Fault { get; set; }

    /// <summary>It is committed, with the fault that it may have.</summary>
    internal bool IsCommitted { get; set; }

    /// <summary>The submission as this chunk left it, once it is committed.</summary>
    internal SubmissionSnapshot? Committed { get; set; }

    public void Dispose()
    {
        if (Fault is not null)
            _span?.SetStatus(ActivityStatusCode.Error);
        _span?.Dispose();
    }
}
