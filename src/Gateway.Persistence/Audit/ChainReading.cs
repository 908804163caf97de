using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>Some seals, and everything that stands in the store behind the seal before them and up to the last of them.</summary>
/// <param name="Seals">Seals, in order of number.</param>
/// <param name="Rows">Entries, in order of period and id, as soon as they are read.</param>
internal sealed record ChainPart(IReadOnlyList<AuditSealRow> Seals, Task<List<AuditRow>> Rows);

/// <summary>Reads the trail from a place on, so many entries at a time that memory stays bounded.</summary>
/// <param name="database">Database.</param>
/// <param name="through">The seal behind which it begins; 0: none.</param>
/// <param name="reached">That seal's place.</param>
/// <param name="most">Seals to read at most.</param>
internal sealed class ChainReading(IGatewayDatabase database, int through, AuditPosition reached, int most)
{
    /// <summary>Entries that are read at a time, unless one seal has more.</summary>
    private const int EntriesAtOnce = 4_000;

    private const int MostSealsAtOnce = 500;

    /// <summary>SQLite reads on the thread that asks, so that is another one, unless the caller has a context of its own: there it stays.</summary>
    private readonly bool _beside = SynchronizationContext.Current is null;

    private readonly Queue<ChainPart> _ahead = new();

    private int _through = through;
    private AuditPosition _reached = reached;
    private int _left = most;
    private int _atOnce = 10;

    /// <summary>Whether as many seals were read as may be. There may be more.</summary>
    internal bool IsFull => _left == 0;

    /// <summary>The next part; null: no seal is left, or as many were read as may be. Those behind it are being read meanwhile, on as many cores as make a difference.</summary>
    internal async Task<ChainPart?> NextAsync(CancellationToken cancellation)
    {
        while (_ahead.Count < (_beside ? 3 : 1) && await BeginAsync(cancellation) is { } begun)
            _ahead.Enqueue(begun);
        return _ahead.TryDequeue(out var part) ? part : null;
    }

    /// <summary>Waits until nothing is read any more.</summary>
    internal async Task EndAsync()
    {
        foreach (var part in _ahead)
            await ((Task)part.Rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ChainPart?> BeginAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var seals = await store.AuditSeals.AsNoTracking().Where(s => s.Number > _through).OrderBy(s => s.Number).Take(Math.Min(_atOnce, _left)).ToListAsync(cancellation);
        var (count, entries) = (0, 0);
        while (count < seals.Count && (count == 0 || entries + SealEntries.Count(seals[count]) <= EntriesAtOnce))
            entries += SealEntries.Count(seals[count++]);
        if (count == 0)
            return null;
        var last = new AuditPosition(seals[count - 1].Period, seals[count - 1].Last);
        var from = _reached;
        var part = new ChainPart(seals[..count], _beside ? Task.Run(() => EntriesAsync(from, last, cancellation), cancellation) : EntriesAsync(from, last, cancellation));
        (_through, _reached, _left, _atOnce) = (seals[count - 1].Number, last, _left - count, Math.Clamp(EntriesAtOnce / Math.Max(1, entries / count), 1, MostSealsAtOnce));
        return part;
    }

    /// <summary>The entries between two places. Each statement names one range of the index, also where a period has very many entries.</summary>
    private async Task<List<AuditRow>> EntriesAsync(AuditPosition from, AuditPosition to, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        List<List<AuditRow>> ranges = from.Period == to.Period
            ? [batch.Rows<AuditRow>($"""WHERE t."Period" = {to.Period} AND t."Id" > {from.Last} AND t."Id" <= {to.Last} ORDER BY t."Id" """)]
            : [
                batch.Rows<AuditRow>($"""WHERE t."Period" = {from.Period} AND t."Id" > {from.Last} ORDER BY t."Id" """),
                batch.Rows<AuditRow>($"""WHERE t."Period" > {from.Period} AND t."Period" < {to.Period} ORDER BY t."Period", t."Id" """),
                batch.Rows<AuditRow>($"""WHERE t."Period" = {to.Period} AND t."Id" <= {to.Last} ORDER BY t."Id" """)];
        await batch.RunAsync(cancellation);
        return ranges is [var one] ? one : [.. ranges.SelectMany(r => r)];
    }
}
