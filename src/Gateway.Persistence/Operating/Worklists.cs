using System.Globalization;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Open items by generic cause.</summary>
internal sealed class Worklists(IGatewayDatabase database, UnitsOfWork units, Returning returning, TimeProvider domain) : IWorklists
{
    private const int Page = 100;

    public async Task<IReadOnlyList<Cause>> CausesAsync(string? kind, string? agency, TimeZoneInfo zone, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await CausesAsync(store, store.Tasks.Where(w => w.ClosedAt == null && (kind == null || w.Kind == kind) && (agency == null || w.Agency == agency)), zone, cancellation);
    }

    public async Task<CausePage> ItemsAsync(string kind, string code, string agency, Guid? after, TimeZoneInfo zone, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var mine = store.Tasks.Where(w => w.ClosedAt == null && w.Kind == kind && w.Agency == agency && w.ReasonCode == code);
        var cause = (await CausesAsync(store, mine, zone, cancellation)).SingleOrDefault();
        var from = after ?? Guid.Empty;
        var rows = await mine.AsNoTracking().Where(w => w.Id.CompareTo(from) > 0).OrderBy(w => w.Id).Take(Page + 1).ToListAsync(cancellation);
        var shown = rows.Take(Page).ToList();
        var subjects = shown.ConvertAll(w => w.SubjectId);
        var places = await store.Records.Where(r => subjects.Contains(r.Id)).Select(r => new { r.Id, r.SubmissionId, r.Number, r.Line, r.ReasonPath })
            .ToDictionaryAsync(r => r.Id, r => new ItemPlace(string.Create(CultureInfo.InvariantCulture, $"{r.SubmissionId:D}.{r.Number}"), r.Line, r.ReasonPath), cancellation);
        return new CausePage(
            cause, [.. shown.Select(w => new CauseItem(w.Id, StoredSentence.Read(w.Text), w.OpenedAt, w.DueOn, w.ReferralId, w.SubjectId, places.GetValueOrDefault(w.SubjectId)))],
            rows.Count > Page ? shown[^1].Id : null)
        {
            Places = kind == TaskKinds.SetAside ? await PlacesAsync(store, mine, cancellation) : [],
        };
    }

    private static async Task<IReadOnlyList<CausePlace>> PlacesAsync(GatewayContext store, IQueryable<OfficeTask> open, CancellationToken cancellation)
    {
        var places =
            from task in open
            join record in store.Records on task.SubjectId equals record.Id
            join submission in store.Submissions on record.SubmissionId equals submission.Id
            group task by new { submission.Profile, record.ReasonPath } into alike
            select new { alike.Key, Count = alike.Count() };
        var whole =
            from task in open
            join submission in store.Submissions on task.SubjectId equals submission.Id
            where submission.State == SubmissionState.SetAside && submission.Records == 0
            group task by submission.Profile into alike
            select new { alike.Key, Count = alike.Count() };
        return [.. (await whole.ToListAsync(cancellation)).Select(w => new CausePlace(w.Key, null, w.Count) { Whole = true }),
            .. (await places.ToListAsync(cancellation)).OrderByDescending(p => p.Count).ThenBy(p => p.Key.Profile, StringComparer.Ordinal)
            .ThenBy(p => p.Key.ReasonPath, StringComparer.Ordinal).Take(Page).Select(p => new CausePlace(p.Key.Profile, p.Key.ReasonPath, p.Count))];
    }

    public Task<bool> NoteAsync(string user, string kind, string code, string agency, string? owner, string? note, int version, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                var row = await unit.Store.Causes.SingleOrDefaultAsync(c => c.Kind == kind && c.ReasonCode == code && c.Agency == agency, cancellation);
                if ((row?.Version ?? 0) != version)
                    return false;
                if (row is null)
                {
                    // A cause is what something is, or was, set down for: a note on anything else would be found by nobody.
                    if (!await unit.Store.Tasks.AnyAsync(t => t.Kind == kind && t.ReasonCode == code && t.Agency == agency, cancellation))
                        return false;
                    row = new CauseRow { Kind = kind, ReasonCode = code, Agency = agency, Version = 1 };
                    unit.Store.Causes.Add(row);
                }

                (row.Owner, row.Note) = (Kept(owner, 200), Kept(note, 1000));
                unit.Operated(user, "cause-noted", $"{kind}/{code}/{agency}", Guid.Empty);
                return true;
            },
            cancellation);

    public Task<int> ReturnAsync(string user, IReadOnlyCollection<Guid> items, CancellationToken cancellation) => returning.ReturnAsync(user, items, cancellation);

    private async Task<IReadOnlyList<Cause>> CausesAsync(GatewayContext store, IQueryable<OfficeTask> open, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var days = TrendDays.Of(domain.GetUtcNow(), zone);
        var (day1, day2, day3, day4, day5, day6, today) = (days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
        // Counted where they lie: a cause may have tens of thousands.
        var groups = await open.GroupBy(w => new { w.Kind, w.ReasonCode, w.Agency })
            .Select(g => new
            {
                g.Key, Count = g.Count(), First = g.Min(w => w.OpenedAt), Last = g.Max(w => w.OpenedAt),
                Since1 = g.Count(w => w.OpenedAt >= day1), Since2 = g.Count(w => w.OpenedAt >= day2), Since3 = g.Count(w => w.OpenedAt >= day3),
                Since4 = g.Count(w => w.OpenedAt >= day4), Since5 = g.Count(w => w.OpenedAt >= day5), Since6 = g.Count(w => w.OpenedAt >= day6),
                Since7 = g.Count(w => w.OpenedAt >= today),
            }).ToListAsync(cancellation);
        var notes = (await store.Causes.AsNoTracking().ToListAsync(cancellation)).ToDictionary(c => (c.Kind, c.ReasonCode, c.Agency));
        return
        [
            .. groups.OrderByDescending(g => g.Count).ThenBy(g => g.Key.ReasonCode, StringComparer.Ordinal).Select(g =>
            {
                int[] since = [g.Since1, g.Since2, g.Since3, g.Since4, g.Since5, g.Since6, g.Since7, 0];
                int[] trend = [.. since.Zip(since.Skip(1), (from, next) => from - next)];
                var note = notes.GetValueOrDefault((g.Key.Kind, g.Key.ReasonCode, g.Key.Agency));
                return new Cause(g.Key.Kind, g.Key.ReasonCode, g.Key.Agency, g.Count, g.First, g.Last, trend, note?.Owner, note?.Note, note?.Version ?? 0);
            }),
        ];
    }

    private static string? Kept(string? text, int most) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { } trimmed && trimmed.Length > most ? trimmed[..most] : text.Trim();
}
