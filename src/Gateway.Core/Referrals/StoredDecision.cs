using Gateway.Core.Privacy;

namespace Gateway.Core.Referrals;

/// <summary>What was decided about a referral at one moment, with its explanations: codes, versions and field names, never a client's data.</summary>
public sealed record StoredDecision
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Referral.</summary>
    public Guid ReferralId { get; set; }

    /// <summary>The decisions, in order, as JSON: an array of <see cref="DecisionPart"/>.</summary>
    public required string Parts { get; set; }

    /// <summary>Version of the contracts under which it was decided; empty: they had none.</summary>
    public string Contracts { get; set; } = "";

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>One decision of several that fell together.</summary>
/// <param name="Kind"><c>admission</c>, <c>routing</c>, <c>view</c> or <c>release</c>.</param>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Why">The rule that fired, its inputs and what was missing.</param>
public sealed record DecisionPart(string Kind, string Outcome, Explanation Why)
{
    /// <summary>Whether something that was asked did not happen.</summary>
    public bool Refuses() => Kind switch
    {
        "admission" => Outcome != "admissible",
        "routing" => Outcome != "routed",
        "view" => Outcome == WithheldCodes.NoManifest,
        "release" => true,
        _ => false,
    };
}
