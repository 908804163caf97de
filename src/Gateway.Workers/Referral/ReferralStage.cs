using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Referral;

/// <summary>What referring agencies state takes effect; the rules begin at <see cref="StatementRules"/>.</summary>
internal sealed class ReferralStage(IStageStore store, ICircumstances circumstances) : IBatchRules
{
    public string Name => StageNames.Referral;

    public async Task<IBatch> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var load = await store.LoadStatementsAsync(token, items, cancellation);
        return new Batch(load, circumstances.Now());
    }

    private sealed class Batch(RecordLoad load, Circumstances now) : IBatch
    {
        public IReadOnlyList<WorkItem> Items => load.Items;

        public Snapshots Known => load.Known;

        public Decision Decide(WorkItem item) => load.Decide(item, statements => StatementRules.Decide(load.Known, load.Order, now, item, statements));
    }
}
