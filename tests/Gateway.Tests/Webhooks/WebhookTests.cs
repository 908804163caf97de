using System.Net;
using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gateway.Tests.Webhooks.WebhookSetting;

namespace Gateway.Tests.Webhooks;

/// <summary>Events that leave by webhook: signed, once, in order, and never after the gate has said no.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_call_is_signed_bears_the_events_id_and_is_a_disclosure_once_the_agency_took_it()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, secret) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _ = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(DeliveryState.Confirmed);

        var call = leuven.Calls.ShouldHaveSingleItem();
        var delivery = await gateway.DeliveryAsync();
        call.Id.ShouldBe(delivery.Id.ToString("D"));
        call.ContentType.ShouldBe("application/cloudevents+json");
        call.IsSignedWith(secret).ShouldBeTrue();
        (TimeProvider.System.GetUtcNow() - call.SignedAt).ShouldBeLessThan(TimeSpan.FromMinutes(1), "receivers refuse what is old by the machine's clock");
        ((string?)call.Event["id"], (string?)call.Event["type"]).ShouldBe((call.Id, "referral.handover"));
        delivery.State.Disclosed().ShouldBe(DisclosureState.Confirmed);
    }

    [Fact]
    public void What_the_tests_verify_with_agrees_with_the_published_example() =>
        new ReceivedCall("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "application/json", "{\"test\": 2432232314}")
            .IsSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ShouldBeTrue();

    [Fact]
    public async Task Two_secrets_are_valid_at_a_time_and_a_revoked_one_signs_nothing_more()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, old) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _ = gateway;
        var secrets = gateway.Services.GetRequiredService<IWebhookSecrets>();
        var next = await gateway.SecretAsync(Leuven);
        (await secrets.CreateAsync(Leuven, "test", CancellationToken.None)).ShouldBeNull("two are in use");

        await gateway.ReferAsync();
        await gateway.UntilAsync(() => Task.FromResult(leuven.Calls.Count == 1));
        var call = leuven.Calls.Single();
        (call.IsSignedWith(old), call.IsSignedWith(next)).ShouldBe((true, true));

        (await secrets.RevokeAsync(Leuven, 1, "test", CancellationToken.None)).ShouldBeTrue();
        (await secrets.ReadAsync(Leuven, CancellationToken.None)).Count.ShouldBe(1);
        (await secrets.CreateAsync(Leuven, "test", CancellationToken.None))!.Value.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_secret_nothing_leaves_and_operators_read_why()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(contracts: WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))), settings: Brisk);
        await gateway.ReferAsync();
        await gateway.UntilAsync(async () => (await gateway.Services.GetRequiredService<IReadiness>().ReadAsync(CancellationToken.None)).Any(p => p is { Part: "agency-webhook", Ready: true, Text: not null }));
        leuven.Calls.ShouldBeEmpty();
        // What was released for a call that could not be signed is taken back.
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Disclosures.CountAsync()) == 0);

        await gateway.SecretAsync(Leuven);
        await gateway.UntilAsync(DeliveryState.Confirmed);
    }

    [Theory]
    [InlineData(StatusCodes.Status400BadRequest, "webhook-refused")]
    [InlineData(StatusCodes.Status401Unauthorized, "webhook-refused")]
    [InlineData(StatusCodes.Status302Found, "webhook-redirected")]
    public async Task What_the_agency_refuses_is_parked_at_once_and_a_replay_brings_the_same_bytes(int status, string code)
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var elsewhere = 0;
        leuven.Answer = (call, http) =>
        {
            if (http.Request.Path == "/elsewhere")
                elsewhere++;
            http.Response.Headers.Location = "/elsewhere";
            return WebhookReceiver.Status(http, status);
        };
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(DeliveryState.Parked);

        (leuven.Calls.Count, elsewhere).ShouldBe((1, 0));
        var item = await gateway.ReadAsync(s => s.WorkItems.SingleAsync(w => w.State == WorkItemState.Parked));
        item.ParkedCode.ShouldBe(code);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Kind == TaskKinds.Parked && t.ClosedAt == null))).SubjectId.ShouldBe(item.Id);
        (await gateway.DeliveryAsync()).State.Disclosed().ShouldBe(DisclosureState.Unknown, "the bytes left");

        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status200OK);
        (await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(StageNames.Delivery, code, "rita", CancellationToken.None)).ShouldBe(1);
        await gateway.UntilAsync(DeliveryState.Confirmed);
        leuven.Calls.Select(c => (c.Id, c.Body)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task After_a_failure_the_same_event_comes_again_and_is_one_disclosure()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var works = false;
        leuven.Answer = (_, http) => WebhookReceiver.Status(http, works ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError);
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        // An endpoint that rests is named with the status that it answered last.
        await gateway.UntilAsync(async () => (await gateway.Services.GetRequiredService<IReadiness>().ReadAsync(CancellationToken.None)).Any(p => p is { Part: "agency-webhook", Ready: true, Text: { } text } && text.Contains("500", StringComparison.Ordinal)));
        works = true;
        await gateway.UntilAsync(DeliveryState.Confirmed);

        leuven.Calls.Count.ShouldBeGreaterThanOrEqualTo(3);
        leuven.Calls.Select(c => (c.Id, c.Body)).Distinct().Count().ShouldBe(1);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "delivery.released"))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    public async Task An_endpoint_that_asks_for_time_gets_it_and_no_attempt_is_counted(int status)
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var asked = new TaskCompletionSource();
        DateTimeOffset? first = null, second = null;
        leuven.Answer = (_, http) =>
        {
            if (first is not null)
            {
                second ??= TimeProvider.System.GetUtcNow();
                return WebhookReceiver.Status(http, StatusCodes.Status202Accepted);
            }

            first = TimeProvider.System.GetUtcNow();
            http.Response.Headers.RetryAfter = "1";
            return WebhookReceiver.Status(http, status);
        };
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(DeliveryState.Confirmed);

        (second - first).ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
        leuven.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_withdrawal_between_a_failure_and_the_next_attempt_stops_it_and_the_disclosure_stays()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        RunningGateway running = null!;
        leuven.Answer = async (_, http) =>
        {
            await running.ObjectAsync();
            await WebhookReceiver.Status(http, StatusCodes.Status500InternalServerError);
        };
        (running, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = running;
        await running.ReferAsync();
        await running.UntilAsync(DeliveryState.Blocked);

        leuven.Calls.Count.ShouldBe(1, "the gate said no at the second attempt");
        (await running.DeliveryAsync()).State.Disclosed().ShouldBe(DisclosureState.Unknown);
    }

    [Fact]
    public async Task What_never_left_is_no_disclosure()
    {
        // A port at which nobody listens.
        await using var gone = await WebhookReceiver.StartAsync();
        var contracts = WebhookContracts.Of((Leuven, WebhookContracts.Full(gone)));
        await gone.DisposeAsync();
        var (gateway, _) = await StartAsync(contracts);
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Audit.AnyAsync(a => a.Kind == "delivery.not-left")));

        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Disclosures.CountAsync()) == 0);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.Parked))).ShouldBe(0, "an outage is not the delivery's fault");
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_puts_its_agency_on_hold()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status410Gone);
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Holds.AnyAsync(h => h.Agency == Leuven && h.User == "gateway")));

        await gateway.ReferAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Recipient == Leuven && d.State == DeliveryState.Waiting)));
        leuven.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_end_and_one_that_is_an_error_page_count_by_their_status(bool endless)
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        leuven.Answer = async (_, http) =>
        {
            http.Response.ContentType = "text/html";
            var page = new byte[32 * 1024];
            do
                await http.Response.Body.WriteAsync(page, http.RequestAborted);
            while (endless);
        };
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(DeliveryState.Confirmed);
        leuven.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_agency_that_never_answers_holds_up_nobody_else()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        await using var antwerpen = await WebhookReceiver.StartAsync();
        var never = new TaskCompletionSource();
        leuven.Answer = (_, http) => never.Task.WaitAsync(http.RequestAborted);
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven)), (Antwerpen, WebhookContracts.Full(antwerpen))));
        await using var _2 = gateway;
        await gateway.SecretAsync(Antwerpen);
        for (var i = 0; i < 3; i++)
        {
            await gateway.ReferAsync();
            await gateway.ReferAsync("11002");
        }

        await gateway.UntilAsync(() => gateway.ReadAsync(async s => await s.Deliveries.CountAsync(d => d.Recipient == Antwerpen && d.State == DeliveryState.Confirmed) == 3));
        (await gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Recipient == Leuven && d.State == DeliveryState.Confirmed))).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_one_client_the_next_event_waits_for_the_one_before_and_other_clients_do_not()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        string? held = null;
        leuven.Answer = (call, http) => WebhookReceiver.Status(http, call.Id == (held ??= call.Id) ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven))));
        await using var _2 = gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SubmitAsync(Vdab.Profile, referral);
        await gateway.UntilAsync(() => Task.FromResult(held is not null));
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral());

        // The handover may have arrived, so the office is told to stop, behind it; the withdrawal itself stops the handover's next attempt.
        await gateway.UntilAsync(() => gateway.ReadAsync(async s => await s.Deliveries.CountAsync(d => d.Recipient == Leuven && d.State == DeliveryState.Confirmed) == 2));
        var after = leuven.Calls.SkipWhile(c => c.Id == held).ToList();
        after.ShouldNotContain(c => c.Id == held, "nothing of the handover left after the withdrawal's notice");
    }

    [Fact]
    public async Task A_process_that_ends_before_the_answer_came_sends_the_same_event_again()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        await using var leuven = await WebhookReceiver.StartAsync();
        var never = new TaskCompletionSource();
        leuven.Answer = (_, http) => never.Task.WaitAsync(http.RequestAborted);
        var contracts = WebhookContracts.Of((Leuven, WebhookContracts.Full(leuven)));
        var killed = await RunningGateway.StartAsync(data.Path, contracts, settings: Brisk);
        await killed.SecretAsync(Leuven);
        await killed.ReferAsync();
        await killed.UntilAsync(() => Task.FromResult(leuven.Calls.Count == 1));
        await killed.AbandonAsync();

        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status200OK);
        await using var next = await RunningGateway.StartAsync(data.Path, contracts, settings: Brisk);
        await next.UntilAsync(DeliveryState.Confirmed);
        leuven.Calls.Count.ShouldBeGreaterThan(1);
        leuven.Calls.Select(c => (c.Id, c.Body)).Distinct().Count().ShouldBe(1, "a receiver knows the repeat by its id");
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_not_called()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var network = new PlantedNetwork(leuven.Address.Port, [IPAddress.Loopback]);
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, "{url: \"https://welfare.example.be/gateway\"}")), network.Register);
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(async () => (await gateway.Services.GetRequiredService<IReadiness>().ReadAsync(CancellationToken.None)).Any(p => p.Text?.Contains("private address", StringComparison.Ordinal) == true));

        network.Connected.ShouldBeEmpty();
        leuven.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_announced_carries_an_id_alone_and_fetching_it_is_the_release()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, secret) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Thin(leuven))));
        await using var _ = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => Task.FromResult(leuven.Calls.Count == 1));

        var call = leuven.Calls.Single();
        call.IsSignedWith(secret).ShouldBeTrue();
        call.Event.Select(p => p.Key).ShouldBe(["specversion", "id", "source", "type", "time", "datacontenttype", "data"], ignoreOrder: true);
        ((string?)call.Event["type"], call.Event["data"]!.ToJsonString()).ShouldBe(("event.waiting", $"{{\"id\":\"{call.Id}\"}}"));
        await gateway.QuietAsync();
        ((await gateway.DeliveryAsync()).State, await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe((DeliveryState.Waiting, 0));

        var office = await gateway.OfficeAsync(Leuven);
        var fetched = JsonNode.Parse(await office.Http.GetStringAsync($"/v1/feed/events/{call.Id}"))!;
        ((string?)fetched["id"], (string?)fetched["type"]).ShouldBe((call.Id, "referral.handover"));
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1);
        JsonNode.Parse(await office.Http.GetStringAsync($"/v1/feed/events/{call.Id}"))!.ToJsonString().ShouldBe(fetched.ToJsonString());
        using var foreign = await (await gateway.OfficeAsync("ocmw-mortsel")).Http.GetAsync(new Uri($"/v1/feed/events/{call.Id}", UriKind.Relative));
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_was_announced_and_is_objected_to_before_it_is_fetched_never_leaves()
    {
        await using var leuven = await WebhookReceiver.StartAsync();
        var (gateway, _) = await StartAsync(WebhookContracts.Of((Leuven, WebhookContracts.Thin(leuven))));
        await using var _2 = gateway;
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => Task.FromResult(leuven.Calls.Count == 1));
        await gateway.ObjectAsync();

        using var answer = await (await gateway.OfficeAsync(Leuven)).Http.GetAsync(new Uri($"/v1/feed/events/{leuven.Calls.Single().Id}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
    }
}
