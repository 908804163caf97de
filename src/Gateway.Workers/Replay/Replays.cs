using Gateway.Core.Operating;

namespace Gateway.Workers.Replay;

/// <summary>Replays as people ask for them: what is kept of them, and what their next items would do now.</summary>
internal sealed class Replays(IReplayStore store, ReplayPreview preview, RepairPreview repairs) : IReplays
{
    private const int Previewed = 20;

    /// <summary>Items that a forecast looks at together: memory is bounded by them.</summary>
    private const int Together = 1000;

    public Task<IReadOnlyList<ParkedGroup>> ParkedAsync(CancellationToken cancellation) => store.ParkedAsync(cancellation);

    public Task<IReadOnlyList<ReplayLine>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    public async Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, bool tell, int after, CancellationToken cancellation)
    {
        if (await store.ReadAsync(id, after, cancellation) is not { } found)
            return null;
        if (!tell || found.Replay.Cause.Kind != ReplayKind.Parked)
            return found;
        var waiting = found.Items.Where(i => i.State == ReplayItem.Waiting).Take(Previewed).Select(i => i.WorkItemId).ToList();
        var would = await preview.ReadAsync(found.Replay.Stage, waiting, cancellation);
        return (found.Replay, [.. found.Items.Select(i => i with { Would = would.GetValueOrDefault(i.WorkItemId) })]);
    }

    public async Task<IReadOnlyList<ForecastLine>?> ForecastAsync(Guid id, CancellationToken cancellation)
    {
        if (await store.ReadAsync(id, 0, cancellation) is not var (replay, _) || replay.Cause.Kind == ReplayKind.Parked)
            return null;
        Dictionary<ForecastItem, int> counts = [];
        var after = 0;
        while (await store.WaitingAsync(id, after, Together, cancellation) is { Count: > 0 } part)
        {
            foreach (var item in await repairs.ForecastAsync(replay.Cause.Kind, [.. part.Select(p => p.Subject)], cancellation))
                counts[item] = counts.GetValueOrDefault(item) + 1;
            after = part[^1].Number;
        }

        return ReplayForecast.Lines(counts);
    }

    public Task<int> PrepareAsync(Guid id, string user, ReplayCause cause, CancellationToken cancellation) => store.PrepareAsync(id, user, cause, cancellation);

    public Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation) => store.StartAsync(id, user, cancellation);

    public Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation) => store.PauseAsync(id, user, cancellation);

    public Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation) => store.CancelAsync(id, user, cancellation);
}
