using System.Net;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Seen;

/// <summary>Which role opens which page and which action that has to do with clients' data or with roles; one line each.</summary>
public sealed class RoleMatrixTests
{
    private const UserRoles Flows = UserRoles.Viewer | UserRoles.Operator | UserRoles.Replay | UserRoles.Administrator;
    private const string Some = "00000000-0000-7000-8000-000000000001";

    private static readonly (string Method, string Path, UserRoles Opens)[] Pages =
    [
        ("GET", "/dashboard/find", Flows),
        ("POST", "/dashboard/find", Flows),
        ("POST", "/dashboard/find/client", UserRoles.Operator),
        ("GET", $"/dashboard/referrals/{Some}", Flows),
        ("GET", $"/dashboard/records/{Some}.1", Flows),
        ("POST", $"/dashboard/records/{Some}.1", UserRoles.Operator),
        ("GET", "/dashboard/operations", Flows),
        ("GET", "/dashboard/calls", UserRoles.Operator),
        ("POST", $"/dashboard/calls/{Some}/redeliver", UserRoles.Operator),
        ("GET", "/dashboard/inbox", UserRoles.CaseWorker),
        ("GET", $"/dashboard/inbox/{Some}", UserRoles.CaseWorker),
        ("POST", $"/dashboard/inbox/{Some}/open", UserRoles.CaseWorker),
        ("POST", $"/dashboard/inbox/{Some}/confirm", UserRoles.CaseWorker),
        ("POST", $"/dashboard/inbox/{Some}/answer", UserRoles.CaseWorker),
        ("GET", "/dashboard/privacy", UserRoles.Dpo),
        ("POST", "/dashboard/privacy", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/print", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/export", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/no", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/no-by-number", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/receipts", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/preview", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/rights", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/rights/copy", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/rights/correct", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/rights/look", UserRoles.Dpo),
        ("POST", "/dashboard/privacy/rights/erase", UserRoles.Dpo),
        ("GET", "/dashboard/privacy/erasures", UserRoles.Dpo),
        ("GET", "/dashboard/privacy/erasures/1", UserRoles.Dpo),
        ("GET", "/dashboard/privacy/policy", UserRoles.Dpo),
        ("GET", "/dashboard/privacy/roles", UserRoles.Dpo),
        ("POST", $"/dashboard/privacy/roles/{Some}", UserRoles.Dpo),
        ("GET", "/dashboard/privacy/mandates", UserRoles.Dpo),
        ("POST", $"/dashboard/privacy/mandates/{Some}", UserRoles.Dpo),
        ("GET", "/dashboard/users", UserRoles.Administrator),
        ("POST", "/dashboard/users", UserRoles.Administrator),
        ("GET", $"/dashboard/users/{Some}", UserRoles.Administrator),
        ("POST", $"/dashboard/users/{Some}/roles", UserRoles.Administrator),
        ("POST", $"/dashboard/users/{Some}/link", UserRoles.Administrator),
        ("POST", $"/dashboard/users/{Some}/enable", UserRoles.Administrator),
        ("POST", $"/dashboard/users/waiting/{Some}/confirm", UserRoles.Administrator),
        ("POST", $"/dashboard/users/waiting/{Some}/refuse", UserRoles.Administrator),
    ];

    [Fact]
    public async Task Every_page_about_clients_privacy_is_in_the_matrix()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var paths = gateway.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
            .Where(p => p.StartsWith("/dashboard/privacy", StringComparison.Ordinal)).Select(p => p[..((p + "{").IndexOf('{', StringComparison.Ordinal))].TrimEnd('/')).Distinct(StringComparer.Ordinal).ToList();

        paths.Count.ShouldBeGreaterThan(12);
        paths.Where(p => !Pages.Any(m => m.Path == p || m.Path.StartsWith(p + "/", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    public static TheoryData<UserRoles> Roles => new(Enum.GetValues<UserRoles>());

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_opens_what_is_its_own_and_nothing_else(UserRoles role)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var visitor = await Visitor.SignedInAsync(gateway, "somebody", role, role is UserRoles.CaseWorker or UserRoles.Technician ? "ocmw-leuven" : null);
        await visitor.GetAsync("/dashboard/account");

        foreach (var (method, path, opens) in Pages)
        {
            var answer = method == "GET" ? await visitor.GetAsync(path) : await visitor.PostAsync(path);
            (answer.Status == HttpStatusCode.Forbidden).ShouldBe((opens & role) == UserRoles.None, $"{role}: {method} {path} answered {answer.Status}");
            answer.Status.ShouldNotBe(HttpStatusCode.BadRequest, $"{method} {path}: the form was refused before the role was looked at");
        }

        (await visitor.GetAsync("/dashboard/find")).Html.Contains("/dashboard/find/client", StringComparison.Ordinal).ShouldBe(role == UserRoles.Operator);
    }

    [Theory]
    [InlineData(UserRoles.Viewer, false)]
    [InlineData(UserRoles.Replay, false)]
    [InlineData(UserRoles.Administrator, false)]
    [InlineData(UserRoles.Operator, true)]
    public async Task Whoever_only_looks_sees_neither_what_is_protected_nor_target_groups(UserRoles role, bool sees)
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        var id = await gateway.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        // A field that has no name in plain words: whoever may not see it learns not even that there is one.
        await gateway.ReadAsync(s => s.Disclosures.ExecuteUpdateAsync(d => d.SetProperty(x => x.Fields, x => x.Fields + ",barriers.remark")));
        using var visitor = await Visitor.SignedInAsync(gateway, "somebody", role);

        var page = (await visitor.GetAsync($"/dashboard/referrals/{id:D}")).Text;

        page.ShouldContain("Family name");
        page.Contains("group.", StringComparison.Ordinal).ShouldBe(sees, "target groups");
        page.Contains("without a name here", StringComparison.Ordinal).ShouldBe(sees, "counts of fields");
        page.Contains("Part kept apart", StringComparison.Ordinal).ShouldBe(sees, "what lies apart");
        page.ShouldNotContain("special", Case.Insensitive, "free text and what lies apart is no special category by that");
    }
}
