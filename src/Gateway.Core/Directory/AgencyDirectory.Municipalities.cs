namespace Gateway.Core.Directory;

/// <content>Municipality codes and the welfare offices that serve them.</content>
public sealed partial class AgencyDirectory
{
    /// <summary>
    /// The code that is valid on a day for a code or a name: a retired code is followed to its successor, because
    /// records keep old codes for years after a merger (Tielt 37015 became 37022 on 2025-01-01).
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="codeOrName">Code, or the municipality's name for feeds that carry names.</param>
    /// <param name="day">The day.</param>
    /// <returns>Null when nothing of that code or name is, or became, valid on the day.</returns>
    public ResolvedMunicipality? Resolve(string country, string codeOrName, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(codeOrName);
        if (_municipalities.TryGetValue((country, codeOrName.Trim()), out var known))
            return Follow(known, day);
        var named = _municipalitiesByName[(country, NormaliseName(codeOrName))].OrderByDescending(m => ValidOn(m, day)).FirstOrDefault();
        return named is null ? null : Follow(named, day);
    }

    /// <summary>
    /// The welfare office competent for a municipality on a day, or null. It may be one that is not live: whoever
    /// routes says so instead of finding another.
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="code">Municipality code or name; retired codes resolve forward.</param>
    /// <param name="day">The day.</param>
    public Agency? WelfareOfficeFor(string country, string code, DateOnly day) =>
        Resolve(country, code, day) is { } municipality
            ? _welfareOffices[(country, municipality.Code)].FirstOrDefault(o => o.Territory.Covers(day)).Agency
            : null;

    /// <summary>Whether an agency serves a municipality on a day; one without territory serves its whole country.</summary>
    public static bool Serves(Agency agency, string country, string? municipality, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return agency.Country == country
            && (agency.Territory.Count == 0 || agency.Territory.Any(t => t.Municipality == municipality && t.Covers(day)));
    }

    private ResolvedMunicipality? Follow(Municipality given, DateOnly day)
    {
        var current = given;
        for (var hops = 0; hops <= _municipalities.Count; hops++)
        {
            if (ValidOn(current, day))
                return new ResolvedMunicipality(current.Code, current.Code == given.Code ? null : given.Code);
            if (current.To is not { } last || last >= day || current.Successor is not { } successor
                || !_municipalities.TryGetValue((given.Country, successor), out var next))
                return null;
            current = next;
        }

        return null;
    }

    private static bool ValidOn(Municipality municipality, DateOnly day) =>
        (municipality.From is null || municipality.From <= day) && (municipality.To is null || day <= municipality.To);
}
