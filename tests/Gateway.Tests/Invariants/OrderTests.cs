using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 10: order per client and recipient, and nobody else waits.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task Steps_and_status_reach_an_office_in_the_order_they_happened()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = (await gateway.ReadAsync(s => s.Handovers.SingleAsync())).Id.ToString("D");

        // The office answers by the ticket it got by telephone, before it reads its feed.
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover, insz, "received"));
        var read = await ocmw.NewAsync();
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        read = [.. read, .. await ocmw.NewAsync()];

        read.Select(i => i["type"]!.GetValue<string>()).ShouldBe(["referral.handover", "referral.handover", "referral.status-changed"]);
        Ocmw.Handovers(read).Select(h => h.Step).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_client_whose_delivery_is_stuck_holds_up_nobody_else()
    {
        Guid? stuck = null;
        await using var gateway = await RunningGateway.StartAsync(further: services => services.Around(StageNames.Delivery, (_, stage) => new WithoutFirst(stage, id => stuck ??= id)));
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral(town: "42006"));
        await gateway.UntilAsync(() => Task.FromResult(stuck is not null));

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral(town: "42006"));
        await gateway.UntilAsync(() => Task.FromResult(Directory.Exists(Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde")) && Directory.GetFiles(Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde"), "*.xml").Length == 1));

        (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting))).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_correction_never_overwrites_a_newer_one()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var newer = Vdab.Amendment(referral, "2026-03-10T08:40:00Z");
        newer["person"]!["contact"]!["phone"] = "+32460000040";
        var older = Vdab.Amendment(referral, "2026-03-10T08:20:00Z");
        older["person"]!["contact"]!["phone"] = "+32460000020";

        await vdab.SettledAsync(Vdab.Profile, newer);
        await vdab.SettledAsync(Vdab.Profile, older);
        var read = Ocmw.Handovers(await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync());

        read.ShouldHaveSingleItem("what has not left takes the correction along").Document.Element("Client")!.Element("Telefoon")!.Value.ShouldBe("+32460000040");
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "referral.amendment-in-history"))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.Done))).ShouldBe(3);
    }

    [Fact]
    public async Task A_later_referral_of_a_client_waits_for_an_earlier_one_that_is_not_translated_yet()
    {
        Guid? stuck = null;
        var free = false;
        await using var gateway = await RunningGateway.StartAsync(
            further: services => services.Around(StageNames.Translation, (_, stage) => new WithoutFirst(stage, id => free ? null : stuck ??= id)),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Relay:Lease"] = "00:00:01" });
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await vdab.SubmitAsync(Vdab.Profile, Phoning(Vdab.Referral(insz: insz), "+32460000001"));
        await gateway.UntilAsync(() => Task.FromResult(stuck is not null));
        await vdab.SubmitAsync(Vdab.Profile, Phoning(Vdab.Referral(insz: insz), "+32460000002"));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Records.AnyAsync()));

        // Another agency's comes after both, and is decided while they wait.
        await ocmw.SubmitAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), People.Insz()));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Referrals.AnyAsync()));
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).Agency.ShouldBe("ocmw-leuven");

        free = true;
        await gateway.QuietAsync();
        Phones(await ocmw.NewAsync()).ShouldBe(["+32460000001", "+32460000002"]);
    }

    [Fact]
    public async Task A_later_referral_of_a_client_waits_while_an_earlier_correction_looks_for_its_own()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        var correction = Vdab.Amendment(Vdab.Referral(insz: insz), "2026-03-10T08:20:00Z");

        await vdab.SettledAsync(Vdab.Profile, new JsonArray(correction, Vdab.Referral(insz: insz)));

        string[] both = ["record.waiting", "referral.submitted"];
        (await gateway.ReadAsync(s => s.Audit.Where(a => both.Contains(a.Kind)).OrderBy(a => a.Id).Select(a => a.Kind).ToListAsync())).ShouldBe(both);
    }

    [Fact]
    public async Task A_parked_record_holds_up_nothing_that_follows_it()
    {
        await using var gateway = await RunningGateway.StartAsync(further: services => services.Around(StageNames.Referral, (p, _) => new BatchStage(
            new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => r.Number == 1, () => new InvalidOperationException("A planted fault.")),
            p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>())));
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Phoning(Vdab.Referral(insz: insz), "+32460000001"), Phoning(Vdab.Referral(insz: insz), "+32460000002")));

        Phones(await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldBe(["+32460000002"]);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.Kind == TaskKinds.Parked))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_corrections_that_come_together_reach_the_office_as_one_event()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await ocmw.NewAsync();
        var older = Phoning(Vdab.Amendment(referral, "2026-03-10T08:20:00Z"), "+32460000020");
        var newer = Phoning(Vdab.Amendment(referral, "2026-03-10T08:40:00Z"), "+32460000040");

        await vdab.SettledAsync(Vdab.Profile, new JsonArray(older, newer));

        Phones(await ocmw.NewAsync()).ShouldBe(["+32460000040"]);
    }

    [Fact]
    public async Task A_reply_that_comes_before_its_referral_waits_and_then_takes_effect()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        var early = await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(Vdab.TicketOf(referral), insz, "received"));
        early["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("unknown-referral");

        await vdab.SettledAsync(Vdab.Profile, referral);

        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["received"]);
        var after = await ocmw.SubmissionAsync(early["submissionId"]!.GetValue<Guid>());
        after["records"]![0]!["state"]!.GetValue<string>().ShouldBe("done");
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.WaitingReply))).ClosedBy.ShouldBe("arrived");
    }

    private static JsonObject Phoning(JsonObject record, string phone)
    {
        record["person"]!["contact"]!["phone"] = phone;
        return record;
    }

    private static IReadOnlyList<string> Phones(IEnumerable<JsonObject> feed) =>
        [.. Ocmw.Handovers(feed).Select(h => h.Document.Element("Client")!.Element("Telefoon")!.Value)];

    /// <summary>Never gets round to the first step it was given.</summary>
    private sealed class WithoutFirst(IStage stage, Func<Guid, Guid?> first) : IStage
    {
        public string Name => stage.Name;

        public Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
        {
            var stuck = first(ids[0]);
            return stage.WorkAsync(token, [.. ids.Where(i => i != stuck)], cancellation);
        }
    }
}
