namespace Gateway.Core.Directory;

/// <summary>Everything the agencies agreed about who is who. Immutable; loaded from <c>contracts/directory</c>.</summary>
public sealed partial class AgencyDirectory
{
    private readonly Dictionary<string, Agency> _agencies;
    private readonly Dictionary<string, Agency> _byOrganisation = new(StringComparer.Ordinal);
    private readonly HashSet<string> _genericOrganisations;
    private readonly Dictionary<(string Country, string Code), Municipality> _municipalities;
    private readonly ILookup<(string Country, string Name), Municipality> _municipalitiesByName;
    private readonly ILookup<(string Country, string Municipality), (Agency Agency, Territory Territory)> _welfareOffices;
    private readonly string[] _countries;
    private readonly Dictionary<string, Service> _services;
    private readonly Dictionary<string, Question> _questions;
    private readonly Dictionary<string, HashSet<DateOnly>> _holidays;

    /// <summary>Builds the directory; the loader has already checked that references resolve and ids are unique.</summary>
    /// <param name="version">Content hash.</param>
    /// <param name="agencies">Agencies.</param>
    /// <param name="municipalities">Municipality codes, retired ones too.</param>
    /// <param name="services">Services with their offers.</param>
    /// <param name="holidays">Public holidays by country.</param>
    /// <param name="questions">Coded questions.</param>
    /// <param name="genericOrganisations">
    /// Words that records use for any welfare office, such as <c>OCMW</c>: the municipality beside them says which.
    /// </param>
    public AgencyDirectory(
        string version,
        IEnumerable<Agency> agencies,
        IEnumerable<Municipality> municipalities,
        IEnumerable<Service> services,
        IReadOnlyDictionary<string, IReadOnlyCollection<DateOnly>> holidays,
        IEnumerable<Question>? questions = null,
        IEnumerable<string>? genericOrganisations = null)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        Version = version;
        _agencies = agencies.ToDictionary(a => a.Id, StringComparer.Ordinal);
        foreach (var agency in _agencies.Values)
        {
            foreach (var code in agency.Organisations.Prepend(agency.Id))
                _byOrganisation.TryAdd(NormaliseName(code), agency);
        }

        IndexCallers();
        _genericOrganisations = (genericOrganisations ?? []).Select(NormaliseName).ToHashSet(StringComparer.Ordinal);
        _municipalities = municipalities.ToDictionary(m => (m.Country, m.Code));
        _municipalitiesByName = _municipalities.Values.ToLookup(m => (m.Country, NormaliseName(m.Name)));
        _countries = [.. _municipalities.Values.Select(m => m.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _welfareOffices = _agencies.Values
            .Where(a => a.Class == RecipientClass.Welfare)
            .SelectMany(a => a.Territory.Select(t => (Agency: a, Territory: t)))
            .ToLookup(e => (e.Agency.Country, e.Territory.Municipality));
        _services = services.ToDictionary(s => s.Code, StringComparer.Ordinal);
        IndexOffers();
        _questions = (questions ?? []).ToDictionary(q => q.Code, StringComparer.Ordinal);
        _holidays = holidays.ToDictionary(h => h.Key, h => h.Value.ToHashSet(), StringComparer.Ordinal);
    }

    /// <summary>Version (content hash) recorded in decisions.</summary>
    public string Version { get; }

    /// <summary>Who measures on the participation ladder, and how.</summary>
    public Ladder.LadderTerms Measuring { get; init; } = Ladder.LadderTerms.None;

    /// <summary>All agencies.</summary>
    public IReadOnlyCollection<Agency> Agencies => _agencies.Values;

    /// <summary>All services.</summary>
    public IReadOnlyCollection<Service> Services => _services.Values;

    /// <summary>All coded questions.</summary>
    public IReadOnlyCollection<Question> Questions => _questions.Values;

    /// <summary>All municipality codes, retired ones too.</summary>
    public IReadOnlyCollection<Municipality> Municipalities => _municipalities.Values;

    /// <summary>The same directory with other entries of its agencies, and room for everybody at every office: for sandboxes.</summary>
    /// <param name="entry">An agency's entry instead of the one that is there.</param>
    public AgencyDirectory With(Func<Agency, Agency> entry) => new(
        Version, Agencies.Select(entry), Municipalities, Services.Select(s => s with { Offers = [.. s.Offers.Select(o => o with { Capacity = null })] }),
        _holidays.ToDictionary(h => h.Key, h => (IReadOnlyCollection<DateOnly>)h.Value, StringComparer.Ordinal), Questions, _genericOrganisations);

    /// <summary>An agency by id, or null.</summary>
    public Agency? Find(string agencyId) => _agencies.GetValueOrDefault(agencyId);

    /// <summary>Name of an agency; its id when it is not in the directory.</summary>
    public string NameOf(string agencyId) => Find(agencyId)?.Name ?? agencyId;

    /// <summary>A service by code, or null.</summary>
    public Service? FindService(string code) => _services.GetValueOrDefault(code);

    /// <summary>A coded question, or null.</summary>
    public Question? FindQuestion(string code) => _questions.GetValueOrDefault(code);

    /// <summary>
    /// How names and organisation codes are compared: letters and digits in upper case, so that <c>OCMW Leuven</c>,
    /// <c>ocmw-leuven</c> and <c>OCMW_LEUVEN</c> are the same office.
    /// </summary>
    public static string NormaliseName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<char> kept = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
                kept[length++] = char.ToUpperInvariant(character);
        }

        return new string(kept[..length]);
    }
}
