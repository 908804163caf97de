using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Clocks;

/// <summary>Deadlines that passed become work; the rules are in <see cref="DeadlineRules"/>.</summary>
internal sealed class ClocksStage(IStageStore store, ICircumstances circumstances) : IBatchRules
{
    public string Name => StageNames.Clocks;

    public async Task<IBatch> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var (work, known) = await store.LoadDeadlinesAsync(token, items, cancellation);
        return new Batch(work, known, circumstances.Now());
    }

    private sealed class Batch(IReadOnlyList<WorkItem> items, DeadlineSnapshots known, Circumstances now) : IBatch
    {
        public IReadOnlyList<WorkItem> Items => items;

        public Snapshots Known => known;

        public Decision Decide(WorkItem item) => DeadlineRules.Decide(known, now, item);
    }
}
