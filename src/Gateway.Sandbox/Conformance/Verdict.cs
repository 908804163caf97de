namespace Gateway.Sandbox.Conformance;

/// <summary>How a case ended.</summary>
public enum CaseEnd
{
    /// <summary>The system did what is expected.</summary>
    Passed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>It was not played.</summary>
    NotPlayed,
}

/// <summary>What came of a case.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Seen">What was seen, in one sentence without personal data.</param>
public sealed record Verdict(CaseEnd End, string Seen)
{
    internal static Verdict Passed(string seen) => new(CaseEnd.Passed, seen);

    internal static Verdict Failed(string seen) => new(CaseEnd.Failed, seen);
}

/// <summary>A case with what came of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Took">How long it took.</param>
public sealed record PlayedCase(ConformanceCase Case, Verdict Verdict, TimeSpan Took);

/// <summary>A run of the kit.</summary>
/// <param name="Agency">The vendor's agency.</param>
/// <param name="Way">Its channel.</param>
/// <param name="At">When it began, machine time, UTC.</param>
/// <param name="Program">Version of the gateway.</param>
/// <param name="Cases">Cases.</param>
public sealed record ConformanceReport(string Agency, string Way, DateTimeOffset At, string Program, IReadOnlyList<PlayedCase> Cases)
{
    /// <summary>How many ended in a way.</summary>
    public int Count(CaseEnd end) => Cases.Count(c => c.Verdict.End == end);

    /// <summary>Whether every case that was played passed, and one was.</summary>
    public bool IsPassed => Count(CaseEnd.Failed) == 0 && Count(CaseEnd.Passed) > 0;
}
