using Gateway.Core.Directory;

namespace Gateway.Core.Routing;

/// <summary>
/// Local agreements by party and municipality, made once when the contracts are loaded. A municipality that was merged is found
/// under the code that continues it too; whether an agreement holds on a day is the rule's to say.
/// </summary>
public sealed class Sites
{
    private static readonly IReadOnlyList<Collaboration> None = [];
    private readonly Dictionary<(string Party, string Municipality), List<Collaboration>> _by = [];
    private readonly Dictionary<string, Collaboration> _byId = new(StringComparer.Ordinal);

    private readonly (AgencyDirectory, IReadOnlyList<Collaboration>) _of;

    internal Sites(Agreed agreed)
    {
        var (directory, collaborations) = _of = (agreed.Directory, agreed.Collaborations);
        var next = directory.Municipalities.Where(m => m.Successor is not null).ToLookup(m => m.Code, m => m.Successor!, StringComparer.Ordinal);
        foreach (var collaboration in collaborations.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            _byId.TryAdd(collaboration.Id, collaboration);
            HashSet<string> codes = new(StringComparer.Ordinal);
            Queue<string> open = new(collaboration.Municipalities);
            while (open.TryDequeue(out var code))
            {
                if (!codes.Add(code))
                    continue;
                foreach (var successor in next[code])
                    open.Enqueue(successor);
            }

            foreach (var key in collaboration.Parties.Distinct(StringComparer.Ordinal).SelectMany(p => codes.Select(c => (p, c))))
            {
                if (!_by.TryGetValue(key, out var there))
                    _by[key] = there = [];
                there.Add(collaboration);
            }
        }
    }

    /// <summary>Whether it was made from these: a changed copy of what was agreed needs its own.</summary>
    internal bool IsOf(Agreed agreed) => ReferenceEquals(_of.Item1, agreed.Directory) && ReferenceEquals(_of.Item2, agreed.Collaborations);

    /// <summary>Agreements of a party that may be for a municipality, by id.</summary>
    internal IReadOnlyList<Collaboration> Of(string party, string? municipality) =>
        municipality is not null && _by.TryGetValue((party, municipality), out var there) ? there : None;

    /// <summary>An agreement by id; null: there is none (any more).</summary>
    public Collaboration? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);
}
