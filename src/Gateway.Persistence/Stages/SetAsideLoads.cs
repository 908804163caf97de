using Gateway.Core.Intake;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads records that were set aside and are translated again.</summary>
internal sealed class SetAsideLoads(IGatewayDatabase database, KeyRing ring, SubmissionStore submissions)
{
    /// <summary>What work items translate again.</summary>
    /// <param name="Records">Records of each item, by number.</param>
    /// <param name="Whole">Items whose submission was set aside whole when it arrived.</param>
    /// <param name="Replayed">Items that a replay issued.</param>
    internal sealed record Again(ILookup<Guid, RecordPlace> Records, IReadOnlySet<Guid> Whole, IReadOnlySet<Guid> Replayed);

    /// <summary>
    /// Records of work items: those of the replays that issued the items, or, of an item that no replay issued, because the
    /// sender sent the same bytes again, every record of its submission that is still set aside and was not corrected.
    /// </summary>
    internal async Task<Again> OfItemsAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellation)
    {
        if (items.Count == 0)
            return new Again(Array.Empty<RecordPlace>().ToLookup(_ => Guid.Empty), new HashSet<Guid>(), new HashSet<Guid>());
        var batch = new LoadBatch(database);
        var ids = items.Select(i => i.Id).ToList();
        var issued = batch.Values($"""SELECT DISTINCT "WorkItemId", "SubjectId" FROM "ReplayItem" WHERE "WorkItemId" {ids} AND "Generation" IS NOT NULL""", r => (Item: r.Key(0), Subject: r.Key(1)));
        await batch.RunAsync(cancellation);
        var bySubject = issued.ToLookup(i => i.Subject, i => i.Item);
        var replayed = issued.Select(i => i.Item).ToHashSet();
        var others = items.Where(i => !replayed.Contains(i.Id)).ToLookup(i => i.SubjectId, i => i.Id);
        var places = new LoadBatch(database);
        var named = Places(places, $"""t."Id" {SqlText.In($"""SELECT "SubjectId" FROM "ReplayItem" WHERE "WorkItemId" {ids} AND "Generation" IS NOT NULL""")} AND {HasTask()}""");
        var all = Places(places, $"""t."SubmissionId" {others.Select(o => o.Key).ToList()} AND {IsTheSenders()}""");
        await places.RunAsync(cancellation);
        var found = named.SelectMany(r => bySubject[r.Id].Select(item => (Item: item, Place: new RecordPlace(r.Id, r.Number, BySender: false))))
            .Concat(all.SelectMany(r => others[r.Submission].Select(item => (Item: item, Place: new RecordPlace(r.Id, r.Number, BySender: true)))));
        return new Again(
            // Two items may be about one record: the first translates it.
            found.DistinctBy(f => f.Place.Id).OrderBy(f => f.Place.Number).ToLookup(f => f.Item, f => f.Place),
            items.Where(i => bySubject[i.SubjectId].Contains(i.Id)).Select(i => i.Id).ToHashSet(),
            replayed);
    }

    /// <summary>Records as they are kept, with their own bytes where those of their submission are gone.</summary>
    internal async Task<IReadOnlyList<RecordAgain>> KeptAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {ids}""", nameof(RecordSnapshot.Sealed));
        var open = batch.Values($"""SELECT t."Id" FROM "Record" AS t WHERE t."Id" {ids} AND {HasTask()}""", r => r.Key(0));
        var returned = batch.Values($"""SELECT t."Id" FROM "Record" AS t WHERE t."Id" {ids} AND {IsTheSenders()}""", r => r.Key(0));
        var gone = batch.Values(
            $"""SELECT s."Id" FROM "Submission" AS s WHERE s."Wrapped" IS NULL AND s."Id" {SqlText.In($"""SELECT "SubmissionId" FROM "Record" WHERE "Id" {ids}""")}""",
            r => r.Key(0));
        await batch.RunAsync(cancellation);
        var (isOpen, isReturned, isGone) = (open.ToHashSet(), returned.ToHashSet(), gone.ToHashSet());
        var slices = await SlicesAsync([.. records.Where(r => isGone.Contains(r.SubmissionId)).Select(r => r.Id)], cancellation);
        return [.. records.OrderBy(r => r.SubmissionId).ThenBy(r => r.Number).Select(r => new RecordAgain(r)
        {
            IsOpen = isOpen.Contains(r.Id),
            IsReturned = isReturned.Contains(r.Id) && !isOpen.Contains(r.Id),
            // Translation sets aside before it knows what is stated, or because of the sender or the client's key; a rule sets aside what is stated.
            HasStatements = r.StatementType is not null && r.ReasonCode is not (TranslationRules.OtherSender or TranslationRules.ClientUnreadable),
            Slice = slices.TryGetValue(r.Id, out var slice) && !slice.IsEmpty ? slice : null,
        })];
    }

    /// <summary>A submission with its bytes.</summary>
    internal async Task<SubmissionAgain?> OpenAsync(Guid submission, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<SubmissionSnapshot>($"""WHERE t."Id" = {submission}""");
        await batch.RunAsync(cancellation);
        return rows.SingleOrDefault() is { } row ? new SubmissionAgain(row, submissions.Open(rows).GetValueOrDefault(row.Id)) : null;
    }

    /// <summary>Numbers of records of a submission that are not set aside, among some.</summary>
    internal async Task<IReadOnlySet<int>> TakenAsync(Guid submission, IReadOnlyList<int> numbers, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var taken = batch.Values(
            $"""SELECT "Number" FROM "Record" WHERE "SubmissionId" = {submission} AND "Number" {numbers} AND "State" <> {RecordState.SetAside}""", r => r.GetInt32(0));
        await batch.RunAsync(cancellation);
        return taken.ToHashSet();
    }

    /// <summary>Whoever returned a record to its sender, or was sent a correction of it, has closed its task: it stays as it is.</summary>
    private static SqlText HasTask() =>
        $"""EXISTS (SELECT 1 FROM "Task" AS w WHERE w."SubjectId" = t."Id" AND w."Kind" = {TaskKinds.SetAside} AND w."ClosedAt" IS NULL)""";

    private static List<(Guid Id, Guid Submission, int Number)> Places(LoadBatch batch, SqlText which) => batch.Values(
        $"""SELECT t."Id", t."SubmissionId", t."Number" FROM "Record" AS t WHERE {which} AND t."State" = {RecordState.SetAside}""",
        r => (Id: r.Key(0), Submission: r.Key(1), Number: r.GetInt32(2)));

    /// <summary>Its sender sends it again: one that was returned is meant too, one that was corrected is not.</summary>
    private static SqlText IsTheSenders() =>
        $"""
         EXISTS (SELECT 1 FROM "Task" AS w WHERE w."SubjectId" = t."Id" AND w."Kind" = {TaskKinds.SetAside} AND (w."ClosedAt" IS NULL OR w."ClosedBy" = {ReturnRules.Returned}))
         AND NOT EXISTS (SELECT 1 FROM "Audit" AS a WHERE a."SubjectId" = t."Id" AND a."Kind" = {CorrectionLinks.Corrected})
         """;

    private async Task<Dictionary<Guid, ReadOnlyMemory<byte>>> SlicesAsync(IReadOnlyList<Guid> records, CancellationToken cancellation)
    {
        if (records.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var whole = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {records}""");
        var clients = ClientKeys.Add(batch, $"""SELECT "ClientId" FROM "Record" WHERE "Id" {records}""");
        var cuts = batch.Rows<SegmentRow>(
            $"""JOIN "Record" AS r ON r."SubmissionId" = t."SubmissionId" AND r."Number" = t."Index" WHERE r."Id" {records} AND r."Compartment" <> {Core.Clients.Compartment.Ordinary}""");
        await batch.RunAsync(cancellation);
        var keys = clients.OfRecords(whole, ring);
        Dictionary<Guid, ReadOnlyMemory<byte>> slices = [];
        foreach (var record in whole.Where(r => r.Sealed is not null && keys.ContainsKey(r.Id)))
        {
            // One that cannot be opened is as one without bytes: it stays set aside. What lies in a compartment lacks in the record's own
            // bytes; whole it is there only when it was cut out of its document.
            if (record.Compartment != Core.Clients.Compartment.Ordinary)
            {
                if (cuts.Find(c => c.SubmissionId == record.SubmissionId && c.Index == record.Number) is { } cut && CutRecords.Open(record, keys[record.Id], cut) is { } bytes)
                    slices[record.Id] = bytes;
            }
            else if (RecordVault.TryOpenSlice(record, keys[record.Id]) is { } slice)
                slices[record.Id] = slice;
        }

        return slices;
    }
}
