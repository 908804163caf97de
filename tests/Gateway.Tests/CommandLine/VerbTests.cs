using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>The command line: 0 done, 1 failed, 2 input refused.</summary>
public sealed class VerbTests
{
    [Fact]
    public async Task Check_accepts_what_is_shipped()
    {
        using var folder = new TempFolder();

        var check = await Verb.RunAsync(folder.Path, "check");

        check.Code.ShouldBe(0, check.Output + check.Errors);
        check.Output.ShouldContain("valid.");
    }

    [Fact]
    public async Task Check_names_file_and_line_of_a_planted_error_and_exits_with_two()
    {
        using var folder = new TempFolder();
        using var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        var file = Path.Combine(contracts.Path, "collaborations", "leuven.yaml");
        var lines = (await File.ReadAllLinesAsync(file)).ToList();
        var line = lines.FindIndex(l => l.StartsWith("parties:", StringComparison.Ordinal));
        lines[line] = "parties: [vdab, ocmw-nergensbeke]";
        await File.WriteAllLinesAsync(file, lines);

        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Contracts=" + contracts.Path);

        check.Code.ShouldBe(2);
        check.Output.ShouldContain($"leuven.yaml:{line + 1}");
        check.Output.ShouldContain("ocmw-nergensbeke");
    }

