using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;

namespace Gateway.Tests.Operating;

/// <summary>The pages about traffic and flow: what they count, and that links go on with the chosen days.</summary>
public sealed class TrafficPagesTests
{
    [Fact]
    public async Task What_happens_on_the_stroke_of_an_hour_is_counted_at_once()
    {
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Time.GetUtcNow().Minute.ShouldBe(0);
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        (await viewer.GetAsync("/dashboard/traffic")).Text.ShouldContain("Nothing went through in these days");
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral()));
        await gateway.QuietAsync();

        var traffic = (await viewer.GetAsync("/dashboard/traffic")).Html;
        var flow = (await viewer.GetAsync("/dashboard/flow")).Html;

        traffic.ShouldMatch(@"Records received</th>\s*<td class=""number"">1</td>");
        traffic.ShouldMatch(@"Referrals</th>\s*<td class=""number"">1</td>");
        flow.ShouldMatch(@"<a href=""/dashboard/find[^""]*"">1</a>");
    }

    [Fact]
    public async Task Links_of_the_flow_go_on_with_the_chosen_days()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral()));
        await gateway.QuietAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        foreach (var (asked, days) in new[] { ("range=month", "from=2026-02-09&until=2026-03-10"), ("from=2026-03-01&until=2026-03-10", "from=2026-03-01&until=2026-03-10") })
        {
            var flow = System.Net.WebUtility.HtmlDecode((await viewer.GetAsync("/dashboard/flow?" + asked)).Html);
            flow.ShouldContain($"href=\"/dashboard/agencies/vdab?{asked}\"");
            flow.ShouldContain($"recipient=ocmw-leuven&{days}\"");
            flow.ShouldContain($"\"/dashboard/flow/live?{asked}\"");
            System.Net.WebUtility.HtmlDecode((await viewer.GetAsync("/dashboard/agencies/vdab?" + asked)).Html).ShouldContain($"href=\"/dashboard/traffic?agency=vdab&{asked}\"");
        }

        (await viewer.GetAsync("/dashboard/flow?from=2026-03-05&until=2026-03-01")).Text.ShouldContain("The last day lies before the first");
        // What waits now is shown whatever days were chosen; its handover is of another day.
        (await viewer.GetAsync("/dashboard/flow?from=2026-03-01&until=2026-03-09")).Html
            .ShouldMatch(@"<td class=""number"">[1-9]\d*</td>\s*<td class=""nowrap"">[^<]*</td>\s*<td class=""number"">0</td>");
        (await viewer.GetAsync("/dashboard/agencies/vdab")).Html.ShouldContain("range=week");
    }

    [Fact]
    public async Task Roles_that_a_user_was_given_are_shown_by_their_names()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var mia = await Visitor.SignedInAsync(gateway, "mia", UserRoles.CaseWorker | UserRoles.Viewer, "ocmw-leuven");

        var page = await mia.GetAsync("/dashboard/operations");

        page.Text.ShouldContain("viewer, case worker · OCMW Leuven");
        page.Text.ShouldNotContain("CaseWorker");
    }

    [Fact]
    public async Task Whom_to_call_is_read_word_by_word()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        (await viewer.GetAsync("/dashboard/agencies")).Text.ShouldMatch(@"\+32 16 00 00 01</span>\s+<span class=""soft nowrap"">ma-vr 9.00-16.30</span>");
    }
}
