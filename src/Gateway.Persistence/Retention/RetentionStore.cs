using Gateway.Core.Operating;
using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>
/// Purges what the policy keeps no longer. A batch deletes its rows, notes how many in the audit trail and how far it came, in
/// one transaction: after a crash the next one goes on there. What is decided about a row at the same moment wins; the batch is
/// then read again.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
/// <param name="agreed">What the agencies agreed, as it is now.</param>
/// <param name="domain">Domain time.</param>
/// <param name="machine">Machine time.</param>
internal sealed class RetentionStore(IGatewayDatabase database, UnitsOfWork units, IPresent<Agreed> agreed, TimeProvider domain, TimeProvider machine) : IRetention
{
    internal const string Actor = "retention";

    /// <summary>Rows of a batch.</summary>
    private const int Most = 200;

    private static readonly IReadOnlyList<Purge> Purges =
    [
        AboutReferralPurge.Payloads, AboutReferralPurge.Decisions, new RecordPurge(unsettled: false), new RecordPurge(unsettled: true),
        new ReferralPurge(abandoned: false), new ReferralPurge(abandoned: true), new AgreementPurge(), new SubmissionPurge(), new ParkedPurge(), new CountPurge(),
        new TaskPurge(),
        new TablePurge(RetentionKinds.Deadlines, "Deadline", null, $"CASE WHEN {Purge.IsOpen<DeadlineState>(RetentionNeeds.IsOpen)} THEN NULL ELSE t.\"DueAt\" END", ids => [$"""DELETE FROM "Deadline" WHERE "Id" {ids}"""]),
        new TablePurge(RetentionKinds.ReadingLogs, "Operation", "At", "t.\"At\"", ids => [$"""DELETE FROM "Operation" WHERE "Id" {ids}"""]),
        new OpeningPurge(), new MandatePurge(), new PreviewPurge(),
        new TablePurge(
            RetentionKinds.RoleGrants, "RoleGrant", "AskedAt", $"CASE WHEN {Purge.IsOpen<RoleGrantState>(RetentionNeeds.IsOpen)} THEN NULL ELSE COALESCE(t.\"DecidedAt\", t.\"AskedAt\") END",
            ids => [$"""DELETE FROM "RoleGrant" WHERE "Id" {ids}"""]),
        new TablePurge(RetentionKinds.BarrierLog, "Barrier", "OpenedAt", "t.\"DecidedAt\"", ids => [$"""DELETE FROM "Barrier" WHERE "Id" {ids}"""]),
        new TablePurge(
            RetentionKinds.Replays, "Replay", "At", $"CASE WHEN {Purge.IsOpen<ReplayState>(RetentionNeeds.IsOpen)} THEN NULL ELSE t.\"At\" END",
            ids => [$"""DELETE FROM "Replay" WHERE "Id" {ids}""", $"""DELETE FROM "ReplayItem" WHERE "ReplayId" {ids}"""]),
        new LinkPurge(),
    ];

    private volatile HeldSubjects? _held;

    public Task<bool> MoveAsync(Lease lease, DateTimeOffset since, CancellationToken cancellation) => database.DespiteConflictsAsync(async () =>
    {
        foreach (var purge in Purges)
        {
            if (agreed.Now.Policy.Retention.Of(purge.Kind) is { Keep: not null } term && await MoveAsync(purge, term, lease, since, cancellation))
                return true;
        }

        return false;
    });

    public async Task<DateTimeOffset?> LookedAtAsync(CancellationToken cancellation)
    {
        var kinds = Purges.Select(p => p.Kind).Where(k => agreed.Now.Policy.Retention.Of(k) is { Keep: not null }).ToHashSet(StringComparer.Ordinal);
        List<DateTimeOffset?> looked = [.. (await ProgressAsync(cancellation)).Where(p => kinds.Contains(p.Kind)).Select(p => p.LookedAt)];
        // A kind that a pass did not reach, or that got its term later, is looked at at once.
        return looked.Exists(l => l is not null) ? looked.Min(l => l ?? DateTimeOffset.MinValue) : null;
    }

