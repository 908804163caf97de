using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Browser.Tests.Running;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>A wrong code list as an operator repairs it: seen on its page, tested, put in force while the gateway runs, previewed and replayed.</summary>
public sealed partial class RepairTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const int Records = 50;
    private const string Unknown = "DEBT_COUNSEL";

    [Fact]
    public async Task Fifty_records_of_one_unknown_code_are_tested_previewed_and_replayed_and_every_item_closes()
    {
        var contracts = Directory.CreateTempSubdirectory("gateway-contracts-");
        try
        {
            Copy(contracts.FullName);
            var services = Path.Combine(contracts.FullName, "formats", "codes", "services.yaml");
            var repaired = await File.ReadAllTextAsync(services) + $"\nentries:\n  - {{ code: {Unknown}, means: DEBT_ADVICE }}\n";
            await using var gateway = new GatewayProcess();
            await gateway.StartAsync("run", ready: "The gateway listens on", ("Gateway:Contracts", contracts.FullName));
            var address = new Uri(Listens().Match(gateway.Errors).Groups["address"].Value);
            await SubmitAsync(address, await gateway.VerbAsync("agency", "key", "create", "vdab"));
            await using var rita = await browsing.VisitAsync(address);
            await rita.FollowAsync(new Uri(address, new Uri(await gateway.VerbAsync("user", "create", "rita", "--roles", "viewer,replay")).AbsolutePath));

            await Offices.UntilAsync(async () =>
            {
                await rita.GoAsync("/dashboard/worklists?kind=set-aside");
                return (await rita.Page.Locator("main tbody").AllInnerTextsAsync()).Any(t => t.Contains($"{Records}", StringComparison.Ordinal));
            });
            await rita.Page.Locator("main tbody th a").First.ClickAsync();
            var cause = rita.Path;
            (await rita.Page.Locator("#places").InnerTextAsync()).ShouldContain("source: requestedService");
            await rita.LooksFineAsync("dashboard-cause");

            await TestAsync(rita, repaired);

            await File.WriteAllTextAsync(services, repaired);
            await rita.GoAsync(cause);
            await rita.PressAsync("Prepare a replay");
            var replay = rita.Path;
            await rita.LooksFineAsync("dashboard-replay-prepared");
            // Nobody restarts anything: the gateway finds the changed file.
            await Offices.UntilAsync(async () =>
            {
                await rita.GoAsync(replay);
                await rita.Page.GetByRole(AriaRole.Link, new() { Name = "Preview", Exact = true }).ClickAsync();
                return (await rita.Page.Locator("#forecast tbody").InnerTextAsync()).Contains("Translated and processed", StringComparison.Ordinal);
            });
            (await rita.Page.Locator("#forecast tbody tr").AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain($"{Records}");
            await rita.LooksFineAsync("dashboard-replay-preview");

            await rita.PressAsync("Start with one item");
            await rita.Page.Locator("#progress").GetByText("Finished", new() { Exact = true }).WaitForAsync(new() { Timeout = 60_000 });
            await rita.GoAsync(replay);
            (await FigureAsync(rita, "Succeeded"), await FigureAsync(rita, "Failed again"), await FigureAsync(rita, "Not started")).ShouldBe(($"{Records}", "0", "0"));
            (await rita.Page.Locator("tbody").GetByText("succeeded", new() { Exact = true }).CountAsync()).ShouldBe(Records);
            await rita.LooksFineAsync("dashboard-replay-finished");
            await rita.GoAsync("/dashboard/worklists?kind=set-aside");
            (await rita.Page.Locator("main .note").InnerTextAsync()).ShouldContain("Nothing is open.");
            rita.Complaints.ShouldBeEmpty();
        }
        finally
        {
            contracts.Delete(recursive: true);
        }
    }

    /// <summary>Before anything is in force: a text with a mistake is refused with its place, the right one is counted, and no record has moved.</summary>
    private static async Task TestAsync(Visit rita, string repaired)
    {
        await rita.Page.GetByRole(AriaRole.Link, new() { Name = "Test a change" }).First.ClickAsync();
        (await rita.Page.Locator("[name=text]").InputValueAsync()).ShouldContain("DEBT_ADVICE");
        await rita.LooksFineAsync("dashboard-draft");
        await rita.Page.FillAsync("[name=text]", repaired.Replace("means: DEBT_ADVICE", "means: DEBT_ADVISE", StringComparison.Ordinal));
        await rita.PressAsync("Test this change");
        (await rita.Page.Locator("#problems").InnerTextAsync()).ShouldContain("formats/codes/services.yaml:");
        await rita.LooksFineAsync("dashboard-draft-refused");

        await rita.Page.FillAsync("[name=text]", repaired);
        await rita.PressAsync("Test this change");
        (await rita.Page.Locator("#forecast tbody tr").AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Translated and processed");
        await rita.LooksFineAsync("dashboard-draft-counted");
        await rita.GoAsync("/dashboard/worklists?kind=set-aside");
        (await rita.Page.Locator("main tbody").InnerTextAsync()).ShouldContain($"{Records}");
    }

    private static async Task SubmitAsync(Uri gateway, string key)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsJsonAsync("/v1/submissions/vdab-referral", new JsonArray([.. Enumerable.Range(0, Records).Select(_ => Wrong())]));
        answer.EnsureSuccessStatusCode();
    }

    private static JsonObject Wrong()
    {
        var referral = Vdab.Referral();
        referral["requestedService"] = new JsonArray(Unknown);
        return referral;
    }

    private static void Copy(string to)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "contracts", "policy")))
            folder = folder.Parent!;
        var from = Path.Combine(folder.FullName, "contracts");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<string> FigureAsync(Visit visit, string name) => (await visit.Page.Locator($"#progress dt:text-is('{name}') + dd").InnerTextAsync()).Trim();

    [GeneratedRegex(@"listens on (?<address>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listens();
}
