using System.Runtime.CompilerServices;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Replay;

/// <summary>Replays as people ask for them: what is kept of them, and what their next items would do now.</summary>
internal sealed class Replays(IReplayStore store, ReplayPreview preview, RepairPreview repairs, IPresent<ProfileSet> profiles) : IReplays
{
    private const int Previewed = 20;

    /// <summary>Items that a forecast looks at together: memory is bounded by them.</summary>
    private const int Together = 500;

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
        return replay.Cause.Kind == ReplayKind.SetAside
            ? await repairs.TranslatedAsync(WaitingAsync(id, cancellation), profiles.Now.Find, cancellation)
            : await repairs.DecidedAsync(WaitingAsync(id, cancellation), cancellation);
    }

    private async IAsyncEnumerable<IReadOnlyList<Guid>> WaitingAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0;
        while (await store.WaitingAsync(id, after, Together, cancellation) is { Count: > 0 } part)
        {
            yield return [.. part.Select(p => p.Subject)];
            after = part[^1].Number;
        }
    }

    public Task<int> PrepareAsync(Guid id, string user, ReplayCause cause, CancellationToken cancellation) => store.PrepareAsync(id, user, cause, cancellation);

    public Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation) => store.StartAsync(id, user, cancellation);

    public Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation) => store.PauseAsync(id, user, cancellation);

    public Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation) => store.CancelAsync(id, user, cancellation);
}
