using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Reports as pages, files and calls: the same numbers, and the same sentences about what they say.</summary>
public sealed class ReportPagesTests
{
    [Fact]
    public async Task Every_form_of_every_report_says_what_it_cannot_say()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        using var program = new HttpClient { BaseAddress = gateway.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync("vera", "test", CancellationToken.None)).ShouldNotBeNull().Key);

        foreach (var kind in ReportKinds.All)
        {
            foreach (var form in new[] { "", "/print" })
            {
                var page = await viewer.GetAsync($"/dashboard/reports/{kind}{form}");
                page.Status.ShouldBe(HttpStatusCode.OK, kind + form);
                page.Text.ShouldContain("What they do not say");
            }

            (await viewer.GetAsync($"/dashboard/reports/{kind}/csv")).Html.ShouldContain("cannot-say");
            JsonNode.Parse((await viewer.GetAsync($"/dashboard/reports/{kind}/json")).Html)!["claims"]![0]!["cannotSay"]!.AsArray().Count.ShouldBeGreaterThan(0);
            var answer = await program.GetAsync(new Uri($"/v1/evaluation/{kind}", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            report["claims"]![0]!["cannotSay"]![0]!["code"]!.GetValue<string>().ShouldNotBeEmpty();
            report["claims"]!.AsArray().ShouldAllBe(c => c!["effect"] == null);
        }

        (await viewer.GetAsync("/dashboard/reports/none")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync(new Uri("/v1/evaluation/none", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await viewer.GetAsync("/dashboard/ladder?organisation=vdab&subgroup=A")).Text.ShouldContain("Choose one at a time");
        (await program.GetAsync(new Uri("/v1/reports/ladder?organisation=vdab&subgroup=A", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await program.GetAsync(new Uri("/v1/reports/outcomes?collaboration=leuven&office=ocmw-leuven", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await viewer.GetAsync("/dashboard/ladder/csv")).Html.ShouldContain("cannot-say");
        (await viewer.GetAsync("/dashboard/outcomes/csv")).Html.ShouldContain("cannot-say");
    }

    [Fact]
    public async Task A_report_says_once_who_published_a_calculation_and_draws_no_bars_where_every_number_is_hidden()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        var page = await viewer.GetAsync("/dashboard/reports/social-return");
        var hidden = await viewer.GetAsync("/dashboard/reports/pilot");

        page.Text.Split("Published by others:").Length.ShouldBe(3, "two calculations are published ones");
        page.Text.ShouldContain("Period: 2011/12.");
        page.Html.ShouldContain("<figure class=\"bars\"");
        hidden.Text.ShouldContain("Funnel");
        hidden.Html.ShouldNotContain("<figure class=\"bars\"");
        hidden.Html.ShouldContain("<caption class=\"said\">Funnel</caption>");
    }
}
