using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>What is asked about a new agency, in order, and what an answer must be.</summary>
internal static partial class NewAgencyQuestions
{
    private static readonly string[] Classes = ["pes", "welfare", "provider"];
    private static readonly string[] Channels = ["feed", "file", "amqp", "webhook", "inbox"];

    internal static IReadOnlyList<NewAgencyQuestion> All { get; } =
    [
        new("id", "Id of the agency: 2 to 40 of a-z, 0-9 and '-'") { Objection = OfId },
        new("name", "Name as people know it") { Objection = OfName },
        new("class", "Class: pes, welfare or provider") { Usual = _ => "welfare", Objection = (a, _) => OneOf(a, Classes, "unknown-value", " Employers and health partners are added by hand: no policy lets them receive anything yet.") },
        new("country", "Country, two letters") { Usual = _ => "BE", Objection = (a, b) => b.Countries.Contains(a) ? null : $"'{a}' has no municipalities in directory/municipalities.yaml; add them and the public holidays there, or correct the code.{Spelling.Hint(a, b.Countries)} [unknown-country]" },
        new("municipality", "Code of the municipality it serves (Belgium: NIS), several with commas; empty for an agency of the whole country") { Usual = _ => "", MayBeEmpty = b => b["class"] != "welfare", Objection = OfMunicipality },
        new("municipality-name", "The directory does not have that municipality yet. Its name") { Applies = b => b.UnknownMunicipalities(b["municipality"]).Count == 1, WhenEmpty = "The code is not in directory/municipalities.yaml; give the name to have it added, or correct the code. [unknown-municipality]" },
        new("format", "Formats it hands in, with commas: folders under contracts/formats") { Usual = _ => "cloudevents", Objection = (a, b) => NewAgencyAnswers.List(a).Select(f => Format(f, b, null)).FirstOrDefault(o => o is not null) },
        new("handover-format", "Format in which it receives handovers") { Usual = b => Receiving(b, EventTypes.ReferralHandover), Objection = (a, b) => Format(a, b, EventTypes.ReferralHandover) },
        new("status-format", "Format in which it is told statuses") { Usual = b => Receiving(b, EventTypes.ReferralStatusChanged), Objection = (a, b) => Format(a, b, EventTypes.ReferralStatusChanged) },
        new("language", $"Language in which it is told what is wrong with a record: {string.Join(", ", SpokenLanguage.Codes)}") { Usual = _ => SpokenLanguage.Codes[0], Objection = (a, _) => OneOf(a, SpokenLanguage.Codes, "unknown-language") },
        new("channel", "Channel: feed, file, amqp, webhook or inbox") { Usual = _ => "feed", Objection = (a, _) => OneOf(a, Channels, "unknown-value") },
        new("webhook-url", "Address of its webhook, https") { Applies = b => b["channel"] == "webhook", Objection = OfWebhook },
        new("duty-role", "Function to ask for when a deadline passes (no person's name)"),
        new("duty-phone", "Telephone number of the office") { Objection = (a, _) => a.Count(char.IsAsciiDigit) >= 6 ? null : $"'{a}' is no telephone number; write it as +32 16 00 00 01. [not-a-phone]" },
        new("partner", "Id of the agency it works with") { Objection = OfPartner },
        new("services", "Services it offers, with commas; empty: none") { Usual = _ => "", MayBeEmpty = _ => true, Objection = OfServices },
        new("basis", "Reference of the legal basis between the two, as in policy/bases.yaml or a new one") { Objection = OfBasis },
        new("basis-kind", "The registry does not have that basis yet. Its kind: public-task or legal-obligation") { Usual = _ => "public-task", Applies = b => b.Basis is null, Objection = (a, _) => OneOf(a, ["public-task", "legal-obligation"], "unknown-value", " A basis of another kind is added by hand.") },
        new("basis-title", "Its title, as clients may read it") { Applies = b => b.Basis is null },
        new("purpose", "Purpose of the exchange") { Applies = b => b.Basis?.Purposes is not [_], Objection = OfPurpose },
        new("from", "First day of the collaboration, for example 2026-01-31; empty: today") { Usual = b => b.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Objection = OfFrom },
        new("collaboration", "Local agreement that names it as provider") { Applies = b => b.IsProvider, Usual = b => b.Joinable is [var only] ? only : null, Objection = OfCollaboration },
        new("protocol", "Reference of the signed protocol") { Applies = b => !b.IsProvider },
        new("pes-advice", "Reference of the advice of the employment service's data protection officer") { Applies = b => !b.IsProvider },
        new("welfare-advice", "Reference of the advice of the welfare office's data protection officer") { Applies = b => !b.IsProvider },
        new("impact-assessment", "Reference of the impact assessment") { Applies = b => !b.IsProvider },
        new("policy", "Some of what the two would send each other is in no manifest, so nothing of it may leave. Write manifests of first contact (who refers, the question, identity, contact, a coarse status) or none: first-contact or none")
        {
            Usual = _ => "none", Applies = b => b.MissingManifests().Count > 0, Objection = (a, _) => OneOf(a, ["first-contact", "none"], "unknown-value"),
        },
    ];

