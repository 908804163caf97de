using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>What holds for every page. A new page is added to the list; its own tests go into a file of their own.</summary>
[Collection(OneBrowser.Name)]
public sealed class PageTests(Browsing browsing)
{
    /// <summary>Pages by path, and who opens them.</summary>
    public static TheoryData<string, string?> Pages => new()
    {
        { "/dashboard/sign-in", null },
        { "/dashboard/sign-in/link/not-a-secret", null },
        { "/dashboard/account", "everything" },
        { "/dashboard/not-allowed", "caseworker" },
        { "/dashboard/no-such-page", "viewer" },
        { "/dashboard/now", "everything" },
        { "/dashboard/find", "everything" },
        { "/dashboard/worklists", "everything" },
        { "/dashboard/replays", "everything" },
        { "/dashboard/flow", "everything" },
        { "/dashboard/runbook", "viewer" },
        { "/dashboard/agencies", "everything" },
        { "/dashboard/agencies/ocmw-leuven", "everything" },
        { "/dashboard/inbox", "everything" },
        { "/dashboard/inbox?over=true", "caseworker" },
        { "/dashboard/privacy", "dpo" },
        { "/dashboard/pilot", "everything" },
        { "/dashboard/pilot?agreement=leuven", "viewer" },
        { "/dashboard/operations", "everything" },
        { "/dashboard/users", "everything" },
    };

    /// <summary>Both widths and both themes; every combination of them when somebody wants to look at the pictures.</summary>
    private static IEnumerable<(int Width, bool Dark)> Looks => Environment.GetEnvironmentVariable("GATEWAY_SCREENSHOTS") is { Length: > 0 }
        ? [(1280, false), (1280, true), (390, false), (390, true)]
        : [(1280, false), (390, true)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(string path, string? user)
    {
        await using var visit = await browsing.VisitAsync(user);
        var asked = new List<string>();
        visit.Page.Request += (_, request) => asked.Add(request.Url);
        var answer = await visit.GoAsync(path);
        var policy = await answer.HeaderValueAsync("content-security-policy");
        policy.ShouldNotBeNull().ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        visit.Complaints.ShouldBeEmpty();
        asked.Where(url => !url.StartsWith(browsing.Address.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_barrier_and_fits_a_phone(string path, string? user)
    {
        foreach (var (width, dark) in Looks)
        {
            await using var visit = await browsing.VisitAsync(user, width: width, dark: dark);
            await visit.GoAsync(path);
            await visit.ShootAsync($"{path.Trim('/').Replace('/', '-')}-{width}-{(dark ? "dark" : "light")}");
            (await visit.BarriersAsync()).ShouldBeEmpty();
            (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        }
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
