using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Tasks about records that came back to an office without a system.</summary>
internal sealed class InboxReturns(IGatewayDatabase database, UnitsOfWork units) : IInboxReturns
{
    public async Task<IReadOnlyList<InboxReturn>> ListAsync(string agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var tasks = await store.Tasks.AsNoTracking().Where(w => w.ClosedAt == null && (w.Kind == TaskKinds.Returned || w.Kind == TaskKinds.CodesOffered) && w.Agency == agency)
            .OrderBy(w => w.Id).Take(IInboxReturns.Most).ToListAsync(cancellation);
        var subjects = tasks.ConvertAll(w => w.SubjectId);
        var records = await store.Records.Where(r => subjects.Contains(r.Id)).Select(r => new { r.Id, r.SubmissionId, r.Number, r.ReasonPath, r.Line })
            .ToDictionaryAsync(r => r.Id, cancellation);
        return [.. tasks.Select(w => records.TryGetValue(w.SubjectId, out var record)
            ? new InboxReturn(w.Id, new RecordName(record.SubmissionId, record.Number), w.OpenedAt, w.ReasonCode, StoredSentence.Read(w.Text), record.ReasonPath, record.Line)
            : new InboxReturn(w.Id, new RecordName(w.SubjectId, 0), w.OpenedAt, w.ReasonCode, StoredSentence.Read(w.Text), null, null))];
    }

    public Task<bool> ReadAsync(string agency, Guid id, string user, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                var task = await unit.Store.Tasks.SingleOrDefaultAsync(w => w.Id == id && (w.Kind == TaskKinds.Returned || w.Kind == TaskKinds.CodesOffered) && w.Agency == agency, cancellation);
                if (task is null)
                    return false;
                if (task.ClosedAt is not null)
                    return true;
                (task.ClosedAt, task.ClosedBy) = (unit.Now, "read");
                unit.Operated(user, "inbox.returned-read", id.ToString("D"), task.SubjectId, task.ReasonCode);
                return true;
            },
            cancellation);
}
