using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Operating;

/// <summary>A replay touches exactly what was parked at the click, wave by wave, each item once.</summary>
public sealed class ReplayTests
{
    private const string Code = "rule-failed";
    private readonly Guid _id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private volatile bool _faulty = true;

    [Fact]
    public async Task A_repaired_cause_is_replayed_one_then_ten_then_the_rest_and_every_item_is_accounted_for()
    {
        await using var gateway = await ParkedAsync(13);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None)).ShouldBe(13);
        _faulty = false;

        (await replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        (await ReadAsync(replays)).Wave.ShouldBe(1);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);

        var replay = await ReadAsync(replays);
        (replay.Succeeded, replay.Failed, replay.Running, replay.Skipped, replay.Left).ShouldBe((13, 0, 0, 0, 0));
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(13);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action != "agency.key-made").OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["replay-prepared", "replay-started"]);
    }

    [Fact]
    public async Task The_set_is_frozen_at_the_click_and_the_same_click_twice_is_one_replay()
    {
        await using var gateway = await ParkedAsync(2);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None)).ShouldBe(2);
        await ParkAsync(gateway, 1);

        (await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None)).ShouldBe(2, "the same click again");
        _faulty = false;
        await replays.StartAsync(_id, "rita", CancellationToken.None);
        (await replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeFalse("it runs already");
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);

        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(2);
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(x => x.State == WorkItemState.Parked))).ShouldBe(1, "what came after the click is not in the set");
        (await gateway.ReadAsync(s => s.Replays.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_first_item_that_fails_again_pauses_the_replay_and_leaves_the_rest_parked()
    {
        await using var gateway = await ParkedAsync(5);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None);

        await replays.StartAsync(_id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Paused);

        var replay = await ReadAsync(replays);
        (replay.Failed, replay.Left).ShouldBe((1, 4));
        var first = (await replays.ReadAsync(_id, tell: false, 0, CancellationToken.None))!.Value.Items[0];
        first.State.ShouldBe("failed again");
        first.Reason.ShouldNotBeNull();

        (await replays.CancelAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        (await replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeFalse("it is cancelled");
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(x => x.State == WorkItemState.Parked))).ShouldBe(5);
    }

    [Fact]
    public async Task The_preview_tells_what_each_would_do_now_and_writes_nothing()
    {
        await using var gateway = await ParkedAsync(2);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None);
        var before = await gateway.ReadAsync(s => s.Audit.CountAsync());

        var items = (await replays.ReadAsync(_id, tell: true, 0, CancellationToken.None))!.Value.Items;

        // The planted fault lies around the stage, not in its rules: the rules themselves would hand over.
        items.Select(i => i.Would!.ToString()).ShouldBe(["Would be handed over to ocmw-leuven.", "Would be handed over to ocmw-leuven."]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(before);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_preview_is_the_decision_of_now_and_not_the_one_that_failed()
    {
        await using var gateway = await ParkedAsync(1, WithoutBasis());
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None);

        var would = (await replays.ReadAsync(_id, tell: true, 0, CancellationToken.None))!.Value.Items.Single().Would?.ToString();

        would.ShouldNotBeNull().ShouldStartWith("Would be withheld (");
        _faulty = false;
        await replays.StartAsync(_id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        var code = (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).ReasonCode;
        would.ShouldBe($"Would be withheld ({code}).");
    }

    [Fact]
    public async Task What_was_settled_otherwise_before_its_turn_is_skipped()
    {
        await using var gateway = await ParkedAsync(3);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(_id, "rita", ReplayCause.Parked(StageNames.Referral, Code), CancellationToken.None);
        _faulty = false;
        await gateway.Services.GetRequiredService<Persistence.Work.ParkedWork>().ReplayAsync(null, null, "command-line", CancellationToken.None);
        await gateway.QuietAsync();

        await replays.StartAsync(_id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);

        (await ReadAsync(replays)).Skipped.ShouldBe(3);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(3);
    }

    private static JsonObject WithoutBasis()
    {
        var referral = Vdab.Referral(insz: People.Insz());
        referral["basis"]!["reference"] = "NOT-REGISTERED";
        return referral;
    }

    private async Task<ReplayLine> ReadAsync(IReplays replays) => (await replays.ReadAsync(_id, tell: false, 0, CancellationToken.None))!.Value.Replay;

    private async Task<RunningGateway> ParkedAsync(int count, JsonObject? referral = null)
    {
        var gateway = await RunningGateway.StartAsync(further: services => services.Around(StageNames.Referral, (p, _) => new BatchStage(
            new ThrowingRules(p.GetRequiredService<ReferralStage>(), _ => _faulty, () => new InvalidOperationException("A planted fault.")),
            p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>())));
        await ParkAsync(gateway, count, referral);
        return gateway;
    }

    private static async Task ParkAsync(RunningGateway gateway, int count, JsonObject? referral = null)
    {
        var before = await gateway.ReadAsync(s => s.WorkItems.CountAsync(x => x.State == WorkItemState.Parked));
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray([.. Enumerable.Range(0, count).Select(_ => referral ?? Vdab.Referral(insz: People.Insz()))]));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.WorkItems.CountAsync(x => x.State == WorkItemState.Parked)) == before + count);
    }
}
