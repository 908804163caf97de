using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>What an integration engineer sees of a format: explained, drafted, tested.</summary>
public sealed class ProfileVerbTests
{
    private static string Sample(string profile, string file) => Path.Combine(Shipped.Folder, "formats", profile, "samples", file);

    [Fact]
    public async Task An_explanation_shows_each_value_its_way_and_who_could_receive_it_and_nothing_that_is_sealed()
    {
        using var folder = new TempFolder();

        var shown = await Verb.RunAsync(folder.Path, "translate", "--profile", "suwi-pes-dossier", "--explain", Sample("suwi-pes-dossier", "dossier.xml"));

        shown.Code.ShouldBe(0, shown.Errors);
        var lines = shown.Output.Split('\n');
        lines.ShouldContain(l => l.Contains("Burgerservicenr") && l.Contains("client.identifiers.value") && l.TrimEnd().EndsWith("welfare"));
        lines.ShouldContain(l => l.Contains("Voorvoegsel + SignificantDeelVanDeAchternaam") && l.Contains("van den Voorbeeld"));
        lines.ShouldContain(l => l.Contains("OmsVisieKlant") && l.Contains("a coded need could go in CdTypeKnelpuntKlant"));
        lines.ShouldContain(l => l.Contains("Gebouwontzegging") && l.Contains("behind the compliance wall"));
        lines.ShouldContain(l => l.Contains("BeroepsnaamGecodeerd/OmsBeroepsnaam") && l.TrimEnd().EndsWith("nobody"));
        shown.Output.ShouldNotContain("Verzonnen visie");
        shown.Output.ShouldNotContain("2025-10-01", Case.Sensitive, "the day since which there is a health obstacle");
        shown.Output.ShouldContain("1 received, 1 translated, 0 set aside.");
    }

    [Fact]
    public async Task An_answer_is_told_from_a_record_in_words_and_in_json()
    {
        using var folder = new TempFolder();
        var file = Sample("suwi-pes-dossier", "nothing-found.xml");

        var words = await Verb.RunAsync(folder.Path, "translate", "--profile", "suwi-pes-dossier", file);
        var json = await Verb.RunAsync(folder.Path, "translate", "--profile", "suwi-pes-dossier", "--json", file);

        (words.Code, json.Code).ShouldBe((0, 0));
        words.Output.ShouldContain("states nothing (nothing-found)");
        var record = JsonNode.Parse(json.Output)!["records"]!.AsArray().ShouldHaveSingleItem()!;
        record["status"]!.GetValue<string>().ShouldBe("translated");
        record["answer"]!.GetValue<string>().ShouldBe("nothing-found");
        record["statements"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_profile_is_drafted_once_and_loads()
    {
        using var folder = new TempFolder();
        using var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        string[] draft = ["profile", "new", "--from", Sample("sonar-export", "export.csv"), "--id", "drafted", "--Gateway:Contracts=" + contracts.Path];

        var made = await Verb.RunAsync(folder.Path, draft);
        var again = await Verb.RunAsync(folder.Path, draft);
        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Contracts=" + contracts.Path);

        made.Code.ShouldBe(0, made.Errors);
        again.Code.ShouldBe(2);
        again.Errors.ShouldContain("exists already");
        check.Code.ShouldBe(0, check.Output);
        (await File.ReadAllTextAsync(Path.Combine(contracts.Path, "formats", "drafted", "profile.yaml"))).ShouldStartWith("# yaml-language-server: $schema=../profile.schema.json");
    }

    [Fact]
    public async Task A_changed_code_map_shows_in_the_samples()
    {
        using var folder = new TempFolder();
        using var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        var map = Path.Combine(contracts.Path, "formats", "suwi-pes-dossier", "codes", "obstacles.yaml");

        var before = await Verb.RunAsync(folder.Path, "profile", "test", "--Gateway:Contracts=" + contracts.Path);
        await File.WriteAllTextAsync(map, (await File.ReadAllTextAsync(map)).Replace("means: DEBT", "means: HOUSING", StringComparison.Ordinal));
        var after = await Verb.RunAsync(folder.Path, "profile", "test", "--profile", "suwi-pes-dossier", "--Gateway:Contracts=" + contracts.Path);

        before.Code.ShouldBe(0, before.Output);
        before.Output.ShouldContain(" 0 differ.");
        after.Code.ShouldBe(2);
        after.Output.ShouldContain("DIFFERS  suwi-pes-dossier/dossier.xml");
        after.Output.ShouldContain("GATEWAY_APPROVE=1");
    }
}
