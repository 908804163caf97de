using System.Text.Json.Nodes;
using Gateway.Browser.Tests.Running;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>A case worker's handovers and a data protection officer's answer, with the demonstration's clients.</summary>
public sealed class CaseWorkTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_case_worker_opens_registers_answers_once_and_a_name_that_is_a_script_stays_text(bool scripts)
    {
        const string Name = "<script>document.title='run'</script>";
        var name = scripts ? "greet" : "griet";
        await using var worker = await browsing.VisitAsync(scripts: scripts);
        await worker.FollowAsync(await browsing.InviteAsync(name, ["caseworker"], "ocmw-mechelen"));
        var referral = Vdab.Referral(town: "12025");
        referral["person"]!["familyName"] = Name;
        referral["requestedService"] = new JsonArray(scripts ? "DEBT_ADVICE" : "BUDGET_GUIDANCE");
        var asked = worker.Page.Locator("tbody th a", new() { HasText = scripts ? "Debt advice" : "Budget guidance" });
        await new Offices(browsing).SubmitAsync(referral);
        await Offices.UntilAsync(async () =>
        {
            await worker.GoAsync("/dashboard/inbox");
            return await asked.CountAsync() == 1;
        });

        await asked.ClickAsync();
        await worker.PressAsync("Open");
        (await worker.Page.Locator("dt:text-is('Family name') + dd").InnerTextAsync()).ShouldBe(Name);
        (await worker.Page.TitleAsync()).ShouldStartWith("Handover");
        (await worker.Page.Locator("main").InnerTextAsync()).ShouldContain("Tell the client to apply: today's date counts");
        await worker.Page.Locator("form", new() { HasText = "Register file" }).Locator("[name=caseNumber]").FillAsync("M-" + name);
        await worker.PressAsync("Register file and open the rest");
        (await worker.Page.Locator("main").InnerTextAsync()).ShouldContain("Step two: the rest");
        (await worker.Page.Locator("dt:text-is('Rung on the participation ladder') + dd").InnerTextAsync()).ShouldBe("2 · social contacts outside the home");
        if (scripts)
            await worker.LooksFineAsync("dashboard-inbox-open");

        await worker.Page.SelectOptionAsync("[name=outcome]", "in-service");
        await worker.Page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).DblClickAsync();
        await worker.Page.Locator("main > [role=status]").WaitForAsync();
        var answers = worker.Page.Locator(".timeline li");
        await Offices.UntilAsync(async () =>
        {
            await worker.GoAsync(worker.Path);
            return await answers.CountAsync() > 1;
        });
        (await answers.CountAsync()).ShouldBe(2, "the file, and one answer");
        worker.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_case_worker_reads_a_handover_and_its_print_has_no_form(bool scripts)
    {
        await using var visit = await browsing.VisitAsync("caseworker", scripts);
        await OpenFirstAsync(visit);
        (await visit.Page.Locator("main").InnerTextAsync()).ShouldContain("Family name");
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        (await visit.Page.GetByText("Back to the inbox").IsVisibleAsync()).ShouldBeFalse();
        (await visit.Page.Locator("dl").First.IsVisibleAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_officer_finds_a_client_by_number_and_the_number_is_in_no_address(bool scripts)
    {
        string number;
        await using (var worker = await browsing.VisitAsync("caseworker"))
        {
            await OpenFirstAsync(worker);
            number = (await worker.Page.Locator("dt:text-is('Identification number') + dd").First.InnerTextAsync()).Trim();
        }

        number.ShouldNotBeEmpty();
        await using var officer = await browsing.VisitAsync("dpo", scripts);
        var asked = new List<string>();
        officer.Page.Request += (_, request) => asked.Add(request.Url);
        await officer.GoAsync("/dashboard/privacy");
        await officer.Page.SelectOptionAsync("[name=agency]", "vdab");
        await officer.Page.FillAsync("[name=identifier]", number);
        await officer.Page.SelectOptionAsync("[name=purpose]", "access-request");
        await officer.PressAsync("Search");

        var told = await officer.Page.Locator("main").InnerTextAsync();
        told.ShouldContain("VDAB → OCMW Leuven");
        told.ShouldContain("Family name");
        told.ShouldNotContain(number);
        if (scripts)
            await officer.LooksFineAsync("dashboard-privacy-overview");

        var export = await officer.Page.RunAndWaitForDownloadAsync(() => officer.PressAsync("Export as JSON"));
        export.SuggestedFilename.ShouldBe("overview.json");
        var exported = await File.ReadAllTextAsync(await export.PathAsync());
        exported.ShouldNotContain(number);
        JsonNode.Parse(exported)!["disclosures"]!.AsArray().Select(d => d!["toName"]!.GetValue<string>()).ShouldContain("OCMW Leuven");

        await officer.PressAsync("Page to print");
        (await officer.Page.Locator("main").InnerTextAsync()).ShouldContain("Family name");
        asked.ShouldAllBe(url => !url.Contains(number, StringComparison.Ordinal));
    }

    private static async Task OpenFirstAsync(Visit visit)
    {
        await visit.GoAsync("/dashboard/inbox?over=true");
        await visit.Page.Locator("tbody th a:not([href*='/tasks/'])").First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Handover", Exact = true }).WaitForAsync();
    }
}
