using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Party = Gateway.Core.Accountability.PolicyParties.Party;

namespace Gateway.Core.Accountability;

/// <summary>
/// Compares two policies by what the gate answers under each, for every pair of agencies, purpose, basis and step, today and on each
/// later day on which something of either begins or ends. Two texts that come to the same have no difference.
/// </summary>
public static class PolicyDifferences
{
    private static readonly PolicySituation[] Situations = [PolicySituation.AgreementGiven, PolicySituation.NoAgreement, PolicySituation.AgreementWithdrawn];

    /// <summary>Under which local agreement a pair is asked about in both policies; null where there is none.</summary>
    private sealed record Scope(string Id, Collaboration? Before, Collaboration? After);

    /// <summary>One field that may leave otherwise between two groups of agencies.</summary>
    private sealed record Atom(
        ChangeKind Kind, string Scope, IReadOnlyList<Party> From, IReadOnlyList<Party> To, string Purpose, PolicyMoment Moment, PolicySituation Situation,
        string Field, string Before, string After);

    /// <summary>What was told of an earlier day. That something leaves, or does not, is told once; another basis again when one has come or gone that was not told of.</summary>
    private sealed class Told
    {
        private readonly Dictionary<Atom, HashSet<string>> _bases = [];

        internal bool IsNew(Atom atom)
        {
            var key = atom with { Before = "", After = "" };
            var isFirst = !_bases.TryGetValue(key, out var told);
            if (told is null)
                _bases[key] = told = new HashSet<string>(StringComparer.Ordinal);
            if (atom.Kind != ChangeKind.OtherBasis)
                return isFirst;
            var (was, @is) = (Lines(atom.Before), Lines(atom.After));
            var isNew = false;
            foreach (var change in @is.Except(was, StringComparer.Ordinal).Select(b => "+" + b).Concat(was.Except(@is, StringComparer.Ordinal).Select(b => "-" + b)))
                isNew |= told.Add(change);
            return isNew;
        }

        private static string[] Lines(string bases) => bases.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The difference.</summary>
    /// <param name="before">The policy as it was.</param>
    /// <param name="after">The policy as it is to be.</param>
    /// <param name="today">The day from which on they are compared.</param>
    public static PolicyDifference Between(Agreed before, Agreed after, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var pairs = Pairs(before, after);
        var told = new Told();
        var changes = new List<PolicyChange>();
        foreach (var day in PolicyDays.From(today, before, after))
            changes.AddRange(Joined([.. pairs.SelectMany(p => Atoms(before, after, p.Scope, p.From, p.To, day)).Where(told.IsNew)], day));
        return new PolicyDifference(
            [.. changes.OrderBy(c => c.Kind).ThenBy(c => c.From).ThenBy(c => c.Purpose, StringComparer.Ordinal).ThenBy(c => c.Sender).ThenBy(c => c.Recipient).ThenBy(c => c.Moment)],
            PolicyTerms.Between(before, after, today));
    }

    /// <summary>Groups of agencies without a local agreement, and the agencies of each local agreement one by one.</summary>
    private static List<(Scope Scope, IReadOnlyList<Party> From, IReadOnlyList<Party> To)> Pairs(Agreed before, Agreed after)
    {
        var pairs = new List<(Scope Scope, IReadOnlyList<Party> From, IReadOnlyList<Party> To)>();
        var alike = PolicyParties.Alike(before, after);
        foreach (var from in alike)
        {
            foreach (var to in alike.Where(to => (!ReferenceEquals(to, from) || from.Count > 1) && SameCountry(from[0], to[0])))
                pairs.Add((new Scope("", null, null), from, to));
        }

        var parties = alike.SelectMany(g => g).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var old = before.Collaborations.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var now = after.Collaborations.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var id in old.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var scope = new Scope(id, old.GetValueOrDefault(id), now.GetValueOrDefault(id));
            var members = Members(scope.Before).Union(Members(scope.After), StringComparer.Ordinal).Where(parties.ContainsKey).Select(m => parties[m]).ToList();
            foreach (var (from, to) in members.SelectMany(f => members.Where(t => t.Id != f.Id).Select(t => (f, t))))
                pairs.Add((scope, [from], [to]));
        }

        return pairs;
    }

    private static IEnumerable<string> Members(Collaboration? agreement) => agreement is null ? [] : agreement.Parties.Concat(agreement.Providers);

    private static bool SameCountry(Party one, Party other) => Country(one) == Country(other);

    private static string Country(Party party) => (party.After ?? party.Before)!.Country;

