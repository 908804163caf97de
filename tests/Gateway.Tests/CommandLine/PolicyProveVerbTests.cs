using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>The proof from the command line: what it says of the shipped policy, of a hole that no file shows, and without a solver.</summary>
public sealed class PolicyProveVerbTests
{
    [Fact]
    public async Task The_shipped_policy_is_proved_in_words_and_as_json()
    {
        using var folder = new TempFolder();

        var words = await Verb.RunAsync(folder.Path, "policy", "prove", "--against", Shipped.Folder);
        var json = await Verb.RunAsync(folder.Path, "policy", "prove", "--json");

        (words.Code, json.Code, words.Errors + json.Errors).ShouldBe((0, 0, ""), words.Output);
        words.Output.ShouldContain("proved: A local agreement can only take away.");
        words.Output.ShouldContain("proved: Nothing can leave that could not leave before.");
        var report = JsonNode.Parse(json.Output)!;
        ((bool?)report["proved"], (string?)report["results"]![1]!["property"], (string?)report["results"]![1]!["verdict"]).ShouldBe((true, "meantFor", "proved"));
    }

    [Fact]
    public async Task A_hole_that_no_file_shows_is_told_by_prove_and_by_check()
    {
        using var folder = new TempFolder();
        using var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        var tielt = await File.ReadAllTextAsync(Path.Combine(contracts.Path, "collaborations", "tielt.yaml"));
        await File.WriteAllTextAsync(Path.Combine(contracts.Path, "collaborations", "tielt-before.yaml"), tielt
            .Replace("id: tielt", "id: tielt-before", StringComparison.Ordinal).Replace("\"37022\"", "\"37015\"", StringComparison.Ordinal)
            .Replace("withoutFields: [registration.benefitEndDate]", "withoutFields: [client.nationality]", StringComparison.Ordinal));

        var prove = await Verb.RunAsync(folder.Path, "policy", "prove", "--Gateway:Contracts=" + contracts.Path);
        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Contracts=" + contracts.Path);

        (prove.Code, check.Code).ShouldBe((2, 2), prove.Output + check.Output);
        prove.Output.ShouldContain("NOT SO: Two rules never disagree.");
        check.Output.ShouldContain("'tielt' and 'tielt-before' both hold for a client of vdab in municipality 37022");
        check.Output.ShouldContain("the files can be read, and the policy is not proved.");
    }

    [Fact]
    public async Task What_could_newly_leave_is_listed_and_a_policy_that_cannot_be_read_is_not_called_proved()
    {
        using var folder = new TempFolder();
        var older = Path.Combine(folder.Path, "older.yaml");
        await File.WriteAllTextAsync(older, (await File.ReadAllTextAsync(Path.Combine(Shipped.Folder, "policy", "manifests.yaml"))).Replace("    fields: [caseNumber]\n", "", StringComparison.Ordinal));

        var wider = await Verb.RunAsync(folder.Path, "policy", "prove", "--against", older);
        var unread = await Verb.RunAsync(folder.Path, "policy", "prove", "--against", Path.Combine(folder.Path, "nowhere"));

        (wider.Code, unread.Code, unread.Output).ShouldBe((2, 1, ""), wider.Output);
        wider.Output.ShouldContain("The field caseNumber could newly leave to");
        wider.Output.ShouldContain("The case: from vdab (employment service) to");
        unread.Errors.ShouldContain("There is no folder and no file");
    }

    [Fact]
    public async Task Without_the_solver_nothing_is_proved_and_check_checks_the_rest()
    {
        using var folder = new TempFolder();
        var missing = "--Gateway:Proof:Library=" + Path.Combine(folder.Path, "libz3.so");

        var prove = await Verb.RunAsync(folder.Path, "policy", "prove", missing);
        var json = await Verb.RunAsync(folder.Path, "policy", "prove", "--json", missing);
        var check = await Verb.RunAsync(folder.Path, "check", missing);

        (prove.Code, prove.Output, json.Code, check.Code).ShouldBe((1, "", 1, 0));
        prove.Errors.ShouldContain("nothing was proved. Install it");
        ((bool?)JsonNode.Parse(json.Output)!["proved"]).ShouldBe(false);
        check.Output.ShouldContain("warning: The library of the solver Z3 cannot be loaded");
        check.Output.ShouldContain("valid.");
    }
}
