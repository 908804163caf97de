using System.Text.Json.Nodes;
using Gateway.Browser.Tests.Running;
using Gateway.Core.Operating;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>An office with more handovers than a page shows. Other tests work at the same office: they look for theirs on all its pages.</summary>
public sealed class LongListTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Fact]
    public async Task A_list_that_is_longer_than_a_page_is_read_to_its_end()
    {
        await using var worker = await browsing.VisitAsync();
        await worker.FollowAsync(await browsing.InviteAsync("gaston", ["caseworker"], "ocmw-mechelen"));
        var referrals = Enumerable.Range(0, ListPage.Size + 10).Select(_ => Vdab.Referral(town: "12025")).ToArray();
        // Of no other test's services.
        foreach (var referral in referrals)
            referral["requestedService"] = new JsonArray("SOCIAL_GUIDANCE", "DEBT_ADVICE");
        await new Offices(browsing).SubmitAsync(referrals);
        var handovers = worker.Page.Locator("tbody th a[href^='/dashboard/inbox/']:not([href*='tasks'])");
        var next = worker.Page.Locator("a[rel=next]");
        await Offices.UntilAsync(async () =>
        {
            await worker.GoAsync("/dashboard/inbox");
            return await next.CountAsync() == 1;
        });

        (await handovers.CountAsync()).ShouldBe(ListPage.Size);
        await worker.LooksFineAsync("dashboard-inbox-pages");
        HashSet<string> seen = [];
        for (var page = 1; ; page++)
        {
            (await worker.Page.Locator("main").InnerTextAsync()).ShouldContain($"Page {page}");
            seen.UnionWith(await handovers.EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))"));
            if (await next.CountAsync() == 0)
                break;
            await next.ClickAsync();
            await worker.ArrivedAsync($"page={page + 1}");
        }

        seen.Count.ShouldBeGreaterThanOrEqualTo(referrals.Length);
        await worker.Page.Locator("a[rel=prev]").ClickAsync();
        (await handovers.CountAsync()).ShouldBe(ListPage.Size);
        worker.Complaints.ShouldBeEmpty();
    }
}
