using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>Deliberate mistakes of people who describe formats and agreements: each is named with file, line and remedy.</summary>
public sealed class DeliberateMistakesTests : IDisposable
{
    private const string Vdab = "formats/vdab-referral/profile.yaml";
    private const string Sonar = "formats/sonar-export/profile.yaml";
    private const string Dossier = "formats/suwi-pes-dossier/profile.yaml";
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("mistakes-").FullName;

    public static TheoryData<string, string, string, string, string> Mistakes() => new()
    {
        // file, sound, broken, code, what the remedy names
        { Sonar, "constant: REINTEGRATION_SUPPORT", "constant: JOB_MEDIATON", "unknown-code", "'JOB_MEDIATION'" },
        { Sonar, "constant: SUWI-62", "constant: KSZ-2099-999", "unknown-code", "KSZ-2026-014" },
        { Sonar, "constant: REINTEGRATION_NL", "constant: REINTEGRATION", "unknown-code", "'REINTEGRATION_NL'" },
        { Sonar, "constant: LEGAL_OBLIGATION", "constant: LEGAL_OBLIGATON", "unknown-code", "'LEGAL_OBLIGATION'" },
        { Sonar, "constant: nld", "constant: nl", "unknown-code", "nld" },
        { Sonar, "constant: bsn", "constant: bsnn", "unknown-code", "'bsn'" },
        { Sonar, "target: client.contact.phone", "target: client.contact.fone", "unknown-target", "'client.contact.phone'" },
        { "formats/codes/barriers.yaml", "same: [HOUSING, DEBT,", "same: [HOUSING, SCHULD, DEBT,", "unknown-code", "DEBT" },
        { "formats/codes/barriers.yaml", "means: ADDICTION, compartment: special", "means: ADDICTION", "unprotected-code", "compartment: special" },
        { "formats/codes/services.yaml", "  - DEBT_ADVICE", "  - DEBT_ADVISE", "unknown-code", "'DEBT_ADVICE'" },
        { "formats/codes/questions.yaml", "JOINT_PLAN", "JOIND_PLAN", "unknown-code", "'JOINT_PLAN'" },
        { "formats/codes/outcomes.yaml", "  - waitlisted", "  - waitlistd", "unknown-code", "'waitlisted'" },
        { Vdab, "convert: code, map: barriers, required: true", "required: true", "uncoded-barrier", "convert: code" },
        { Vdab, "event: referral.cancelled", "event: referral.canceled", "unknown-event", "'referral.cancelled'" },
        { Vdab, "  - event: referral.status-changed", "  - event: referral.handover", "cannot-receive", "outbound" },
        { Vdab, "{ target: inReplyTo, source: message.inReplyTo }\n      - { use: recipient }\n      - { target: status", "{ use: recipient }\n      - { target: status", "cannot-receive", "inReplyTo" },
        { Vdab, "{ use: header }", "{ use: heading }", "unknown-group", "header" },
        { Vdab, "  header:\n", "  header:\n    - { use: header }\n", "group-in-itself", "header" },
        { Vdab, "{ target: goal.setBy, source: goal.setBy }", "{ target: goal.setBy, source: goal.setBy ", "not-yaml", "" },
        { Dossier, "until: DatEKnelpuntKlant", "until: DatEKnelpuntKlant\n        special-wen: x", "unknown-key", "'special-when'" },
        { Sonar, "{ target: client.contact.email, source: E-mailadres }", "{ target: client.contact.email, source: E-mailadres, special-when: Geheim }", "guard-without-entry", "unless" },
        { Sonar, "source: Gemeente }", "source: Gemeente, default: HEALTH, separators: \";\" }", "separators-without-list", "items" },
        { Sonar, "least: 0, most: 168", "least: 0, most: 168, default: veel", "not-a-number", "veel" },
        { "directory/agencies.yaml", "handoverProfile: vdab-referral", "handoverProfile: suwi-reintegration", "cannot-receive", "cloudevents" },
        { "directory/agencies.yaml", "statusProfile: vdab-referral", "statusProfile: sonar-export", "cannot-receive", "ocmw-result" },
        { "directory/agencies.yaml", "profiles: [vdab-referral", "profiles: [vdab-referal", "unknown-profile", "'vdab-referral'" },
        { "directory/services.yaml", "services: [PES_TRAINING]", "services: [PES_TRAINIG]", "unknown-service", "'PES_TRAINING'" },
        { "policy/manifests.yaml", "client.contact.phone", "client.contact.phones", "unknown-field", "'client.contact.phone'" },
        { "collaborations/leuven.yaml", "oneOf: [DEBT, HOUSING,", "oneOf: [DEPT, HOUSING,", "unknown-code", "'DEBT'" },
        { "collaborations/leuven.yaml", "oneOf: [DEBT, HOUSING,", "oneOf: [HEALTH, HOUSING,", "unknown-code", "compartment" },
        { "collaborations/leuven.yaml", "oneOf: [UNEMPLOYMENT]", "oneOf: [UNEMPLOYMNT]", "unknown-code", "'UNEMPLOYMENT'" },
        // what people mistype or forget besides
        { Sonar, "format: table", "format: tabel", "unknown-value", "'table'" },
        { Sonar, "profile: sonar-export", "profile: sonar-exports", "other-name", "make them equal" },
        { Sonar, "convert: yes-no", "convert: yes-not", "unknown-value", "'yes-no'" },
        { Sonar, "convert: code, map: transport", "convert: code, map: transports", "unknown-map", "'transport'" },
        { Sonar, "convert: identifier, scheme: bsn", "convert: identifier, scheme: bns", "unknown-scheme", "insz, bsn, fnr" },
        { Sonar, "mark: special", "mark: specal", "unknown-value", "'special'" },
        { Sonar, "media-type: text/csv", "media-type:", "empty-value", "give it one" },
        { "formats/ocmw-result/profile.yaml", "dates: compact", "dates: compct", "unknown-value", "'compact'" },
        { Vdab, "preferredLanguage, source: person.preferredLanguage", "preferredLanguages, source: person.preferredLanguage", "unknown-target", "'client.preferredLanguage'" },
        { Vdab, "{ target: status, source: status.code", "{ target: statuss, source: status.code", "unknown-target", "'status'" },
        { Vdab, "{ target: status, source: status.code", "{ target: status, surce: status.code", "unknown-key", "'source'" },
        { "formats/codes/barriers.yaml", "version:", "versions:", "unknown-key", "'version'" },
        { "formats/primabook/profile.yaml", "source: insz", "source: insy", "unknown-column", "'insz'" },
        { "directory/agencies.yaml", "id: ocmw-mortsel", "id: ocmw-leuven", "duplicate", "give each its own" },
        { "directory/agencies.yaml", "country: NL", "country: NLD", "unknown-country", "'NL'" },
        { "directory/agencies.yaml", "channel: inbox", "channel: inbx", "unknown-value", "'inbox'" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook", "missing-key", "webhook: {url:" },
        { "directory/agencies.yaml", "channel: inbox", "channel: inbox\n    webhook: {url: \"https://a.example/\"}", "contradiction", "channel: webhook" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook\n    webhook: {url: \"http://a.example/\"}", "unknown-value", "https" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook\n    webhook: {url: \"welfare\"}", "unknown-value", "https://" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook\n    webhook: {url: \"https://10.0.0.7/\"}", "unknown-value", "private: true" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook\n    webhook: {url: \"https://a:b@a.example/\"}", "unknown-value", "signed" },
        { "directory/agencies.yaml", "channel: inbox", "channel: webhook\n    webhook: {url: \"https://a.example/\", body: thinn}", "unknown-value", "thin" },
        { "directory/agencies.yaml", "channel: feed", "channel: feed\n    noticeMail: intake@a.example", "contradiction", "channel: inbox" },
        { "directory/agencies.yaml", "channel: inbox", "channel: inbox\n    noticeMail: intake", "unknown-value", "never a person" },
        { "directory/agencies.yaml", "municipality: \"11029\"", "municipality: \"110290\"", "unknown-municipality", "'11029'" },
        { "directory/agencies.yaml", "{role: wachtdienst sociale dienst, phone:", "{role: wachtdienst sociale dienst, phon:", "unknown-key", "'phone'" },
        { "directory/services.yaml", "{agency: ocmw-mortsel}", "{agency: ocmw-mortsl}", "unknown-agency", "'ocmw-mortsel'" },
        { "directory/services.yaml", "code: JOB_MEDIATION", "code: JOB_MEDIATION\n    code: JOB_MEDIATION", "duplicate-key", "'code'" },
        { "policy/bases.yaml", "purposes: [ACTIVATION]", "purposes: [ACTIVATON]", "unknown-purpose", "'ACTIVATION'" },
        { "policy/bases.yaml", "country: NL", "country: NLD", "unknown-country", "'NL'" },
        { "policy/bases.yaml", "agencies: [vdab, ocmw-leuven", "agencies: [vdab, ocmw-louven", "unknown-agency", "'ocmw-leuven'" },
        { "policy/bases.yaml", "kind: legal-obligation", "kind: legal-obligaton", "unknown-value", "'legal-obligation'" },
        { "policy/manifests.yaml", "    purpose: ACTIVATION\n", "    purposes: ACTIVATION\n", "unknown-key", "'purpose'" },
        { "policy/manifests.yaml", "purpose: REINTEGRATION_NL", "purpose: REINTEGRATION", "unknown-purpose", "'REINTEGRATION_NL'" },
        { "policy/manifests.yaml", "include: [referrer, question", "include: [referer, question", "unknown-field-set", "'referrer'" },
        { "policy/manifests.yaml", "from: pes\n", "from: pess\n", "unknown-value", "'pes'" },
        { "policy/feedback.yaml", "outcome: no-show", "outcome: no-shw", "unknown-outcome", "'no-show'" },
        { "policy/principles.yaml", "- registration.category", "- registration.categori", "unknown-field", "'registration.category'" },
        { "policy/purposes.yaml", "agreementRequired: true", "agreementRequired: yes", "not-a-flag", "true or false" },
        { "collaborations/leuven.yaml", "parties: [vdab, ocmw-leuven]", "parties: [vdab, ocmw-leuvn]", "unknown-agency", "'ocmw-leuven'" },
        { "collaborations/leuven.yaml", "{fact: daysWorked", "{fact: daysWorkd", "unknown-fact", "'daysWorked'" },
        { "collaborations/leuven.yaml", "validFrom: 2025-01-01", "validFrom: 01/01/2025", "not-a-date", "2026-01-31" },
        { "collaborations/leuven.yaml", "providers: [vzw-digiwijs]", "providers: [vzw-digiwijz]", "unknown-agency", "'vzw-digiwijs'" },
        { "collaborations/leuven.yaml", "id: leuven", "id: leuven\n---\nid: second", "second-document", "remove the line" },
        { "collaborations/leuven.yaml", "  protocol:", "\tprotocol:", "not-yaml", "a tab" },
        { "collaborations/leuven.yaml", "parties: [vdab, ocmw-leuven]", "parties: *offices", "not-yaml", "points with '*' at 'offices'" },
        { "collaborations/leuven.yaml", "parties: [vdab, ocmw-leuven]", "parties: [vdab, ocmw-leuven", "not-yaml", "opened here" },
        { "formats/codes/barriers.yaml", "title: Barriers", "title: \"Barriers", "not-yaml", "quote" },
        { "directory/agencies.yaml", "channel: file", "channel: gateway", "unknown-value", "feed, file, amqp, webhook or inbox" },
        { "policy/bases.yaml", "    kind: public-task", "   kind: public-task", "not-yaml", "indented" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_file_line_and_remedy(string file, string sound, string broken, string code, string remedy)
    {
        var text = Copy(file);
        var at = text.IndexOf(sound, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, $"'{sound}' is in {file}");
        File.WriteAllText(Path.Combine(_folder, file), text[..at] + broken + text[(at + sound.Length)..]);
        var line = text[..at].Count(c => c == '\n') + 1;

        var problems = Check();
        var named = problems.Where(p => p.Code == code && p.Text.Contains(remedy, StringComparison.Ordinal)).ToList();
        named.ShouldNotBeEmpty(string.Join('\n', problems));
        // Whether an agency can receive is a matter of the directory, which names the format.
        var expected = code == "cannot-receive" ? "directory/agencies.yaml" : file;
        named.ShouldAllBe(p => p.File == expected && p.Line > 0 && p.Text.EndsWith('.'));
        if (expected == file)
            named.ShouldContain(p => p.Line >= line && p.Line <= line + 3, $"line {line}: {string.Join('\n', named)}");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("key: { a: 1\nother: 2\n")]
    [InlineData("key: [ a, b\n")]
    [InlineData("key: \"open\n")]
    [InlineData("a: &x [*x]\n")]
    [InlineData("a: &x { b: *x }\nfields: *x\n")]
    [InlineData("a: *nowhere\n")]
    [InlineData("? [a, b]\n: c\n")]
    [InlineData("a: &x\n  ? *x\n  : 1\n")]
    [InlineData("a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]\nh: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]\ni: [*h, *h, *h, *h, *h, *h, *h, *h, *h]\n")]
    [InlineData("%YAML 9.9\n---\na: b\n")]
    [InlineData("a: b\n...\n---\nc: d\n")]
    [InlineData("\0\0")]
    [InlineData("- a\n- b\n")]
    [InlineData("key: !!binary x\n\tb: c")]
    [InlineData("")]
    public void No_file_whatever_is_in_it_ends_the_check(string text)
    {
        foreach (var file in new[] { Sonar, "formats/codes/barriers.yaml", "directory/agencies.yaml", "policy/manifests.yaml", "collaborations/leuven.yaml" })
        {
            Copy(file);
            File.WriteAllText(Path.Combine(_folder, file), text);

            Check().ShouldContain(p => p.File == file && p.Text.EndsWith('.'));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void A_file_of_any_depth_is_refused_at_its_line(string opens)
    {
        Copy(Sonar);
        File.WriteAllText(Path.Combine(_folder, Sonar), "profile: sonar-export\nkeep: \n  " + string.Concat(Enumerable.Repeat(opens, 100_000)));

        Check().Where(p => p.File == Sonar).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("too-deep"), p => p.Line.ShouldBe(3));
    }

    public static TheoryData<byte[], int> Encodings() => new()
    {
        { [.. "map: barriers\n# caf"u8, 0xE9, .. "\nversion: \"1\"\n"u8], 2 },
        { System.Text.Encoding.Unicode.GetBytes("map: barriers\n"), 1 },
        { [.. "map: barriers\nversion: \""u8, 0, .. "\"\n"u8], 2 },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_in_another_encoding_is_named_at_the_line_that_shows_it(byte[] bytes, int line)
    {
        Copy(Sonar);
        File.WriteAllBytes(Path.Combine(_folder, "formats/codes/barriers.yaml"), bytes);

        Check().ShouldContain(p => p.File == "formats/codes/barriers.yaml" && p.Line == line && p.Code == "not-utf8" && p.Text.Contains("Save", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_says_itself_what_it_is_in()
    {
        var text = Copy("collaborations/leuven.yaml");
        File.WriteAllText(Path.Combine(_folder, "collaborations/leuven.yaml"), text, System.Text.Encoding.Unicode);

        Check().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("directory/agencies.yaml", "missing-file")]
    [InlineData("policy/bases.yaml", "missing-file")]
    [InlineData("formats/sonar-export/profile.yaml", "unreadable")]
    public void A_folder_in_the_place_of_a_file_is_named(string file, string code)
    {
        Copy(file);
        File.Delete(Path.Combine(_folder, file));
        System.IO.Directory.CreateDirectory(Path.Combine(_folder, file));

        Check().ShouldContain(p => p.File == file && p.Code == code && p.Text.Contains("folder", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_that_lead_back_into_themselves_end_nothing()
    {
        Copy(Sonar);
        File.CreateSymbolicLink(Path.Combine(_folder, "formats/codes/loop.yaml"), Path.Combine(_folder, "formats/codes/loop.yaml"));
        File.CreateSymbolicLink(Path.Combine(_folder, "collaborations/loop.yaml"), Path.Combine(_folder, "collaborations/loop.yaml"));
        System.IO.Directory.CreateSymbolicLink(Path.Combine(_folder, "formats/round"), Path.Combine(_folder, "formats"));
        System.IO.Directory.CreateSymbolicLink(Path.Combine(_folder, "policy/round"), Path.Combine(_folder, "policy"));

        var problems = Check();

        problems.ShouldContain(p => p.File == "formats/codes/loop.yaml" && p.Code == "unreadable");
        problems.ShouldContain(p => p.File == "collaborations/loop.yaml" && p.Code == "unreadable");
        problems.ShouldContain(p => p.File == "formats/round/profile.yaml" && p.Code == "unreadable", "it holds no profile");
    }

    [Fact]
    public void A_link_that_leads_nowhere_and_a_map_that_nobody_uses_are_named()
    {
        Copy(Sonar);
        foreach (var file in new[] { "directory/more.yaml", "policy/more.yaml", "collaborations/more.yaml", "formats/codes/more.yaml" })
            File.CreateSymbolicLink(Path.Combine(_folder, file), Path.Combine(_folder, "nowhere"));
        File.WriteAllText(Path.Combine(_folder, "formats/codes/spare.yaml"), "map: other\nversion: \"1\"\nsame: [DEBT]\n");

        Check().Select(p => (p.File, p.Code)).ShouldBe([("collaborations/more.yaml", "unreadable"), ("formats/codes/more.yaml", "unreadable"), ("formats/codes/spare.yaml", "other-name")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("directory/agencies.yaml")]
    [InlineData("directory/municipalities.yaml")]
    [InlineData("directory/services.yaml")]
    [InlineData("policy/purposes.yaml")]
    [InlineData("formats/codes/barriers.yaml")]
    public void A_file_that_cannot_be_read_is_the_only_problem_there_is(string file)
    {
        Copy(file);
        File.WriteAllText(Path.Combine(_folder, file), "");

        Check().ShouldAllBe(p => p.File == file && p.Code == "empty-file");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_the_only_problem_of_the_formats_that_name_its_codes()
    {
        var text = Copy("directory/services.yaml");
        File.WriteAllText(Path.Combine(_folder, "directory/services.yaml"), text + "\nopen: {");

        Check().Where(p => p.File.StartsWith("formats/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private List<FileProblem> Check()
    {
        var catalogue = CatalogueLoader.Load(_folder);
        return [.. catalogue.Problems, .. ProfileSet.Load(_folder, catalogue.Names).Problems];
    }

    private string Copy(string file)
    {
        foreach (var path in System.IO.Directory.GetFiles(Repository.Contracts, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Contracts, path));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy, overwrite: true);
        }

        return File.ReadAllText(Path.Combine(_folder, file));
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
