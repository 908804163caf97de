using Gateway.Core.Intake;

namespace Gateway.Workers.Translation;

/// <summary>
/// Records that are translated again, as they are kept: loaded a page at a time, so that many small submissions share a query
/// and of a large one never more lies in memory than is committed together.
/// </summary>
/// <param name="store">Store.</param>
/// <param name="places">All of them, in the order in which they are asked for. Some may be passed over.</param>
/// <param name="page">Records that are loaded together.</param>
internal sealed class KeptRecords(ITranslationStore store, IReadOnlyList<RecordPlace> places, int page)
{
    private Dictionary<Guid, RecordAgain?> _loaded = [];
    private int _next;

    /// <summary>The records of some places; those that are not there any more are left out.</summary>
    internal async Task<IReadOnlyList<RecordAgain>> TakeAsync(IReadOnlyList<RecordPlace> asked, CancellationToken cancellation)
    {
        List<RecordAgain> taken = [];
        foreach (var place in asked)
        {
            while (!_loaded.ContainsKey(place.Id) && _next < places.Count)
                await LoadAsync(cancellation);
            if (_loaded.GetValueOrDefault(place.Id) is { } record)
                taken.Add(record with { IsSentAgain = place.BySender });
        }

        return taken;
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var ids = places.Skip(_next).Take(page).Select(p => p.Id).ToList();
        _next += ids.Count;
        var found = (await store.KeptAsync(ids, cancellation)).ToDictionary(r => r.Kept.Id);
        _loaded = ids.ToDictionary(id => id, found.GetValueOrDefault);
    }
}
