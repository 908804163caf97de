using Gateway.Core.Operating;

namespace Gateway.Workers.Replay;

/// <summary>Replays as people ask for them: what is kept of them, and what their next items would do now.</summary>
internal sealed class Replays(IReplayStore store, ReplayPreview preview) : IReplays
{
    private const int Previewed = 20;

    public Task<IReadOnlyList<ParkedGroup>> ParkedAsync(CancellationToken cancellation) => store.ParkedAsync(cancellation);

    public Task<IReadOnlyList<ReplayLine>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    public async Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, bool tell, int after, CancellationToken cancellation)
    {
        if (await store.ReadAsync(id, after, cancellation) is not { } found)
            return null;
        if (!tell)
            return found;
        var waiting = found.Items.Where(i => i.State == ReplayItem.Waiting).Take(Previewed).Select(i => i.WorkItemId).ToList();
        var would = await preview.ReadAsync(found.Replay.Stage, waiting, cancellation);
        return (found.Replay, [.. found.Items.Select(i => i with { Would = would.GetValueOrDefault(i.WorkItemId) })]);
    }

    public Task<int> PrepareAsync(Guid id, string user, string stage, string code, CancellationToken cancellation) => store.PrepareAsync(id, user, stage, code, cancellation);

    public Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation) => store.StartAsync(id, user, cancellation);

    public Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation) => store.PauseAsync(id, user, cancellation);

    public Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation) => store.CancelAsync(id, user, cancellation);
}
