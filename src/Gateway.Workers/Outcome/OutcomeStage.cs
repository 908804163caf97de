using Gateway.Core.Replies;
using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Outcome;

/// <summary>Replies of recipients take effect; the rules begin at <see cref="ReplyRules"/>.</summary>
internal sealed class OutcomeStage(IStageStore store, ICircumstances circumstances) : IBatchRules
{
    public string Name => StageNames.Outcome;

    public async Task<IBatch> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var load = await store.LoadRepliesAsync(token, items, cancellation);
        return new Batch(load, circumstances.Now());
    }

    private sealed class Batch(RecordLoad load, Circumstances now) : IBatch
    {
        public IReadOnlyList<WorkItem> Items => load.Items;

        public Snapshots Known => load.Known;

        public Decision Decide(WorkItem item) => load.Decide(item, statements => ReplyRules.Decide(load.Known, load.Order, now, item, statements));
    }
}
