using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.CommandLine;

/// <summary>Documents about the policy from the command line: what they say, and that a policy that cannot be read is no empty difference.</summary>
public sealed class PolicyVerbTests
{
    private const string Manifests = "policy/manifests.yaml";

    [Fact]
    public async Task The_matrix_is_a_page_and_a_list_of_every_cell()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "matrix.html");

        var html = await Verb.RunAsync(folder.Path, "policy", "matrix", "--language", "nl", "--out", file, "--on", "2026-03-10");
        var csv = await Verb.RunAsync(folder.Path, "policy", "matrix", "--format", "csv", "--on", "2026-03-10");

        (html.Code, csv.Code, html.Errors + csv.Errors).ShouldBe((0, 0, ""));
        var page = await File.ReadAllTextAsync(file);
        page.ShouldContain("<html lang=\"nl\">");
        page.ShouldContain("Wie wat mag zien, waarom, en in welke stap");
        var rows = csv.Output.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.ShouldContain("ACTIVATION,BE,Pes,Welfare,client.birthDate,StepOne,no,,,");
        rows.ShouldContain(r => r.StartsWith("ACTIVATION,BE,Pes,Welfare,client.birthDate,StepTwo,yes,", StringComparison.Ordinal) && r.Contains("KSZ-2026-014", StringComparison.Ordinal));
        rows.ShouldContain(",,,,HEALTH,,never,,,Special");
        rows.ShouldNotContain(r => r.Contains("FAULT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_policy_twice_has_no_difference()
    {
        using var folder = new TempFolder();

        var ran = await Verb.RunAsync(folder.Path, "policy", "diff", Shipped.Folder, Draft(folder));

        ran.Code.ShouldBe(0, ran.Errors);
        ran.Output.ShouldContain("Nothing may leave otherwise than before");
    }

    [Fact]
    public async Task What_could_newly_leave_is_said_in_words_and_in_the_exit_code()
    {
        using var folder = new TempFolder();
        var draft = Draft(folder, (Manifests, "  addressee: [recipient.organisation, recipient.municipality]", "  addressee: [recipient.organisation, recipient.municipality, recipient.unit]"));

        var wider = await Verb.RunAsync(folder.Path, "policy", "diff", Shipped.Folder, draft);
        var narrower = await Verb.RunAsync(folder.Path, "policy", "diff", draft, Shipped.Folder);

        wider.Code.ShouldBe(2, wider.Errors);
        wider.Output.ShouldContain("Could newly leave");
        wider.Output.ShouldContain("Unit of the office addressed");
        wider.Output.ShouldContain("a status message");
        narrower.Code.ShouldBe(0, narrower.Errors);
        narrower.Output.ShouldContain("No longer leaves");
    }

    [Fact]
    public async Task One_file_of_another_name_is_compared_with_the_present_folder()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "proposal.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(Path.Combine(Shipped.Folder, "collaborations", "mortsel.yaml"))).Replace("client.nationality, ", "", StringComparison.Ordinal));

        var ran = await Verb.RunAsync(folder.Path, "policy", "diff", Shipped.Folder, file, "--language", "fr");

        ran.Code.ShouldBe(2, ran.Errors);
        ran.Output.ShouldContain("Peut désormais partir");
        ran.Output.ShouldContain("Nationalité");
        ran.Output.ShouldContain("VDAB en OCMW Mortsel");
    }

    [Theory]
    [InlineData("absent", "There is no folder and no file")]
    [InlineData("broken", "policy/manifests.yaml:")]
    [InlineData("empty", "The file is missing")]
    [InlineData("other", "is no file of a contracts folder")]
    public async Task A_policy_that_cannot_be_read_is_an_error_and_no_empty_difference(string kind, string says)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, kind);
        if (kind == "broken")
            path = Draft(folder, (Manifests, "    step: 1", "    step: 4"));
        else if (kind == "empty")
            Directory.CreateDirectory(path);
        else if (kind == "other")
            await File.WriteAllTextAsync(path, "nothing: here\n");

        foreach (var arguments in new[] { new[] { Shipped.Folder, path }, [path, Shipped.Folder], [path, path] })
        {
            var ran = await Verb.RunAsync(folder.Path, ["policy", "diff", .. arguments]);

            (ran.Code, ran.Output).ShouldBe((1, ""));
            ran.Errors.ShouldContain(says);
        }
    }

    [Fact]
    public async Task The_records_are_written_once_with_the_difference_to_the_last_release()
    {
        using var folder = new TempFolder();
        var old = Draft(folder, (Manifests, "    fields: [caseNumber]", ""));
        var records = Path.Combine(folder.Path, "records");

        var ran = await Verb.RunAsync(folder.Path, "policy", "records", "--out", records, "--against", old, "--on", "2026-03-10");
        var again = await Verb.RunAsync(folder.Path, "policy", "records", "--out", records);

        ran.Code.ShouldBe(0, ran.Errors);
        Directory.GetFiles(records).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ShouldBe(
            new[] { "exchanges", "impact-assessment-annex", "processing-record" }.SelectMany(n => new[] { "csv", "html", "json", "md" }.Select(e => $"{n}.{e}")));
        var record = await File.ReadAllTextAsync(Path.Combine(records, "processing-record.md"));
        record.ShouldContain("Difference from the last release");
        record.ShouldContain("Case number of the other office");
        record.ShouldContain("to be filled in");
        var exchanges = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(records, "exchanges.json")))!.AsArray();
        exchanges.Select(e => (string?)e!["purpose"]).Distinct().ShouldBe(["ACTIVATION", "REINTEGRATION_NL"], ignoreOrder: true);
        exchanges.ShouldAllBe(e => ((string)e!["bases"]!).Length > 0 && ((string)e["fields"]!).Length > 0);
        again.Code.ShouldBe(2);
        again.Errors.ShouldContain("exists already");
    }

    [Fact]
    public async Task A_draft_is_simulated_on_what_left_without_changing_or_showing_anything_of_a_person()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        var insz = People.Insz();
        string? referral;
        await using (var gateway = await RunningGateway.StartAsync(folder.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            var leuven = await gateway.OfficeAsync("ocmw-leuven");
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
            await leuven.NewAsync();
            referral = await gateway.ReadAsync(s => Task.FromResult(s.Referrals.Single(r => r.Agency == "vdab").Id.ToString("D")));
        }

        var draft = Draft(folder, (Manifests, "  question: [purpose, question, services, appointment, basis.kind, basis.reference]", "  question: [purpose, question, services, appointment, basis.kind, basis.reference]\n  unused: [profile.transport]"),
            (Manifests, "  identity: [client.identifiers.scheme, client.identifiers.value,", "  identity: [client.identifiers.scheme,"));
        var before = await StateAsync(folder.Path);

        var ran = await Verb.RunAsync(folder.Path, "policy", "simulate", "--contracts", draft, "--from", "2026-03-10", "--to", "2026-03-11", "--format", "json");
        var earlier = await Verb.RunAsync(folder.Path, "policy", "simulate", "--contracts", draft, "--from", "2026-03-08", "--to", "2026-03-10");

        ran.Code.ShouldBe(0, ran.Errors);
        var line = JsonNode.Parse(ran.Output)!.AsArray().ShouldHaveSingleItem()!;
        ((string?)line["field"], (string?)line["recipient"], (string?)line["count"], (string?)line["kind"]).ShouldBe(("client.identifiers.value", "ocmw-leuven", "1", "WouldNotLeave"));
        ((string?)line["referrals"]).ShouldBe(referral);
        ran.Output.ShouldNotContain(insz);
        earlier.Output.ShouldContain("0 exchange(s) were decided again");
        (await StateAsync(folder.Path)).ShouldBe(before, "nothing is written");
    }

    [Fact]
    public async Task Careful_use_is_counted_and_names_need_a_mandate_that_is_written_down()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        await using (var gateway = await RunningGateway.StartAsync(folder.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            var insz = People.Insz();
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
            (await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser("nele", UserRoles.Dpo, "vdab"), "test", CancellationToken.None)).Problem.ShouldBe(UserProblem.None);
            var overviews = gateway.Services.GetRequiredService<IClientOverviews>();
            await overviews.FindAsync("vdab", "insz", insz, new PrivacyLook(new Reader("nele", "vdab", UserRoles.Dpo), OpeningKind.ByIdentifier, PrivacyPurposes.Complaint), CancellationToken.None);
            gateway.Time.Advance(TimeSpan.FromHours(13));
            await overviews.FindAsync("vdab", "insz", People.Insz(), new PrivacyLook(new Reader("nele", "vdab", UserRoles.Dpo), OpeningKind.ByIdentifier, PrivacyPurposes.Complaint), CancellationToken.None);
        }

        string[] period = ["--from", "2026-03-10", "--to", "2026-03-11"];
        var counts = await Verb.RunAsync(folder.Path, ["audit", "use", .. period, "--format", "json"]);
        var alone = await Verb.RunAsync(folder.Path, ["audit", "use", .. period, "--names", "vdab"]);
        var named = await Verb.RunAsync(folder.Path, ["audit", "use", .. period, "--names", "vdab", "--mandate", "INQUIRY-7", "--language", "nl"]);

        counts.Code.ShouldBe(0, counts.Errors);
        var line = JsonNode.Parse(counts.Output)!.AsArray().ShouldHaveSingleItem()!;
        ((string?)line["agency"], (string?)line["openings"], (string?)line["outsideHours"], (string?)line["byIdentifier"], (string?)line["withoutCase"], (string?)line["person"]).ShouldBe(("vdab", "2", "1", "2", "1", ""));
        counts.Output.ShouldNotContain("nele");
        alone.Code.ShouldNotBe(0);
        alone.Output.ShouldNotContain("nele");
        named.Code.ShouldBe(0, named.Errors);
        named.Output.ShouldContain("nele");
        await using var reopened = await RunningGateway.StartAsync(folder.Path);
        var log = (await reopened.Services.GetRequiredService<IOperations>().ReadAsync(null, null, 50, CancellationToken.None)).Items;
        log.Where(o => o.Action == "use.names").Select(o => (o.User, o.Subject, o.Detail)).ShouldBe([("command-line", "vdab", "INQUIRY-7")]);
    }

    /// <summary>A copy of the shipped policy with changes.</summary>
    private static string Draft(TempFolder folder, params (string File, string Sound, string Changed)[] changes)
    {
        var draft = Directory.CreateDirectory(Path.Combine(folder.Path, "draft")).FullName;
        foreach (var part in new[] { "directory", "policy", "notices", "collaborations" })
            TempFolder.Copy(Path.Combine(Shipped.Folder, part), Path.Combine(draft, part));
        foreach (var (file, sound, changed) in changes)
        {
            var path = Path.Combine(draft, file);
            var text = File.ReadAllText(path);
            text.ShouldContain(sound);
            File.WriteAllText(path, text.Replace(sound, changed, StringComparison.Ordinal));
        }

        return draft;
    }

    private static async Task<(int, int)> StateAsync(string data)
    {
        await using var gateway = await RunningGateway.StartAsync(data);
        return await gateway.ReadAsync(s => Task.FromResult((s.Disclosures.Count(d => d.From == "vdab"), s.Operations.Count())));
    }
}
