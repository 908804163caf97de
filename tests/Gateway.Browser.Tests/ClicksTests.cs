using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>Five questions that people come with, each answered from the first page within four clicks.</summary>
public sealed class ClicksTests(Browsing browsing) : IClassFixture<Browsing>
{
    private const int Most = 4;
    private int _clicks;

    [Fact]
    public async Task Five_questions_are_answered_within_four_clicks_each()
    {
        await using var visit = await browsing.VisitAsync("everything");

        await BeginAsync(visit);
        await ClickAsync(visit, ".alarms a[href='/dashboard/worklists?kind=withheld']");
        await ClickAsync(visit, "tbody th a");
        await ClickAsync(visit, "a[href^='/dashboard/referrals/']");
        await AnsweredAsync(visit, "Why is it waiting?");

        await BeginAsync(visit);
        await ClickAsync(visit, ".alarms a[href='/dashboard/worklists?kind=set-aside']");
        await ClickAsync(visit, "tbody th a");
        await ClickAsync(visit, "button:text-is('Prepare a replay')");
        await AnsweredAsync(visit, "Preview");

        await BeginAsync(visit);
        await ClickAsync(visit, "nav a[href='/dashboard/privacy']", "body");
        await AnsweredAsync(visit, "who saw what about me?");

        await BeginAsync(visit);
        await ClickAsync(visit, "tbody a[href='/dashboard/agencies/ocmw-mortsel']");
        await AnsweredAsync(visit, "Last contact");

        await BeginAsync(visit);
        await ClickAsync(visit, "a[href='/dashboard/traffic']");
        await AnsweredAsync(visit, "A week before");
        await ClickAsync(visit, "a[href^='/dashboard/traffic?range=month']");
        await AnsweredAsync(visit, "5 weeks before");
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task BeginAsync(Visit visit)
    {
        await visit.GoAsync("/dashboard/now");
        _clicks = 0;
    }

    private async Task ClickAsync(Visit visit, string what, string within = "main")
    {
        await visit.Page.Locator(within).Locator(what).First.ClickAsync();
        _clicks++;
    }

    private async Task AnsweredAsync(Visit visit, string text)
    {
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(text);
        _clicks.ShouldBeLessThanOrEqualTo(Most);
    }
}
