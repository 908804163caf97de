using System.Collections.Frozen;
using Gateway.Contracts.Events;

namespace Gateway.Core.Clients;

/// <summary>
/// Codes that stand in no statement, whatever a profile or a sender says: special categories (GDPR art. 9), criminal matters
/// (art. 10) and control data. Held here and not in a format, so that nobody who writes one can open it (decision 0051).
/// </summary>
public static class ProtectedCodes
{
    private static readonly FrozenSet<string> Special = BarrierCodes.Protected.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names, places, references and occupations: words by nature, of which one may be spelt like a code.</summary>
    private static readonly string[] Words = ["client.", "sender.", "recipient.", "profile.sector", "profile.occupation", "ticket", "inReplyTo", "caseNumber", "agreement.recordId", "basis.reference"];

    /// <summary>Where a value at a canonical path belongs; ordinary for whatever may be stated.</summary>
    /// <param name="path">Canonical path from the event on, lists transparent.</param>
    /// <param name="value">The value.</param>
    public static Compartment CompartmentOf(string path, string value)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        // The longest is shorter than most values are.
        if (value.Length > 20)
            return Compartment.Ordinary;
        if (path.EndsWith("registration.category", StringComparison.Ordinal) && value.Trim() is "14" or "excluded")
            return Compartment.Walled;
        if (!Special.Contains(value.Trim()))
            return Compartment.Ordinary;
        var own = path.StartsWith("referral.", StringComparison.Ordinal) ? path.AsSpan("referral.".Length) : path;
        foreach (var words in Words)
        {
            if (own.StartsWith(words, StringComparison.Ordinal))
                return Compartment.Ordinary;
        }

        return Compartment.Special;
    }
}