    [Theory]
    [InlineData("brace", "collaborations/leuven.yaml:9:")]
    [InlineData("encoding", "formats/codes/barriers.yaml:2:")]
    [InlineData("empty", "directory/agencies.yaml: The file is empty")]
    [InlineData("folder", "policy/bases.yaml: A folder has the name of this file")]
    [InlineData("loop", "collaborations/loop.yaml: The file cannot be read")]
    public async Task Check_names_whatever_lies_in_the_folder_and_never_fails_itself(string mistake, string named)
    {
        using var folder = new TempFolder();
        using var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        string At(string file) => Path.Combine(contracts.Path, file);
        switch (mistake)
        {
            case "brace":
                await File.WriteAllTextAsync(At("collaborations/leuven.yaml"), (await File.ReadAllTextAsync(At("collaborations/leuven.yaml"))).Replace("municipalities: [\"24062\"]", "municipalities: [\"24062\"", StringComparison.Ordinal));
                break;
            case "encoding":
                await File.WriteAllBytesAsync(At("formats/codes/barriers.yaml"), [.. "map: barriers\n# caf"u8, 0xE9, (byte)'\n']);
                break;
            case "empty":
                await File.WriteAllTextAsync(At("directory/agencies.yaml"), "");
                break;
            case "folder":
                File.Delete(At("policy/bases.yaml"));
                Directory.CreateDirectory(At("policy/bases.yaml"));
                break;
            default:
                File.CreateSymbolicLink(At("collaborations/loop.yaml"), At("collaborations/loop.yaml"));
                Directory.CreateSymbolicLink(At("policy/round"), At("policy"));
                break;
        }

        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Contracts=" + contracts.Path);

        check.Code.ShouldBe(2, check.Errors);
        check.Output.ShouldContain(named);
        check.Output.ShouldContain("1 problem(s).");
        check.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_of_a_folder_that_is_not_there_says_which_setting_names_it()
    {
        using var folder = new TempFolder();

        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Contracts=" + Path.Combine(folder.Path, "nowhere"));

        check.Code.ShouldBe(1);
        check.Errors.ShouldStartWith("Gateway:Contracts is ");
    }

    [Fact]
    public async Task A_key_is_made_listed_and_revoked()
    {
        using var folder = new TempFolder();

        var made = await Verb.RunAsync(folder.Path, "agency", "key", "create", "vdab", "--json");
        made.Code.ShouldBe(0, made.Errors);
        var id = JsonNode.Parse(made.Output)!["id"]!.GetValue<string>();
        var secret = JsonNode.Parse(made.Output)!["key"]!.GetValue<string>();
        var revoked = await Verb.RunAsync(folder.Path, "agency", "key", "revoke", id);
        var again = await Verb.RunAsync(folder.Path, "agency", "key", "revoke", id);
        var listed = await Verb.RunAsync(folder.Path, "agency", "key", "list", "--json");

        revoked.Code.ShouldBe(0);
        again.Code.ShouldBe(2, "it is not in use any more");
        var line = JsonNode.Parse(listed.Output)!.AsArray().ShouldHaveSingleItem()!;
        line["id"]!.GetValue<string>().ShouldBe(id);
        line["revokedAt"].ShouldNotBeNull();
        listed.Output.ShouldNotContain(secret);
        listed.Output.ShouldNotContain(secret.Split('_')[2]);
    }

    [Fact]
    public async Task A_key_is_narrowed_changed_and_never_more_than_two_do_the_same()
    {
        using var folder = new TempFolder();
        string[] make = ["agency", "key", "create", "vdab", "--scopes", "feed.read,submissions.write", "--days", "30", "--json"];

        var id = JsonNode.Parse((await Verb.RunAsync(folder.Path, make)).Output)!["id"]!.GetValue<string>();
        var changed = await Verb.RunAsync(folder.Path, "agency", "key", "rotate", id, "--overlap", "3");
        var third = await Verb.RunAsync(folder.Path, make);
        var again = await Verb.RunAsync(folder.Path, "agency", "key", "rotate", id);
        var unknown = await Verb.RunAsync(folder.Path, "agency", "key", "create", "vdab", "--scopes", "feed.reed");
        var tooLong = await Verb.RunAsync(folder.Path, "agency", "key", "create", "vdab", "--days", "731");

        changed.Code.ShouldBe(0, changed.Errors);
        changed.Output.ShouldStartWith("wwg_");
        changed.Errors.ShouldContain("The old key ends at ");
        (third.Code, again.Code, unknown.Code, tooLong.Code).ShouldBe((2, 2, 2, 2));
        third.Errors.ShouldContain("2 keys of 'vdab' that may do the same are in use");
        unknown.Errors.ShouldContain("There is no scope 'feed.reed'");
        tooLong.Errors.ShouldContain("1 to 730 days");
        var listed = (await Verb.RunAsync(folder.Path, "agency", "key", "list")).Output.Trim().Split('\n')[1..];
        listed.Length.ShouldBe(2);
        listed.ShouldAllBe(l => l.Contains("  until ", StringComparison.Ordinal) && l.EndsWith("  feed.read submissions.write", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_refuses_settings_with_which_anybody_could_be_anybody()
    {
        using var folder = new TempFolder();

        var check = await Verb.RunAsync(folder.Path, "check", "--Gateway:Tokens:Issuer=https://issuer.example", "--Gateway:Http:TrustedProxies=0.0.0.0/0");

        check.Code.ShouldBe(1);
        check.Errors.ShouldContain("Gateway:Tokens:Audience is not");
        check.Errors.ShouldContain("trusts every address");
    }

    [Fact]
    public async Task A_key_for_an_unknown_agency_is_refused_with_the_known_ones()
    {
        using var folder = new TempFolder();

        var refused = await Verb.RunAsync(folder.Path, "agency", "key", "create", "ocmw-nergensbeke");

        refused.Code.ShouldBe(2);
        refused.Output.ShouldBeEmpty();
        refused.Errors.ShouldContain("There is no agency 'ocmw-nergensbeke'");
        refused.Errors.ShouldContain("ocmw-leuven");
    }

    [Fact]
    public async Task Migrate_applies_once_and_audit_verify_holds_on_the_new_store()
    {
        using var folder = new TempFolder();

        var first = await Verb.RunAsync(folder.Path, "migrate");
        var second = await Verb.RunAsync(folder.Path, "migrate");
        var verified = await Verb.RunAsync(folder.Path, "audit", "verify", "--json");

        first.Code.ShouldBe(0, first.Errors);
        first.Output.ShouldStartWith("Applied: ");
        second.Output.Trim().ShouldBe("The schema is up to date.");
        verified.Code.ShouldBe(0, verified.Errors);
        JsonNode.Parse(verified.Output)!["broken"].ShouldBeNull();
    }

    [Fact]
    public async Task Health_against_nothing_fails_and_says_what_to_do()
    {
        using var folder = new TempFolder();

        var health = await Verb.RunAsync(folder.Path, "health", "--Gateway:Http:Url=http://127.0.0.1:9");

        health.Code.ShouldBe(1);
        health.Errors.ShouldContain("Nothing answers at http://127.0.0.1:9. Start the gateway with 'run'");
    }

    [Fact]
    public async Task An_unknown_verb_is_refused_and_the_known_ones_are_shown()
    {
        using var folder = new TempFolder();

        var unknown = await Verb.RunAsync(folder.Path, "frobnicate");

        unknown.Code.ShouldBe(2);
        unknown.Output.ShouldBeEmpty();
        unknown.Errors.ShouldContain("There is no verb 'frobnicate'. It must be one of agency, agreement,");
    }
}
