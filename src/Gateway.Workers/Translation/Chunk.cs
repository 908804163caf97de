using Gateway.Persistence.Model;
using Gateway.Translation;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Translation;

/// <summary>Records that are committed together, by submission.</summary>
internal sealed class Chunk
{
    internal List<ChunkPart> Parts { get; } = [];

    /// <summary>Records in all parts.</summary>
    internal int Count { get; set; }

    internal ChunkPart Begin(StepRow step, SubmissionRow submission)
    {
        var part = new ChunkPart(step, submission);
        Parts.Add(part);
        return part;
    }
}

/// <summary>What a chunk holds of one submission.</summary>
internal sealed class ChunkPart(StepRow step, SubmissionRow submission)
{
    internal StepRow Step { get; } = step;
    internal SubmissionRow Submission { get; } = submission;
    internal List<TranslatedRecord> Records { get; } = [];

    /// <summary>The submission ends in this chunk.</summary>
    internal bool Finished { get; set; }

    /// <summary>Reading on failed; what is in <see cref="Records"/> still counts.</summary>
    internal Fault? Fault { get; set; }
}
