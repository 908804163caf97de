using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>Why something never leaves.</summary>
public enum NeverReason
{
    /// <summary>The principles of the policy name the field.</summary>
    Principle,

    /// <summary>No manifest names the field.</summary>
    NoManifest,

    /// <summary>Words instead of a code: free text is never forwarded.</summary>
    FreeText,

    /// <summary>Special categories (GDPR art. 9) and criminal matters (art. 10): kept in a compartment apart.</summary>
    Special,

    /// <summary>Control data: sanction, exclusion; kept in a compartment apart.</summary>
    Walled,
}

/// <summary>Something that never leaves.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Name">Canonical path, or the code that is kept apart.</param>
/// <param name="Holds">Whether the code that makes the documents that leave dropped it when it was asked to carry it.</param>
public sealed record NeverRow(NeverReason Reason, string Name, bool Holds);

/// <summary>
/// What leaves to nobody. Free text and codes of the compartments are put into every field that may leave, and the projection that
/// makes real documents is asked to carry them.
/// </summary>
public static class NeverLeaving
{
    private const string Words = "some words of a counsellor";

    /// <summary>Who somebody is, offices, occupations and references: a text there that is spelt like a code of a barrier does not state the barrier.</summary>
    private static readonly string[] NotOfTheClientsLife = ["client.", "sender.", "recipient.", "basis.", "agreement.", "profile.sector", "profile.occupation", "ticket", "inReplyTo", "caseNumber"];

    /// <summary>What never leaves under a policy.</summary>
    /// <param name="agreed">The policy.</param>
    /// <param name="exchanges">Its matrix.</param>
    public static IReadOnlyList<NeverRow> Of(Agreed agreed, IReadOnlyList<MatrixExchange> exchanges)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(exchanges);
        var leaving = exchanges.SelectMany(e => e.Rows).Select(r => r.Field).ToHashSet(StringComparer.Ordinal);
        var principles = agreed.Policy.Principles.NeverForward;
        // Fields that are made of words by nature (names, addresses) carry any; every other carries codes alone.
        var coded = leaving.Where(f => FreeText.Is(f, Words)).ToHashSet(StringComparer.Ordinal);
        var stating = coded.Where(f => !Array.Exists(NotOfTheClientsLife, n => f.StartsWith(n, StringComparison.Ordinal))).ToList();
        return
        [
            .. principles.Order(StringComparer.Ordinal).Select(f => new NeverRow(NeverReason.Principle, f, !leaving.Contains(f))),
            .. Nowhere(leaving).Except(principles, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(f => new NeverRow(NeverReason.NoManifest, f, true)),
            new NeverRow(NeverReason.FreeText, "", coded.All(f => IsDropped(f, Words))),
            .. BarrierCodes.Protected.Select(c => new NeverRow(NeverReason.Special, c, stating.Append("barriers.code").All(f => IsDropped(f, c)))),
            new NeverRow(NeverReason.Walled, "14", IsDropped("registration.category", "14")),
        ];
    }

    private static IEnumerable<string> Nowhere(HashSet<string> leaving) =>
        KnownFields.Of(EventTypes.ReferralHandover).Union(KnownFields.Of(EventTypes.ReferralStatusChanged), StringComparer.Ordinal).Where(f => !leaving.Contains(f));

    private static bool IsDropped(string path, string value)
    {
        JsonNode node = JsonValue.Create(value);
        foreach (var name in path.Split('.').Reverse())
            node = new JsonObject { [name] = node };
        return Projection.Project((JsonObject)node, new HashSet<string>([path], StringComparer.Ordinal)).Fields.Count == 0;
    }
}
