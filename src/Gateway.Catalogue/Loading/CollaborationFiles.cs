using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>collaborations/</c>, one local collaboration agreement a file, and holds each against directory and policy.</summary>
internal static class CollaborationFiles
{
    // Words in which somebody may try to widen the policy; each gets a sentence instead of 'unknown key'.
    private static readonly string[] Widening = ["fields", "withFields", "addFields", "extraFields", "bases", "purposes", "agreementRequired"];

    internal static IReadOnlyList<Collaboration> Load(ContractsFolder folder, DirectoryFiles directory, PolicyFiles policy)
    {
        var agreements = new List<Collaboration>();
        foreach (var file in folder.OpenAll("collaborations"))
        {
            if (file.Root is not { } root)
                continue;
            var agreement = Read(root, directory, policy);
            CollaborationChecks.Check(root, agreement, directory, agreements);
            PolicyContradictions.Agreement(root, agreement, directory, policy);
            agreements.Add(agreement);
        }

        return agreements;
    }

    private static Collaboration Read(YamlMap root, DirectoryFiles directory, PolicyFiles policy)
    {
        var (from, to) = root.Validity("validFrom", "validTo");
        _ = root.Text("validFrom");
        var parties = root.KnownTexts("parties", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys);
        var country = parties.Select(p => directory.Agencies.GetValueOrDefault(p)?.Country).FirstOrDefault(c => c is not null) ?? "";
        var agreement = new Collaboration
        {
            Id = root.Text("id"),
            Title = root.Text("title"),
            Version = ContractsFolder.VersionOf(root.File),
            ValidFrom = from ?? default,
            ValidTo = to,
            Parties = parties,
            Municipalities = root.KnownTexts("municipalities", m => directory.HasMunicipality(country, m), ProblemCodes.UnknownMunicipality, "is not in directory/municipalities.yaml; add it there or correct the code.", directory.MunicipalitiesOf(country)),
            Paperwork = ReadPaperwork(root),
            TargetGroups = ReadTargetGroups(root, directory.Codes),
            Services = root.KnownTexts("services", directory.HasService, ProblemCodes.UnknownService, "is not in directory/services.yaml; add it there or correct the code.", directory.Services.Select(s => s.Code)),
            WithoutFields = root.KnownTexts("withoutFields", KnownFields.Referral.Contains, ProblemCodes.UnknownField, ManifestFile.NoSuchField, KnownFields.Referral),
            AcknowledgeWithinWorkingDays = ReadAcknowledgement(root, policy),
            Providers = root.KnownTexts("providers", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
            CompetenceOwner = ReadCompetenceOwner(root, parties),
            WhenFull = root.OptionalChoice<WhenFull>("whenFull") ?? WhenFull.Waitlist,
            Procedures = root.Texts("procedures"),
        };
        foreach (var key in Widening.Where(root.Has))
            root.Report(key, ProblemCodes.LaxerThanPolicy, $"A local agreement can only take away from the common policy; remove '{key}', or use 'withoutFields' to leave fields out.");
        root.RejectUnknown();
        return agreement;
    }

    private static int? ReadAcknowledgement(YamlMap root, PolicyFiles policy)
    {
        const string key = "acknowledgeWithinWorkingDays";
        var days = root.OptionalNumber(key);
        if (days > policy.AcknowledgeWithinWorkingDays)
            root.Report(key, ProblemCodes.LaxerThanPolicy, $"The common policy gives {policy.AcknowledgeWithinWorkingDays} working days to acknowledge; a local agreement can give fewer, not more.");
        if (days < 1)
            root.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be 1 or more.");
        return days;
    }

    private static CompetenceOwner? ReadCompetenceOwner(YamlMap root, IReadOnlyList<string> parties)
    {
        if (root.OptionalMap("competenceOwner") is not { } entry)
            return null;
        var owner = new CompetenceOwner(entry.KnownText("agency", parties.Contains, ProblemCodes.UnknownAgency, "is no party of this agreement; who settles a conflict is one of those who signed.", parties), entry.Text("role"), entry.Text("phone"));
        entry.RejectUnknown();
        return owner;
    }

    private static Paperwork ReadPaperwork(YamlMap root)
    {
        var paperwork = root.OptionalMap("paperwork");
        if (paperwork is null)
        {
            root.Report("paperwork", ProblemCodes.MissingPaperwork, "'paperwork' is missing; name the protocol, the advice of both data protection officers and the impact assessment.");
            return new Paperwork("", "", "", "");
        }

        var read = new Paperwork(Part("protocol"), Part("pesOfficerAdvice"), Part("welfareOfficerAdvice"), Part("impactAssessment"));
        paperwork.RejectUnknown();
        return read;

        string Part(string key)
        {
            if (paperwork.OptionalText(key) is { Length: > 0 } text)
                return text;
            paperwork.Report(key, ProblemCodes.MissingPaperwork, $"'paperwork.{key}' is missing; an agreement without it does not go into force.");
            return "";
        }
    }

    private static List<TargetGroupRule> ReadTargetGroups(YamlMap root, CanonicalCodes codes)
    {
        var rules = new List<TargetGroupRule>();
        foreach (var entry in root.Maps("targetGroups"))
        {
            var group = entry.Choice<TargetGroup>("group");
            if (rules.Exists(r => r.Group == group))
                entry.Report("group", ProblemCodes.Duplicate, "This target group occurs twice; join its criteria with 'any'.");
            if (entry.OptionalMap("criterion") is { } criterion)
                rules.Add(new TargetGroupRule(group, CriterionReader.Read(criterion, codes)));
            else
                entry.Report("criterion", "missing-key", "'criterion' is missing; add it.");
            entry.RejectUnknown();
        }

        return rules;
    }
}
