using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Counts transitions on the ladder from the sealed statements themselves, for the clients of the pilot's agreements, when
/// somebody looks. Nothing about a person's rung is kept outside the seal for it.
/// </summary>
internal sealed class LadderReading(IGatewayDatabase database, RecordVault vault, TimeProvider domain, TimeProvider machine)
{
    private const int Rungs = 6;
    private const int Together = 500;
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(10);
    private static readonly string[] Kinds = [EventTypes.ReferralSubmitted, EventTypes.ReferralAmended, EventTypes.LadderMeasured, EventTypes.ReferralReply];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (DateTimeOffset Until, LadderTransitions Transitions)? _last;

    internal async Task<LadderTransitions> ReadAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && machine.GetUtcNow() < last.Until)
                return last.Transitions;
            var transitions = await CountAsync(cancellation);
            _last = (machine.GetUtcNow() + Holds, transitions);
            return transitions;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<LadderTransitions> CountAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var counts = new int[Rungs * Rungs];
        var once = 0;
        var clients = await store.Referrals.AsNoTracking().Where(r => r.Collaboration != null).Select(r => new { r.ClientId, r.Id }).ToListAsync(cancellation);
        foreach (var together in clients.GroupBy(c => c.ClientId).Chunk(Together))
        {
            var measured = await MeasuredAsync(store, together.SelectMany(g => g, (g, c) => (c.Id, g.Key)).ToDictionary(c => c.Id, c => c.Key), cancellation);
            foreach (var rungs in measured.GroupBy(m => m.Client).Select(g => g.OrderBy(m => m.On, StringComparer.Ordinal).DistinctBy(m => m.On).Select(m => m.Rung).ToList()))
            {
                if (rungs.Count == 1)
                    once++;
                else
                    counts[((rungs[0] - 1) * Rungs) + rungs[^1] - 1]++;
            }
        }

        return Suppressed(counts, once);
    }

    private LadderTransitions Suppressed(int[] counts, int once)
    {
        var cells = SmallNumbers.Suppress(counts, []).Select((hidden, i) => SuppressedFunnels.CellOf(counts[i], hidden)).Chunk(Rungs);
        return new LadderTransitions(domain.GetUtcNow(), [.. cells], SuppressedFunnels.CellOf(once, SmallNumbers.Suppress([once], [])[0]));
    }

    /// <summary>Accepted measurements on exactly one rung: the sender's, and those that recipients report with their answers.</summary>
    private async Task<IReadOnlyList<Measurement>> MeasuredAsync(GatewayContext store, IReadOnlyDictionary<Guid, Guid> clientOf, CancellationToken cancellation)
    {
        var referrals = clientOf.Keys.ToList();
        var clients = clientOf.Values.Distinct().ToList();
        var accepted = store.Records.AsNoTracking().Where(r => r.State == RecordState.Done && r.Sealed != null && Kinds.Contains(r.StatementType));
        var own = await accepted.Where(r => r.ClientId != null && clients.Contains(r.ClientId.Value)).ToListAsync(cancellation);
        var replies = await accepted.Where(r => r.ReferralId != null && referrals.Contains(r.ReferralId.Value) && r.StatementType == EventTypes.ReferralReply).ToListAsync(cancellation);
        var keys = await vault.KeysAsync(store, [.. own, .. replies], cancellation);
        List<Measurement> measured = [];
        foreach (var record in own.Concat(replies).DistinctBy(r => r.Id).Where(r => keys.ContainsKey(r.Id)))
        {
            // A reply is about the sender's client, whatever the recipient calls them.
            var client = record.StatementType != EventTypes.ReferralReply ? record.ClientId!.Value : clientOf.GetValueOrDefault(record.ReferralId ?? Guid.Empty);
            if (client == Guid.Empty)
                continue;
            measured.AddRange(RecordVault.Open(record, keys[record.Id]).Select(s => LadderOf(s.Content))
                .Where(l => l is { Presence: "present", Rung: >= 1 and <= Rungs })
                .Select(l => new Measurement(client, l!.MeasuredOn ?? record.ReceivedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), l.Rung!.Value)));
        }

        return measured;
    }

    private static LadderMeasurement? LadderOf(object? content) => content switch
    {
        ReferralSubmitted referral => referral.Ladder,
        LadderMeasured measured => measured.Ladder,
        ReferralReply reply => reply.Ladder,
        _ => null,
    };

    private sealed record Measurement(Guid Client, string On, int Rung);
}
