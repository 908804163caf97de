using Gateway.Browser.Tests.Running;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>What an operator looks for, reads and does.</summary>
public sealed class OperatorTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Fact]
    public async Task A_referral_is_followed_to_its_record_which_opens_for_a_stated_purpose_only()
    {
        const string Purpose = "The sender asks why it has not gone on.";
        await using var otto = await browsing.VisitAsync("operator", scripts: false);
        await otto.GoAsync("/dashboard/find?state=Issued&agency=vdab");
        await otto.Page.Locator("main tbody a.mono[href^='/dashboard/referrals/']").First.ClickAsync();
        var story = await otto.Page.Locator(".timeline").InnerTextAsync();
        story.ShouldContain("Referred a client.");
        story.ShouldContain("Purpose, legal basis, agreement and assessment are in order.");
        await otto.Page.Locator(".timeline summary").First.ClickAsync();
        (await otto.Page.Locator(".timeline details[open] dl").InnerTextAsync()).ShouldContain("policy");

        await otto.Page.Locator("dl a[href^='/dashboard/records/']").ClickAsync();
        (await otto.Page.Locator("pre").CountAsync()).ShouldBe(0);
        var record = otto.Path;
        await otto.Page.FillAsync("[name=purpose]", Purpose);
        await otto.PressAsync("Open the record");
        (await otto.Page.Locator("pre").InnerTextAsync()).ShouldContain("familyName");
        await otto.GoAsync("/dashboard/operations?user=operator");
        var noted = await otto.Page.Locator("tbody tr:has([title=record-opened])").First.InnerTextAsync();
        noted.ShouldNotContain(Purpose, Case.Sensitive, "the purpose may tell of the client and lies under the client's key");
        noted.ShouldContain(record.Split('/')[^1]);

        await using var viewer = await browsing.VisitAsync("viewer");
        await viewer.GoAsync(record);
        (await viewer.Page.Locator("[name=purpose]").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("nl", "Verwees een cliënt door.", "Doel, rechtsgrond, akkoord en behoefteanalyse zijn in orde.")]
    [InlineData("fr", "A orienté un client.", "Finalité, base légale, accord et analyse des besoins sont en ordre.")]
    public async Task A_story_is_told_in_the_viewers_language(string language, string referred, string admitted)
    {
        await using var visit = await browsing.VisitAsync("viewer");
        await visit.Page.Context.AddCookiesAsync([new Cookie { Name = "gateway-language", Value = language, Url = browsing.Address.AbsoluteUri }]);
        await visit.GoAsync("/dashboard/find?state=Issued&agency=vdab");
        await visit.Page.Locator("main tbody a.mono[href^='/dashboard/referrals/']").First.ClickAsync();
        var story = await visit.Page.Locator(".timeline").InnerTextAsync();
        story.ShouldContain(referred);
        story.ShouldContain(admitted);
        await visit.GoAsync("/dashboard/runbook");
        (await visit.Page.Locator("main .note").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_client_is_found_by_a_posted_identifier_at_one_agency_and_nobody_by_name()
    {
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        var offices = new Offices(browsing);
        await offices.SubmitAsync(referral);
        await using var otto = await browsing.VisitAsync("operator", scripts: false);
        var asked = new List<string>();
        otto.Page.Request += (_, request) => asked.Add(request.Url);
        await Offices.UntilAsync(async () =>
        {
            await AskAsync(otto, "vdab", insz);
            return await otto.Page.Locator("tbody a.mono[href^='/dashboard/referrals/']").CountAsync() == 1;
        });
        (await otto.Page.ContentAsync()).ShouldNotContain(insz);
        await AskAsync(otto, "ocmw-leuven", insz);
        (await otto.Page.Locator("main .note").InnerTextAsync()).ShouldContain("Nothing was found");

        foreach (var text in new[] { "Voorbeeld", "' or 1=1", "<script>document.title='run'</script>" })
        {
            await otto.GoAsync("/dashboard/find");
            await otto.Page.FillAsync("[name=q]", text);
            await SearchAsync(otto);
            otto.Page.Url.ShouldEndWith("/dashboard/find");
            var told = await otto.Page.Locator("main").InnerTextAsync();
            told.ShouldContain("Nothing was found");
            told.ShouldContain("There is no search by name");
            (await otto.Page.InputValueAsync("[name=q]")).ShouldBe(text);
        }

        asked.ShouldAllBe(url => !url.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cause_gets_an_owner_and_its_items_go_back_as_chosen_also_from_a_page_that_is_old()
    {
        await new Offices(browsing).SubmitAsync([.. Enumerable.Range(0, 3).Select(_ => Broken())]);
        const string Cause = "/dashboard/worklists/set-aside/vdab/unknown-code";
        await using var otto = await browsing.VisitAsync("operator", scripts: false);
        await Offices.UntilAsync(async () => (await otto.GoAsync(Cause)).Status == 200 && await otto.Page.Locator("[name=item]").CountAsync() >= 3);
        var items = await otto.Page.Locator("[name=item]").CountAsync();
        await using var old = await browsing.VisitAsync("everything");
        await old.GoAsync(Cause);

        await otto.Page.FillAsync("[name=owner]", "otto");
        await otto.Page.FillAsync("[name=note]", "A new code of theirs; asked them.");
        await otto.PressAsync("Save note");
        (await otto.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("Note saved");
        await old.Page.FillAsync("[name=owner]", "anna");
        await old.PressAsync("Save note");
        (await old.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("nothing was changed");
        (await old.Page.InputValueAsync("[name=owner]")).ShouldBe("otto");

        foreach (var other in (await otto.Page.Locator("[name=item]").AllAsync()).Skip(1))
            await other.UncheckAsync();
        await otto.PressAsync("Return the chosen items to their sender");
        (await otto.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("are with their sender");
        (await otto.Page.Locator("[name=item]").CountAsync()).ShouldBe(items - 1);
        await old.PressAsync("Return the chosen items to their sender");
        (await old.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("they were settled meanwhile");
        (await old.Page.Locator("main").InnerTextAsync()).ShouldContain("Nothing with this cause is open any more");
    }

    [Fact]
    public async Task A_barrier_is_logged_with_who_can_solve_it_and_decided_once()
    {
        const string Barrier = "Own places are filled first <b>at night</b>";
        await using var otto = await browsing.VisitAsync("operator", scripts: false);
        await otto.GoAsync("/dashboard/pilot");
        await otto.Page.GetByRole(AriaRole.Link, new() { Name = "add to the barrier log" }).First.ClickAsync();
        (await otto.Page.InputValueAsync("[name=title]")).ShouldNotBeEmpty();
        await otto.Page.FillAsync("[name=title]", Barrier);
        await otto.Page.FillAsync("[name=stopped]", "7");
        await otto.Page.SelectOptionAsync("[name=level]", "law");
        await otto.PressAsync("Add the barrier");
        var card = otto.Page.Locator("section.card", new() { HasText = Barrier });
        (await card.InnerTextAsync()).ShouldContain("The law");
        await using var old = await browsing.VisitAsync("everything");
        await old.GoAsync("/dashboard/pilot");

        await card.Locator("[name=decision]").FillAsync("Nood gaat voor, vanaf maart.");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        (await otto.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("The decision is noted");
        card = old.Page.Locator("section.card", new() { HasText = Barrier });
        await card.Locator("[name=decision]").FillAsync("The opposite.");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        (await old.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("somebody else changed the entry");
        (await card.InnerTextAsync()).ShouldContain("Nood gaat voor");
        await old.LooksFineAsync("dashboard-pilot-barrier");
    }

    [Fact]
    public async Task The_keyboard_alone_leads_from_now_to_a_referral()
    {
        await using var visit = await browsing.VisitAsync("operator");
        await visit.GoAsync("/dashboard/now");
        await visit.Page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(visit)).ShouldBe("Skip to content");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        var focused = await FocusedAsync(visit);
        // News come, and the focus stays where it is.
        (await visit.Page.EvaluateAsync<string>(
            """
            () => new Promise(told => document.addEventListener("htmx:sse:after:message",
              () => setTimeout(() => told(document.activeElement.closest("#flows") && document.activeElement.textContent.trim())), { once: true }))
            """).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System)).ShouldBe(focused);
        await visit.Page.Keyboard.PressAsync("/");
        await visit.ArrivedAsync("/dashboard/find");
        await visit.Page.Keyboard.PressAsync("/");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("q");
        var id = (await visit.Page.Locator("tbody a.mono[href^='/dashboard/referrals/']").First.InnerTextAsync()).Trim();
        await visit.Page.Keyboard.TypeAsync(id);
        await SearchAsync(visit);
        for (var presses = 0; presses < 40 && await FocusedAsync(visit) != id; presses++)
            await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ArrivedAsync("/dashboard/referrals/" + id);
    }

    [Fact]
    public async Task Figures_that_did_not_come_at_first_are_called_stale_and_asked_for_again()
    {
        await using var visit = await browsing.VisitAsync("viewer");
        await visit.Page.Clock.InstallAsync();
        await visit.Page.RouteAsync("**/now/live", route => route.AbortAsync());
        await visit.GoAsync("/dashboard/now");
        var stale = visit.Page.GetByText("These figures are out of date");
        (await stale.IsVisibleAsync()).ShouldBeFalse();
        await visit.Page.Clock.RunForAsync(20_000);
        await stale.WaitForAsync();
        await visit.Page.UnrouteAsync("**/now/live");
        await visit.Page.Clock.RunForAsync(20_000);
        await stale.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    private static System.Text.Json.Nodes.JsonObject Broken()
    {
        var referral = Vdab.Referral();
        referral["requestedService"] = new System.Text.Json.Nodes.JsonArray("NO_SUCH_SERVICE");
        return referral;
    }

    private static async Task SearchAsync(Visit visit)
    {
        // The answer has the same address: the page is another when what was put on this one is gone.
        await visit.Page.EvaluateAsync("() => { window.asked = true; }");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForFunctionAsync("() => !window.asked && document.readyState === 'complete'");
    }

    private static async Task AskAsync(Visit visit, string agency, string insz)
    {
        await visit.GoAsync("/dashboard/find");
        await visit.Page.Locator("details summary").ClickAsync();
        var form = visit.Page.Locator("details form");
        await form.Locator("[name=agency]").SelectOptionAsync(agency);
        await form.Locator("[name=value]").FillAsync(insz);
        await form.Locator("[name=purpose]").SelectOptionAsync("fault");
        await form.Locator("[name=words]").FillAsync("The sender asks where it is.");
        await form.GetByRole(AriaRole.Button).ClickAsync();
    }

    private static Task<string> FocusedAsync(Visit visit) => visit.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()");
}
