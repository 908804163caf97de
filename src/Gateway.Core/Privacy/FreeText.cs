using System.Collections.Frozen;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;

namespace Gateway.Core.Privacy;

/// <summary>
/// Tells free text from coded values. Free text is never forwarded, also not where a sender writes it into a field that
/// is meant for a code: a manifest that names the field means the code. Nor is a code that belongs in a compartment.
/// </summary>
public static class FreeText
{
    private const int LongestCode = 64;

    /// <summary>Fields whose values are words by nature: names of people, offices and places, ways to reach them, references.</summary>
    private static readonly FrozenSet<string> Words = new[]
    {
        "client.familyName", "client.givenNames", "client.fullName", "client.contact.phone", "client.contact.email",
        "client.residence.municipality", "client.residence.postalCode", "client.residence.place", "client.residence.street",
        "client.residence.houseNumber", "sender.organisation", "sender.municipality", "sender.unit", "sender.contact.name",
        "sender.contact.function", "sender.contact.phone", "recipient.organisation", "recipient.municipality", "recipient.contact.function", "recipient.contact.phone",
        "ticket", "inReplyTo", "caseNumber",
        "parts.lead.organisation", "parts.lead.municipality", "parts.contact.role", "parts.contact.phone",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a value may not leave: words with spaces, or more than a code holds, in a field that is not made of words.</summary>
    /// <param name="path">Canonical path.</param>
    /// <param name="value">The value.</param>
    public static bool Is(string path, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // Whatever a manifest says: of needs, the agreed codes leave and nothing else.
        if (path == SpecialGrounds.Field || path == "referral." + SpecialGrounds.Field)
            return !NeedCodes.All.Contains(value);
        return ProtectedCodes.CompartmentOf(path, value) != Compartment.Ordinary || (!Words.Contains(path) && (value.Length > LongestCode || value.Any(char.IsWhiteSpace)));
    }
}
