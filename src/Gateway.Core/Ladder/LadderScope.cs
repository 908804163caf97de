using Gateway.Core.Directory;

namespace Gateway.Core.Ladder;

/// <summary>What belongs to an organisation or a municipality of today: those that became it are counted with it.</summary>
public static class LadderScope
{
    private const int MostHops = 20;

    /// <summary>The agency that stands for an agency today: itself, or the one that took over.</summary>
    public static string Today(AgencyDirectory directory, string agency, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        for (var hops = 0; hops < MostHops && directory.Find(agency) is { Successor: { } next } office && office.Closed(today); hops++)
            agency = next;
        return agency;
    }

    /// <summary>An agency and all that became it.</summary>
    public static IReadOnlyList<string> Organisations(AgencyDirectory directory, string agency, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return [.. directory.Agencies.Where(a => a.Id != agency && Today(directory, a.Id, today) == agency).Select(a => a.Id).Prepend(agency)];
    }

    /// <summary>The code that stands for a municipality today.</summary>
    public static string MunicipalityToday(AgencyDirectory directory, string code, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory.Municipalities.Where(m => m.Code == code).Select(m => directory.Resolve(m.Country, m.Code, today)?.Code).OfType<string>().FirstOrDefault() ?? code;
    }

    /// <summary>A municipality's code and all that became it.</summary>
    public static IReadOnlyList<string> Municipalities(AgencyDirectory directory, string code, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return [.. directory.Municipalities.Where(m => m.Code != code && directory.Resolve(m.Country, m.Code, today)?.Code == code).Select(m => m.Code).Prepend(code)];
    }

    /// <summary>What the directory says of the comparability of a question's figures.</summary>
    public static LadderNotes Notes(AgencyDirectory directory, LadderQuestion question, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(question);
        var (first, last) = (new DateOnly(question.Year - 1, 1, 1), new DateOnly(question.Year, 12, 31));
        var asked = question.Organisation is { } one ? Organisations(directory, one, today) : null;
        var places = question.Municipality is { } place ? Municipalities(directory, place, today) : null;
        var organisations = directory.Measuring.Organisations.Where(o =>
            (asked is null || asked.Contains(o.Agency)) && (places is null || Where(directory, o).Any(t => places.Contains(t.Municipality) && Overlap(t.From, t.To, first, last)))).ToList();
        var variants = organisations.SelectMany(o => o.Variants.Where(v => Overlap(v.From, v.To, first, last))).Select(v => v.Version is { } version ? $"{v.Variant} {version}" : v.Variant);
        return new LadderNotes(
            [.. variants.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. organisations.Where(o => o.ChangesIn(question.Year) || o.VariantOn(first.AddYears(1).AddDays(-1)) != o.VariantOn(first.AddYears(1))).Select(o => o.Agency).Order(StringComparer.Ordinal)],
            [.. directory.Agencies.Where(a => a is { ClosesOn: { } day, Successor: not null } && day >= first && day <= last && (asked is null || asked.Contains(a.Id))
                && (places is null || a.Territory.Any(t => places.Contains(t.Municipality)))).Select(a => a.Id).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Where an organisation measures.</summary>
    public static IReadOnlyList<Territory> Where(AgencyDirectory directory, MeasuringOrganisation organisation)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(organisation);
        return organisation.Municipalities.Count > 0 ? organisation.Municipalities : directory.Find(organisation.Agency)?.Territory ?? [];
    }

    private static bool Overlap(DateOnly? from, DateOnly? to, DateOnly first, DateOnly last) => (from ?? DateOnly.MinValue) <= last && (to ?? DateOnly.MaxValue) >= first;
}