    public async Task<IReadOnlyList<RetentionProgress>> ProgressAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var stored = await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(PurgeNote.Prefix)).ToDictionaryAsync(s => s.Name, s => s.Value, cancellation);
        return [.. RetentionKinds.All.Select(kind => PurgeNote.Read(stored.GetValueOrDefault(PurgeNote.Prefix + kind)).Of(kind))];
    }

    public async Task<IReadOnlyList<RetentionForecast>> ForecastAsync(CancellationToken cancellation)
    {
        List<RetentionForecast> forecasts = [];
        var held = await HeldAsync(cancellation);
        foreach (var purge in Purges)
        {
            if (agreed.Now.Policy.Retention.Of(purge.Kind) is not { Keep: not null } term)
                continue;
            var (view, at, more) = (View(term, held), Guid.Empty, true);
            List<Looked> over = [];
            while (more)
            {
                var page = await purge.ReadAsync(view, at, cancellation);
                over.AddRange(page.Rows.Where(r => r.Decision.Until <= view.Now));
                (at, more) = (page.Last ?? at, page.Last is not null);
            }

            var due = over.FindAll(o => o.Decision.Purge);
            forecasts.Add(new RetentionForecast(
                purge.Kind, due.Count, due.Count > 0 ? due.Min(d => d.Moment) : null, due.Count > 0 ? due.Max(d => d.Moment) : null,
                over.Where(o => !o.Decision.Purge).GroupBy(o => o.Decision.Need).ToDictionary(g => g.Key, g => (long)g.Count())));
        }

        return forecasts;
    }

    public Task NoteAsync(Lease lease, string kind, int count, DateTimeOffset upTo, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            unit.First(LeaseStore.Hold(lease));
            var note = await PurgeNote.LoadAsync(unit.Store, kind, cancellation);
            Note(unit, kind, note.Note.Purging(count, upTo), note.Stored, count, upTo, clients: 0);
            return true;
        },
        cancellation);

    private async Task<bool> MoveAsync(Purge purge, RetentionTerm term, Lease lease, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var (note, stored) = await PurgeNote.LoadAsync(unit.Store, purge.Kind, cancellation);
        if (note.After is null && note.LookedAt > since)
            return false;
        var held = await HeldAsync(cancellation);
        var page = await purge.ReadAsync(View(term, held), note.After ?? note.Floor ?? Guid.Empty, cancellation);
        unit.First(LeaseStore.Hold(lease));
        if (page.Due.Count > 0)
            held.Check(unit);
        var clients = page.Write(unit);
        DateTimeOffset? upTo = page.Due.Count > 0 ? page.Due.Max(d => d.Moment) : null;
        Note(unit, purge.Kind, note.Moved(page, purge.ShowsAll, unit.MachineNow).Purging(page.Due.Count, upTo), stored, page.Due.Count, upTo, clients);
        await unit.CommitAsync(cancellation);
        return true;
    }

    private static void Note(UnitOfWork unit, string kind, PurgeNote note, string? stored, int count, DateTimeOffset? upTo, int clients)
    {
        if (stored is null)
            unit.Write(new SettingRow { Name = PurgeNote.Prefix + kind, Value = note.Write() });
        else
            unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {note.Write()} WHERE "Name" = {PurgeNote.Prefix + kind} AND "Value" = {stored}""", 1));
        if (count > 0)
            unit.Record("retention.purged", Actor, Guid.Empty, new { kind, count, upTo, clients });
    }

    private async Task<HeldSubjects> HeldAsync(CancellationToken cancellation) => _held = await HeldSubjects.LoadAsync(database, _held, cancellation);

    private PurgeView View(RetentionTerm term, HeldSubjects held) => new(database, term, domain.GetUtcNow(), machine.GetUtcNow(), Most, agreed.Now, held.Subjects);
}
