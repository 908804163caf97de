using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>collaborations/</c>, one local collaboration agreement a file, and holds each against directory and policy.</summary>
internal static class CollaborationFiles
{
    // What the offices agreed in common stands above each local agreement.
    private static readonly string[] CommonPrinciples = ["neverForward", "stepTwoOnly", "atMost", "principles"];

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
            AcknowledgeWithinWorkingDays = ReadDays(root, "acknowledgeWithinWorkingDays", policy.AcknowledgeWithinWorkingDays, "to acknowledge"),
            NextStepWithinWorkingDays = ReadDays(root, "nextStepWithinWorkingDays", policy.NextStepWithinWorkingDays, "for a next step"),
            DependsOn = DependencyFile.Read(root, directory),
            Providers = root.KnownTexts("providers", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
            CompetenceOwner = ReadCompetenceOwner(root, parties),
            WhenFull = root.OptionalChoice<WhenFull>("whenFull") ?? WhenFull.Waitlist,
            MostClientsPerOffice = AtLeastOne(root, "mostClientsPerOffice"),
            Caseloads = ReadCaseloads(root, parties),
            NeedFirst = ReadNeed(root, directory.Codes),
            DecidedBy = root.OptionalChoice<DecidedBy>("decidedBy") ?? DecidedBy.Advice,
            HoldPlaceWorkingDays = AtLeastOne(root, "holdPlaceWorkingDays"),
            Costs = ReadCosts(root, directory, parties),
            Notes = root.Texts("notes"),
        };
        if (root.Has("procedures"))
            root.Report("procedures", ProblemCodes.NoEffect, "'procedures' has no effect; say what is meant with 'mostClientsPerOffice', 'needFirst', 'decidedBy', 'holdPlaceWorkingDays' or 'whenFull', and keep the rest under 'notes'.");
        if (agreement.DecidedBy == DecidedBy.Counsellor && agreement.TargetGroups.Count == 0)
            root.Report("decidedBy", ProblemCodes.Contradiction, "A counsellor decides when no target group is a clear yes, and this agreement has no 'targetGroups'; add them or remove 'decidedBy'.");
        if (agreement.NeedFirst is not null && agreement.WhenFull != WhenFull.Hold)
            root.Report("needFirst", ProblemCodes.Contradiction, "'needFirst' orders referrals that wait for a place, and this agreement holds none; add 'whenFull: hold' or remove it.");
        foreach (var key in CommonPrinciples.Where(root.Has))
            root.Report(key, ProblemCodes.LaxerThanPolicy, $"'{key}' is a common principle of policy/principles.yaml; a local agreement cannot change it. Remove it, or use 'withoutFields' to leave more out.");
        foreach (var key in Widening.Where(root.Has))
            root.Report(key, ProblemCodes.LaxerThanPolicy, $"A local agreement can only take away from the common policy; remove '{key}', or use 'withoutFields' to leave fields out.");
        root.RejectUnknown();
        return agreement;
    }

    private static int? AtLeastOne(YamlMap root, string key)
    {
        var number = root.OptionalNumber(key);
        if (number < 1)
            root.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be 1 or more; leave it out when the agreement does not say.");
        return number;
    }

    private static List<CaseloadLimit> ReadCaseloads(YamlMap root, IReadOnlyList<string> parties)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var caseloads = new List<CaseloadLimit>();
        foreach (var entry in root.Maps("caseloads"))
        {
            var agency = entry.UniqueText("agency", taken);
            if (agency.Length > 0 && !parties.Contains(agency))
                entry.Report("agency", ProblemCodes.UnknownAgency, $"'{agency}' is no party of this agreement; name one that is.{Spelling.Meant(agency, parties)}");
            caseloads.Add(new CaseloadLimit(agency, Needed(entry, "counsellors"), Needed(entry, "mostPerCounsellor")));
            entry.RejectUnknown();
        }

        return caseloads;
    }

    private static int Needed(YamlMap entry, string key)
    {
        if (!entry.Has(key))
            entry.Report(key, "missing-key", $"'{key}' is missing; give a whole number, 1 or more.");
        return AtLeastOne(entry, key) ?? 1;
    }

    private static List<CostSplit> ReadCosts(YamlMap root, DirectoryFiles directory, IReadOnlyList<string> parties)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var costs = new List<CostSplit>();
        foreach (var entry in root.Maps("costs"))
        {
            var service = entry.UniqueText("service", taken);
            if (service.Length > 0 && !directory.HasService(service))
                entry.Report("service", ProblemCodes.UnknownService, $"'{service}' is not in directory/services.yaml; add it there or correct the code.{Spelling.Meant(service, directory.Services.Select(s => s.Code))}");
            var payers = new HashSet<string>(StringComparer.Ordinal);
            var funders = entry.Maps("funders").Select(f => ReadFunder(f, payers, parties)).ToList();
            if (funders.TrueForAll(f => f.Share is >= 1 and <= 100) && funders.Sum(f => f.Share) is var sum && sum != 100)
                entry.Report("funders", ProblemCodes.SharesDoNotAddUp, $"The shares add up to {sum}; they must add up to 100.");
            costs.Add(new CostSplit(service, funders));
            entry.RejectUnknown();
        }

        return costs;
    }

    private static Funder ReadFunder(YamlMap entry, HashSet<string> taken, IReadOnlyList<string> parties)
    {
        var agency = entry.UniqueText("agency", taken);
        if (agency.Length > 0 && !parties.Contains(agency))
            entry.Report("agency", ProblemCodes.UnknownAgency, $"'{agency}' is no party of this agreement; name one that is.{Spelling.Meant(agency, parties)}");
        var share = entry.OptionalNumber("share");
        if (share is null or < 1 or > 100)
            entry.Report("share", ProblemCodes.OutOfRange, "'share' is a whole percentage from 1 to 100.");
        entry.RejectUnknown();
        return new Funder(agency, share ?? 0);
    }

    private static Criterion? ReadNeed(YamlMap root, CanonicalCodes codes)
    {
        if (root.OptionalMap("needFirst") is not { } map)
            return null;
        var need = CriterionReader.Read(map, codes);
        foreach (var fact in Criteria.FactsOf(need).Where(ReferralFacts.TellsBenefit))
            root.Report("needFirst", ProblemCodes.LaxerThanPolicy, $"'{fact}' tells which benefit a client receives, and that never decides who comes first; name a need instead.");
        return need;
    }

    private static int? ReadDays(YamlMap root, string key, int most, string what)
    {
        var days = root.OptionalNumber(key);
        if (days > most)
            root.Report(key, ProblemCodes.LaxerThanPolicy, $"The common policy gives {most} working days {what}; a local agreement can give fewer, not more.");
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
