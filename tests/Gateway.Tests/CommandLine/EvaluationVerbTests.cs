using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Calculations that others published are reproduced without a store.</summary>
public sealed class EvaluationVerbTests
{
    [Fact]
    public async Task A_published_calculation_is_reproduced_in_words_and_as_data()
    {
        using var folder = new TempFolder();

        var text = await Verb.RunAsync(folder.Path, "evaluation", "return", "birmingham-supporting-people", "--language", "nl");
        var json = await Verb.RunAsync(folder.Path, "evaluation", "return", "birmingham-supporting-people", "--format", "json");
        var none = await Verb.RunAsync(folder.Path, "evaluation", "return", "birmingham");

        (text.Code, json.Code, none.Code).ShouldBe((0, 0, 2));
        text.Output.ShouldContain("126\u00A0500\u00A0000 EUR");
        text.Output.ShouldContain("2,11");
        text.Output.ShouldContain("die bewering is van wie het publiceerde");
        JsonNode.Parse(json.Output)!.AsArray().Single(l => l!["row"]!.GetValue<string>() == "result" && l["column"]!.GetValue<string>() == "net")!["number"]!.GetValue<string>().ShouldBe("66500000");
        none.Errors.ShouldContain("There are: barcelona-active-inclusion, birmingham-supporting-people, samen-op-weg.");
    }
}
