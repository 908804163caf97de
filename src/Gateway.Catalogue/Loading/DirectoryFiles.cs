using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>directory/</c>: municipalities, holidays, agencies, who measures, services.</summary>
internal sealed class DirectoryFiles
{
    private readonly string _version;
    private readonly List<Municipality> _municipalities;
    private readonly Dictionary<string, IReadOnlyCollection<DateOnly>> _holidays;
    private readonly List<Service> _services;
    private readonly List<Question> _questions;
    private readonly IReadOnlyList<string> _genericOrganisations;
    private readonly CallersReader _callers;
    private readonly Core.Ladder.LadderTerms _measuring;

    private DirectoryFiles(ContractsFolder folder)
    {
        _version = folder.VersionOf("directory");
        _municipalities = MunicipalityFile.Read(folder.Open("directory/municipalities.yaml"));
        _holidays = HolidayFile.Read(folder.Open("directory/holidays.yaml"));
        var agencies = folder.Open("directory/agencies.yaml");
        _genericOrganisations = agencies?.Texts("genericOrganisations") ?? [];
        _callers = CallersReader.Open(agencies);
        Agencies = AgencyFile.Read(agencies, _municipalities, _holidays.Keys, _callers, folder);
        Receiving = AgencyFile.Receiving(agencies);
        _measuring = MeasuringFile.Read(folder, Agencies, _municipalities);
        var services = folder.Open("directory/services.yaml");
        _services = ServiceFile.Read(services, Agencies, new(new CatalogueNames
        {
            Services = Named(services, "services"), Questions = Named(services, "questions"), Purposes = [], Bases = [], Receiving = [],
        }));
        _questions = ServiceFile.ReadQuestions(services, [.. _services.Select(s => s.Code)]);
    }

    internal IReadOnlyDictionary<string, Agency> Agencies { get; }

    internal IReadOnlyList<Service> Services => _services;

    /// <summary>Coded values that criteria may compare with.</summary>
    internal CanonicalCodes Codes => new(new CatalogueNames { Services = [.. _services.Select(s => s.Code)], Questions = [.. Questions], Purposes = [], Bases = [], Receiving = [] });

    internal IEnumerable<string> Questions => _questions.Select(q => q.Code);

    /// <summary>In which formats agencies receive, and where the file says so.</summary>
    internal IReadOnlyList<ReceivingFormat> Receiving { get; }

    internal static DirectoryFiles Load(ContractsFolder folder) => new(folder);

    /// <summary>Countries that have municipalities.</summary>
    internal IReadOnlyCollection<string> Countries => [.. _municipalities.Select(m => m.Country).Distinct(StringComparer.Ordinal)];

    internal IEnumerable<string> MunicipalitiesOf(string country) => _municipalities.Where(m => m.Country == country).Select(m => m.Code);

    private static List<string> Named(YamlMap? root, string list) => [.. (root?.Maps(list) ?? []).Select(e => e.OptionalText("code")).OfType<string>()];

    internal bool HasService(string code) => _services.Exists(s => s.Code == code);

    internal bool HasMunicipality(string country, string code) => _municipalities.Exists(m => m.Country == country && m.Code == code);

    internal AgencyDirectory Build() =>
        new(_version, Agencies.Values, _municipalities, _services, _holidays, _questions, _genericOrganisations) { Authorities = _callers.Authorities, Measuring = _measuring };
}

/// <summary>Reads <c>directory/municipalities.yaml</c>.</summary>
internal static class MunicipalityFile
{
    internal static List<Municipality> Read(YamlMap? root)
    {
        var municipalities = new List<Municipality>();
        var countries = root?.OptionalMap("countries");
        root?.RejectUnknown();
        foreach (var country in countries?.Keys ?? [])
        {
            var entries = countries!.Maps(country);
            var codes = entries.Select(e => e.OptionalText("code") ?? "").ToHashSet(StringComparer.Ordinal);
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                var (from, to) = entry.Validity();
                var successor = entry.OptionalText("successor");
                if (successor is not null && !codes.Contains(successor))
                    entry.Report("successor", ProblemCodes.UnknownMunicipality, $"'{successor}' is not in this file; add the municipality that continues it.");
                if (successor is not null && to is null)
                    entry.Report("successor", ProblemCodes.DatesReversed, "A code with a successor needs its last day; add 'to'.");
                municipalities.Add(new Municipality
                {
                    Country = country,
                    Code = entry.UniqueText("code", taken),
                    Name = entry.Text("name"),
                    From = from,
                    To = to,
                    Successor = successor,
                });
                entry.RejectUnknown();
            }
        }

        return [.. municipalities.DistinctBy(m => (m.Country, m.Code))];
    }
}

/// <summary>Reads <c>directory/holidays.yaml</c>.</summary>
internal static class HolidayFile
{
    internal static Dictionary<string, IReadOnlyCollection<DateOnly>> Read(YamlMap? root)
    {
        var holidays = new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal);
        var countries = root?.OptionalMap("countries");
        root?.RejectUnknown();
        foreach (var country in countries?.Keys ?? [])
        {
            var days = new HashSet<DateOnly>();
            foreach (var entry in countries!.Maps(country))
            {
                _ = entry.Text("date");
                _ = entry.Text("name");
                if (entry.OptionalDate("date") is { } day && !days.Add(day))
                    entry.Report("date", ProblemCodes.Duplicate, $"'{day:yyyy-MM-dd}' occurs twice; give each day once.");
                entry.RejectUnknown();
            }

            holidays[country] = days;
        }

        return holidays;
    }
}