    private static List<Atom> Atoms(Agreed before, Agreed after, Scope scope, IReadOnlyList<Party> from, IReadOnlyList<Party> to, DateOnly day)
    {
        var atoms = new List<Atom>();
        foreach (var purpose in before.Policy.Purposes.Keys.Union(after.Policy.Purposes.Keys, StringComparer.Ordinal))
        {
            foreach (var moment in Enum.GetValues<PolicyMoment>())
            {
                // Of a pair without a local agreement in either policy the scope of nobody tells.
                if (scope.Id.Length > 0 && !Covers(scope.Before, from, to, moment) && !Covers(scope.After, from, to, moment))
                    continue;
                foreach (var situation in Situations)
                {
                    var old = Leaving(before, Under(before, scope.Id, scope.Before, from, to, moment), from[0].Before, to[^1].Before, purpose, moment, situation, day);
                    var now = Leaving(after, Under(after, scope.Id, scope.After, from, to, moment), from[0].After, to[^1].After, purpose, moment, situation, day);
                    foreach (var field in old.Keys.Union(now.Keys, StringComparer.Ordinal))
                    {
                        var (was, @is) = (old.GetValueOrDefault(field) ?? "", now.GetValueOrDefault(field) ?? "");
                        if (was != @is)
                            atoms.Add(new Atom(was == "" ? ChangeKind.NewlyLeaves : @is == "" ? ChangeKind.NoLongerLeaves : ChangeKind.OtherBasis, scope.Id, from, to, purpose, moment, situation, field, was, @is));
                    }
                }
            }
        }

        return atoms;
    }

    private static bool Covers(Collaboration? agreement, IReadOnlyList<Party> from, IReadOnlyList<Party> to, PolicyMoment moment) =>
        agreement is not null && PolicyParties.Covers(agreement, from[0].Id, to[0].Id, moment);

    /// <summary>The local agreement of a pair in one policy. What the other policy has under this name may be under another one here, or under none.</summary>
    private static Collaboration? Under(Agreed agreed, string scope, Collaboration? own, IReadOnlyList<Party> from, IReadOnlyList<Party> to, PolicyMoment moment)
    {
        if (scope.Length == 0)
            return null;
        return Covers(own, from, to, moment) ? own : agreed.Collaborations.FirstOrDefault(c => Covers(c, from, to, moment));
    }

    /// <summary>Fields that may leave, each with the bases that carry it as one text.</summary>
    private static Dictionary<string, string> Leaving(
        Agreed agreed, Collaboration? agreement, Agency? from, Agency? to, string purpose, PolicyMoment moment, PolicySituation situation, DateOnly day)
    {
        var leaving = new Dictionary<string, string>(StringComparer.Ordinal);
        // What is not live refers nobody: the first decision withholds it.
        if (from is null || to is null || (moment != PolicyMoment.Status && !from.Live))
            return leaving;
        // A provider is asked only where a local agreement names it.
        if (agreement is null && !PolicyParties.IsStandIn(from.Id) && !PolicyParties.IsStandIn(to.Id) && (from.Class == RecipientClass.Provider || to.Class == RecipientClass.Provider))
            return leaving;
        foreach (var basis in agreed.Policy.Bases.Values.Where(b => b.Purposes.Contains(purpose)).OrderBy(b => b.Reference, StringComparer.Ordinal))
        {
            var asked = new PolicyCase { From = from, To = to, Purpose = purpose, Basis = basis.Reference, Moment = moment, Situation = situation, Collaboration = agreement, Day = day };
            foreach (var field in asked.Fields(agreed))
                leaving[field] = leaving.GetValueOrDefault(field, "") + basis.Reference + "\t" + basis.Kind + "\n";
        }

        return leaving;
    }

    private static IEnumerable<PolicyChange> Joined(List<Atom> atoms, DateOnly day) => PolicyJoin.Of(
        [.. atoms.Select(a => new PolicyJoin.Part(
            new PolicyChange
            {
                Kind = a.Kind,
                From = day,
                Purpose = a.Purpose,
                Country = Country(a.From[0]),
                Sender = (a.From[0].After ?? a.From[0].Before)!.Class,
                Recipient = (a.To[0].After ?? a.To[0].Before)!.Class,
                Moment = a.Moment,
                Situations = [a.Situation],
                Agreements = [a.Scope],
                Between = [new Between(Ids(a.From), Ids(a.To))],
                Fields = [a.Field],
                Before = Bases(a.Before),
                After = Bases(a.After),
            },
            a.Before + "|" + a.After))]);

    private static IReadOnlyList<string> Ids(IReadOnlyList<Party> parties) => [.. parties.Select(p => p.Id).Where(i => !PolicyParties.IsStandIn(i))];

    private static IReadOnlyList<NamedBasis> Bases(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).Select(l => new NamedBasis(l[0], Enum.Parse<BasisKind>(l[1])))];
}
