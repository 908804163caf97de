using System.Net;
using System.Reflection;
using Gateway.Core.Operating;
using Gateway.Tests.Rights;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Seen;

/// <summary>The sealed name of a client that a page gave is of use to the officer for whom it was made, and only while they work for the agency.</summary>
public sealed class OthersHandleTests
{
    private static readonly (string, string)[] Filled =
    [
        ("say", "withdrawal"), ("by", "self"), ("check", "document"), ("verifiedBy", "nele"), ("field", "client.contact.phone"), ("value", "1"), ("seen", "1"), ("confirm", "yes"),
    ];

    [Fact]
    public async Task A_handle_of_somebody_else_or_of_an_agency_that_was_left_opens_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var calls = Calls(gateway);
        calls.Count.ShouldBeGreaterThanOrEqualTo(10);
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Dpo, "vdab");
        using var mia = await Visitor.SignedInAsync(gateway, "mia", UserRoles.Dpo, "vdab");
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Dpo, "ocmw-leuven");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo);
        var (veras, mias) = (await HandleAsync(vera, insz), await HandleAsync(mia, insz));
        await MoveAsync(gateway, "mia", "ocmw-leuven");
        var noted = await NotedAsync(gateway);

        foreach (var path in calls)
        {
            foreach (var (visitor, handle) in new[] { (lies, veras), (dora, veras), (mia, mias), (mia, veras), (vera, veras[..^2]), (vera, "") })
            {
                await visitor.GetAsync("/dashboard/privacy");
                (await visitor.PostAsync(path, [("handle", handle), .. Filled])).Status.ShouldBe(HttpStatusCode.Gone, path);
            }
        }

        (await NotedAsync(gateway)).ShouldBe(noted);
        (await ErasureTests.ClientAsync(gateway, insz)).ShouldNotBe(Guid.Empty);
        (await vera.PostAsync("/dashboard/privacy/print", ("handle", veras))).Status.ShouldBe(HttpStatusCode.OK, "her own");
    }

    /// <summary>Every call that takes a handle, whichever there are.</summary>
    private static IReadOnlyList<string> Calls(RunningGateway gateway) =>
    [
        .. gateway.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Any(p => p.Name == "handle") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct(StringComparer.Ordinal),
    ];

    private static async Task<string> HandleAsync(Visitor officer, string insz)
    {
        await officer.GetAsync("/dashboard/privacy");
        await officer.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest));
        return officer.Hidden("handle");
    }

    private static async Task MoveAsync(RunningGateway gateway, string name, string agency)
    {
        var users = gateway.Services.GetRequiredService<IUsers>();
        var user = (await users.FindAsync(name, CancellationToken.None))!;
        (await users.AssignAsync(user.Id, user.Version, user.Roles, agency, "test", CancellationToken.None)).Done.ShouldBeTrue();
    }

    private static Task<int> NotedAsync(RunningGateway gateway) =>
        gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action.StartsWith("privacy.") || o.Action.StartsWith("rights.")));
}
