using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Three processes, one work: relay, clocks and sealer run in each, and each thing is done once.</summary>
[Collection(BrokerCollection.Name)]
public sealed class ThreeAtOnceTests(OneBroker broker)
{
    private const int Each = 12;

    [Fact]
    public async Task Under_a_moving_clock_everything_is_done_once()
    {
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        await Task.WhenAll(work.AddAsync(), work.AddAsync(), work.AddAsync());
        var referrals = (await Task.WhenAll(work.Gateways.Select(SubmitAsync))).SelectMany(r => r).ToList();

        // Bytes are kept for a fortnight: under this clock what is not read yet would be gone in half a second.
        await work.Gateways[0].UntilAsync(async () => await work.Gateways[0].ReadAsync(async s => !await s.Submissions.AnyAsync(b => b.State == SubmissionState.Received)));

        // A month in steps of a quarter of a day, while all three work: every acknowledgement clock passes meanwhile.
        for (var step = 0; step < 120; step++)
        {
            work.Time.SetUtcNow(work.Time.GetUtcNow().AddHours(6));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await work.Gateways[0].QuietAsync();
        // The one that seals leaves: the others go on.
        var sealing = work.Gateways.Single(g => File.Exists(Path.Combine(g.Data, "audit-heads.log")));
        work.Gateways.Remove(sealing);
        await sealing.DisposeAsync();
        referrals.AddRange(await SubmitAsync(work.Gateways[0]));
        await work.Gateways[0].QuietAsync();
        work.Time.SetUtcNow(work.Time.GetUtcNow().AddDays(20));
        await work.Gateways[1].QuietAsync();

        await Each_step_is_done(work);
        await Each_clock_fired_once(work);
        await Each_referral_was_delivered_once(work, referrals);
        await Seals_are_one_chain(work);
    }

    private static async Task<IReadOnlyList<JsonObject>> SubmitAsync(RunningGateway gateway)
    {
        var vdab = await gateway.OfficeAsync("vdab");
        List<JsonObject> referrals = [.. Enumerable.Range(0, Each).Select(i => Vdab.Referral(town: i % 2 == 0 ? "24062" : "42006"))];
        foreach (var pair in referrals.Chunk(2))
            await vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. pair.Select(p => p.DeepClone())]));
        return referrals;
    }

    private static async Task Each_step_is_done(SharedWork work)
    {
        (await work.Gateways[0].ReadAsync(s => s.WorkItems.ToListAsync())).ShouldBeEmpty();
        // An effect a second time would be a second entry: one record is one referral is one handover.
        var entries = await work.Gateways[0].ReadAsync(s => s.Audit.Where(a => a.Kind == "referral.submitted" || a.Kind == "handover.issued").ToListAsync());
        entries.GroupBy(e => (e.Kind, e.SubjectId)).ShouldAllBe(g => g.Count() == 1);
        entries.Count(e => e.Kind == "referral.submitted").ShouldBe(4 * Each);
        var issued = entries.SelectMany(e => JsonNode.Parse(e.Detail!)!["with"]!.AsArray()).Where(p => (string?)p!["kind"] == "handover.issued").Select(p => (string?)p!["subject"]).ToList();
        issued.ShouldBeUnique();
        issued.Count.ShouldBe(4 * Each);
    }

    private static async Task Each_clock_fired_once(SharedWork work)
    {
        var gateway = work.Gateways[0];
        // The sender waits for an answer to its referral, and the gateway for an acknowledgement of the handover.
        var referrals = await gateway.ReadAsync(s => s.Referrals.Select(r => new { r.Id, r.AckDueAt, r.OverdueAt }).ToListAsync());
        var handovers = await gateway.ReadAsync(s => s.Handovers.Select(h => new { h.Id, h.AckDueAt, h.OverdueAt }).ToListAsync());
        (referrals.Count, handovers.Count).ShouldBe((4 * Each, 4 * Each));
        referrals.Concat(handovers).ShouldAllBe(d => d.AckDueAt == null && d.OverdueAt != null, "what fired is due no more");
        var overdue = await gateway.ReadAsync(s => s.Audit.Where(a => a.Kind == "handover.overdue").Select(a => a.SubjectId).ToListAsync());
        overdue.ShouldBeUnique();
        overdue.Count.ShouldBe(4 * Each);
    }

    private static async Task Each_referral_was_delivered_once(SharedWork work, IReadOnlyList<JsonObject> referrals)
    {
        var feed = Ocmw.Handovers(await (await work.Gateways[0].OfficeAsync("ocmw-leuven")).NewAsync()).Select(h => h.Insz).ToList();
        var files = Directory.GetFiles(Path.Combine(work.Outbox, "ocmw-dendermonde")).Select(File.ReadAllText).Where(t => t.Contains("<Doorverwijzing", StringComparison.Ordinal)).Select(t => Handover.Of(t).Insz).ToList();
        var sent = referrals.ToLookup(r => r["person"]!["nisResidence"]!.GetValue<string>(), r => r["person"]!["insz"]!.GetValue<string>());
        feed.Order().ShouldBe(sent["24062"].Order());
        files.Order().ShouldBe(sent["42006"].Order());
        // The sender is told of each silence once.
        var told = await (await work.Gateways[1].OfficeAsync("vdab")).NewAsync();
        foreach (var referral in referrals)
            Vdab.Statuses(told, referral).ShouldBe(["contact-gateway-desk"]);
    }

    private static async Task Seals_are_one_chain(SharedWork work)
    {
        var gateway = work.Gateways[1];
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => AuditChain.UnsealedAsync(s, CancellationToken.None)) == 0);
        var seals = await gateway.ReadAsync(s => s.AuditSeals.Select(a => a.Number).OrderBy(n => n).ToListAsync());
        seals.ShouldBe(Enumerable.Range(1, seals.Count));
        // Each process notes what it sealed; any of the files verifies, and together they know every seal once.
        var files = work.HeadsFiles().ToList();
        files.Count.ShouldBeGreaterThan(1, "the first sealer left, and another went on");
        files.SelectMany(File.ReadLines).Select(l => int.Parse(l.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).Order().ShouldBe(seals);
        foreach (var file in files)
        {
            var result = await gateway.Services.GetRequiredService<AuditChain>().VerifyAsync(Workers.Audit.AuditOptions.ReadHeads(file), CancellationToken.None);
            result.Broken.ShouldBeNull(file);
        }
    }
}
