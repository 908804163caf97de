using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>Ana's way once more, where both agencies are called by webhook: her agreement is withdrawn while the office's endpoint fails.</summary>
public sealed class AnaByWebhookTests
{
    private static readonly Dictionary<string, string?> Brisk = new(StringComparer.Ordinal)
    {
        ["Gateway:Webhook:FirstPause"] = "00:00:00.020",
        ["Gateway:Webhook:LongestPause"] = "00:00:00.050",
        ["Gateway:Webhook:WakeEvery"] = "00:00:00.020",
    };

    [Fact]
    public async Task Her_agreement_is_withdrawn_mid_route_and_nothing_more_of_her_leaves()
    {
        await using var pes = await WebhookReceiver.StartAsync();
        await using var office = await WebhookReceiver.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            contracts: WebhookContracts.Of(("vdab", WebhookContracts.Full(pes)), ("ocmw-leuven", WebhookContracts.Full(office))), settings: Brisk);
        var secrets = gateway.Services.GetRequiredService<IWebhookSecrets>();
        var (toPes, toOffice) = ((await secrets.CreateAsync("vdab", "test", CancellationToken.None))!.Value.Secret, (await secrets.CreateAsync("ocmw-leuven", "test", CancellationToken.None))!.Value.Secret);
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        using var greet = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-leuven");
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();

        // Step one, an answer, and step two.
        await vdab.SubmitAsync(Vdab.Profile, referral);
        var first = Handover.Of((await NextAsync(gateway, office, toOffice, 1))["data"]!.GetValue<string>());
        (first.Step, first.Insz).ShouldBe(("1", insz));
        await leuven.SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(first.Ticket, insz, "received", caseNumber: "L-7"));
        Handover.Of((await NextAsync(gateway, office, toOffice, 2))["data"]!.GetValue<string>()).Step.ShouldBe("2");
        StatusOf(await NextAsync(gateway, pes, toPes, 1)).ShouldBe("received");
        await leuven.SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(first.Ticket, insz, "in-service"));
        StatusOf(await NextAsync(gateway, pes, toPes, 2)).ShouldBe("in-service");

        // A correction reaches the office's endpoint while it fails, and she withdraws before it comes again.
        var refused = 0;
        office.Answer = (call, http) =>
        {
            if (call.Event["type"]!.GetValue<string>() != "referral.handover")
                return WebhookReceiver.Status(http, StatusCodes.Status200OK);
            refused++;
            return WebhookReceiver.Status(http, StatusCodes.Status503ServiceUnavailable);
        };
        var amended = Vdab.Amendment(referral, "2026-03-10T08:30:00Z");
        amended["person"]!["contact"]!["phone"] = "+32460000002";
        await vdab.SubmitAsync(Vdab.Profile, amended);
        await gateway.UntilAsync(() => Task.FromResult(Volatile.Read(ref refused) > 0));
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        await gateway.UntilAsync(() => Task.FromResult(office.Calls.Any(c => c.Body.Contains("agreement-withdrawn", StringComparison.Ordinal))));
        await gateway.UntilAsync(() => Task.FromResult(pes.Calls.Any(c => StatusOf(c.Event) == "ended")));
        var told = office.Calls.ToList();
        told.FindLastIndex(c => c.Event["type"]!.GetValue<string>() == "referral.handover").ShouldBeLessThan(told.FindIndex(c => c.Body.Contains("agreement-withdrawn", StringComparison.Ordinal)));

        // That the endpoint took the notice is no confirmation; a person's word is.
        (await greet.GetAsync($"/dashboard/inbox/{first.Ticket}")).Text.ShouldContain("Confirm: we stopped");
        await greet.PostAndFollowAsync($"/dashboard/inbox/{first.Ticket}/stopped");
        (await greet.GetAsync($"/dashboard/inbox/{first.Ticket}")).Text.ShouldNotContain("Confirm: we stopped");
        foreach (var (receiver, secret) in new[] { (pes, toPes), (office, toOffice) })
            receiver.Calls.ShouldAllBe(c => c.IsSignedWith(secret));
    }

    private static async Task<JsonObject> NextAsync(RunningGateway gateway, WebhookReceiver receiver, string secret, int number)
    {
        await gateway.UntilAsync(() => Task.FromResult(receiver.Calls.Count >= number));
        var call = receiver.Calls.ElementAt(number - 1);
        call.IsSignedWith(secret).ShouldBeTrue();
        return call.Event;
    }

    private static string? StatusOf(JsonObject status) => (string?)status["data"]?["status"]?["code"];
}
