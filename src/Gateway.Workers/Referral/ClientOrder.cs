using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// What an agency states about a client takes effect in the order in which it was accepted, whichever process works on
/// it. A record waits while something that was accepted before it is undecided: a record of the same client, or a
/// submission that is not translated yet and may hold one. Nobody waits for a submission of more than one segment:
/// reading it takes its time. What is parked holds up nobody.
/// </summary>
internal sealed class ClientOrder
{
    private readonly Dictionary<string, Guid> _untranslated;
    private readonly ILookup<Guid?, Undecided> _undecided;
    private readonly HashSet<Guid> _decided = [];

    private ClientOrder(Dictionary<string, Guid> untranslated, ILookup<Guid?, Undecided> undecided)
    {
        _untranslated = untranslated;
        _undecided = undecided;
    }

    /// <summary>Reads what may come before these records.</summary>
    internal static async Task<ClientOrder> LoadAsync(UnitOfWork unit, IReadOnlyCollection<RecordSnapshot> records, CancellationToken cancellation)
    {
        // Submissions first: whatever is translated between the two reads is then found as a record.
        var about = records.Where(r => r.ClientId is not null).ToList();
        var agencies = about.Select(r => r.Agency).Distinct(StringComparer.Ordinal).ToList();
        var latest = about.Select(r => r.SubmissionId).DefaultIfEmpty().Max();
        // Beginning at the open steps, which are few, and not at the submissions in their order, which are all there ever were.
        var earlier = await unit.Store.WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == StageNames.Translation && s.SubjectId.CompareTo(latest) < 0)
            .Join(unit.Store.Submissions.Where(s => agencies.Contains(s.Agency) && s.Bytes <= SubmissionStore.SegmentSize), s => s.SubjectId, s => s.Id, (_, s) => new { s.Agency, s.Id })
            .ToListAsync(cancellation);
        var untranslated = earlier.GroupBy(e => e.Agency, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(e => e.Id), StringComparer.Ordinal);

        var clients = records.Select(r => r.ClientId).Where(c => c is not null).Distinct().ToList();
        var undecided = await unit.Store.Records.Where(r => clients.Contains(r.ClientId))
            .Join(unit.Store.WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == StageNames.Referral), r => r.Id, s => s.SubjectId, (r, _) => new Undecided(r.Id, r.ClientId, r.SubmissionId, r.Number))
            .ToListAsync(cancellation);
        return new ClientOrder(untranslated, undecided.ToLookup(u => u.Client));
    }

    /// <summary>Whether it is the record's turn.</summary>
    internal bool IsTurnOf(RecordSnapshot record) =>
        record.ClientId is null
        || (!(_untranslated.TryGetValue(record.Agency, out var first) && first.CompareTo(record.SubmissionId) < 0)
            && !_undecided[record.ClientId].Any(u => u.IsBefore(record) && !_decided.Contains(u.Record)));

    /// <summary>Notes that a record is decided in this unit.</summary>
    internal void Decided(RecordSnapshot record) => _decided.Add(record.Id);

    private sealed record Undecided(Guid Record, Guid? Client, Guid Submission, int Number)
    {
        internal bool IsBefore(RecordSnapshot other) =>
            Submission.CompareTo(other.SubmissionId) is var earlier && (earlier < 0 || (earlier == 0 && Number < other.Number));
    }
}
