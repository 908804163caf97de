using System.Text.Json.Nodes;
using Gateway.Browser.Tests.Running;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>A joint plan as a case worker of an office without a system reads it.</summary>
public sealed class PlanPageTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Fact]
    public async Task A_case_worker_sees_who_leads_what_and_sets_goal_and_next_step_in_three_languages()
    {
        await using var worker = await browsing.VisitAsync(scripts: true);
        await worker.FollowAsync(await browsing.InviteAsync("petra", ["caseworker"], "ocmw-mechelen"));
        var referral = Vdab.Referral(town: "12025");
        referral["requestedService"] = new JsonArray("SOCIAL_GUIDANCE", "BUDGET_GUIDANCE", "PES_JOB_COACHING");
        // Of one service each are the cases of other tests that work at this office at the same time.
        var asked = worker.Page.Locator("tbody th a", new() { HasText = "Social guidance" }).Filter(new() { HasText = "Budget guidance" });
        await new Offices(browsing).SubmitAsync(referral);
        await worker.FindAsync("/dashboard/inbox", asked);
        await asked.ClickAsync();
        await worker.PressAsync("Open");
        if (await worker.Page.GetByRole(AriaRole.Button, new() { Name = "Open what is waiting" }).CountAsync() > 0)
            await worker.PressAsync("Open what is waiting");

        foreach (var (language, heading, coaching, accepted, goal) in new[]
        {
            ("en", "The joint plan", "Job coaching", "accepted", "stabilisation"),
            ("nl", "Het gezamenlijk plan", "Jobcoaching", "aanvaard", "stabilisatie"),
            ("fr", "Le plan commun", "Accompagnement vers l'emploi", "accepté", "stabilisation"),
        })
        {
            await worker.Page.Context.AddCookiesAsync([new Cookie { Name = "gateway-language", Value = language, Url = browsing.Address.AbsoluteUri }]);
            await worker.GoAsync(worker.Path);
            var plan = worker.Page.Locator("section.card", new() { Has = worker.Page.Locator("h2", new() { HasText = heading }) });
            var row = plan.Locator("tbody tr", new() { HasText = coaching });
            (await row.InnerTextAsync()).ShouldContain("VDAB");
            (await row.InnerTextAsync()).ShouldContain(accepted);
            (await worker.Page.Locator("[name=goal]").InnerTextAsync()).ShouldContain(goal);
            await worker.LooksFineAsync("dashboard-inbox-plan-" + language);
        }

        worker.Complaints.ShouldBeEmpty();
    }
}
