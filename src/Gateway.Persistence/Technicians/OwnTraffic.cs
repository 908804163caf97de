using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Returns;
using Gateway.Core.Technicians;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Technicians;

/// <summary>Reads an agency's own traffic. Every query begins at an index by agency, and asks for the agency in each table.</summary>
internal sealed class OwnTraffic(IGatewayDatabase database) : IOwnTraffic
{
    private const int Page = 50;

    public async Task<OwnPage<OwnSubmission>> SubmissionsAsync(string agency, Guid? before, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var own = store.Submissions.AsNoTracking().Where(s => s.Agency == agency);
        if (before is { } id)
        {
            var at = await own.Where(s => s.Id == id).Select(s => (DateTimeOffset?)s.ReceivedAt).SingleOrDefaultAsync(cancellation);
            if (at is null)
                return new OwnPage<OwnSubmission>([], null);
            own = own.Where(s => s.ReceivedAt <= at && (s.ReceivedAt < at || s.Id.CompareTo(id) < 0));
        }

        var rows = await own.OrderByDescending(s => s.ReceivedAt).ThenByDescending(s => s.Id).Take(Page + 1)
            .Select(s => new { s.Id, s.ReceivedAt, s.Profile, s.State, s.Records, s.SetAside }).ToListAsync(cancellation);
        return PageOf(rows, s => s.Id, s => new OwnSubmission(
            s.Id, s.ReceivedAt, s.Profile, s.State switch { SubmissionState.Received => "received", SubmissionState.Translated => "translated", _ => "setAside" }, s.Records, s.SetAside));
    }

    public async Task<OwnPage<OwnSetAside>> SetAsideAsync(string agency, Guid? before, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var open = store.Tasks.AsNoTracking().Where(t => t.ClosedAt == null && t.Kind == TaskKinds.SetAside && t.Agency == agency);
        if (before is { } id)
            open = open.Where(t => t.Id.CompareTo(id) < 0);
        var tasks = await open.OrderByDescending(t => t.Id).Take(Page + 1).Select(t => new { t.Id, t.SubjectId, t.ReasonCode, t.Text, t.OpenedAt }).ToListAsync(cancellation);
        var subjects = tasks.ConvertAll(t => t.SubjectId);
        var records = await store.Records.AsNoTracking().Where(r => subjects.Contains(r.Id) && r.Agency == agency)
            .Select(r => new { r.Id, r.SubmissionId, r.Number, r.ReasonPath, r.Line }).ToDictionaryAsync(r => r.Id, cancellation);
        var submissions = records.Values.Select(r => r.SubmissionId).Concat(subjects).Distinct().ToList();
        var profiles = await store.Submissions.AsNoTracking().Where(s => submissions.Contains(s.Id) && s.Agency == agency).ToDictionaryAsync(s => s.Id, s => s.Profile, cancellation);
        var page = PageOf(tasks, t => t.Id, t =>
        {
            var record = records.GetValueOrDefault(t.SubjectId);
            var name = record is null ? new RecordName(t.SubjectId, 0) : new RecordName(record.SubmissionId, record.Number);
            return new OwnSetAside(new ReturnedRecord(name, t.ReasonCode, StoredSentence.Read(t.Text), record?.ReasonPath, record?.Line), t.OpenedAt, profiles.GetValueOrDefault(name.Submission, ""));
        });
        // A task about something of which nothing is kept under this agency any more.
        return page with { Items = [.. page.Items.Where(i => i.Profile.Length > 0)] };
    }

    public async Task<OwnPage<OwnDelivery>> DeliveriesAsync(string agency, DeliveryState state, Guid? before, CancellationToken cancellation)
    {
        await using var store = database.Open();
        // What the gate has not let through, or stopped before it ever left, would tell that another office wanted to say something. Of what
        // waits, only what was tried or waits for its channel is listed; the overview counts the rest.
        var own = store.Deliveries.AsNoTracking().Where(d => d.Recipient == agency && d.State == EF.Constant(state))
            .Where(d => d.ReleasedAt != null || d.Event == EventTypes.ChannelTested
                || (d.State != DeliveryState.Blocked && store.WorkItems.Any(w => w.Stage == StageNames.Delivery && w.SubjectId == d.Id && w.ParkedCode != null && w.ParkedCode != ReleaseGuard.Failed)));
        if (before is { } id)
            own = own.Where(d => d.Id.CompareTo(id) < 0);
        var rows = await own.OrderByDescending(d => d.Id).Take(Page + 1).Select(d => new { d.Id, d.Event, d.State, d.IssuedAt, d.ReleasedAt, d.Position }).ToListAsync(cancellation);
        var ids = rows.ConvertAll(d => d.Id);
        var work = (await store.WorkItems.AsNoTracking().Where(w => w.Stage == StageNames.Delivery && ids.Contains(w.SubjectId)).ToListAsync(cancellation))
            .GroupBy(w => w.SubjectId).ToDictionary(g => g.Key, g => g.MaxBy(w => w.Generation)!);
        return PageOf(rows, d => d.Id, d =>
        {
            var item = work.GetValueOrDefault(d.Id);
            return new OwnDelivery(d.Id, d.Event, d.State, d.IssuedAt, d.ReleasedAt, d.Position)
            {
                Attempts = item?.Attempts, NextAt = item is { State: WorkItemState.Open } ? item.NotBefore : null, Code = item?.ParkedCode, Reason = StoredSentence.ReadOrNull(item?.ParkedReason),
            };
        });
    }

    public async Task<IReadOnlyList<OwnDelivery>> FeedAsync(string agency, long after, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Deliveries.AsNoTracking().Where(d => d.Recipient == agency && d.Position > after && d.ReleasedAt != null).OrderBy(d => d.Position).Take(Page)
            .Select(d => new OwnDelivery(d.Id, d.Event, d.State, d.IssuedAt, d.ReleasedAt, d.Position)).ToListAsync(cancellation);
    }

    private static OwnPage<TItem> PageOf<TRow, TItem>(List<TRow> rows, Func<TRow, Guid> key, Func<TRow, TItem> read) =>
        new([.. rows.Take(Page).Select(read)], rows.Count > Page ? key(rows[Page - 1]) : null);
}
