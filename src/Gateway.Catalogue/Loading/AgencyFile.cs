using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Returns;
using Gateway.Core.Trail;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>directory/agencies.yaml</c>.</summary>
internal static partial class AgencyFile
{
    private const string DefaultProfile = "cloudevents";
    private const string NotThere = "is not in directory/municipalities.yaml; add it there or correct the code.";

    internal static Dictionary<string, Agency> Read(
        YamlMap? root, List<Municipality> municipalities, IReadOnlyCollection<string> countriesWithHolidays, CallersReader callers, ContractsFolder folder)
    {
        var agencies = new Dictionary<string, Agency>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var organisations = new Dictionary<string, string>(StringComparer.Ordinal);
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var served = new List<(string Agency, string Country, Territory Territory)>();
        foreach (var entry in root?.Maps("agencies") ?? [])
        {
            var agency = Read(entry, taken, municipalities, callers, folder);
            agencies.TryAdd(agency.Id, agency);
            CheckOrganisations(entry, agency, organisations);
            InFolderReader.CheckApart(entry, agency, folders);
            if (agency.Country.Length > 0 && !countriesWithHolidays.Contains(agency.Country))
                entry.Report("country", ProblemCodes.UnknownCountry, $"'{agency.Country}' has no public holidays in directory/holidays.yaml; working days could not be counted.{Spelling.Hint(agency.Country, countriesWithHolidays)}");
            if (agency.Class == RecipientClass.Welfare)
                CheckOverlaps(entry, agency, served);
        }

        foreach (var entry in root?.Maps("agencies") ?? [])
            CheckSuccessor(entry, agencies);
        root?.RejectUnknown();
        return agencies;
    }

    /// <summary>What is open at an office that closes goes to another office of its kind, which is not closed before.</summary>
    private static void CheckSuccessor(YamlMap entry, Dictionary<string, Agency> agencies)
    {
        if (agencies.GetValueOrDefault(entry.OptionalText("id") ?? "") is not { } agency || (agency.ClosesOn is null && agency.Successor is null))
            return;
        if (agency.ClosesOn is null)
            entry.Report("successor", ProblemCodes.Contradiction, "An office with a successor closes on a day; add 'closesOn' or remove 'successor'.");
        else if (agency.Successor is null)
            entry.Report("closesOn", ProblemCodes.Contradiction, "What is open at an office that closes must go somewhere; add 'successor'.");
        else if (agencies.GetValueOrDefault(agency.Successor) is not { } next)
            entry.Report("successor", ProblemCodes.UnknownAgency, $"'{agency.Successor}' is not in this file; add it or correct the id.{Spelling.Meant(agency.Successor, agencies.Keys)}");
        else if (next.Id == agency.Id || next.Class != agency.Class || next.Country != agency.Country || !next.Live || next.ClosesOn <= agency.ClosesOn)
            entry.Report("successor", ProblemCodes.Contradiction, $"'{next.Id}' cannot take over: the successor is another live office of the same class and country that stays open longer.");
    }

    /// <summary>In which formats the agencies of the file receive handovers and statuses.</summary>
    internal static IReadOnlyList<ReceivingFormat> Receiving(YamlMap? root) =>
        [.. (root?.Maps("agencies") ?? []).SelectMany(entry => new[]
        {
            Receives(entry, EventTypes.ReferralHandover, "handoverProfile"),
            Receives(entry, EventTypes.ReferralStatusChanged, "statusProfile"),
        })];

    private static ReceivingFormat Receives(YamlMap entry, string type, string key) =>
        new(entry.OptionalText("id") ?? "", type, entry.OptionalText(key) ?? DefaultProfile, entry.File.Name, entry.Has(key) ? entry.LineOf(key) : entry.Line);

    private static Agency Read(YamlMap entry, HashSet<string> taken, List<Municipality> municipalities, CallersReader callers, ContractsFolder folder)
    {
        var id = entry.UniqueText("id", taken);
        if (id.Length > 0 && !AgencyId().IsMatch(id))
            entry.Report("id", ProblemCodes.BadId, $"'{id}' is no agency id; use 2 to 40 of a-z, 0-9 and '-'.");
        if (id == TestAgency.Id)
            entry.Report("id", ProblemCodes.BadId, $"'{id}' is the gateway's own test client; choose another id.");
        var country = entry.Text("country");
        var profiles = entry.KnownTexts("profiles", folder.HasProfile, ProblemCodes.UnknownProfile, "is not a profile under formats/; correct it or add the profile.", folder.Profiles);
        var channel = entry.Choice<ChannelKind>("channel");
        var agency = new Agency
        {
            Id = id,
            Name = entry.Text("name"),
            Class = entry.Choice<RecipientClass>("class"),
            Country = country,
            Organisations = entry.Texts("organisations"),
            Territory = [.. entry.Maps("territory").Select(t => ReadTerritory(t, country, municipalities))],
            Profiles = profiles,
            HandoverProfile = Profile(entry, "handoverProfile", folder),
            StatusProfile = Profile(entry, "statusProfile", folder),
            Channel = channel,
            InFolder = InFolderReader.Read(entry, profiles),
            Webhook = WebhookReader.Read(entry, channel),
            NoticeMail = ReadNoticeMail(entry, channel),
            Language = Language(entry),
            DutyContact = ReadDutyContact(entry.OptionalMap("dutyContact")),
            Ladder = LadderReader.Read(entry),
            ClosingDays = ReadClosingDays(entry),
            ReconcileDaily = Reconciles(entry),
            Callers = callers.Read(id, entry.OptionalMap("callers")),
            TrailKey = TrailKey(entry),
            Live = entry.Flag("live", whenAbsent: true),
            ClosesOn = entry.OptionalDate("closesOn"),
            Successor = entry.OptionalText("successor"),
        };
        if (agency.Channel == ChannelKind.Gateway)
            entry.Report("channel", "unknown-value", "'gateway' is the gateway's own channel, for its test record; use feed, file, amqp, webhook or inbox.");
        entry.RejectUnknown();
        return agency;
    }

