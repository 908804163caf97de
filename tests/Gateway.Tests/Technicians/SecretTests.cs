using System.Text.RegularExpressions;
using Gateway.Core.Callers;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Gateway.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Technicians;

/// <summary>A technician changes keys and secrets with one that the agency's systems have; a link alone gives none.</summary>
public sealed class SecretTests
{
    private const string Page = "/dashboard/technician/keys";

    [Fact]
    public async Task A_key_is_changed_by_whoever_shows_it_and_the_old_one_is_revoked_by_whoever_shows_the_new_one()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var keys = gateway.Services.GetRequiredService<IApiKeys>();
        var (id, old) = (await keys.CreateAsync("vdab", new KeyTerms([Scopes.ReadFeed, Scopes.Submit], TimeProvider.System.GetUtcNow().AddDays(90)), "test", CancellationToken.None))!.Value;
        var (othersId, others) = await keys.CreateAsync("ocmw-leuven", "test", CancellationToken.None);
        using var piet = await Visitor.SignedInAsync(gateway, "piet", UserRoles.Technician, "vdab");
        var page = await piet.GetAsync(Page);
        page.Text.ShouldContain(id);
        page.Text.ShouldNotContain(othersId);

        (await piet.PostAndFollowAsync(Page + "/change", ("key", others))).Text.ShouldContain("the attempt is noted");
        (await piet.PostAndFollowAsync(Page + "/change", ("key", ""))).Text.ShouldContain("the attempt is noted");
        (await piet.PostAndFollowAsync(Page + "/revoke", ("id", othersId), ("key", old))).Text.ShouldContain("the attempt is noted");
        var next = Secret(await piet.PostAsync(Page + "/change", ("key", old)));
        (await keys.CallerOfAsync(next, CancellationToken.None))!.Scopes.ShouldBe([Scopes.ReadFeed, Scopes.Submit]);
        (await keys.AgencyOfAsync(old, CancellationToken.None)).ShouldBe("vdab", "both count for a while");
        (await piet.PostAndFollowAsync(Page + "/change", ("key", next))).Text.ShouldContain("Two keys that may do the same");

        (await piet.PostAndFollowAsync(Page + "/revoke", ("id", id), ("key", old))).Text.ShouldContain("the attempt is noted", Case.Sensitive, "the key that is shown stays");
        (await piet.PostAndFollowAsync(Page + "/revoke", ("id", id), ("key", next))).Text.ShouldContain("The key is revoked");
        (await keys.AgencyOfAsync(old, CancellationToken.None)).ShouldBeNull();
        (await keys.AgencyOfAsync(others, CancellationToken.None)).ShouldBe("ocmw-leuven");

        var noted = await gateway.ReadAsync(s => s.Operations.Where(o => o.User == "piet" && o.Action != "technician.read" && o.Action != "user.signed-in-by-link").OrderBy(o => o.Id).Select(o => o.Action + " " + o.Subject).ToListAsync());
        noted.ShouldBe(["technician.refused vdab", "technician.refused vdab", "technician.refused vdab", "agency.key-changed vdab", "technician.refused vdab", "agency.key-revoked vdab"]);
        (await gateway.ReadAsync(s => s.Operations.Select(o => o.Detail + o.Subject).ToListAsync())).ShouldAllBe(t => !t.Contains(next.Substring(20), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_has_two_secrets_while_its_system_changes_over_and_never_none()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, old) = await WebhookSetting.StartAsync(WebhookContracts.Of((WebhookSetting.Leuven, WebhookContracts.Full(leuven))));
        await using var _ = gateway;
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Technician, WebhookSetting.Leuven);
        await lies.GetAsync(Page);

        (await lies.PostAndFollowAsync("/dashboard/technician/secrets/make", ("secret", "whsec_" + Convert.ToBase64String(new byte[32])))).Text.ShouldContain("the attempt is noted");
        (await lies.PostAndFollowAsync("/dashboard/technician/secrets/revoke", ("number", "1"), ("secret", old))).Text.ShouldContain("the attempt is noted", Case.Sensitive, "the last one stays");
        var next = Secret(await lies.PostAsync("/dashboard/technician/secrets/make", ("secret", old)));
        await gateway.ReferAsync();
        await gateway.UntilAsync(DeliveryState.Confirmed);
        var call = leuven.Calls.ShouldHaveSingleItem();
        (call.IsSignedWith(old), call.IsSignedWith(next)).ShouldBe((true, true));

        await lies.GetAsync(Page);
        (await lies.PostAndFollowAsync("/dashboard/technician/secrets/revoke", ("number", "1"), ("secret", next))).Text.ShouldContain("The secret is revoked");
        (await gateway.Services.GetRequiredService<IWebhookSecrets>().ListAsync(WebhookSetting.Leuven, CancellationToken.None)).Select(s => s.Number).ShouldBe([2]);
    }

    internal static string Secret(Answer answer) => Regex.Match(answer.Text, "data-secret[^>]*>(?<secret>[^<]+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["secret"].Value;
}
