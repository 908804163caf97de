using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Proof;

/// <summary>What is proved of a policy.</summary>
public enum ProofProperty
{
    /// <summary>A local agreement can only take away.</summary>
    OnlyTakesAway,

    /// <summary>No walled, special or free-text field reaches anybody it is not meant for, and the principles hold.</summary>
    MeantFor,

    /// <summary>No rule is dead.</summary>
    NoDeadRule,

    /// <summary>Two rules never disagree.</summary>
    NoDisagreement,

    /// <summary>Nothing can leave that could not leave under an older policy.</summary>
    NothingNew,
}

/// <summary>What a proof came to.</summary>
public enum ProofVerdict
{
    /// <summary>There is no counterexample.</summary>
    Proved,

    /// <summary>There are counterexamples, and the code that decides confirmed each.</summary>
    Found,

    /// <summary>The solver did not answer. Nothing is proved.</summary>
    GaveUp,

    /// <summary>The code that decides does not confirm what the solver found: a fault of the proof, not of the policy.</summary>
    Faulty,
}

/// <summary>A case that shows something. It holds agencies, codes and days, and no person.</summary>
public sealed record ProofCase
{
    /// <summary>Agency whose knowledge leaves.</summary>
    public required string From { get; init; }

    /// <summary>Its class.</summary>
    public required RecipientClass FromClass { get; init; }

    /// <summary>Recipient.</summary>
    public required string To { get; init; }

    /// <summary>Its class.</summary>
    public required RecipientClass ToClass { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Reference of the legal basis.</summary>
    public required string Basis { get; init; }

    /// <summary>Kind of message.</summary>
    public required PolicyMoment Message { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Local agreement; null: none.</summary>
    public string? LocalAgreement { get; init; }

    /// <summary>Status of the client's agreement; null: there is none.</summary>
    public AgreementStatus? ClientAgreement { get; init; }

    /// <summary>Its last day; null: none.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>The client agreed explicitly that needs are told.</summary>
    public bool ExplicitNeeds { get; init; }

    /// <summary>An administrator over property alone agreed.</summary>
    public bool PropertyOnly { get; init; }

    /// <summary>Services that are asked.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The client is protected, restricted or objected: names of what applies.</summary>
    public IReadOnlyList<string> Standing { get; init; } = [];

    /// <summary>Fields that the client was shown; null: no preview was.</summary>
    public IReadOnlyList<string>? Shown { get; init; }

    /// <summary>Value of the field, where it matters.</summary>
    public string? Value { get; init; }
}

/// <summary>A counterexample that the code which decides confirmed.</summary>
public sealed record ProofFinding
{
    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Says { get; init; }

    /// <summary>Fields it is about.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The case that shows it; null for a rule that no case meets.</summary>
    public ProofCase? Case { get; init; }

    /// <summary>How the code that decides answered.</summary>
    public required string Confirmed { get; init; }
}

/// <summary>The proof of one property.</summary>
public sealed record ProofResult
{
    /// <summary>The property.</summary>
    public required ProofProperty Property { get; init; }

    /// <summary>What it came to; the worst of what was met.</summary>
    public required ProofVerdict Verdict { get; init; }

    /// <summary>Counterexamples.</summary>
    public required IReadOnlyList<ProofFinding> Findings { get; init; }

    /// <summary>What the solver gave up on, and what the code did not confirm.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>Questions that the solver was asked.</summary>
    public required int Questions { get; init; }
}

/// <summary>The proof of a policy.</summary>
/// <param name="Solver">Solver with its version; null: it could not be loaded, and nothing was proved.</param>
/// <param name="Results">A result per property.</param>
public sealed record ProofReport(string? Solver, IReadOnlyList<ProofResult> Results)
{
    /// <summary>Every question has an answer: a proof, or a case that shows that something is not so.</summary>
    public bool IsDecided => Solver is not null && !Results.Any(r => r.Verdict is ProofVerdict.GaveUp or ProofVerdict.Faulty);

    /// <summary>All is proved.</summary>
    public bool IsProved => IsDecided && !Results.Any(r => r.Verdict == ProofVerdict.Found);
}
