using Gateway.Contracts.Events;

namespace Gateway.Core.Directory;

/// <content>Agencies as records name them.</content>
public sealed partial class AgencyDirectory
{
    /// <summary>An agency by id, or the gateway's own test client; for the stages, which treat it like any other. Lists and keys know the directory's agencies only.</summary>
    /// <returns>Null when there is none.</returns>
    public Agency? Party(string agencyId) => agencyId == TestAgency.Id ? TestAgency.Entry : Find(agencyId);

    /// <summary>
    /// The agency that a record names: by its organisation code or id; by the municipality alone, or beside a general
    /// word such as <c>OCMW</c>, the welfare office that serves it on the day. An office that was merged away
    /// resolves to the one that serves its municipality now.
    /// </summary>
    /// <param name="organisation">Organisation code or agency id as written, or null.</param>
    /// <param name="municipality">Municipality code or name as written, or null.</param>
    /// <param name="day">The day.</param>
    /// <returns>Null when there is no such agency; also when the organisation is one that nobody here has.</returns>
    public Agency? Named(string? organisation, string? municipality, DateOnly day)
    {
        var code = NormaliseName(organisation ?? "");
        if (code.Length > 0 && _byOrganisation.TryGetValue(code, out var agency))
            return agency.Live || agency.Territory.Count == 0 ? agency : OfficeNow(agency, day);
        if (code.Length > 0 && !_genericOrganisations.Contains(code))
            return null;
        return string.IsNullOrWhiteSpace(municipality)
            ? null
            : _countries.Select(c => WelfareOfficeFor(c, municipality, day)).FirstOrDefault(a => a is not null);
    }

    /// <summary>
    /// Whether a record's stated sender is the agency that handed it in. A record that states no sender is the
    /// caller's own; one that states another agency, or one that nobody knows, is set aside.
    /// </summary>
    public bool IsSelf(Agency agency, Party? statedSender, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(agency);
        if (string.IsNullOrWhiteSpace(statedSender?.Organisation) && string.IsNullOrWhiteSpace(statedSender?.Municipality))
            return true;
        return Named(statedSender.Organisation, statedSender.Municipality, day)?.Id == agency.Id;
    }

    /// <summary>The office that does an office's work on a day: itself, or the one that took over when it closed.</summary>
    public Agency InPlaceOf(Agency office, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(office);
        var now = office;
        for (var hops = 0; hops < _agencies.Count && now.Closed(day) && now.Successor is { } next && Find(next) is { } successor; hops++)
            now = successor;
        return now;
    }

    private Agency OfficeNow(Agency merged, DateOnly day) =>
        WelfareOfficeFor(merged.Country, merged.Territory[0].Municipality, day) ?? merged;
}
