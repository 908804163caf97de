using System.Net;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Operating;

/// <summary>What is typed on a page is posted and stands in no address, log or span.</summary>
public sealed class SearchTests
{
    [Fact]
    public async Task A_national_number_typed_into_the_box_is_in_no_address_and_in_no_log()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var insz = People.Insz();
        var page = await viewer.GetAsync("/dashboard/find");
        page.Html.ShouldNotContain("method=\"get\" action=\"/dashboard/find\" role=\"search\"");

        var nothing = await viewer.PostAsync("/dashboard/find", ("q", insz));
        nothing.Status.ShouldBe(HttpStatusCode.OK);
        nothing.Text.ShouldContain("Nothing was found");
        nothing.Html.ShouldNotContain("=" + insz + "\"", Case.Sensitive, "no link on the page carries it");
        var id = (await gateway.ReadAsync(s => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstAsync(s.Referrals))).Id;
        (await viewer.PostAsync("/dashboard/find", ("q", id.ToString()))).Html.ShouldContain($"/dashboard/referrals/{id}");
        (await viewer.GetAsync($"/dashboard/find/{id}")).Html.ShouldContain($"/dashboard/referrals/{id}");
        (await viewer.GetAsync("/dashboard/find?q=" + new string('1', 11))).Html.ShouldNotContain("value=\"11111111111\"");
        var operations = await viewer.PostAsync("/dashboard/operations", ("user", insz));
        operations.Status.ShouldBe(HttpStatusCode.OK);
        operations.Html.ShouldNotContain("user=" + insz);

        viewer.Addresses.ShouldAllBe(a => !a.Contains(insz, StringComparison.Ordinal));
        captured.Lines.Concat(captured.Spans).ShouldAllBe(l => !l.Contains(insz, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/dashboard/find")]
    [InlineData("/dashboard/operations")]
    public async Task A_search_without_its_token_is_refused(string path)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        (await viewer.PostAsync(path, ("q", "x"), ("__RequestVerificationToken", "forged"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_page_that_fails_writes_type_and_place_and_not_what_the_exception_says()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s =>
        {
            s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace));
            s.Replace(ServiceDescriptor.Singleton<IFinder>(new FailingFinder()));
        });
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        (await viewer.GetAsync("/dashboard/find")).Status.ShouldBe(HttpStatusCode.InternalServerError);

        captured.Lines.ShouldContain(l => l.Contains("A page failed: InvalidOperationException in Gateway.Tests.Operating.SearchTests", StringComparison.Ordinal));
        captured.Lines.ShouldAllBe(l => !l.Contains("Wielewaal", StringComparison.Ordinal));
    }

    private sealed class FailingFinder : IFinder
    {
        public Task<Found> FindAsync(string text, CancellationToken cancellation) => throw new InvalidOperationException("Wielewaal");

        public Task<Found> FindClientAsync(string agency, string scheme, string value, Reader reader, StatedPurpose purpose, CancellationToken cancellation) => throw new InvalidOperationException("Wielewaal");

        public Task<Found> ListAsync(ReferralFilter filter, CancellationToken cancellation) => throw new InvalidOperationException("Wielewaal");
    }
}
