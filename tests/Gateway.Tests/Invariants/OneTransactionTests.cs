using System.Text.Json.Nodes;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 2: a state change, its audit entries, the work items it completes and those it causes commit together or not at all.</summary>
public sealed class OneTransactionTests
{
    [Fact]
    public async Task One_poison_among_two_hundred_is_parked_with_its_reason_and_the_others_commit()
    {
        var poisoned = true;
        await using var gateway = await RunningGateway.StartAsync(further: services => services.Around(StageNames.Referral, (p, _) => new BatchStage(
            new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => Volatile.Read(ref poisoned) && r.Number == 117, () => new InvalidOperationException(new string('x', 200_000))),
            p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>())));
        var vdab = await gateway.OfficeAsync("vdab");

        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. Enumerable.Range(0, 200).Select(_ => Vdab.Referral())]));
        await gateway.QuietAsync();

        var steps = await gateway.ReadAsync(s => s.WorkItems.Where(t => t.Stage == StageNames.Referral).ToListAsync());
        var parked = steps.ShouldHaveSingleItem("what is done has no row");
        parked.State.ShouldBe(WorkItemState.Parked);
        parked.ParkedCode.ShouldBe("rule-failed");
        var reason = StoredSentence.Read(parked.ParkedReason).Text;
        reason.ShouldStartWith("InvalidOperationException");
        reason.Length.ShouldBeLessThanOrEqualTo(400);
        reason.ShouldNotContain("xxx");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(199, "nothing of the one that threw may be committed");
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "referral.submitted"))).ShouldBe(199);
        var item = await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.SubjectId == parked.Id));
        item.Kind.ShouldBe(TaskKinds.Parked);
        item.Text.Length.ShouldBeLessThan(1000);
        var record = (await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.SubmissionId == submission && r.Number == 117))).Id;
        parked.SubjectId.ShouldBe(record);

        // The stage goes on, and the cause once removed the work item goes again, once.
        (await vdab.SettledAsync(Vdab.Profile, Vdab.Referral()))["records"]!.AsArray().Count.ShouldBe(1);
        Volatile.Write(ref poisoned, false);
        var replay = gateway.Services.GetRequiredService<ParkedWork>();
        (await replay.ReplayAsync(StageNames.Referral, null, "test", CancellationToken.None)).ShouldBe(1);
        (await replay.ReplayAsync(StageNames.Referral, null, "test", CancellationToken.None)).ShouldBe(0, "a replay asked for twice goes once");
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(201);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.SubjectId == parked.Id))).ClosedBy.ShouldBe("replayed");
    }

    [Fact]
    public async Task A_record_damaged_in_the_store_is_parked_alone_whatever_transaction_it_shares()
    {
        var held = new HeldStage(StageNames.Referral);
        await using var gateway = await RunningGateway.StartAsync(further: held.Register);
        var vdab = await gateway.OfficeAsync("vdab");
        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. Enumerable.Range(0, 20).Select(_ => Vdab.Referral())]));
        await held.Reached;
        await using (var store = gateway.Database.Open())
            await store.Records.Where(r => r.SubmissionId == submission && r.Number == 7).ExecuteUpdateAsync(r => r.SetProperty(x => x.Sealed, new byte[64]));

        held.LetGo();
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(19);
        var parked = await gateway.ReadAsync(s => s.WorkItems.SingleAsync(t => t.State == WorkItemState.Parked));
        parked.ParkedCode.ShouldBe(Fault.Unreadable);
        parked.ParkedReason!.ShouldContain(nameof(UnreadableRecordException));
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.SubjectId == parked.Id))).ReasonCode.ShouldBe(Fault.Unreadable);
    }

    [Fact]
    public async Task A_step_that_loses_to_others_again_and_again_waits_and_is_not_parked()
    {
        var (lost, attempts) = (0, 0);
        await using var gateway = await RunningGateway.StartAsync(further: services => services.Around(StageNames.Referral, (p, _) => new BatchStage(
            p.GetRequiredService<ReferralStage>(),
            new FailingStore(p.GetRequiredService<IStageStore>(), (item, _) =>
            {
                attempts = item.Attempts;
                return Interlocked.Increment(ref lost) <= Conflicts.Rounds + 3 ? new DbUpdateConcurrencyException("Somebody else was first.") : null;
            }),
            p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>())));
        var vdab = await gateway.OfficeAsync("vdab");

        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());

        lost.ShouldBe(Conflicts.Rounds + 4, "ten in a row, and four after the wait");
        attempts.ShouldBe(2);
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(0, "what is done has no row");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.Kind == TaskKinds.Parked))).ShouldBe(0);
    }
}
