using System.Globalization;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Host.Composition;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>What was answered so far about a new agency, and the contracts that it is to be part of.</summary>
/// <param name="contracts">The contracts folder as it is.</param>
/// <param name="today">Today.</param>
internal sealed class NewAgencyAnswers(ContractsFolder contracts, DateOnly today)
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    internal DateOnly Today => today;

    internal AgencyDirectory Directory => contracts.Agreed.Directory;

    internal Policy Policy => contracts.Agreed.Policy;

    internal IReadOnlyCollection<Profile> Profiles => contracts.Profiles.All;

    internal IEnumerable<string> Countries => Directory.Municipalities.Select(m => m.Country).Distinct(StringComparer.Ordinal);

    /// <summary>An answer; empty when it was not asked, or answered by nothing.</summary>
    internal string this[string name]
    {
        get => _given.GetValueOrDefault(name, "");
        set => _given[name] = value;
    }

    internal Agency? Partner => Directory.Find(this["partner"]);

    internal LegalBasis? Basis => Policy.Bases.GetValueOrDefault(this["basis"]);

    internal bool IsProvider => this["class"] == "provider";

    /// <summary>Local agreements that a provider may join: those of its partner.</summary>
    internal IReadOnlyList<string> Joinable => [.. contracts.Agreed.Collaborations.Where(c => c.Parties.Contains(this["partner"]) && c.InForce(today)).Select(c => c.Id)];

    /// <summary>Municipalities among the answer that the directory does not have.</summary>
    internal IReadOnlyList<string> UnknownMunicipalities(string answer) => [.. List(answer).Where(m => !Directory.Municipalities.Any(k => k.Country == this["country"] && k.Code == m))];

    internal string PurposeOrOnly => this["purpose"] is { Length: > 0 } purpose ? purpose : Basis?.Purposes is [var only] ? only : "";

    /// <summary>What no manifest lets pass between the two, in either direction.</summary>
    internal IReadOnlyList<NewManifest> MissingManifests()
    {
        if (Partner is not { } partner || !TryClass(this["class"], out var own))
            return [];
        (RecipientClass From, RecipientClass To)[] handovers = own == RecipientClass.Provider ? [(partner.Class, own)] : [(own, partner.Class), (partner.Class, own)];
        return [.. handovers.Select(h => new NewManifest(EventTypes.ReferralHandover, h.From, h.To))
            .Concat(new[] { (own, partner.Class), (partner.Class, own) }.Select(s => new NewManifest(EventTypes.ReferralStatusChanged, s.Item1, s.Item2)))
            .Where(w => !Policy.Manifests.Any(m => m.Event == w.Event && m.From == w.From && m.To == w.To && m.Purpose == PurposeOrOnly && m.Step <= 1 && m.Bases.Contains(Kind)))];
    }

    internal BasisKind Kind => Basis?.Kind ?? (this["basis-kind"] == "legal-obligation" ? BasisKind.LegalObligation : BasisKind.PublicTask);

    internal static bool TryClass(string text, out RecipientClass of) => Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out of);

    internal static IReadOnlyList<string> List(string answer) => answer.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>The agency, once every question is answered.</summary>
    internal NewAgency Agency()
    {
        var municipalities = List(this["municipality"]);
        TryClass(this["class"], out var own);
        TryDay(this["from"], out var from);
        return new NewAgency
        {
            Id = this["id"],
            Name = this["name"],
            Class = own,
            Country = this["country"],
            Municipalities = municipalities,
            NewMunicipality = UnknownMunicipalities(this["municipality"]) is [var unknown] ? (unknown, this["municipality-name"]) : null,
            Formats = List(this["format"]),
            HandoverFormat = this["handover-format"],
            StatusFormat = this["status-format"],
            Language = this["language"],
            Channel = this["channel"],
            WebhookUrl = this["channel"] == "webhook" ? this["webhook-url"] : null,
            DutyRole = this["duty-role"],
            DutyPhone = this["duty-phone"],
            Partner = Partner!,
            Services = List(this["services"]),
            Basis = this["basis"],
            BasisKind = Kind,
            BasisTitle = Basis is null ? this["basis-title"] : null,
            Purpose = PurposeOrOnly,
            From = from,
            Joins = IsProvider ? this["collaboration"] : null,
            Paperwork = (this["protocol"], this["pes-advice"], this["welfare-advice"], this["impact-assessment"]),
            Manifests = this["policy"] == "first-contact" ? MissingManifests() : [],
        };
    }
}
