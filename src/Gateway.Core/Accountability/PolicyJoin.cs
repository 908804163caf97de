namespace Gateway.Core.Accountability;

/// <summary>Joins changes of single fields into as few lines as a person has to read, without saying more than they do.</summary>
internal static class PolicyJoin
{
    /// <summary>A change of one field in one situation between one pair.</summary>
    /// <param name="Change">The change.</param>
    /// <param name="Bases">Both bases as one text.</param>
    internal sealed record Part(PolicyChange Change, string Bases);

    internal static IEnumerable<PolicyChange> Of(IReadOnlyList<Part> parts)
    {
        // First the situations of a field, then the fields of a pair, then the pairs.
        var fields = parts.GroupBy(p => (Same(p), Pair(p.Change), p.Change.Fields[0]))
            .Select(g => g.First() with { Change = g.First().Change with { Situations = [.. g.Select(p => p.Change.Situations[0]).Distinct().Order()] } });
        var pairs = fields.GroupBy(p => (Same(p), Pair(p.Change), string.Join(',', p.Change.Situations)))
            .Select(g => g.First() with { Change = g.First().Change with { Fields = [.. g.Select(p => p.Change.Fields[0]).Order(StringComparer.Ordinal)] } });
        return pairs.GroupBy(p => (Same(p), string.Join(',', p.Change.Situations), string.Join(',', p.Change.Fields)))
            .Select(g => g.First().Change with
            {
                Agreements = [.. g.Select(p => p.Change.Agreements[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Between = Joined([.. g.Select(p => p.Change.Between[0])]),
            });
    }

    private static (ChangeKind, DateOnly, string, string, string, PolicyMoment, string) Same(Part part) =>
        (part.Change.Kind, part.Change.From, part.Change.Purpose, part.Change.Country, part.Change.Sender + ">" + part.Change.Recipient, part.Change.Moment, part.Bases);

    private static string Pair(PolicyChange change) => $"{change.Agreements[0]}|{string.Join(',', change.Between[0].From)}|{string.Join(',', change.Between[0].To)}";

    /// <summary>Recipients of the same senders are one line; so are senders to the same recipients.</summary>
    private static IReadOnlyList<Between> Joined(IReadOnlyList<Between> pairs)
    {
        var byFrom = pairs.GroupBy(p => string.Join(',', p.From)).Select(g => new Between(g.First().From, Union(g.Select(p => p.To))));
        return [.. byFrom.GroupBy(p => string.Join(',', p.To)).Select(g => new Between(Union(g.Select(p => p.From)), g.First().To))];
    }

    private static IReadOnlyList<string> Union(IEnumerable<IReadOnlyList<string>> ids) => [.. ids.SelectMany(i => i).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
