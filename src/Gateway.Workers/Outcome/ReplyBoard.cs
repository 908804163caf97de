using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Workers.Referral;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Outcome;

/// <summary>The handovers that a batch of replies answers, with their clocks, open items and keys.</summary>
internal sealed class ReplyBoard
{
    private readonly BlindIndex _index;
    private readonly List<HandoverSnapshot> _handovers;
    private readonly Dictionary<Guid, ReferralSnapshot> _referrals;
    private readonly List<Deadline> _clocks;
    private readonly List<OfficeTask> _overdue;
    private readonly IReadOnlyDictionary<Guid, byte[]> _keys;

    private ReplyBoard(
        BlindIndex index, List<HandoverSnapshot> handovers, Dictionary<Guid, ReferralSnapshot> referrals, List<Deadline> clocks, List<OfficeTask> overdue,
        IReadOnlyDictionary<Guid, byte[]> keys, PairSequences pairs)
    {
        _index = index;
        _handovers = handovers;
        _referrals = referrals;
        _clocks = clocks;
        _overdue = overdue;
        _keys = keys;
        Pairs = pairs;
    }

    internal PairSequences Pairs { get; }

    internal static async Task<ReplyBoard> LoadAsync(
        UnitOfWork unit, RecordVault vault, BlindIndex index, IEnumerable<RecordSnapshot> records,
        IReadOnlyDictionary<Guid, List<ReferralReply>> replies, CancellationToken cancellation)
    {
        var named = records.SelectMany(r => replies.GetValueOrDefault(r.Id, []).Select(reply => (r.Agency, reply.InReplyTo))).ToList();
        var ids = named.Select(n => Guid.TryParse(n.InReplyTo, out var id) ? id : Guid.Empty).Distinct().ToList();
        var tickets = named.ConvertAll(n => index.Ticket(n.Agency, n.InReplyTo));
        var answered = await unit.Store.Handovers.Where(h => ids.Contains(h.Id) || tickets.Contains(h.TicketHash)).Select(h => h.ReferralId).Distinct().ToListAsync(cancellation);
        var handovers = await unit.Store.Handovers.Where(h => answered.Contains(h.ReferralId)).ToListAsync(cancellation);
        var handoverIds = handovers.ConvertAll(h => h.Id);
        var referrals = await unit.Store.Referrals.AsNoTracking().Where(r => answered.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var clocks = await unit.Store.Deadlines.Where(c => (answered.Contains(c.SubjectId) || handoverIds.Contains(c.SubjectId)) && c.State == DeadlineState.Running).ToListAsync(cancellation);
        var overdue = await unit.Store.Tasks.Where(w => handoverIds.Contains(w.SubjectId) && w.Kind == TaskKinds.Overdue && w.ClosedAt == null).ToListAsync(cancellation);
        var clientIds = handovers.Select(h => h.ClientId).Distinct().ToList();
        var clientKeys = await unit.Store.Clients.Where(c => clientIds.Contains(c.Id)).Select(c => new { c.Id, c.KeyId }).ToListAsync(cancellation);
        var open = await vault.KeysAsync(unit.Store, clientKeys.Select(c => c.KeyId), cancellation);
        var keys = clientKeys.Where(c => open.ContainsKey(c.KeyId)).ToDictionary(c => c.Id, c => open[c.KeyId]);
        return new ReplyBoard(index, handovers, referrals, clocks, overdue, keys, await PairSequences.LoadAsync(unit, clientIds, cancellation));
    }

    /// <summary>The handover a reply names, by its ticket or by the referring office's own; only one addressed to the caller.</summary>
    internal HandoverSnapshot? Handover(string agency, string inReplyTo)
    {
        if (Guid.TryParse(inReplyTo, out var id) && _handovers.Find(h => h.Id == id && h.Recipient == agency) is { } named)
            return named;
        var meant = Meant(agency, inReplyTo);
        return meant.Count == 1 ? meant[0] : null;
    }

    /// <summary>Whether a ticket names several handovers: two referring offices may use the same one.</summary>
    internal bool IsAmbiguous(string agency, string inReplyTo) => Meant(agency, inReplyTo).Count > 1;

    private List<HandoverSnapshot> Meant(string agency, string inReplyTo)
    {
        var ticket = _index.Ticket(agency, inReplyTo);
        return _handovers.FindAll(h => h.Recipient == agency && h.TicketHash.AsSpan().SequenceEqual(ticket));
    }

    internal ReferralSnapshot Referral(Guid id) => _referrals[id];

    internal byte[]? Key(Guid client) => _keys.GetValueOrDefault(client);

    internal IEnumerable<OfficeTask> OverdueItems(Guid handover) => _overdue.Where(w => w.SubjectId == handover);

    /// <summary>Stops the deadlines that an answer meets: the office's own, and that of the referral as a whole.</summary>
    internal void StopDeadlines(HandoverSnapshot handover)
    {
        foreach (var clock in _clocks.Where(c => c.SubjectId == handover.Id || c.SubjectId == handover.ReferralId))
            clock.State = DeadlineState.Stopped;
    }
}