    private static string Language(YamlMap entry)
    {
        var language = entry.OptionalText("language") ?? "en";
        if (!SpokenLanguage.Codes.Contains(language))
            entry.Report("language", ProblemCodes.UnknownLanguage, $"Agencies are not told in '{language}'; it must be one of {string.Join(", ", SpokenLanguage.Codes)}.");
        return language;
    }

    private static bool Reconciles(YamlMap entry)
    {
        var how = entry.OptionalText("reconcile");
        if (how is not (null or "daily"))
            entry.Report("reconcile", "unknown-value", $"'{how}' is no way to compare counts; it must be daily, or be left out.");
        return how == "daily";
    }

    private static string? TrailKey(YamlMap entry)
    {
        var key = entry.OptionalText("trailKey");
        if (key is not null && !AgencyKey.IsOne(key))
            entry.Report("trailKey", ProblemCodes.BadKey, "This is no public key with which an agency can countersign; it must be an ECDSA key over P-256: the lines between BEGIN and END of its PEM file, as one line. A private key must never stand here.");
        return key;
    }

    private static string Profile(YamlMap entry, string key, ContractsFolder folder)
    {
        var profile = entry.OptionalText(key) ?? DefaultProfile;
        if (!folder.HasProfile(profile))
            entry.Report(key, ProblemCodes.UnknownProfile, $"'{profile}' is not a profile under formats/; correct it or add the profile.{Spelling.Hint(profile, folder.Profiles)}");
        return profile;
    }

    internal static Territory ReadTerritory(YamlMap entry, string country, List<Municipality> municipalities)
    {
        var code = entry.KnownText("municipality", c => municipalities.Exists(m => m.Country == country && m.Code == c), ProblemCodes.UnknownMunicipality, NotThere, municipalities.Where(m => m.Country == country).Select(m => m.Code));
        var (from, to) = entry.Validity();
        entry.RejectUnknown();
        return new Territory(code, from, to);
    }

    private static string? ReadNoticeMail(YamlMap entry, ChannelKind channel)
    {
        var mail = WebhookReader.Mail(entry, "noticeMail");
        if (mail is not null && channel != ChannelKind.Inbox)
            entry.Report("noticeMail", ProblemCodes.Contradiction, "Only an office that reads the web inbox is told by mail that something waits; give it 'channel: inbox', or remove 'noticeMail'.");
        return mail;
    }

    private static DutyContact? ReadDutyContact(YamlMap? entry)
    {
        if (entry is null)
            return null;
        var contact = new DutyContact(entry.Text("role"), entry.Text("phone"), entry.OptionalText("hours"), WebhookReader.Mail(entry, "mail"));
        entry.RejectUnknown();
        return contact;
    }

    private static IReadOnlyList<DateOnly> ReadClosingDays(YamlMap entry)
    {
        List<DateOnly> days = [];
        var texts = entry.Texts("closingDays");
        for (var i = 0; i < texts.Count; i++)
        {
            if (!DateOnly.TryParseExact(texts[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                entry.File.Report(entry.LineOfEntry("closingDays", i), "not-a-date", $"'{texts[i]}' must be a date such as 2026-12-28.");
            else if (days.Contains(day))
                entry.File.Report(entry.LineOfEntry("closingDays", i), ProblemCodes.Duplicate, $"'{texts[i]}' occurs twice; give each day once.");
            else
                days.Add(day);
        }

        return days;
    }

    private static void CheckOrganisations(YamlMap entry, Agency agency, Dictionary<string, string> organisations)
    {
        var codes = agency.Organisations.Select((o, i) => (Code: o, Line: entry.LineOfEntry("organisations", i))).Prepend((Code: agency.Id, Line: entry.LineOf("id")));
        foreach (var (code, line) in codes)
        {
            if (!organisations.TryAdd(AgencyDirectory.NormaliseName(code), agency.Id) && organisations[AgencyDirectory.NormaliseName(code)] is { } owner && owner != agency.Id)
                entry.File.Report(line, ProblemCodes.DuplicateOrganisation, $"'{code}' is also a name of '{owner}'; a record could not tell them apart.");
        }
    }

    private static void CheckOverlaps(YamlMap entry, Agency agency, List<(string Agency, string Country, Territory Territory)> served)
    {
        var lines = entry.Maps("territory");
        for (var i = 0; i < agency.Territory.Count; i++)
        {
            var mine = agency.Territory[i];
            foreach (var other in served.Where(s => s.Country == agency.Country && s.Territory.Municipality == mine.Municipality
                && References.Overlap(s.Territory.From, s.Territory.To, mine.From, mine.To)))
                entry.File.Report(lines[i].Line, ProblemCodes.OverlappingTerritory, $"'{mine.Municipality}' is served by '{other.Agency}' on some of the same days; end one before the other begins.");
            served.Add((agency.Id, agency.Country, mine));
        }
    }

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AgencyId();
}
