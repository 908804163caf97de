using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Technicians;
using Gateway.Tests.Running;
using Gateway.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Technicians;

/// <summary>A test event goes the way of every other; a feed that is read again is released again.</summary>
public sealed class ChannelTests
{
    private const string Leuven = "ocmw-leuven";
    private const string Feed = "/dashboard/technician/feed";

    [Fact]
    public async Task A_test_event_comes_by_the_agencys_own_webhook_marked_as_a_test_and_is_a_disclosure_without_a_client()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (gateway, secret) = await WebhookSetting.StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(receiver))));
        await using var _ = gateway;
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Technician, Leuven);
        await lies.GetAsync("/dashboard/technician");

        (await lies.PostAndFollowAsync("/dashboard/technician/test")).Text.ShouldContain("A test event is on its way");
        await gateway.UntilAsync(DeliveryState.Confirmed);

        var call = receiver.Calls.ShouldHaveSingleItem();
        call.IsSignedWith(secret).ShouldBeTrue();
        ((string?)call.Event["type"], (bool)call.Event["data"]!["test"]!, (string?)call.Event["data"]!["agency"], call.Event["subject"]).ShouldBe(("channel.tested", true, Leuven, null));
        var disclosure = await gateway.ReadAsync(s => s.Disclosures.SingleAsync());
        (disclosure.Recipient, disclosure.From, disclosure.Manifest).ShouldBe((Leuven, Leuven, TestEventRules.Name));
        (await gateway.ReadAsync(s => s.Clients.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.User == "lies" && o.Action == "technician.test-sent" && o.Subject == Leuven))).ShouldBe(1);
        (await lies.GetAsync("/dashboard/technician/deliveries?state=Confirmed")).Text.ShouldContain("channel.tested");
    }

    [Fact]
    public async Task In_a_feed_a_test_waits_to_be_read_one_at_a_time()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var office = await gateway.OfficeAsync("vdab");
        using var piet = await Visitor.SignedInAsync(gateway, "piet", UserRoles.Technician, "vdab");
        await piet.GetAsync("/dashboard/technician");

        (await piet.PostAndFollowAsync("/dashboard/technician/test")).Text.ShouldContain("is on its way");
        (await piet.PostAndFollowAsync("/dashboard/technician/test")).Text.ShouldContain("waits already");
        var read = (await office.NewAsync()).ShouldHaveSingleItem();
        ((string?)read["type"], (bool)read["data"]!["test"]!).ShouldBe(("channel.tested", true));
        await office.ConfirmAsync();
        (await piet.PostAndFollowAsync("/dashboard/technician/test")).Text.ShouldContain("is on its way");
        (await office.NewAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_feed_is_read_again_with_a_key_each_reading_asks_the_gate_and_is_noted_of_the_client()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var referral = Vdab.Referral();
        var insz = (string)referral["person"]!["insz"]!;
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, referral);
        var office = await gateway.OfficeAsync(Leuven);
        var received = (await office.NewAsync()).ShouldHaveSingleItem();
        var keys = gateway.Services.GetRequiredService<IApiKeys>();
        var (_, key) = (await keys.CreateAsync(Leuven, new KeyTerms([Scopes.ReadFeed], TimeProvider.System.GetUtcNow().AddDays(1)), "test", CancellationToken.None))!.Value;
        var (_, narrow) = (await keys.CreateAsync(Leuven, new KeyTerms([Scopes.Submit], TimeProvider.System.GetUtcNow().AddDays(1)), "test", CancellationToken.None))!.Value;
        var (_, others) = await keys.CreateAsync("vdab", "test", CancellationToken.None);
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Technician, Leuven);

        var list = await lies.GetAsync(Feed);
        list.Text.ShouldContain((string)received["id"]!);
        list.Text.ShouldNotContain(insz);
        foreach (var wrong in new[] { "", narrow, others })
            (await lies.PostAndFollowAsync(Feed, ("after", "0"), ("key", wrong))).Text.ShouldContain("Nothing was read");
        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(0);

        await lies.GetAsync(Feed);
        var again = await lies.PostAsync(Feed, ("after", "0"), ("key", key));
        again.Text.ShouldContain(insz);
        again.Text.ShouldContain((string)received["id"]!);
        var opening = await gateway.ReadAsync(s => s.Openings.SingleAsync());
        (opening.User, opening.Office, opening.Roles, opening.Kind, opening.Agency, opening.ClientId).ShouldBe(
            ("lies", Leuven, UserRoles.Technician, OpeningKind.FeedAgain, "vdab", (Guid?)await gateway.ReadAsync(s => s.Clients.Select(c => c.Id).SingleAsync())));
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == FeedAgainRules.AuditKind && a.Actor == "lies"))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1, "the same bytes to the same agency are one disclosure");

        await WebhookSetting.ObjectAsync(gateway);
        await lies.GetAsync(Feed);
        var stopped = await lies.PostAsync(Feed, ("after", "0"), ("key", key));
        stopped.Text.ShouldContain("It may not leave any more");
        stopped.Text.ShouldNotContain(insz);
        (await gateway.ReadAsync(s => s.Deliveries.Select(d => d.State).SingleAsync())).ShouldBe(DeliveryState.Released, "asking again changes nothing of the delivery");
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == FeedAgainRules.AuditKind))).ShouldBe(1);
    }
}
