using Gateway.Catalogue;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>Plants one error at a time in a copy of the shipped files and expects it with its file, line and code.</summary>
public sealed class PlantedErrorsTests : IDisposable
{
    private const string Agencies = "directory/agencies.yaml";
    private const string Municipalities = "directory/municipalities.yaml";
    private const string Measuring = "directory/ladder.yaml";
    private const string Services = "directory/services.yaml";
    private const string Holidays = "directory/holidays.yaml";
    private const string Purposes = "policy/purposes.yaml";
    private const string Bases = "policy/bases.yaml";
    private const string Principles = "policy/principles.yaml";
    private const string Manifests = "policy/manifests.yaml";
    private const string Feedback = "policy/feedback.yaml";
    private const string Notice = "notices/samen-op-weg.yaml";
    private const string Leuven = "collaborations/leuven.yaml";
    private const string Kortrijk = "collaborations/kortrijk-waregem.yaml";
    private const string Mortsel = "collaborations/mortsel.yaml";

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("contracts-").FullName;

    public static TheoryData<string, string, string, string> Planted() => new()
    {
        { Agencies, "id: ocmw-leuven", "id: OCMW_Leuven", ProblemCodes.BadId },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-leuven", ProblemCodes.Duplicate },
        { Agencies, "organisations: [UWV, UWV", "organisations: [VDAB, UWV", ProblemCodes.DuplicateOrganisation },
        { Agencies, "territory: [{municipality: \"11029\"}]", "territory: [{municipality: \"99999\"}]", ProblemCodes.UnknownMunicipality },
        { Agencies, "territory: [{municipality: \"11029\"}]", "territory: [{municipality: \"24062\"}]", ProblemCodes.OverlappingTerritory },
        { Agencies, "{municipality: \"37022\", from: 2025-01-01}", "{municipality: \"37022\", from: 2025-01-01, to: 2024-01-01}", ProblemCodes.DatesReversed },
        { Agencies, "class: pes-control", "class: inspectors", "unknown-value" },
        { Agencies, "channel: inbox", "chanel: inbox", "unknown-key" },
        { Agencies, "phone: \"+32 51 00 00 14\", afterWorkingDays: 1", "phone: \"+32 51 00 00 14\", afterWorkingDays: 0", ProblemCodes.LadderCannotWork },
        { Agencies, "phone: \"+32 51 00 00 14\", afterWorkingDays: 1", "phone: \"+32 51 00 00 14\"", "missing-key" },
        { Agencies, "role: onthaal sociale dienst, phone: \"+32 51", "role: hoofd sociale dienst, phone: \"+32 51", ProblemCodes.LadderCannotWork },
        { Agencies, "phone: \"+32 51 00 00 14\"", "phone: \"14\"", ProblemCodes.LadderCannotWork },
        { Agencies, "    dutyContact: {role: wachtdienst", "    ladder: []\n    dutyContact: {role: wachtdienst", ProblemCodes.LadderCannotWork },
        { Agencies, "    dutyContact: {role: wachtdienst", "    closingDays: [2026-12-28, 28/12/2026]\n    dutyContact: {role: wachtdienst", "not-a-date" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    closingDays: [2026-12-28, 2026-12-28]\n    dutyContact: {role: wachtdienst", ProblemCodes.Duplicate },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      clients: [{id: a, scopes: [feed.reed]}]", ProblemCodes.UnknownScope },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      clients: [{id: a, scopes: []}]", ProblemCodes.UnknownScope },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      clients: [{id: a, scopes: [feed.read]}, {id: a, scopes: [feed.read]}]", ProblemCodes.DuplicateCaller },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      certificates: [{sha256: abc, expires: 2027-01-31, scopes: [feed.read]}]", ProblemCodes.BadCertificate },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      certificates: [{authority: nobody, subject: CN=a, scopes: [feed.read]}]", ProblemCodes.BadCertificate },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    callers:\n      callsPerSecond: 0", ProblemCodes.OutOfRange },
        { Agencies, "\nagencies:\n", "\nauthorities: [{name: some, certificates: none}]\nagencies:\n", ProblemCodes.BadCertificate },
        // Drop folders.
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: Leuven, whole: renamed, formats: [{profile: ocmw-referral, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.BadId },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, formats: [{profile: ocmw-referral, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", "missing-key" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: perhaps, formats: [{profile: ocmw-referral, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", "unknown-value" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed}\n    dutyContact: {role: wachtdienst", "missing-key" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral}]}\n    dutyContact: {role: wachtdienst", "missing-key" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: sonar-export, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.UnknownProfile },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral, folder: ../x}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.BadId },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral, files: \"a/*.xml\"}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.NoEffect },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral, files: \"*.part\"}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.NoEffect },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral, files: \"*\"}, {profile: ocmw-result, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.NoEffect },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, formats: [{profile: ocmw-referral, folder: x1}, {profile: ocmw-result, folder: x1}]}\n    dutyContact: {role: wachtdienst", ProblemCodes.Duplicate },
        { Agencies, "    dutyContact: {role: wachtdienst", "    inFolder: {name: leuven, whole: renamed, owner: me, formats: [{profile: ocmw-referral, files: \"*.xml\"}]}\n    dutyContact: {role: wachtdienst", "unknown-key" },
        { Agencies, "    dutyContact: {role: wachtdienst", "    trailKey: geheim\n    dutyContact: {role: wachtdienst", ProblemCodes.BadKey },
        // Who measures on the participation ladder.
        { Measuring, "agency: ocmw-mortsel", "agency: ocmw-mortsle", ProblemCodes.UnknownAgency },
        { Measuring, "agency: ocmw-mortsel", "agency: ocmw-leuven", ProblemCodes.Duplicate },
        { Measuring, "agency: ocmw-mortsel", "agency: vdab-control", ProblemCodes.ControlApart },
        { Measuring, "{municipality: \"0228\"}", "{municipality: \"9999\"}", ProblemCodes.UnknownMunicipality },
        { Measuring, "{municipality: \"0228\"}", "{municipality: \"0203\", from: 2026-01-01}", ProblemCodes.Duplicate },
        { Measuring, "{municipality: \"0228\"}", "{municipality: \"0228\", from: 2026-01-01, to: 2025-01-01}", ProblemCodes.DatesReversed },
        { Measuring, "agency: ocmw-dendermonde", "agency: ocmw-dendermonde\n    variants: [{variant: seven-rung}]", ProblemCodes.UnknownCode },
        { Measuring, "agency: ocmw-dendermonde", "agency: ocmw-dendermonde\n    variants: [{variant: six-rung}, {variant: five-step, from: 2026-07-01}]", ProblemCodes.Duplicate },
        { Measuring, "code: LANGUAGE_BUDDY", "code: JOB_COACH", ProblemCodes.Duplicate },
        { Measuring, "subgroups:", "subgroup:", "unknown-key" },
        { Kortrijk, "agency: ocmw-waregem, counsellors: 2", "agency: ocmw-leuven, counsellors: 2", ProblemCodes.UnknownAgency },
        { Kortrijk, "counsellors: 2, mostPerCounsellor", "counsellors: 0, mostPerCounsellor", ProblemCodes.OutOfRange },
        { Kortrijk, "counsellors: 2, mostPerCounsellor: 20", "counsellors: 2", "missing-key" },
        { Municipalities, "successor: \"37022\"}", "successor: \"37099\"}", ProblemCodes.UnknownMunicipality },
        { Municipalities, "code: \"11029\", name", "code: \"11002\", name", ProblemCodes.Duplicate },
        { Services, "- {agency: ocmw-tielt}", "- {agency: ocmw-nergens}", ProblemCodes.UnknownAgency },
        { Services, "offers: [{agency: isd-vallei}]", "offers: [{agency: vdab-control}]", ProblemCodes.ControlApart },
        { Services, "capacity: 12}]", "capacity: -1}]", ProblemCodes.OutOfRange },
        { Services, "services: [PES_REGISTRATION]", "services: [PES_MAGIC]", ProblemCodes.UnknownService },
        { Holidays, "{date: 2025-04-21, name: Paasmaandag}", "{date: 2025-01-01, name: Paasmaandag}", ProblemCodes.Duplicate },
        { Holidays, "date: 2025-05-29, name: Onze", "date: 29/05/2025, name: Onze", "not-a-date" },
        { Purposes, "acknowledgeWithinWorkingDays: 3", "acknowledgeWithinWorkingDays: 90", ProblemCodes.OutOfRange },
        { Bases, "kind: public-task", "kind: consent", ProblemCodes.ConsentWithoutReason },
        { Bases, "kind: public-task", "kind: public-task\n    toldAfterDays: 1827", ProblemCodes.OutOfRange },
        { Bases, "purposes: [REINTEGRATION_NL]", "purposes: [REINTEGRATION]", ProblemCodes.UnknownPurpose },
        { Bases, "agencies: [vdab, ocmw-leuven,", "agencies: [vdab, ocmw-leven,", ProblemCodes.UnknownAgency },
        { Principles, "- registration.category", "- registration.kategory", ProblemCodes.UnknownField },
        { Manifests, "fields: [caseNumber]", "fields: [caseNumbers]", ProblemCodes.UnknownField },
        { Manifests, "purpose: REINTEGRATION_NL", "purpose: CONTROL", ProblemCodes.ControlApart },
        { Manifests, "to: provider", "to: police", ProblemCodes.ControlApart },
        { Manifests, "include: [appointment]", "include: [appointment, referrer]", ProblemCodes.ForbiddenField },
        { Manifests, "include: [appointment]", "include: [appointments]", ProblemCodes.UnknownFieldSet },
        { Manifests, "    include: [referrer, question, identity, contact]", "    include: [referrer, ladder]", ProblemCodes.StepTwoOnly },
        { Manifests, "    include: [referrer, question, identity, contact]", "    fields: [registration.category]", ProblemCodes.ForbiddenField },
        { Manifests, "id: activation-welfare-pes-1", "id: activation-pes-welfare-1", ProblemCodes.Duplicate },
        { Manifests, "    step: 2\n    from: welfare", "    step: 1\n    from: welfare", ProblemCodes.AmbiguousManifest },
        { Manifests, "    step: 1", "    step: 4", ProblemCodes.BadStep },
        { Manifests, "event: referral.status-changed", "event: referral.reply", ProblemCodes.UnknownEvent },
        { Feedback, "{outcome: received, status: received}", "{outcome: seen, status: received}", ProblemCodes.UnknownOutcome },
        { Feedback, "{outcome: completed, status: completed}", "{outcome: completed, status: agreement-withdrawn}", ProblemCodes.UnknownStatus },
        // What is opened to control services.
        { Bases, "kinds: [ATTENDANCE]", "kinds: []", "missing-key" },
        { Bases, "      kinds: [ATTENDANCE]\n", "", "missing-key" },
        { Bases, "kinds: [ATTENDANCE]", "kinds: [ATENDANCE]", ProblemCodes.UnknownKind },
        { Bases, "kinds: [ATTENDANCE]", "kinds: [ATTENDANCE, DEBTS]", ProblemCodes.ControlApart },
        { Bases, "recipients: [vdab-control]", "recipients: [vdab]", ProblemCodes.ControlApart },
        { Bases, "recipients: [vdab-control]", "recipients: [vdab-controle]", ProblemCodes.UnknownAgency },
        { Bases, "      recipients: [vdab-control]\n", "", "missing-key" },
        { Bases, "longestDays: 92", "longestDays: 400", ProblemCodes.OutOfRange },
        { Bases, "purposes: [CONTROL]", "purposes: [CONTROL, ACTIVATION]", ProblemCodes.ControlApart },
        { Leuven, "providers: [vzw-digiwijs]", "providers: [vdab-control]", ProblemCodes.NotAProvider },
        // Local agreements are rules.
        { Leuven, "providers: [vzw-digiwijs]", "providers: [vzw-digiwijs, vzw-digiwijs]", ProblemCodes.Duplicate },
        { Leuven, "providers: [vzw-digiwijs]", "providers: [leuven]", ProblemCodes.Duplicate },
        { Leuven, "providers: [vzw-digiwijs]", "providers: [ocmw-leuven]", ProblemCodes.Duplicate },
        { Leuven, "parties: [vdab, ocmw-leuven]", "parties: [vdab, ocmw-leuven, vdab]", ProblemCodes.Duplicate },
        { Leuven, "holdPlaceWorkingDays: 5", "holdPlaceWorkingDays: 0", ProblemCodes.OutOfRange },
        { Leuven, "holdPlaceWorkingDays: 5", "procedures: [We talk first.]", ProblemCodes.NoEffect },
        { Leuven, "holdPlaceWorkingDays: 5", "neverForward: []", ProblemCodes.LaxerThanPolicy },
        { Leuven, "holdPlaceWorkingDays: 5", "stepTwoOnly: [client.gender]", ProblemCodes.LaxerThanPolicy },
        { Leuven, "holdPlaceWorkingDays: 5", "needFirst: {fact: rung, atMost: 2}", ProblemCodes.Contradiction },
        { Mortsel, "needFirst: {fact: barriers, oneOf: [CARE_DUTY]}", "needFirst: {fact: benefitScheme, oneOf: [UNEMPLOYMENT]}", ProblemCodes.LaxerThanPolicy },
        { "collaborations/tielt.yaml", "withoutFields: [registration.benefitEndDate]", "withoutFields: [registration.benefitEndDate]\ndecidedBy: counsellor", ProblemCodes.Contradiction },
        { "collaborations/kortrijk-waregem.yaml", "mostClientsPerOffice: 60", "mostClientsPerOffice: -1", ProblemCodes.OutOfRange },
        { "collaborations/kortrijk-waregem.yaml", "share: 40", "share: 30", ProblemCodes.SharesDoNotAddUp },
        { "collaborations/kortrijk-waregem.yaml", "{agency: ocmw-waregem, share: 40}", "{agency: ocmw-leuven, share: 40}", ProblemCodes.UnknownAgency },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    closesOn: 2027-01-01", ProblemCodes.Contradiction },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    successor: ocmw-leuven", ProblemCodes.Contradiction },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    closesOn: 2027-01-01\n    successor: ocmw-mortsel", ProblemCodes.Contradiction },
        { Agencies, "id: ocmw-mortsel", "id: ocmw-mortsel\n    closesOn: 2027-01-01\n    successor: ocmw-nergens", ProblemCodes.UnknownAgency },
        // Grounds of GDPR art. 9(2).
        { Bases, "explicitAgreement: true", "explicitAgreement: false", ProblemCodes.ConsentWithoutReason },
        { Bases, "    explicitAgreement: true\n", "", ProblemCodes.ConsentWithoutReason },
        { Bases, "article: 9(2)(a)", "article: 9(2)(h)", "unknown-value" },
        { Bases, "recipients: [pes, welfare]", "recipients: [pes, pes-control]", ProblemCodes.ControlApart },
        { Bases, "recipients: [pes, welfare]", "recipients: [provider]", ProblemCodes.ControlApart },
        { Manifests, "include: [appointment]", "include: [appointment, needs]", ProblemCodes.ForbiddenField },
        // Two places that say opposite things.
        { Principles, "stepTwoOnly:\n  - client.birthDate", "stepTwoOnly:\n  - client.birthDate\n  - profile.sector", ProblemCodes.Contradiction },
        { Principles, "  - class: employer\n    fields:\n      - client.familyName", "  - class: employer\n    fields:\n      - profile.sector", ProblemCodes.Contradiction },
        { Bases, "agencies: [vdab, ocmw-leuven,", "agencies: [vdab, uwv, ocmw-leuven,", ProblemCodes.Contradiction },
        { Manifests, "    purpose: REINTEGRATION_NL\n    event: referral.handover\n    step: 1\n    from: pes\n    to: welfare\n    bases: [legal-obligation]", "    purpose: REINTEGRATION_NL\n    event: referral.handover\n    step: 1\n    from: pes\n    to: welfare\n    bases: [public-task]", ProblemCodes.NoBasis },
        { Manifests, "    to: provider\n    bases: [public-task, legal-obligation, consent]\n    include: [appointment]", "    to: provider\n    validTo: 2024-06-30\n    bases: [public-task]\n    include: [appointment]", ProblemCodes.NoBasis },
        { Manifests, "    step: 1\n    from: welfare\n    to: pes", "    step: 2\n    from: welfare\n    to: employer", ProblemCodes.Contradiction },
        { Mortsel, "parties: [vdab, ocmw-mortsel]", "parties: [vdab, ocmw-mortsel, ocmw-antwerpen]", ProblemCodes.Contradiction },
        { Leuven, "protocol: KSZ-2026-014", "protocol: SUWI-62", ProblemCodes.Contradiction },
        { Leuven, "validFrom: 2025-01-01", "validFrom: 2029-01-01", ProblemCodes.Contradiction },
        { Leuven, "acknowledgeWithinWorkingDays: 3", "withoutFields: [sender.organisation, sender.municipality, sender.unit, sender.contact.name, sender.contact.function, sender.contact.phone, purpose, question, services, appointment, basis.kind, basis.reference, client.identifiers.scheme, client.identifiers.value, client.identifiers.status, client.identifiers.replacedBy, client.familyName, client.givenNames, client.fullName, client.preferredLanguage, client.contactLanguage, client.needsInterpreter, client.residence.municipality, client.residence.postalCode, client.residence.place, client.residence.street, client.residence.houseNumber, client.contact.phone, client.contact.email, client.contact.safeToCall, client.contact.safeToLeaveMessage, client.contact.preferredTime]", ProblemCodes.Contradiction },
        { Notice, "notice: samen-op-weg", "notice: samen", ProblemCodes.IdIsNotFileName },
        { Notice, "purposes: [ACTIVATION,", "purposes: [ACTIVERING,", ProblemCodes.UnknownPurpose },
        { Notice, "purposes: [ACTIVATION, REINTEGRATION_NL]", "purposes: []", "missing-key" },
        { Notice, "version: \"2026-1\"", "version: \"2\"", ProblemCodes.Duplicate },
        { Notice, "from: 2025-06-01", "from: 1 juni 2025", "not-a-date" },
        { Notice, "    from: 2025-06-01\n", "", "missing-key" },
        { Notice, "from: 2025-06-01", "from: 2025-06-01\n    to: 2025-05-01", ProblemCodes.DatesReversed },
        { Notice, "ways: [WRITTEN, ORAL_RECORDED, ELECTRONIC]", "ways: [WRITTEN, TELEPATHY]", ProblemCodes.UnknownWay },
        { Notice, "      fra: >-", "      fr: >-", ProblemCodes.UnknownLanguage },
        { Leuven, "id: leuven", "id: louvain", ProblemCodes.IdIsNotFileName },
        { Leuven, "parties: [vdab, ocmw-leuven]", "parties: [vdab, ocmw-gent]", ProblemCodes.UnknownAgency },
        { Leuven, "parties: [vdab, ocmw-leuven]", "parties: [vdab, ocmw-leuven, vdab-control]", ProblemCodes.ControlApart },
        { Leuven, "parties: [vdab, ocmw-leuven]", "parties: [ocmw-leuven]", ProblemCodes.MissingParty },
        { Leuven, "municipalities: [\"24062\"]", "municipalities: [\"11029\"]", ProblemCodes.NotServed },
        { Leuven, "  impactAssessment: GEB-LEUVEN-2024-02", "", ProblemCodes.MissingPaperwork },
        { Leuven, "providers: [vzw-digiwijs]", "providers: [ocmw-antwerpen]", ProblemCodes.NotAProvider },
        { Leuven, "services: [DEBT_ADVICE,", "services: [NL_REINTEGRATION,", ProblemCodes.NotOffered },
        { Leuven, "acknowledgeWithinWorkingDays: 3", "acknowledgeWithinWorkingDays: 5", ProblemCodes.LaxerThanPolicy },
        { Leuven, "acknowledgeWithinWorkingDays: 3", "withFields: [client.gender]", ProblemCodes.LaxerThanPolicy },
        { Leuven, "{fact: daysWorked, atLeast: 312}", "{fact: shoeSize, atLeast: 42}", ProblemCodes.UnknownFact },
        { Leuven, "{fact: daysWorked, atLeast: 312}", "{fact: daysWorked, oneOf: [many]}", ProblemCodes.BadCriterion },
        { Leuven, "criterion: {fact: daysWorked, atLeast: 312}", "criterion: {some: thing}", ProblemCodes.BadCriterion },
        { Leuven, "validFrom: 2025-01-01", "validFrom: 2025-01-01\nvalidTo: 2024-01-01", ProblemCodes.DatesReversed },
        { Mortsel, "withoutFields: [registration.benefitEndDate", "withoutFields: [registration.benefitDate", ProblemCodes.UnknownField },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_error_is_found_where_it_is(string file, string sound, string broken, string code)
    {
        var before = Read(file);
        var at = before.IndexOf(sound, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(-1, "the shipped file has changed; plant the error elsewhere");
        var line = before[..at].Count(c => c == '\n') + 1;
        Write(file, before[..at] + broken + before[(at + sound.Length)..]);

        var result = CatalogueLoader.Load(_folder);

        result.Agreed.ShouldBeNull();
        var problem = result.Problems.FirstOrDefault(p => p.File == file && p.Code == code);
        problem.ShouldNotBeNull($"found instead: {string.Join("; ", result.Problems)}");
        // A block's problem may point at a neighbouring key of the same entry.
        problem.Line.ShouldBeInRange(line - 6, line + 6);
        problem.Text.ShouldEndWith(".");
    }

    [Fact]
    public void The_line_is_exact_where_a_single_value_is_wrong()
    {
        var lines = Read(Leuven).Split('\n');
        var index = Array.FindIndex(lines, l => l.Contains("daysWorked", StringComparison.Ordinal));
        lines[index] = "    criterion: {fact: shoeSize, atLeast: 42}";
        Write(Leuven, string.Join('\n', lines));

        CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem().ToString().ShouldStartWith($"collaborations/leuven.yaml:{index + 1}: 'shoeSize' is not a fact");
    }

    [Fact]
    public void Two_agencies_never_share_a_drop_folder()
    {
        const string Folder = "    inFolder: {name: shared, whole: companion, formats: [{profile: cloudevents, files: \"*.json\"}]}\n";
        Write(Agencies, Read(Agencies).Replace("    dutyContact: {role: wachtdienst", Folder + "    dutyContact: {role: wachtdienst", StringComparison.Ordinal).Replace("    dutyContact: {role: onthaal sociale dienst, phone: \"+32 3", Folder + "    dutyContact: {role: onthaal sociale dienst, phone: \"+32 3", StringComparison.Ordinal));

        var problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Text).ShouldBe((ProblemCodes.Duplicate, "'shared' is the drop folder of 'ocmw-leuven'; give each agency a folder of its own."));
    }

    [Fact]
    public void Two_agreements_for_the_same_offices_and_days_are_refused()
    {
        Write("collaborations/zweiter.yaml", Read(Leuven).Replace("id: leuven", "id: zweiter", StringComparison.Ordinal));

        CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.OverlappingAgreement);
    }

    [Fact]
    public void An_outcome_nobody_decided_about_is_refused()
    {
        Write(Feedback, Read(Feedback).Replace("  - {outcome: dropped-out, status: ended}", "", StringComparison.Ordinal));

        var problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ProblemCodes.MissingOutcome);
        problem.Text.ShouldContain("dropped-out");
    }

    [Fact]
    public void A_purpose_that_needs_an_agreement_and_has_no_notice_is_refused()
    {
        Write(Notice, Read(Notice).Replace("purposes: [ACTIVATION, REINTEGRATION_NL]", "purposes: [REINTEGRATION_NL]", StringComparison.Ordinal));

        var problem = CatalogueLoader.Load(_folder).Problems.ShouldHaveSingleItem();
        (problem.File, problem.Code).ShouldBe((Purposes, ProblemCodes.MissingNotice));
        problem.Text.ShouldContain("'ACTIVATION'");
    }

    [Fact]
    public void A_profile_that_is_not_there_is_refused_once_there_are_profiles()
    {
        System.IO.Directory.CreateDirectory(Path.Combine(_folder, "formats"));

        CatalogueLoader.Load(_folder).Problems.ShouldContain(p => p.File == Agencies && p.Code == ProblemCodes.UnknownProfile && p.Line > 0);
    }

    [Fact]
    public void A_missing_or_unreadable_file_is_a_problem_and_not_a_crash()
    {
        File.Delete(Path.Combine(_folder, Bases));
        Write(Feedback, "feedback: [\n");

        var problems = CatalogueLoader.Load(_folder).Problems;

        problems.ShouldContain(p => p.File == Bases && p.Code == ProblemCodes.MissingFile);
        problems.ShouldContain(p => p.File == Feedback && p.Code == "not-yaml");
    }

    [Fact]
    public void The_version_changes_with_the_content_and_not_with_line_ends()
    {
        var before = CatalogueLoader.Load(_folder).Agreed.ShouldNotBeNull();
        Write(Bases, Read(Bases).Replace("\n", "\r\n", StringComparison.Ordinal));
        var sameContent = CatalogueLoader.Load(_folder).Agreed.ShouldNotBeNull();
        Write(Bases, Read(Bases).Replace("2028-12-31", "2029-12-31", StringComparison.Ordinal));
        var changed = CatalogueLoader.Load(_folder).Agreed.ShouldNotBeNull();

        sameContent.Policy.Version.ShouldBe(before.Policy.Version);
        changed.Policy.Version.ShouldNotBe(before.Policy.Version);
        changed.Directory.Version.ShouldBe(before.Directory.Version);
    }

    public PlantedErrorsTests()
    {
        foreach (var part in new[] { "directory", "policy", "notices", "collaborations" })
        {
            System.IO.Directory.CreateDirectory(Path.Combine(_folder, part));
            foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Shipped.Folder, part), "*.yaml"))
                File.Copy(file, Path.Combine(_folder, part, Path.GetFileName(file)));
        }
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
