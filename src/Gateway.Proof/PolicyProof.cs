using Gateway.Core.Routing;
using Gateway.Proof.Encoding;
using Gateway.Proof.Properties;
using Gateway.Proof.Solving;

namespace Gateway.Proof;

/// <summary>How a policy is proved.</summary>
public sealed record ProofOptions
{
    /// <summary>The day that counterexamples are shown on where they can be.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>An older policy, against which everything is told that could newly leave; null: none.</summary>
    public Agreed? Against { get; init; }

    /// <summary>File of the solver's library; null: where the system keeps libraries.</summary>
    public string? Library { get; init; }

    /// <summary>Time for all questions about one policy together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Proves a policy: over all manifests, local agreements, legal bases and standings at once, with a solver. Every counterexample is put to
/// the code that decides real releases before it is told.
/// </summary>
public static class PolicyProof
{
    /// <summary>Proves it.</summary>
    /// <param name="agreed">The policy with directory and local agreements.</param>
    /// <param name="options">How.</param>
    public static ProofReport Prove(Agreed agreed, ProofOptions options)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(options);
        return Prove(agreed, options, () => Z3.Load(options.Library) is { } library ? new Z3Solver(library, options.Time) : null);
    }

    /// <summary>Proves it with a solver; each space is asked of one of its own.</summary>
    internal static ProofReport Prove(Agreed agreed, ProofOptions options, Func<ISolver?> solver)
    {
        var variables = new CaseVariables(agreed, agreed);
        var (with, without) = (new GateEncoding(variables, after: true, ""), new GateEncoding(variables, after: true, "without: ", withAgreements: false));
        using var asked = solver();
        if (asked is null)
            return new ProofReport(null, []);
        List<ProofResult> results =
        [
            Of(asked, ProofProperty.OnlyTakesAway, h => OnlyTakesAway.Prove(h, variables, with, without)),
            Of(asked, ProofProperty.MeantFor, h => MeantFor.Prove(h, variables, with)),
            Of(asked, ProofProperty.NoDeadRule, h => NoDeadRule.Prove(h, variables, with, without)),
            Of(asked, ProofProperty.NoDisagreement, h => NoDisagreement.Prove(h, variables, with)),
        ];
        if (options.Against is { } older)
            results.Add(Against(older, agreed, options, solver));
        return new ProofReport(asked.Name, results);

        ProofResult Of(ISolver known, ProofProperty property, Action<Hunt> prove)
        {
            var hunt = new Hunt(known, variables, property, options.Today);
            prove(hunt);
            return hunt.Result();
        }
    }

    private static ProofResult Against(Agreed older, Agreed agreed, ProofOptions options, Func<ISolver?> solver)
    {
        var variables = new CaseVariables(older, agreed);
        var (before, after) = (new GateEncoding(variables, after: false, "older: "), new GateEncoding(variables, after: true, ""));
        using var asked = solver()!;
        var hunt = new Hunt(asked, variables, ProofProperty.NothingNew, options.Today);
        NothingNew.Prove(hunt, variables, before, after);
        return hunt.Result();
    }
}
