using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>Words of documents about a policy, in one language.</summary>
/// <param name="language">ISO 639-1: en, nl or fr.</param>
/// <param name="agreed">The policy whose names are used.</param>
internal sealed class PaperWords(string language, Agreed agreed)
{
    private readonly Dictionary _dictionary = Dictionary.Of(language);

    internal string Language => _dictionary.Language;

    /// <summary>A text; its English words are its key.</summary>
    internal string this[string english] => _dictionary[english];

    /// <summary>A text with places.</summary>
    internal string this[string english, params object[] places] => string.Format(CultureInfo.InvariantCulture, _dictionary[english], places);

    /// <summary>Version of the policy files as disclosures record it, and behind it one of directory and local agreements, which decide too.</summary>
    internal static string Version(Agreed policy)
    {
        var others = string.Join('\n', policy.Collaborations.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => $"{c.Id} {c.Version}").Prepend(policy.Directory.Version));
        return $"{policy.Policy.Version}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(others)))[..8]}";
    }

    internal string Title(IReadOnlyDictionary<string, string>? titles, string code) =>
        titles is null ? code : titles.GetValueOrDefault(Language) ?? titles.GetValueOrDefault("en") ?? titles.Values.FirstOrDefault() ?? code;

    internal string Purpose(string code) => Title(agreed.Policy.Purposes.GetValueOrDefault(code)?.Titles, code);

    /// <summary>A basis with its title, article, reference, days and whom it covers.</summary>
    internal string Basis(LegalBasis basis)
    {
        var words = this["{0}. Reference: {1}. {2}.", Title(basis.Titles, basis.Reference), basis.Reference, Kind(basis.Kind)];
        if (basis.From is not null || basis.To is not null)
            words += " " + this["In force: {0}.", Days(basis.From, basis.To)];
        words += " " + (basis.Agencies.Count == 0 ? this["It covers every agency of {0}.", Country(basis.Country)] : this["It covers only: {0}.", Names(basis.Agencies)]);
        return basis.WhyRefusingCostsNothing is { } why ? words + " " + this["Why refusing costs the client nothing: {0}", why] : words;
    }

    internal string Kind(BasisKind kind) => this[kind switch
    {
        BasisKind.LegalObligation => "Legal obligation (GDPR art. 6(1)(c))",
        BasisKind.PublicTask => "Task in the public interest (GDPR art. 6(1)(e))",
        BasisKind.VitalInterest => "Vital interest (GDPR art. 6(1)(d))",
        _ => "Consent (GDPR art. 6(1)(a))",
    }];

    internal string Country(string code) => this[code switch { "BE" => "Belgium", "NL" => "the Netherlands", "NO" => "Norway", _ => code }];

    internal string Class(RecipientClass kind) => this[Plain.Class(kind)];

    internal string Field(string path) => (FieldNames.Of(path) ?? NeverNames.Of(path)) is { } name ? this[name] : path;

    /// <summary>A field in a document for the client, who is told of more fields by name.</summary>
    internal string OwnField(string path) => OwnFields.Of(path) is { } name ? this[name] : Field(path);

    internal string Fields(IEnumerable<string> paths) => string.Join(", ", paths.OrderBy(FieldNames.Place).ThenBy(p => p, StringComparer.Ordinal).Select(Field).Distinct(StringComparer.Ordinal));

    internal string Agency(string id) => agreed.Directory.NameOf(id);

    internal string Names(IEnumerable<string> ids) => string.Join(", ", ids.Select(Agency).Order(StringComparer.Ordinal));

    internal string Service(string code) => Title(agreed.Directory.FindService(code)?.Names, code);

    internal string Agreement(string id) => agreed.Sites.Find(id)?.Title ?? id;

    internal string Days(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => this["from {0} to {1}", Day(first), Day(last)],
        ({ } first, null) => this["from {0}", Day(first)],
        (null, { } last) => this["until {0}", Day(last)],
        _ => this["always"],
    };

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string Moment(PolicyMoment moment) => this[moment switch
    {
        PolicyMoment.StepOne => "step one of a handover",
        PolicyMoment.StepTwo => "step two of a handover",
        PolicyMoment.Plan => "a joint plan",
        _ => "a status message",
    }];

    internal string Situation(PolicySituation situation) => this[situation switch
    {
        PolicySituation.NoAgreement => "before the client agrees",
        PolicySituation.AgreementWithdrawn => "after the client has withdrawn",
        PolicySituation.Restricted => "restricted data",
        PolicySituation.Objected => "the client objected",
        PolicySituation.Protected => "a protected client",
        _ => "once the client has agreed",
    }];

    internal string Reason(string code) => this[CodeNames.Knows(code) ? CodeNames.Of(code) : code];

    /// <summary>First letter in upper case.</summary>
    internal static string Begin(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
