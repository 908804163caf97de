using System.Collections.Concurrent;
using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>What holds for every page. A new page is added to the list; its own tests go into a file of their own.</summary>
public sealed class PageTests(Browsing browsing) : IClassFixture<Browsing>
{
    /// <summary>Pages by path, who opens them, and the links to follow from there: the first of each group of pages.</summary>
    public static TheoryData<string, string?, string[]> Pages => new()
    {
        { "/dashboard/sign-in", null, [] },
        { "/dashboard/sign-in/link/not-a-secret", null, [] },
        { "/dashboard/account", "everything", [] },
        { "/dashboard/not-allowed", "caseworker", [] },
        { "/dashboard/no-such-page", "viewer", [] },
        { "/dashboard/now", "everything", [] },
        { "/dashboard/traffic", "everything", [] },
        { "/dashboard/traffic?range=month&agency=vdab", "viewer", [] },
        { "/dashboard/try", "everything", [] },
        { "/dashboard/find", "everything", [] },
        { "/dashboard/find/00000000-0000-7000-8000-000000000001", "viewer", [] },
        { "/dashboard/find?state=Issued", "operator", ["referrals"] },
        { "/dashboard/find?state=Withheld", "viewer", ["referrals"] },
        { "/dashboard/find?state=Unroutable", "operator", ["referrals", "records"] },
        { "/dashboard/worklists", "everything", [] },
        { "/dashboard/worklists?kind=set-aside", "operator", ["worklists/set-aside"] },
        { "/dashboard/worklists?kind=overdue", "viewer", ["worklists/overdue"] },
        { "/dashboard/calls", "everything", [] },
        { "/dashboard/replays", "everything", [] },
        { "/dashboard/flow", "everything", [] },
        { "/dashboard/runbook", "viewer", [] },
        { "/dashboard/agencies", "everything", [] },
        { "/dashboard/agencies/ocmw-leuven", "everything", [] },
        { "/dashboard/inbox", "everything", [] },
        { "/dashboard/inbox?over=true", "caseworker", [] },
        { "/dashboard/inbox?over=true", "caseworker", ["inbox"] },
        { "/dashboard/privacy", "dpo", [] },
        { "/dashboard/privacy/mandates", "dpo", [] },
        { "/dashboard/pilot", "everything", [] },
        { "/dashboard/pilot?agreement=leuven", "viewer", [] },
        { "/dashboard/ladder?organisation=ocmw-leuven", "viewer", [] },
        { "/dashboard/outcomes", "viewer", [] },
        { "/dashboard/reports/pilot", "viewer", [] },
        { "/dashboard/reports/ladder", "viewer", [] },
        { "/dashboard/reports/outcomes", "viewer", [] },
        { "/dashboard/reports/social-return", "viewer", [] },
        { "/dashboard/reports/social-return/print", "viewer", [] },
        { "/dashboard/operations", "everything", [] },
        { "/dashboard/users", "everything", [] },
        { "/dashboard/users", "administrator", ["users"] },
    };

    /// <summary>Name of a page's pictures.</summary>
    internal static string NameOf(string path, string[] follow) =>
        string.Join('-', [path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-').Replace('&', '-'), .. follow.Select(f => f.Replace('/', '-'))]);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_nothing_inline_loads_nothing_from_elsewhere_has_no_barrier_and_fits_a_phone(string path, string? user, string[] follow)
    {
        await using var visit = await browsing.VisitAsync(user);
        var asked = new ConcurrentQueue<string>();
        visit.Page.Request += (_, request) => asked.Enqueue(request.Url);
        var answer = await visit.GoAsync(path);
        foreach (var group in follow)
            answer = await visit.GoAsync((await visit.Page.Locator($"main tbody a[href^='/dashboard/{group}/'], main dl a[href^='/dashboard/{group}/']").First.GetAttributeAsync("href"))!);

        var policy = await answer.HeaderValueAsync("content-security-policy");
        policy.ShouldNotBeNull().ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        await visit.LooksFineAsync(NameOf(path, follow));
        visit.Complaints.ShouldBeEmpty();
        asked.Where(url => !url.StartsWith(browsing.Address.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cookies_are_secure_of_this_site_and_out_of_reach_of_scripts()
    {
        await using var visit = await browsing.VisitAsync("viewer");
        await visit.GoAsync("/dashboard/account");
        await visit.Page.SelectOptionAsync("[name=language]", "nl");
        await visit.Page.Locator(".foot button").ClickAsync();
        await visit.Page.Locator("html[lang=nl]").WaitForAsync();
        var cookies = await visit.Page.Context.CookiesAsync();
        cookies.Select(c => c.Name).ShouldBe(["gateway-user", "gateway-form", "gateway-language", "gateway-zone"], ignoreOrder: true);
        cookies.ShouldAllBe(c => c.Secure && c.HttpOnly && c.SameSite == SameSiteAttribute.Lax);
    }

    [Fact]
    public async Task One_time_secrets_are_in_no_log()
    {
        var link = await browsing.InviteAsync("wout", ["viewer"]);
        await using var wout = await browsing.VisitAsync();
        await wout.FollowAsync(link);
        browsing.GatewaySaid.ShouldNotContain(link.Segments[^1]);
    }
}
