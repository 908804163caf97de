using Gateway.Core.Accountability;
using Gateway.Core.Routing;

namespace Gateway.Proof.Encoding;

/// <summary>
/// A local agreement that a case is under, in each of two policies, with the pairs of agencies that it is for. A pair that has another
/// one, or none, in the other policy is a scope of its own.
/// </summary>
internal sealed record Scope(string Name, Collaboration? Before, Collaboration? After)
{
    /// <summary>Sender and recipient by their groups; whether a handover, or a status or plan.</summary>
    internal Dictionary<(int From, int To, bool Handover), (string From, string To)> Pairs { get; } = [];

    internal Collaboration? In(bool after) => after ? After : Before;

    /// <summary>Scopes of two policies, or of one that is given twice; the first is that of nobody.</summary>
    internal static IReadOnlyList<Scope> Of(Agreed before, Agreed after, Func<string, int?> groupOf)
    {
        var scopes = new List<Scope> { new("(none)", null, null) };
        var (old, now) = (before.Collaborations.ToDictionary(c => c.Id, StringComparer.Ordinal), after.Collaborations.ToDictionary(c => c.Id, StringComparer.Ordinal));
        foreach (var id in old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (old.GetValueOrDefault(id), now.GetValueOrDefault(id));
            var found = new Dictionary<(Collaboration?, Collaboration?), Scope>();
            foreach (var handover in new[] { true, false })
            {
                foreach (var (from, to) in Members(was, handover).Union(Members(@is, handover)))
                {
                    if (groupOf(from) is not { } sender || groupOf(to) is not { } recipient)
                        continue;
                    var under = (Under(before, was, from, to, handover), Under(after, @is, from, to, handover));
                    if (!found.TryGetValue(under, out var scope))
                        found[under] = scope = new Scope(found.Count == 0 ? id : $"{id} ({found.Count + 1})", under.Item1, under.Item2);
                    scope.Pairs.TryAdd((sender, recipient, handover), (from, to));
                }
            }

            scopes.AddRange(found.Values);
        }

        return scopes;
    }

    private static IEnumerable<(string From, string To)> Members(Collaboration? agreement, bool handover)
    {
        if (agreement is null)
            return [];
        string[] members = [.. agreement.Parties.Concat(agreement.Providers).Distinct(StringComparer.Ordinal)];
        return members.SelectMany(f => members.Where(t => t != f).Select(t => (f, t))).Where(p => Covers(agreement, p.f, p.t, handover));
    }

    private static Collaboration? Under(Agreed agreed, Collaboration? own, string from, string to, bool handover) =>
        own is not null && Covers(own, from, to, handover) ? own : agreed.Collaborations.FirstOrDefault(c => Covers(c, from, to, handover));

    private static bool Covers(Collaboration agreement, string from, string to, bool handover) =>
        PolicyParties.Covers(agreement, from, to, handover ? PolicyMoment.StepOne : PolicyMoment.Status);
}
