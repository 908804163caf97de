using Gateway.Core.Clients;
using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>A record as its profile read it.</summary>
public sealed record ReadRecord
{
    /// <summary>Number in the submission, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Line in the file.</summary>
    public int? Line { get; init; }

    /// <summary>Statements; none when the record is set aside.</summary>
    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>Why the record is set aside; null: it is not.</summary>
    public TranslationProblem? Problem { get; init; }

    /// <summary>For an answer without a statement: its code.</summary>
    public string? Answer { get; init; }

    /// <summary>The same as a sentence.</summary>
    public Sentence? AnswerText { get; init; }

    /// <summary>Bytes of the record.</summary>
    public required ReadOnlyMemory<byte> Slice { get; init; }

    /// <summary>Bytes that may lie in the ordinary store.</summary>
    public required ReadOnlyMemory<byte> Kept { get; init; }

    /// <summary>Strictest compartment of what the profile marks.</summary>
    public Compartment Compartment { get; init; }

    /// <summary>Fields that the profile does not map.</summary>
    public int Unmapped { get; init; }
}

/// <summary>A profile under which records are read.</summary>
/// <param name="Profile">Its id.</param>
/// <param name="Version">Its version when reading began.</param>
public sealed record ReadUnder(string Profile, string Version);
