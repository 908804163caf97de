namespace Gateway.Core.Mandates;

/// <summary>
/// Kinds of data for which a control service may ask. Those of the compartment <c>walled</c> can stand in a mandate; the others can
/// be asked for and are given to no control service, whatever a policy says.
/// </summary>
public static class DataKinds
{
    /// <summary>Kinds that a legal basis may open to a control service: control data, which lie in the compartment <c>walled</c>.</summary>
    public static IReadOnlyList<string> Walled { get; } = ["ATTENDANCE", "SANCTION", "CLAIM", "FRAUD", "NON_COMPLIANCE", "EXCLUSION", "EXEMPTION"];

    /// <summary>Kinds of guidance and of special categories: named so that a refusal can name them, and never given.</summary>
    public static IReadOnlyList<string> Never { get; } = ["DEBTS", "CASE_NOTES", "HEALTH", "ADDICTION", "JUSTICE"];

    /// <summary>Every kind that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Walled, .. Never];
}
