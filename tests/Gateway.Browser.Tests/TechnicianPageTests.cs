using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>An agency's own page, from the operator's link on, in every look.</summary>
public sealed class TechnicianPageTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const string Agency = "/dashboard/agencies/vdab";

    [Fact]
    public async Task A_technician_comes_in_by_the_operators_link_and_every_part_of_the_page_has_no_barrier_and_fits_a_phone()
    {
        await using var desk = await browsing.VisitAsync("operator");
        await desk.GoAsync(Agency);
        await desk.Page.FillAsync("form[action$='/technicians'] [name=name]", "tess@vdab.example.be");
        await desk.PressAsync("Make a link");
        await desk.LooksFineAsync("technician-link");
        var link = new Uri(await desk.Page.Locator("[data-link]").InnerTextAsync());

        await using var tess = await browsing.VisitAsync();
        await tess.FollowAsync(link);
        await tess.ArrivedAsync("/dashboard/technician");
        foreach (var page in new[] { "technician", "technician/submissions", "technician/set-aside", "technician/deliveries", "technician/deliveries?state=Confirmed", "technician/feed", "technician/keys", "events", "events/referral.submitted", "events/channel.tested" })
        {
            await tess.GoAsync("/dashboard/" + page);
            await tess.LooksFineAsync(page.Replace('/', '-').Replace('?', '-').Replace('=', '-'));
        }

        await tess.GoAsync("/dashboard/technician/submissions");
        await tess.Page.Locator("main tbody a").First.ClickAsync();
        await tess.Page.Locator("dl.pair").WaitForAsync();
        await tess.LooksFineAsync("technician-submission");
        tess.Complaints.ShouldBeEmpty();

        await desk.GoAsync(Agency);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "End the way in of tess@vdab.example.be" }).ClickAsync();
        (await desk.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("The way in is ended");
        (await tess.GoAsync("/dashboard/technician")).Url.ShouldContain("/dashboard/sign-in");
    }
}
