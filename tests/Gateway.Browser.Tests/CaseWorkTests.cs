using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>A case worker's handovers and a data protection officer's answer, with the demonstration's clients.</summary>
[Collection(OneBrowser.Name)]
public sealed class CaseWorkTests(Browsing browsing)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_case_worker_reads_a_handover_and_its_print_has_no_form(bool scripts)
    {
        await using var visit = await browsing.VisitAsync("caseworker", scripts);
        await OpenFirstAsync(visit);
        (await visit.Page.Locator("main").InnerTextAsync()).ShouldContain("Family name");
        if (scripts)
        {
            await visit.ShootAsync("dashboard-inbox-handover");
            (await visit.BarriersAsync()).ShouldBeEmpty();
        }

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
        {
            await officer.ShootAsync("dashboard-privacy-overview");
            (await officer.BarriersAsync()).ShouldBeEmpty();
        }

        await officer.PressAsync("Page to print");
        (await officer.Page.Locator("main").InnerTextAsync()).ShouldContain("Family name");
        asked.ShouldAllBe(url => !url.Contains(number, StringComparison.Ordinal));
    }

    private static async Task OpenFirstAsync(Visit visit)
    {
        await visit.GoAsync("/dashboard/inbox?over=true");
        await visit.Page.Locator("tbody th a").First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Handover", Exact = true }).WaitForAsync();
    }
}
