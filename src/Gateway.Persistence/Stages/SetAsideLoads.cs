using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads records that were set aside and are translated again.</summary>
internal sealed class SetAsideLoads(IGatewayDatabase database, KeyRing ring, SubmissionStore submissions)
{
    /// <summary>
    /// Records of work items: those of the replays that issued the items, or, of an item that no replay issued, every record
    /// of its submission that is still set aside.
    /// </summary>
    internal async Task<ILookup<Guid, RecordAgain>> OfItemsAsync(IReadOnlyList<WorkItem> items, IReadOnlyDictionary<Guid, Stream> contents, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var ids = items.Select(i => i.Id).ToList();
        var issued = batch.Values($"""SELECT "WorkItemId", "SubjectId" FROM "ReplayItem" WHERE "WorkItemId" {ids} AND "Generation" IS NOT NULL""", r => (Item: r.Key(0), Record: r.Key(1)));
        await batch.RunAsync(cancellation);
        var byRecord = issued.ToLookup(i => i.Record, i => i.Item);
        var replayed = issued.Select(i => i.Item).ToHashSet();
        var whole = items.Where(i => !replayed.Contains(i.Id)).ToDictionary(i => i.SubjectId, i => i.Id);
        var records = new LoadBatch(database);
        var named = records.Rows<RecordSnapshot>($"""WHERE t."Id" {issued.ConvertAll(i => i.Record)} AND t."State" = {RecordState.SetAside} AND {HasTask()}""", nameof(RecordSnapshot.Sealed));
        var all = records.Rows<RecordSnapshot>($"""WHERE t."SubmissionId" {whole.Keys.ToList()} AND t."State" = {RecordState.SetAside} AND {HasTask()}""", nameof(RecordSnapshot.Sealed));
        await records.RunAsync(cancellation);
        var found = named.SelectMany(r => byRecord[r.Id].Select(item => (Item: item, Record: r))).Concat(all.Select(r => (Item: whole[r.SubmissionId], Record: r))).ToList();
        var again = (await AgainAsync([.. found.Select(f => f.Record).DistinctBy(r => r.Id)], contents.ContainsKey, cancellation)).ToDictionary(a => a.Kept.Id);
        return found.OrderBy(f => f.Record.Number).ToLookup(f => f.Item, f => again[f.Record.Id]);
    }

    /// <summary>Records by key, with the bytes of their submissions.</summary>
    internal async Task<IReadOnlyList<SubmissionAgain>> OfRecordsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {ids}""", nameof(RecordSnapshot.Sealed));
        SqlText of = $"""SELECT "SubmissionId" FROM "Record" WHERE "Id" {ids}""";
        var rows = batch.Rows<SubmissionSnapshot>($"""WHERE t."Id" {SqlText.In(of)}""");
        await batch.RunAsync(cancellation);
        var streams = submissions.Open(rows);
        var again = (await AgainAsync(records, streams.ContainsKey, cancellation)).ToLookup(a => a.Kept.SubmissionId);
        return [.. rows.OrderBy(r => r.Id).Select(r => new SubmissionAgain(r, streams.GetValueOrDefault(r.Id), [.. again[r.Id].OrderBy(a => a.Kept.Number)]))];
    }

    /// <summary>Whoever returned a record to its sender, or was sent a correction of it, has closed its task: it stays as it is.</summary>
    private static SqlText HasTask() =>
        $"""EXISTS (SELECT 1 FROM "Task" AS w WHERE w."SubjectId" = t."Id" AND w."Kind" = {TaskKinds.SetAside} AND w."ClosedAt" IS NULL)""";

    /// <summary>Adds what lies with the records themselves: whether a rule set them aside, and their own bytes where those of the submission are gone.</summary>
    private async Task<List<RecordAgain>> AgainAsync(IReadOnlyList<RecordSnapshot> records, Func<Guid, bool> hasContent, CancellationToken cancellation)
    {
        // Translation sets aside before it knows what is stated, or because of the sender or the client's key; a rule sets aside what is stated.
        var stated = records.Where(r => r.StatementType is not null && r.ReasonCode is not (TranslationRules.OtherSender or TranslationRules.ClientUnreadable)).Select(r => r.Id).ToHashSet();
        var own = records.Where(r => !hasContent(r.SubmissionId) && r.Compartment == Core.Clients.Compartment.Ordinary).Select(r => r.Id).ToList();
        Dictionary<Guid, ReadOnlyMemory<byte>> slices = [];
        if (own.Count > 0)
        {
            var batch = new LoadBatch(database);
            var whole = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {own}""");
            var clients = ClientKeys.Add(batch, $"""SELECT "ClientId" FROM "Record" WHERE "Id" {own}""");
            await batch.RunAsync(cancellation);
            var keys = clients.OfRecords(whole, ring);
            foreach (var record in whole.Where(r => r.Sealed is not null && keys.ContainsKey(r.Id)))
            {
                // One that cannot be opened is as one without bytes: it stays set aside.
                if (RecordVault.TryOpenSlice(record, keys[record.Id]) is { } slice)
                    slices[record.Id] = slice;
            }
        }

        return [.. records.Select(r => new RecordAgain(r)
        {
            HasStatements = stated.Contains(r.Id),
            Slice = slices.TryGetValue(r.Id, out var slice) && !slice.IsEmpty ? slice : null,
        })];
    }
}
