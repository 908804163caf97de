using Gateway.Catalogue.Yaml;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;
using Gateway.Core.Retention;
using Gateway.Core.Rights;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/</c>: purposes, legal bases, principles, manifests, feedback, terms of retention; and <c>notices/</c>.</summary>
internal sealed class PolicyFiles
{
    /// <summary>Days for which a citizen's portal may stay silent about an act: five years.</summary>
    private const int LongestSilence = 1826;

    private readonly string _version;
    private readonly Dictionary<string, LegalBasis> _bases;
    private readonly IReadOnlyList<SpecialGround> _grounds;
    private readonly List<Manifest> _manifests;
    private readonly Dictionary<string, Feedback> _feedback;
    private readonly Principles _principles;
    private readonly RetentionPolicy _retention;
    private readonly IReadOnlyList<Notice> _notices;
    private readonly IReadOnlyList<StatutoryTerm> _keptByLaw;
    private readonly Core.Life.LifeTerms _life;

    private PolicyFiles(ContractsFolder folder, DirectoryFiles directory)
    {
        _version = folder.VersionOf("policy", "notices");
        var purposes = folder.Open("policy/purposes.yaml");
        Purposes = ReadPurposes(purposes);
        AcknowledgeWithinWorkingDays = ReadWorkingDays(purposes, "acknowledgeWithinWorkingDays", 3);
        ConfirmStopWithinWorkingDays = ReadWorkingDays(purposes, "confirmStopWithinWorkingDays", 5);
        NextStepWithinWorkingDays = ReadWorkingDays(purposes, "nextStepWithinWorkingDays", 5);
        purposes?.RejectUnknown();
        _bases = ReadBases(folder.Open("policy/bases.yaml"), directory, out var grounds);
        _grounds = grounds;
        _principles = PrincipleFile.Read(folder.Open("policy/principles.yaml"));
        _manifests = ManifestFile.Read(folder.Open("policy/manifests.yaml"), Purposes, _principles, _bases.Values, grounds);
        _feedback = FeedbackFile.Read(folder.Open("policy/feedback.yaml"));
        _retention = RetentionFile.Read(folder.Open("policy/retention.yaml"));
        _keptByLaw = KeptByLawFile.Read(folder.Open("policy/kept-by-law.yaml"), directory, Purposes, _bases);
        _life = LifeFile.Read(folder.Open("policy/life-events.yaml"), directory);
        _notices = NoticeFiles.Read(folder, directory, Purposes);
        NoticeFiles.CheckPurposes(purposes, Purposes.Values, _notices);
    }

    internal IReadOnlyDictionary<string, Purpose> Purposes { get; }

    internal IReadOnlyCollection<string> Bases => _bases.Keys;

    internal IReadOnlyDictionary<string, LegalBasis> Registry => _bases;

    internal IReadOnlyList<Manifest> Manifests => _manifests;

    internal int AcknowledgeWithinWorkingDays { get; }

    internal int ConfirmStopWithinWorkingDays { get; }

    internal int NextStepWithinWorkingDays { get; }

    internal static PolicyFiles Load(ContractsFolder folder, DirectoryFiles directory) => new(folder, directory);

    internal Policy Build() => new()
    {
        Version = _version,
        Purposes = Purposes,
        Bases = _bases,
        SpecialGrounds = _grounds,
        Manifests = _manifests,
        Feedback = _feedback,
        Notices = _notices,
        KeptByLaw = _keptByLaw,
        Life = _life,
        Principles = _principles,
        Retention = _retention,
        AcknowledgeWithinWorkingDays = AcknowledgeWithinWorkingDays,
        ConfirmStopWithinWorkingDays = ConfirmStopWithinWorkingDays,
        NextStepWithinWorkingDays = NextStepWithinWorkingDays,
    };

    private static Dictionary<string, Purpose> ReadPurposes(YamlMap? root)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var purposes = new Dictionary<string, Purpose>(StringComparer.Ordinal);
        foreach (var entry in root?.Maps("purposes") ?? [])
        {
            var purpose = new Purpose
            {
                Code = entry.UniqueText("code", taken),
                Titles = entry.ByLanguage("titles"),
                AgreementRequired = entry.Flag("agreementRequired", whenAbsent: true),
                AssessmentRequired = entry.Flag("assessmentRequired", whenAbsent: true),
                Activation = entry.Flag("activation", whenAbsent: true),
            };
            purposes.TryAdd(purpose.Code, purpose);
            entry.RejectUnknown();
        }

        return purposes;
    }

    private static int ReadWorkingDays(YamlMap? root, string key, int practice)
    {
        var days = root?.OptionalNumber(key) ?? practice;
        if (days is < 1 or > 30)
            root!.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be 1 to 30; practice is {practice}.");
        return days;
    }

    private Dictionary<string, LegalBasis> ReadBases(YamlMap? root, DirectoryFiles directory, out IReadOnlyList<SpecialGround> grounds)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var bases = new Dictionary<string, LegalBasis>(StringComparer.Ordinal);
        foreach (var entry in root?.Maps("bases") ?? [])
        {
            var (from, to) = entry.Validity();
            var basis = new LegalBasis
            {
                Reference = entry.UniqueText("reference", taken),
                Kind = entry.Choice<BasisKind>("kind"),
                Titles = entry.ByLanguage("titles"),
                Agencies = entry.KnownTexts("agencies", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
                Country = entry.Text("country"),
                Purposes = entry.KnownTexts("purposes", Purposes.ContainsKey, ProblemCodes.UnknownPurpose, "is not in policy/purposes.yaml; add it there or correct the code.", Purposes.Keys),
                From = from,
                To = to,
                WhyRefusingCostsNothing = entry.OptionalText("whyRefusingCostsNothing"),
                ToldAfterDays = entry.OptionalNumber("toldAfterDays") ?? 0,
            };
            basis = basis with { Mandate = MandateTermsFile.Read(entry, basis, directory, Purposes) };
            if (basis.ToldAfterDays is < 0 or > LongestSilence)
                entry.Report("toldAfterDays", ProblemCodes.OutOfRange, $"'toldAfterDays' must be 0 to {LongestSilence}: what a person is told may be postponed, and not left out.");
            if (basis.Kind == BasisKind.Consent && string.IsNullOrWhiteSpace(basis.WhyRefusingCostsNothing))
                entry.Report("kind", ProblemCodes.ConsentWithoutReason, "Consent can be a basis between authorities only when refusing costs the client nothing; say why in 'whyRefusingCostsNothing'.");
            if (basis.Country.Length > 0 && !directory.Countries.Contains(basis.Country))
                entry.Report("country", ProblemCodes.UnknownCountry, $"'{basis.Country}' has no municipalities in directory/municipalities.yaml; add them there or correct the code.{Spelling.Hint(basis.Country, directory.Countries)}");
            if (basis.Purposes.Count == 0)
                entry.Report("purposes", "missing-key", "'purposes' is missing; a basis covers only purposes it names.");
            PolicyContradictions.Basis(entry, basis, directory);
            bases.TryAdd(basis.Reference, basis);
            entry.RejectUnknown();
        }

        grounds = SpecialGroundFile.Read(root, taken, Purposes);
        root?.RejectUnknown();
        return bases;
    }
}
