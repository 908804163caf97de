using Gateway.Browser.Tests.Running;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>A replay as somebody at night sees it: an office is on hold, so that its waves stand still for as long as the test looks.</summary>
public sealed class ReplayTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const string Office = "ocmw-dendermonde";
    private const int Items = 12;

    [Fact]
    public async Task An_exact_set_is_previewed_started_once_paused_and_goes_on_though_the_connection_was_lost()
    {
        var offices = new Offices(browsing);
        await using var rita = await browsing.VisitAsync("replay");
        await rita.GoAsync("/dashboard/agencies/" + Office);
        await rita.Page.FillAsync("[name=reason]", "Their outbox is full.");
        await rita.PressAsync("Pause delivery (messages are kept)");
        await offices.SubmitAsync([.. Enumerable.Range(0, Items + 1).Select(_ => Vdab.Referral(town: "42006"))]);
        await offices.ParkAsync(Office, waiting: Items + 1, parked: Items);

        await rita.GoAsync("/dashboard/replays");
        var parked = rita.Page.Locator("tr", new() { HasText = "Delivering failed" });
        (await parked.First.InnerTextAsync()).ShouldContain(Items.ToString());
        await parked.GetByRole(AriaRole.Button, new() { Name = "Prepare a replay" }).DblClickAsync();
        await rita.Page.GetByRole(AriaRole.Heading, new() { Name = "Replay of delivery: Delivering failed" }).WaitForAsync();
        var replay = rita.Path;
        // What is parked after the click is not in the set.
        await offices.ParkAsync(Office, waiting: 1, parked: 1);
        await rita.GoAsync(replay);
        (await FigureAsync(rita, "Items, fixed when it was prepared")).ShouldBe("12");
        (await rita.Page.GetByText("Would be released to OCMW Dendermonde.").CountAsync()).ShouldBe(Items);
        await using var elsewhere = await browsing.VisitAsync("replay", scripts: false);
        await elsewhere.GoAsync(replay);

        // The gateway hears the click; whoever clicked hears nothing back.
        await rita.Page.RouteAsync("**/start", async route =>
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync();
        });
        await rita.PressAsync("Start with one item");
        await rita.Page.WaitForURLAsync(url => url.StartsWith("chrome-error", StringComparison.Ordinal));
        await rita.Page.CloseAsync();

        await using var again = await browsing.VisitAsync("replay");
        await again.GoAsync(replay);
        (await FigureAsync(again, "State")).ShouldBe("Running");
        (await FigureAsync(again, "Still running"), await FigureAsync(again, "Not started")).ShouldBe(("1", "11"));
        await again.LooksFineAsync("dashboard-replay");
        await elsewhere.PressAsync("Start with one item");
        (await elsewhere.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("Nothing was done");
        (await FigureAsync(elsewhere, "Still running")).ShouldBe("1");

        await again.PressAsync("Pause");
        (await again.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("nothing more is issued");
        await elsewhere.PressAsync("Pause");
        (await elsewhere.Page.Locator("[role=status]").InnerTextAsync()).ShouldContain("Nothing was done");
        await again.PressAsync("Go on");
        await again.Page.Locator("#progress").GetByText("Running", new() { Exact = true }).WaitForAsync();

        await elsewhere.GoAsync("/dashboard/agencies/" + Office);
        await elsewhere.PressAsync("Lift the hold");
        // Nobody reloads: the figures of the page that is looked at come by themselves.
        await again.Page.Locator("#progress").GetByText("Finished", new() { Exact = true }).WaitForAsync(new() { Timeout = 60_000 });
        (await FigureAsync(again, "Succeeded"), await FigureAsync(again, "Failed again"), await FigureAsync(again, "Not started")).ShouldBe(("12", "0", "0"));
        await again.GoAsync(replay);
        (await again.Page.Locator("tbody").GetByText("succeeded", new() { Exact = true }).CountAsync()).ShouldBe(Items);

        await CancelWhatIsLeftAsync(replay);
    }

    /// <summary>Without scripts: the one that was parked after the click is prepared, cancelled, and stays parked.</summary>
    private async Task CancelWhatIsLeftAsync(string former)
    {
        await using var rita = await browsing.VisitAsync("replay", scripts: false);
        await rita.GoAsync("/dashboard/replays");
        (await rita.Page.Locator($"a[href='{former}']").CountAsync()).ShouldBe(1, "a double click prepared one replay");
        await rita.Page.Locator("tr", new() { HasText = "Delivering failed" }).GetByRole(AriaRole.Button, new() { Name = "Prepare a replay" }).ClickAsync();
        await rita.PressAsync("Cancel what is not issued");
        (await rita.Page.Locator("main > [role=status]").InnerTextAsync()).ShouldContain("stays parked");
        (await FigureAsync(rita, "State")).ShouldBe("Cancelled");
        (await rita.Page.Locator("main").GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);

        await using var viewer = await browsing.VisitAsync("viewer");
        await viewer.GoAsync("/dashboard/replays");
        (await viewer.Page.Locator("main tbody").First.InnerTextAsync()).ShouldContain("Delivering failed");
        (await viewer.Page.Locator("main").GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);
        await viewer.GoAsync("/dashboard/operations?user=replay");
        (await viewer.Page.Locator("tbody td:nth-child(3) [title]").EvaluateAllAsync<string[]>("all => all.map(one => one.title)")).Where(action => !action.StartsWith("user.", StringComparison.Ordinal))
            .ShouldBe(["replay-cancelled", "replay-prepared", "hold-lifted", "replay-started", "replay-paused", "replay-started", "replay-prepared", "hold-begun"]);
    }

    private static async Task<string> FigureAsync(Visit visit, string name) => (await visit.Page.Locator($"#progress dt:text-is('{name}') + dd").InnerTextAsync()).Trim();
}
