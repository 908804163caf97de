using Gateway.Host.Commands;
using Gateway.Host.Composition;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>The questions of <c>agency new</c>: answers line by line, as somebody types them.</summary>
public sealed class NewAgencyDialogueTests : IDisposable
{
    private static readonly (string Name, string Answer)[] Genk =
    [
        ("id", "ocmw-genk"), ("name", "OCMW Genk"), ("class", ""), ("country", ""), ("municipality", "71016"), ("municipality-name", "Genk"), ("format", "ocmw-referral, ocmw-result"),
        ("handover-format", ""), ("status-format", ""), ("language", ""), ("channel", ""), ("duty-role", "wachtdienst"), ("duty-phone", "+32 89 00 00 01"), ("partner", "vdab"),
        ("services", "DEBT_ADVICE, SOCIAL_GUIDANCE"), ("basis", "VL-PROTOCOL-2025-31"), ("from", "2026-01-01"), ("protocol", "P"), ("pes-advice", "A"), ("welfare-advice", "B"), ("impact-assessment", "C"),
    ];

    private readonly TempFolder _contracts = new();

    public NewAgencyDialogueTests() => TempFolder.Copy(Shipped.Folder, _contracts.Path);

    public void Dispose() => _contracts.Dispose();

    private sealed record Said(int Code, string? Id, string Output, string Errors);

