using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Intake;

/// <summary>Limits of intake (<c>Gateway:Intake</c>).</summary>
public sealed class IntakeOptions
{
    /// <summary>Bytes of one submission at most.</summary>
    [Range(1024, 4L * 1024 * 1024 * 1024)]
    public long MaxSubmissionBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>
    /// Records of one submission at most. Each becomes rows and work of its own, whatever its length: a few bytes a record
    /// would otherwise keep every other agency waiting.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxRecords { get; set; } = 20_000;

    /// <summary>Submissions committed together at most: they share one synchronous write to disk.</summary>
    [Range(1, 1000)]
    public int CommitTogether { get; set; } = 100;

    /// <summary>Submissions that may wait for a commit; callers beyond that wait before they are read on.</summary>
    [Range(1, 10_000)]
    public int Waiting { get; set; } = 500;
}
