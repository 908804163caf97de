using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

public sealed class RoleTests(Browsing browsing) : IClassFixture<Browsing>
{
    private static readonly string[] Flows = ["now", "find", "worklists", "replays", "flow", "agencies", "operations"];
    private static readonly string[] Administration = ["users"];

    /// <summary>What each of the demonstration's users may open; a new page is added to its group.</summary>
    public static TheoryData<string, string[]> Users => new()
    {
        { "viewer", Flows },
        { "operator", Flows },
        { "replay", Flows },
        { "caseworker", [] },
        { "dpo", [] },
        { "administrator", [.. Flows, .. Administration] },
        { "everything", [.. Flows, .. Administration] },
    };

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_page_opens_for_its_roles_and_for_nobody_else(string user, string[] pages)
    {
        await using var visit = await browsing.VisitAsync(user);
        foreach (var page in Flows.Concat(Administration))
        {
            var answer = await visit.Page.Context.APIRequest.GetAsync("/dashboard/" + page, new() { MaxRedirects = 0 });
            answer.Status.ShouldBe(pages.Contains(page, StringComparer.Ordinal) ? 200 : 403, page);
        }

        await visit.GoAsync("/dashboard/account");
        var shown = await visit.Page.Locator("nav a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        foreach (var page in Flows.Concat(Administration))
            shown.Contains("/dashboard/" + page, StringComparer.Ordinal).ShouldBe(pages.Contains(page, StringComparer.Ordinal), page);
    }

    [Fact]
    public async Task Nobody_is_shown_the_way_in_and_back()
    {
        await using var nobody = await browsing.VisitAsync();
        foreach (var page in Flows.Concat(Administration))
        {
            await nobody.GoAsync("/dashboard/" + page);
            nobody.Path.ShouldBe("/dashboard/sign-in", page);
            (await nobody.Page.InputValueAsync("[name=back]")).ShouldBe("/dashboard/" + page);
        }

        await nobody.GoAsync("/dashboard/sign-in?back=https://elsewhere.example/dashboard");
        (await nobody.Page.InputValueAsync("[name=back]")).ShouldBe("/dashboard");
    }

    [Fact]
    public async Task What_a_role_may_not_do_is_neither_shown_nor_done()
    {
        const string Agency = "/dashboard/agencies/ocmw-mortsel";
        await using var may = await browsing.VisitAsync("operator");
        await may.GoAsync(Agency);
        (await may.Page.Locator("[name=reason]").CountAsync()).ShouldBe(1);
        await using var viewer = await browsing.VisitAsync("viewer");
        await viewer.GoAsync(Agency);
        (await viewer.Page.Locator("[name=reason]").CountAsync()).ShouldBe(0);
        var token = await viewer.Page.Locator("[name=__RequestVerificationToken]").First.InputValueAsync();
        await using var answer = await viewer.Page.Context.APIRequest.PostAsync(
            Agency + "/hold", new() { Form = viewer.Page.Context.APIRequest.CreateFormData().Append("__RequestVerificationToken", token).Append("reason", "just so") });
        answer.Status.ShouldBe(403);
        (await answer.TextAsync()).ShouldContain("Your roles do not give access to this page");
        await may.GoAsync(Agency);
        (await may.Page.Locator("main").InnerTextAsync()).ShouldNotContain("On hold since");
    }

    [Fact]
    public async Task A_role_that_is_changed_counts_from_the_next_click_on()
    {
        var link = await browsing.InviteAsync("amina", ["viewer"]);
        await using var amina = await browsing.VisitAsync();
        await amina.FollowAsync(link);
        (await amina.GoAsync("/dashboard/now")).Status.ShouldBe(200);

        await using var administrator = await browsing.VisitAsync("administrator");
        await administrator.GoAsync("/dashboard/users");
        await administrator.Page.GetByRole(AriaRole.Link, new() { Name = "amina", Exact = true }).ClickAsync();
        await administrator.Page.UncheckAsync("[value=viewer]");
        await administrator.PressAsync("Give these roles");
        (await administrator.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("next click");
        (await amina.GoAsync("/dashboard/now")).Status.ShouldBe(403);
        (await amina.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("no role yet");

        await administrator.Page.CheckAsync("[value=administrator]");
        await administrator.PressAsync("Give these roles");
        (await amina.GoAsync("/dashboard/users")).Status.ShouldBe(403, "one administrator alone gives nobody a role that gives roles");
        (await administrator.Page.Locator("main").InnerTextAsync()).ShouldContain("Another administrator confirms it");
        await using var second = await browsing.VisitAsync("everything");
        await second.GoAsync(new Uri(administrator.Page.Url).AbsolutePath);
        await second.PressAsync("Confirm");
        (await amina.GoAsync("/dashboard/users")).Status.ShouldBe(200);
        await administrator.GoAsync(new Uri(administrator.Page.Url).AbsolutePath);

        administrator.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await administrator.PressAsync("Disable this user");
        await administrator.Page.GetByText("Enable this user again").WaitForAsync();
        await amina.GoAsync("/dashboard/users");
        amina.Path.ShouldBe("/dashboard/sign-in");
        (await amina.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("changed or disabled");
    }

    [Fact]
    public async Task A_live_page_of_somebody_who_was_disabled_meanwhile_leads_to_the_sign_in_and_says_why()
    {
        var link = await browsing.InviteAsync("noor", ["viewer"]);
        await using var noor = await browsing.VisitAsync();
        await noor.FollowAsync(link);
        // Her figures come late: when somebody has disabled her.
        var disabled = new TaskCompletionSource();
        await noor.Page.RouteAsync("**/now/live", async route =>
        {
            await disabled.Task;
            await route.ContinueAsync();
        });
        await noor.GoAsync("/dashboard/now");

        await using var administrator = await browsing.VisitAsync("administrator");
        await administrator.GoAsync("/dashboard/users");
        await administrator.Page.GetByRole(AriaRole.Link, new() { Name = "noor", Exact = true }).ClickAsync();
        administrator.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await administrator.PressAsync("Disable this user");
        await administrator.Page.GetByText("Enable this user again").WaitForAsync();

        disabled.SetResult();
        await noor.Page.WaitForURLAsync("**/dashboard/sign-in?back=%2Fdashboard%2Fnow*");
        (await noor.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("changed or disabled");
    }

    [Fact]
    public async Task Two_who_change_a_user_at_once_do_not_overwrite_each_other()
    {
        await browsing.InviteAsync("tibo", ["viewer"]);
        await using var first = await browsing.VisitAsync("administrator");
        await first.GoAsync("/dashboard/users");
        await first.Page.GetByRole(AriaRole.Link, new() { Name = "tibo", Exact = true }).ClickAsync();
        await using var second = await browsing.VisitAsync("everything");
        await second.GoAsync(new Uri(first.Page.Url).AbsolutePath);
        await first.Page.CheckAsync("[value=operator]");
        await first.PressAsync("Give these roles");
        await second.Page.CheckAsync("[value=replay]");
        await second.PressAsync("Give these roles");
        (await second.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("Somebody else changed this user");
        (await second.Page.Locator("[value=replay]").IsCheckedAsync()).ShouldBeFalse();
        (await second.Page.Locator("#waiting").CountAsync()).ShouldBe(1, "the first one's wish waits");
    }
}
