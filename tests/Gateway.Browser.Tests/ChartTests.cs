using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>Charts as they are drawn, on a page and in a document, at a desk and on a phone.</summary>
public sealed class ChartTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Theory]
    [InlineData("/dashboard/reports/social-return", 1280)]
    [InlineData("/dashboard/reports/social-return", 390)]
    [InlineData("/dashboard/reports/social-return/print", 1280)]
    [InlineData("/dashboard/reports/social-return/print", 390)]
    public async Task Bars_of_a_chart_begin_on_one_line_and_have_one_scale(string path, int width)
    {
        await using var visit = await browsing.VisitAsync("viewer");
        await visit.Page.SetViewportSizeAsync(width, Look.Height);
        await visit.GoAsync(path);

        var charts = await visit.Page.Locator(".bars").EvaluateAllAsync<string[][]>(
            "all => all.map(chart => [...chart.querySelectorAll('svg')].map(bar => bar.getBoundingClientRect()).map(at => `${at.left} ${at.width}`))");

        charts.ShouldNotBeEmpty();
        charts.ShouldAllBe(bars => bars.Length > 1 && bars.Distinct().Count() == 1);
    }

    [Fact]
    public async Task The_day_on_which_the_demonstration_stands_still_has_traffic_and_flow()
    {
        await using var visit = await browsing.VisitAsync("viewer");
        await visit.GoAsync("/dashboard/traffic");
        (await visit.Page.Locator("tr", new() { HasText = "Records received" }).First.Locator(".number").AllInnerTextsAsync()).ShouldAllBe(number => number != "0");
        await visit.GoAsync("/dashboard/flow");
        (await visit.Page.Locator(".map .flow").CountAsync()).ShouldBeGreaterThan(5);
    }
}
