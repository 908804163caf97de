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
        referral["requestedService"] = scripts ? new JsonArray("DEBT_ADVICE", "BUDGET_GUIDANCE") : new JsonArray("BUDGET_GUIDANCE");
        // Debt advice alone is what the demonstration asks of this office.
        var asked = scripts
            ? worker.Page.Locator("tbody th a", new() { HasText = "Debt advice" }).Filter(new() { HasText = "Budget guidance" })
            : worker.Page.Locator("tbody th a:text-is('Budget guidance')");
        await new Offices(browsing).SubmitAsync(referral);
        await worker.FindAsync("/dashboard/inbox", asked);

        await asked.ClickAsync();
        await worker.PressAsync("Open");
        (await worker.Page.Locator("dt:text-is('Family name') + dd").InnerTextAsync()).ShouldBe(Name);
        (await worker.Page.TitleAsync()).ShouldStartWith("Handover");
        (await worker.Page.Locator("main").InnerTextAsync()).ShouldContain("Ask the client to apply today");
        await worker.Page.Locator("form", new() { HasText = "Register file" }).Locator("[name=caseNumber]").FillAsync("M-" + name);
        await worker.PressAsync("Register file and open the rest");
        (await worker.Page.Locator("main").InnerTextAsync()).ShouldContain("Step two: the rest");
        (await worker.Page.Locator("dt:text-is('Rung on the participation ladder') + dd").InnerTextAsync()).ShouldBe("2 · social contacts outside the home");
        if (scripts)
            await worker.LooksFineAsync("dashboard-inbox-open");

        await worker.Page.SelectOptionAsync("[name=outcome]", "in-service");
        await worker.Page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).DblClickAsync();
        await worker.Page.Locator("main > [role=status]").WaitForAsync();
        var answers = worker.Page.Locator("#answers li");
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
    public async Task An_office_without_a_system_works_a_whole_case_and_refers_in_the_other_direction(bool scripts)
    {
        await using var worker = await browsing.VisitAsync(scripts: scripts);
        await worker.FollowAsync(await browsing.InviteAsync(scripts ? "gerda" : "gonda", ["caseworker"], "ocmw-mechelen"));
        var page = worker.Page;
        var referral = Vdab.Referral(town: "12025");
        referral["requestedService"] = new JsonArray("SOCIAL_GUIDANCE");
        await new Offices(browsing).SubmitAsync(referral);
        var asked = page.Locator("tbody th a:text-is('Social guidance')");
        await worker.FindAsync("/dashboard/inbox", asked);
        await asked.ClickAsync();
        await worker.PressAsync("Open");
        var here = worker.Path;
        await page.Locator("form", new() { HasText = "Register file" }).Locator("[name=caseNumber]").FillAsync("M-gerda");
        await worker.PressAsync("Register file and open the rest");

        // A day in the past is answered in words; then the appointment is made, moved and agreed, and the client is told.
        await page.FillAsync("[name=appointmentDay]", "2020-01-01");
        await page.FillAsync("[name=appointmentTime]", "09:30");
        await worker.PressAsync("Send the appointment");
        (await page.Locator("[role=alert]").First.InnerTextAsync()).ShouldContain("The appointment lies in the past.");
        await page.FillAsync("[name=appointmentDay]", "2031-03-11");
        await page.SelectOptionAsync("#arranged [name=place]", "RECEIVING_OFFICE");
        await page.SelectOptionAsync("[name=appointmentState]", "proposed");
        await worker.PressAsync("Send the appointment");
        await ShowsAsync("#arranged", "2031-03-11 09:30 · proposed");
        await page.Locator("#arranged summary").ClickAsync();
        await page.FillAsync("[name=appointmentDay]", "2031-03-12");
        await worker.PressAsync("Move the appointment");
        await ShowsAsync("#arranged", "2031-03-12 09:30 · moved");
        await worker.PressAsync("Agree the appointment");
        await ShowsAsync("#arranged", "2031-03-12 09:30 · agreed");
        await worker.PressAsync("Record that the client was told");
        await ShowsAsync("#arranged", "the receiving office");

        await AnswerAsync("in-service");
        await ShowsAsync("main", "The service runs");
        await page.SelectOptionAsync("#pause [name=reason]", "CARE_DUTY");
        await worker.PressAsync("Interrupt");
        await ShowsAsync("#pause", "Interrupted since");
        await worker.PressAsync("Go on again");
        await UntilAsync(here, async () => await page.GetByRole(AriaRole.Button, new() { Name = "Interrupt" }).CountAsync() == 1);
        await page.SelectOptionAsync("[name=nextStep]", "FOLLOW_UP");
        await AnswerAsync("completed");
        await ShowsAsync("main", "We keep in touch");
        await page.SelectOptionAsync("[name=needMet]", "partly");
        await worker.PressAsync("Send what the client says");
        await ShowsAsync("#arranged", "partly");
        await LooksFineAsync("dashboard-inbox-case");

        // The other direction: written, refused with the field, checked, sent, undone; sent again and let go.
        await worker.GoAsync("/dashboard/inbox/own");
        var before = await page.Locator("#own tbody tr").CountAsync();
        await page.ClickAsync("text=Write a referral");
        await FillAsync("85073003329");
        await worker.PressAsync("Check the answers");
        (await page.Locator("label:has([name=number]) .error").InnerTextAsync()).ShouldBe("This is not a valid number. Check the digits.");
        await LooksFineAsync("dashboard-inbox-own-form");
        await page.FillAsync("[name=number]", People.Insz());
        await worker.PressAsync("Check the answers");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Nothing has been sent yet.");
        await LooksFineAsync("dashboard-inbox-own-check");
        await worker.PressAsync("Send the referral");
        (await page.Locator("#held").InnerTextAsync()).ShouldContain("Vocational training");
        await worker.PressAsync("Undo");
        (await page.Locator("main > [role=status]").InnerTextAsync()).ShouldStartWith("Undone.");
        (await page.Locator("#held").CountAsync()).ShouldBe(0);

        await page.ClickAsync("text=Write a referral");
        await FillAsync(People.Insz());
        await worker.PressAsync("Check the answers");
        await worker.PressAsync("Send the referral");
        await LooksFineAsync("dashboard-inbox-own");
        await worker.PressAsync("Send at once");
        await UntilAsync("/dashboard/inbox/own", async () => await page.Locator("#own tbody tr").CountAsync() > before);
        await page.Locator("#own tbody a").First.ClickAsync();
        (await page.Locator("dt:text-is('Family name') + dd").InnerTextAsync()).ShouldBe("Peeters");
        await LooksFineAsync("dashboard-inbox-own-referral");
        await worker.GoAsync("/dashboard/inbox/places");
        await LooksFineAsync("dashboard-inbox-places");
        worker.Complaints.ShouldBeEmpty();

        // The check of what pages look like is a script itself.
        Task LooksFineAsync(string name) => scripts ? worker.LooksFineAsync(name) : Task.CompletedTask;

        async Task AnswerAsync(string outcome)
        {
            await page.SelectOptionAsync("select[name=outcome]", outcome);
            await worker.PressAsync("Send the answer");
        }

        async Task FillAsync(string number)
        {
            await page.FillAsync("[name=number]", number);
            await page.FillAsync("[name=familyName]", "Peeters");
            await page.FillAsync("[name=givenNames]", "Ana");
            await page.CheckAsync("[name=services][value=PES_TRAINING]");
            await page.SelectOptionAsync("[name=basis]", "KSZ-2026-014");
            await page.FillAsync("[name=assessedOn]", "2026-03-02");
            await page.FillAsync("[name=agreedOn]", "2026-03-02");
            await page.SelectOptionAsync("[name=agreedHow]", "WRITTEN");
            await page.FillAsync("[name=notice]", "2026-1");
        }

        Task ShowsAsync(string where, string text) => UntilAsync(here, async () => (await page.Locator(where).InnerTextAsync()).Contains(text, StringComparison.Ordinal));

        Task UntilAsync(string path, Func<Task<bool>> holds) => Offices.UntilAsync(async () =>
        {
            await worker.GoAsync(path);
            return await holds();
        });
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
        await Assertions.Expect(visit.Page.GetByText("Back to the inbox")).ToBeHiddenAsync();
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
