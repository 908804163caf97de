using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Host.Commands;

/// <summary>
/// What would leave of a referral under the policy, by recipient class: both steps of a handover together, from the
/// class of the agencies that send in the format. It says what the manifests let through, not whether this referral
/// would be admitted.
/// </summary>
internal sealed class Forwarding(Agreed agreed, string profile)
{
    private readonly HashSet<RecipientClass> _senders =
        [.. agreed.Directory.Agencies.Where(a => a.Live && a.Profiles.Contains(profile)).Select(a => a.Class)];

    internal IReadOnlyDictionary<string, JsonObject> Of(Statement statement)
    {
        var forwarded = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        if (statement.Content is not ReferralSubmitted referral)
            return forwarded;
        var manifests = agreed.Policy.Manifests.Where(m => m.Event == EventTypes.ReferralHandover
            && m.Purpose == referral.Purpose && _senders.Contains(m.From) && Carries(m, referral.Basis));
        foreach (var group in manifests.GroupBy(m => m.To))
        {
            var fields = group.SelectMany(m => m.Fields).ToHashSet(StringComparer.Ordinal);
            forwarded[Kebab(group.Key)] = Projection.Project(statement.Data, fields).Data;
        }

        return forwarded;
    }

    private static bool Carries(Manifest manifest, BasisClaim? basis) => basis?.Kind switch
    {
        null => false,
        "LEGAL_OBLIGATION" => manifest.Bases.Contains(BasisKind.LegalObligation),
        "PUBLIC_TASK" => manifest.Bases.Contains(BasisKind.PublicTask),
        "CONSENT" => manifest.Bases.Contains(BasisKind.Consent),
        _ => false,
    };

    private static string Kebab(RecipientClass of) =>
        string.Concat(of.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
