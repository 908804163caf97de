using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Connecting an agency, and trying a file the whole way before anything is sent.</summary>
public sealed class NewAgencyTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _contracts = new();

    public NewAgencyTests() => TempFolder.Copy(Shipped.Folder, _contracts.Path);

    public void Dispose()
    {
        _data.Dispose();
        _contracts.Dispose();
    }

    private Task<Verb> RunAsync(params string[] arguments) => Verb.RunAsync(_data.Path, [.. arguments, "--Gateway:Contracts=" + _contracts.Path]);

    private Task<Verb> NewAsync(params (string Name, string Value)[] others)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = "ocmw-genk", ["name"] = "OCMW Genk", ["municipality"] = "71016", ["municipality-name"] = "Genk", ["format"] = "ocmw-referral",
            ["handover-format"] = "ocmw-referral", ["status-format"] = "ocmw-result", ["duty-role"] = "wachtdienst", ["duty-phone"] = "+32 89 00 00 01",
            ["partner"] = "vdab", ["services"] = "DEBT_ADVICE,SOCIAL_GUIDANCE", ["basis"] = "VL-PROTOCOL-2025-31", ["from"] = "2026-01-01",
            ["protocol"] = "P", ["pes-advice"] = "A", ["welfare-advice"] = "B", ["impact-assessment"] = "C",
        };
        foreach (var (name, value) in others)
            answers[name] = value;
        return RunAsync(["agency", "new", "--no-key", .. answers.SelectMany(a => new[] { "--" + a.Key, a.Value })]);
    }

    private string Text(string file) => File.ReadAllText(Path.Combine(_contracts.Path, file));

    [Fact]
    public async Task An_agency_is_written_into_directory_collaborations_and_policy_and_all_of_it_is_valid()
    {
        var made = await NewAsync();

        made.Code.ShouldBe(0, made.Errors);
        Text("directory/agencies.yaml").ShouldContain("id: ocmw-genk");
        Text("directory/municipalities.yaml").ShouldContain("{code: \"71016\", name: \"Genk\"}");
        Text("directory/services.yaml").Split("agency: ocmw-genk").Length.ShouldBe(3);
        Text("collaborations/ocmw-genk.yaml").ShouldContain("parties: [vdab, ocmw-genk]");
        Text("policy/bases.yaml").ShouldContain("ocmw-waregem, ocmw-genk]");
        made.Output.ShouldContain("the document itself has to say so");
        (await RunAsync("check")).Code.ShouldBe(0);
        (await NewAsync()).Code.ShouldBe(2, "the same agency twice");
    }

    [Theory]
    [InlineData("municipality", "99999", "municipality-name", "", "unknown-municipality")]
    [InlineData("services", "DEBT_ADVISE", "class", "welfare", "unknown-service")]
    [InlineData("partner", "vdba", "class", "welfare", "unknown-agency")]
    [InlineData("status-format", "ocmw-referral", "class", "welfare", "cannot-receive")]
    [InlineData("class", "wellfare", "channel", "feed", "unknown-value")]
    [InlineData("language", "de", "channel", "feed", "unknown-language")]
    public async Task An_answer_that_is_not_valid_is_named_and_nothing_is_written(string name, string value, string other, string otherValue, string code)
    {
        var before = Text("directory/agencies.yaml");

        var refused = await NewAsync((name, value), (other, otherValue));

        refused.Code.ShouldBe(2);
        refused.Errors.ShouldContain(code);
        refused.Errors.ShouldContain("Nothing was written");
        Text("directory/agencies.yaml").ShouldBe(before);
        File.Exists(Path.Combine(_contracts.Path, "collaborations", "ocmw-genk.yaml")).ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_come_from_a_pipe_when_it_is_said_so_and_the_key_is_the_last_line()
    {
        const string Answers = "ocmw-genk\nOCMW Genk\nwellfare\n\n\n71016\nGenk\nocmw-referral,ocmw-result\n\n\n\n\nwachtdienst\n+32 89 00 00 01\nvdab\nDEBT_ADVICE\nKSZ-2026-014\n2026-01-01\nP\nA\nB\nC\n";

        var made = await Verb.AskedAsync(Answers, _data.Path, "agency", "new", "--ask", "--Gateway:Contracts=" + _contracts.Path);
        var ended = await Verb.AskedAsync("ocmw-hasselt\n", _data.Path, "agency", "new", "--ask", "--Gateway:Contracts=" + _contracts.Path);
        var unasked = await Verb.AskedAsync(Answers, _data.Path, "agency", "new", "--Gateway:Contracts=" + _contracts.Path);

        made.Code.ShouldBe(0, made.Output + made.Errors);
        made.Output.ShouldContain("Did you mean 'welfare'?");
        made.Output.Trim().Split('\n')[^1].ShouldStartWith("wwg_");
        (await RunAsync("check")).Code.ShouldBe(0);
        ended.Code.ShouldBe(2);
        ended.Errors.ShouldContain("The answers end before 'name'. Nothing was written.");
        unasked.Code.ShouldBe(2);
        unasked.Errors.ShouldContain("--id is missing");
    }

    [Fact]
    public async Task A_file_is_tried_as_an_agency_up_to_the_document_its_recipient_would_get()
    {
        var sample = Path.Combine(Shipped.Folder, "formats", "vdab-referral", "samples", "referral.json");

        var words = await RunAsync("translate", "--as", "vdab", "--profile", "vdab-referral", sample);
        var json = await RunAsync("translate", "--as", "vdab", "--profile", "vdab-referral", "--json", sample);
        var other = await RunAsync("translate", "--as", "ocmw-leuven", "--profile", "vdab-referral", sample);

        words.Output.ShouldContain("receives step 1");
        words.Output.ShouldContain("<Doorverwijzing");
        words.Output.ShouldNotContain("no place in", Case.Sensitive, "the office's format has a place for all that leaves");
        var record = JsonNode.Parse(json.Output)!["records"]![0]!;
        record["outcome"]!.GetValue<string>().ShouldBe("handed-over");
        record["handovers"]!.AsArray().Count.ShouldBeGreaterThan(1);
        other.Code.ShouldBe(2);
        other.Errors.ShouldContain("may not hand in");
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_referral_is_named_before_it_is_sent()
    {
        var sample = Path.Combine(_data.Path, "referral.json");
        var referral = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shipped.Folder, "formats", "vdab-referral", "samples", "referral.json")))!.AsObject();
        referral.Remove("assessment");
        await File.WriteAllTextAsync(sample, referral.ToJsonString());

        var shown = await RunAsync("translate", "--as", "vdab", "--profile", "vdab-referral", sample);

        shown.Code.ShouldBe(2);
        shown.Output.ShouldContain("WITHHELD (assessment-missing)");
        shown.Output.ShouldContain("missing: assessment");
    }
}
