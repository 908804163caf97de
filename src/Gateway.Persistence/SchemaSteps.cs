using System.Text.RegularExpressions;

namespace Gateway.Persistence;

/// <summary>
/// What the name of a migration says to a release that does not know it. Schemas change by expanding and contracting: a release
/// first only adds, so that processes of the release before go on working beside its own; a later one removes what nobody uses
/// any more, and says in the name who may be left. Everything else is refused.
/// </summary>
public static partial class SchemaSteps
{
    /// <summary>Whether a release can work on a schema to which a migration was applied that it does not know.</summary>
    /// <param name="known">Migrations that the release knows.</param>
    /// <param name="later">Name of the one that it does not know.</param>
    public static bool Serves(IReadOnlyCollection<string> known, string later)
    {
        ArgumentNullException.ThrowIfNull(known);
        var name = Name().Match(later);
        return name.Groups["expands"].Success
            || (name.Groups["leaves"] is { Success: true, Value: var oldest } && known.Any(k => string.CompareOrdinal(k, oldest) >= 0));
    }

    /// <summary>
    /// <c>20270301120000_ExpandAddsPlaces</c> only adds. <c>20270901120000_Contract20270301120000DropsSeats</c> removes what releases do not
    /// use any more that know the migration of 1 March 2027.
    /// </summary>
    [GeneratedRegex("^[0-9]{14}_((?<expands>Expand[A-Z])|Contract(?<leaves>[0-9]{14})[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
