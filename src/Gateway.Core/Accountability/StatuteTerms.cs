using System.Globalization;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;

namespace Gateway.Core.Accountability;

/// <summary>What differs between the statutes of two policies that keep what a client asks to have erased.</summary>
internal static class StatuteTerms
{
    internal static IEnumerable<TermChange> Between(Policy before, Policy after)
    {
        var (was, now) = (ById(before), ById(after));
        return was.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Was: was.GetValueOrDefault(id), Now: now.GetValueOrDefault(id)))
            .Where(s => Text(s.Was) != Text(s.Now))
            .Select(s => new TermChange(TermKind.KeptByLaw, s.Id, Text(s.Was), Text(s.Now), Widens(s.Was, s.Now)));
    }

    private static Dictionary<string, StatutoryTerm> ById(Policy policy) => policy.KeptByLaw.DistinctBy(t => t.Id, StringComparer.Ordinal).ToDictionary(t => t.Id, StringComparer.Ordinal);

    /// <summary>Country, years, whom it binds, about what, and its source, which comes last because it is free words.</summary>
    private static string? Text(StatutoryTerm? term) => term is null
        ? null
        : string.Join("; ", [term.Country, term.Years.ToString(CultureInfo.InvariantCulture), List(term.Agencies), List(term.Classes.Select(c => c.ToString())), List(term.Purposes), List(term.Bases), term.Source]);

    /// <summary>Whether more is kept against the client's wish, or longer.</summary>
    private static bool Widens(StatutoryTerm? was, StatutoryTerm? now) => now is not null
        && (was is null || now.Country != was.Country || now.Years > was.Years || IsWider(was.Agencies, now.Agencies) || IsWider(was.Classes, now.Classes) || IsWider(was.Purposes, now.Purposes)
            || IsWider(was.Bases, now.Bases));

    /// <summary>A list that is empty bounds nothing.</summary>
    private static bool IsWider<T>(IReadOnlyList<T> was, IReadOnlyList<T> now) => was.Count > 0 && (now.Count == 0 || now.Except(was).Any());

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));
}