    private async Task<Said> AskAsync(IEnumerable<string>? lines, params (string Name, string Value)[] given)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var input = lines is null ? null : new StringReader(string.Concat(lines.Select(l => l + "\n")));
        var options = given.ToDictionary(g => g.Name, g => g.Value, StringComparer.Ordinal);
        var (code, id) = await NewAgencyCommand.RunAsync(_contracts.Path, options.GetValueOrDefault, new NewAgencyDialogue(input, output, errors), output, errors);
        return new Said(code, id, output.ToString(), errors.ToString());
    }

    private static IEnumerable<string> Lines(string? instead = null, params string[] answers) =>
        Genk.SelectMany(g => g.Name == instead ? answers : [g.Answer]);

    private string Text(string file) => File.ReadAllText(Path.Combine(_contracts.Path, file));

    private string Everything() => string.Concat(ContractsVersion.Files(_contracts.Path).Select(f => f.Name + File.ReadAllText(f.Path)));

    [Fact]
    public async Task Answers_typed_line_by_line_connect_an_agency_and_an_empty_line_is_the_usual_answer()
    {
        var said = await AskAsync(Lines());

        (said.Code, said.Id).ShouldBe((0, "ocmw-genk"), said.Errors + said.Output);
        said.Output.ShouldContain("Class: pes, welfare or provider [welfare]: ");
        said.Output.ShouldContain("Format in which it receives handovers [ocmw-referral]: ", Case.Sensitive, "its own format writes them");
        said.Output.ShouldNotContain("first-contact", Case.Sensitive, "manifests between the two are there");
        var made = ContractsFolder.LoadOrFail(_contracts.Path).Agreed;
        made.Directory.Find("ocmw-genk")!.StatusProfile.ShouldBe("ocmw-result");
        made.Policy.Bases["VL-PROTOCOL-2025-31"].Agencies.ShouldContain("ocmw-genk");
        made.Collaborations.Single(c => c.Id == "ocmw-genk").Municipalities.ShouldBe(["71016"]);
    }

    [Theory]
    [InlineData("id", "OCMW Genk", "is no agency id")]
    [InlineData("id", "ocmw-leuven", "There is an agency 'ocmw-leuven' already")]
    [InlineData("name", "ocmw LEUVEN", "is also a name of 'ocmw-leuven'")]
    [InlineData("name", "", "It needs an answer")]
    [InlineData("class", "wellfare", "Did you mean 'welfare'?")]
    [InlineData("class", "pes-control", "is not one of")]
    [InlineData("country", "BEL", "Did you mean 'BE'?")]
    [InlineData("municipality", "24062", "is served by 'ocmw-leuven' already")]
    [InlineData("municipality", "", "It needs an answer")]
    [InlineData("municipality", "71016 71017", "add them there first")]
    [InlineData("municipality-name", "", "give the name to have it added")]
    [InlineData("format", "ocmw-referal", "Did you mean 'ocmw-referral'?")]
    [InlineData("handover-format", "ocmw-result", "writes no referral.handover")]
    [InlineData("status-format", "sonar-export", "writes no referral.status-changed")]
    [InlineData("language", "de", "is not one of en, nl, fr")]
    [InlineData("channel", "fax", "is not one of feed, file, amqp, webhook, inbox")]
    [InlineData("duty-phone", "Jan", "is no telephone number")]
    [InlineData("partner", "vdba", "Did you mean 'vdab'?")]
    [InlineData("partner", "uwv", "is in NL")]
    [InlineData("partner", "ocmw-leuven", "between an employment service and a welfare office")]
    [InlineData("partner", "ocmw-genk", "is not in directory/agencies.yaml")]
    [InlineData("services", "DEBT_ADVISE", "Did you mean 'DEBT_ADVICE'?")]
    [InlineData("basis", "SUWI-62", "is a basis of NL")]
    [InlineData("basis", "ksz-2026-014", "The registry writes it 'KSZ-2026-014'")]
    [InlineData("from", "31/01/2026", "write it as 2026-01-31")]
    public async Task A_wrong_answer_is_asked_again_with_the_reason(string question, string wrong, string reason)
    {
        var right = Genk.Single(g => g.Name == question).Answer;

        var said = await AskAsync(Lines(question, wrong, right));

        (said.Code, said.Id).ShouldBe((0, "ocmw-genk"), said.Errors + said.Output);
        said.Output.ShouldContain(reason);
        (await AskAsync(null, [.. Genk.Where(g => g.Name != question), (question, wrong)])).Code.ShouldBe(ExitCode.Refused, "the same agency twice, at least");
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_every_reason_is_told_and_nothing_is_written()
    {
        var before = Everything();

        var refused = await AskAsync(null, [.. Genk.Where(g => g.Name is not ("partner" or "services")), ("partner", "vdba"), ("services", "DEBT_ADVISE")]);
        var missing = await AskAsync(null, [.. Genk.Where(g => g.Name != "duty-role")]);

        refused.Code.ShouldBe(ExitCode.Refused);
        refused.Errors.ShouldContain("--partner: 'vdba' is not in directory/agencies.yaml");
        refused.Errors.ShouldContain("--services: 'DEBT_ADVISE' is not in directory/services.yaml");
        missing.Code.ShouldBe(ExitCode.Refused);
        missing.Errors.ShouldContain("--duty-role is missing");
        Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData(0, "'id'")]
    [InlineData(7, "'handover-format'")]
    [InlineData(20, "'impact-assessment'")]
    public async Task Answers_that_end_too_early_write_nothing(int lines, string where)
    {
        var before = Everything();

        var said = await AskAsync(Lines().Take(lines));

        said.Code.ShouldBe(ExitCode.Refused);
        said.Errors.ShouldContain($"The answers end before {where}. Nothing was written.");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task A_second_run_refuses_what_the_first_one_took_and_takes_another()
    {
        (await AskAsync(Lines())).Code.ShouldBe(0);
        var after = Everything();

        (await AskAsync(null, Genk)).Errors.ShouldContain("There is an agency 'ocmw-genk' already");
        Everything().ShouldBe(after);
        var other = await AskAsync(Lines("id", "ocmw-genk", "ocmw-hasselt").Select(l => l switch
        {
            "OCMW Genk" => "OCMW Hasselt", "71016" => "71022", "Genk" => "Hasselt", _ => l,
        }));
        (other.Code, other.Id).ShouldBe((0, "ocmw-hasselt"), other.Output + other.Errors);
    }

    [Fact]
    public async Task A_basis_that_the_registry_does_not_have_is_written_for_the_two_alone()
    {
        var said = await AskAsync(Lines("basis", "VL-PROTOCOL-2026-7", "", "Protocol tussen VDAB en OCMW Genk", "ACTIVATON", "ACTIVATION"));

        said.Code.ShouldBe(0, said.Output + said.Errors);
        said.Output.ShouldContain("Did you mean 'ACTIVATION'?");
        var basis = ContractsFolder.LoadOrFail(_contracts.Path).Agreed.Policy.Bases["VL-PROTOCOL-2026-7"];
        basis.Agencies.ShouldBe(["vdab", "ocmw-genk"]);
        basis.Purposes.ShouldBe(["ACTIVATION"]);
        said.Output.ShouldContain("the document itself has to say so");
    }

    [Fact]
    public async Task A_provider_joins_a_local_agreement_of_its_partner()
    {
        string[] lines = ["vzw-opstap", "vzw Opstap", "provider", "", "", "", "", "", "", "", "cursussecretariaat", "+32 16 00 00 77", "vdab", "NGO_DIGITAL_SKILLS", "KSZ-2026-014", "2026-01-01", "louvain", "leuven"];

        var said = await AskAsync(lines);

        said.Code.ShouldBe(0, said.Output + said.Errors);
        Text("collaborations/leuven.yaml").ShouldContain("providers: [vzw-digiwijs, vzw-opstap]");
        File.Exists(Path.Combine(_contracts.Path, "collaborations", "vzw-opstap.yaml")).ShouldBeFalse();
        ContractsFolder.LoadOrFail(_contracts.Path).Agreed.Directory.FindService("NGO_DIGITAL_SKILLS")!.Offers.Select(o => o.Agency).ShouldContain("vzw-opstap");
    }

    [Theory]
    [InlineData("first-contact", true)]
    [InlineData("none", false)]
    public async Task What_no_manifest_lets_pass_is_asked_about_and_written_only_when_somebody_says_so(string answer, bool written)
    {
        var before = Text("policy/manifests.yaml");
        string[] lines = ["sd-arnhem", "Sociale Dienst Arnhem", "", "NL", "0202", "Arnhem", "", "", "", "", "", "poortwachter", "+31 26 000 00 01", "uwv", "NL_REINTEGRATION", "SUWI-62", "2026-01-01", "P", "A", "B", "C", answer];

        var said = await AskAsync(lines);

        said.Code.ShouldBe(0, said.Output + said.Errors);
        (Text("policy/manifests.yaml") != before).ShouldBe(written);
        var manifest = ContractsFolder.LoadOrFail(_contracts.Path).Agreed.Policy.Manifests.SingleOrDefault(m => m.Id == "reintegration-nl-welfare-pes-1");
        (manifest?.Fields.Contains("client.contact.phone") is true).ShouldBe(written);
        (manifest?.Fields.Contains("barriers.code") is true).ShouldBeFalse("first contact only");
        said.Output.ShouldContain(written ? "manifests of first contact were written" : "whoever decides on the policy adds one");
    }
}