    private static string? OfId(string answer, NewAgencyAnswers before) =>
        !Ids().IsMatch(answer) ? $"'{answer}' is no agency id; use 2 to 40 of a-z, 0-9 and '-'. [bad-id]"
        : answer == TestAgency.Id ? $"'{answer}' is the gateway's own test client; choose another id. [bad-id]"
        : before.Directory.Find(answer) is not null ? $"There is an agency '{answer}' already; choose another id, or change its lines in directory/agencies.yaml. [duplicate]"
        : Taken(answer, before);

    private static string? OfName(string answer, NewAgencyAnswers before) => Taken(answer, before);

    private static string? Taken(string name, NewAgencyAnswers before) =>
        before.Directory.Agencies.FirstOrDefault(a => a.Organisations.Append(a.Id).Append(a.Name).Any(o => AgencyDirectory.NormaliseName(o) == AgencyDirectory.NormaliseName(name))) is { } owner
            ? $"'{name}' is also a name of '{owner.Id}'; a record could not tell them apart. [duplicate-organisation]"
            : null;

    private static string? OfMunicipality(string answer, NewAgencyAnswers before)
    {
        var codes = NewAgencyAnswers.List(answer);
        if (before.UnknownMunicipalities(answer) is { Count: > 1 } unknown)
            return $"{string.Join(", ", unknown)} are not in directory/municipalities.yaml; add them there first. [unknown-municipality]";
        if (codes.FirstOrDefault(c => !c.All(char.IsAsciiLetterOrDigit)) is { } odd)
            return $"'{odd}' is no code of a municipality. [unknown-municipality]";
        return before["class"] == "welfare" && codes.Select(c => (Code: c, Office: before.Directory.WelfareOfficeFor(before["country"], c, before.Today))).FirstOrDefault(c => c.Office is not null) is { Office: { } other, Code: var code }
            ? $"'{code}' is served by '{other.Id}' already; end its territory first. [overlapping-territory]"
            : null;
    }

    private static string? Format(string answer, NewAgencyAnswers before, string? writes)
    {
        if (before.Profiles.FirstOrDefault(p => p.Id == answer) is not { } profile)
            return $"'{answer}' is not a profile under formats/; correct it or add the profile.{Spelling.Hint(answer, before.Profiles.Select(p => p.Id))} [unknown-profile]";
        return writes is null || profile.Writes.Contains(writes)
            ? null
            : $"'{answer}' writes no {writes}, so that the agency could not receive it; choose one of {string.Join(", ", before.Profiles.Where(p => p.Writes.Contains(writes)).Select(p => p.Id).Order(StringComparer.Ordinal))}. [cannot-receive]";
    }

    private static string Receiving(NewAgencyAnswers before, string type) =>
        NewAgencyAnswers.List(before["format"]).FirstOrDefault(f => before.Profiles.Any(p => p.Id == f && p.Writes.Contains(type))) ?? "cloudevents";

    private static string? OfWebhook(string answer, NewAgencyAnswers before) =>
        Uri.TryCreate(answer, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0
            ? null
            : $"'{answer}' is no address such as https://welfare.example.be/gateway. One inside a network of your own is written into directory/agencies.yaml by hand, with 'private: true'. [unknown-value]";

    private static string? OfPartner(string answer, NewAgencyAnswers before)
    {
        if (before.Directory.Find(answer) is not { } partner)
            return $"'{answer}' is not in directory/agencies.yaml; add it there or correct the id.{Spelling.Hint(answer, before.Directory.Agencies.Select(a => a.Id))} [unknown-agency]";
        if (!Classes.Contains(before["class"]) || !before.Countries.Contains(before["country"]))
            return null;
        if (partner.Country != before["country"])
            return $"'{answer}' is in {partner.Country}; offices of two countries do not refer to each other. [unknown-agency]";
        if (!partner.Live)
            return $"'{answer}' is not live in the directory. [unknown-agency]";
        return (before["class"], partner.Class) is ("welfare", RecipientClass.Pes) or ("pes", RecipientClass.Welfare) or ("provider", RecipientClass.Pes or RecipientClass.Welfare)
            ? null
            : $"A collaboration is between an employment service and a welfare office, and a provider works for one of them; '{answer}' is neither for this agency. [missing-party]";
    }

    private static string? OfServices(string answer, NewAgencyAnswers before)
    {
        var known = before.Directory.Services.Select(s => s.Code).ToList();
        return NewAgencyAnswers.List(answer).FirstOrDefault(s => !known.Contains(s)) is { } unknown
            ? $"'{unknown}' is not in directory/services.yaml; add it there or correct the code.{Spelling.Hint(unknown, known)} [unknown-service]"
            : null;
    }

    private static string? OfBasis(string answer, NewAgencyAnswers before) =>
        before.Policy.Bases.GetValueOrDefault(answer) is { } basis
            ? basis.Country == before["country"] ? null : $"'{answer}' is a basis of {basis.Country}, not of {before["country"]}. [unknown-code]"
            : !References().IsMatch(answer) ? $"'{answer}' is no reference; use letters, digits and '-', as in KSZ-2026-014. [bad-id]"
            : Spelling.Nearest(answer, [.. before.Policy.Bases.Keys]) is { } near && near.Equals(answer, StringComparison.OrdinalIgnoreCase) ? $"The registry writes it '{near}'. [unknown-code]"
            : null;

    private static string? OfPurpose(string answer, NewAgencyAnswers before)
    {
        var served = before.Policy.Purposes.Values.Where(p => p.Activation && before.Basis?.Purposes.Contains(p.Code) is not false).Select(p => p.Code).ToList();
        return OneOf(answer, served, "unknown-purpose");
    }

    private static string? OfFrom(string answer, NewAgencyAnswers before) =>
        !NewAgencyAnswers.TryDay(answer, out var day) ? $"'{answer}' is not a day; write it as 2026-01-31. [not-a-date]"
        : before.Basis?.To < day ? $"The legal basis '{before["basis"]}' ends before that day. [dates-reversed]"
        : null;

    private static string? OfCollaboration(string answer, NewAgencyAnswers before) =>
        before.Joinable.Contains(answer) ? null : $"'{answer}' is no local agreement of '{before["partner"]}' that is in force.{Spelling.Hint(answer, before.Joinable)} [unknown-code]";

    private static string? OneOf(string answer, IReadOnlyList<string> known, string code, string further = "") =>
        known.Contains(answer) ? null : $"'{answer}' is not one of {string.Join(", ", known)}.{Spelling.Meant(answer, known)}{further} [{code}]";

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9./_-]{1,60}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
