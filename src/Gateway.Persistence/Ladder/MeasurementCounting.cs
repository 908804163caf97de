using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Ladder;
using Gateway.Core.Life;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Ladder;

/// <summary>
/// Counts measurements of records that have taken effect, with all others of the same people: what they add is the difference
/// between what was counted of a person and what is known now. One process does it at a time, under a lease.
/// </summary>
internal sealed class MeasurementCounting(IGatewayDatabase database, UnitsOfWork units, RecordVault vault, ICircumstances circumstances) : ILadderCounting
{
    public async Task<int> CountAsync(Lease lease, CancellationToken cancellation)
    {
        var first = new LoadBatch(database);
        // Literally as the index has it.
        var waiting = first.Rows<RecordSnapshot>(((SqlText)$"""WHERE t."Ladder" = 1 AND t."State" = {RecordState.Done} ORDER BY t."Id" """).Then(first.Limit(ILadderCounting.Together)));
        await first.RunAsync(cancellation);
        if (waiting.Count == 0)
            return 0;
        var now = circumstances.Now();
        var people = await PeopleAsync(waiting, now, cancellation);
        var changes = people.SelectMany(p => LadderCounting.Difference(p.History.Where(m => !p.New.Contains(m.Record)), p.History))
            .GroupBy(c => c.Key, c => c.Value).Select(g => (Cell: g.Key, People: g.Sum())).Where(c => c.People != 0).ToList();
        var ids = changes.ConvertAll(c => LadderCount.KeyOf(c.Cell));
        var second = new LoadBatch(database);
        var counts = second.Rows<LadderCount>($"""WHERE t."Id" {ids}""");
        if (ids.Count > 0)
            await second.RunAsync(cancellation);
        var known = counts.ToDictionary(c => c.Id);

        await using var unit = units.Open();
        unit.First(LeaseStore.Hold(lease));
        List<Guid> counted = [.. waiting.Select(r => r.Id)];
        unit.First(new RowStatement($"""UPDATE "Record" SET "Ladder" = {LadderState.Counted} WHERE "Id" {counted} AND "Ladder" = {LadderState.ToCount}""", counted.Count));
        foreach (var (cell, more) in changes)
        {
            if (known.TryGetValue(LadderCount.KeyOf(cell), out var row))
                unit.Change(row, row with { People = row.People + more });
            else
                unit.Write(LadderCount.Of(cell, more));
        }

        var draft = new Draft(new Snapshots(), now);
        foreach (var person in people)
            Remind(draft, person, now);
        EffectWriter.Write(unit, new Snapshots(), [draft.Decided()]);
        await unit.CommitAsync(cancellation);
        return counted.Count;
    }

    /// <summary>The person's last measurement decides when the next is due: earlier tasks and deadlines are done.</summary>
    private static void Remind(Draft draft, Person person, Circumstances now)
    {
        if (person.Last is not { } last || !person.New.Contains(last.Record))
            return;
        draft.StopDeadlines(DeadlineKinds.Remeasure, person.Client);
        draft.CloseTasks("measured", [person.Client], TaskKinds.Remeasure);
        if (RemeasureRules.NextDue(now.Agreed.Directory.Measuring, last.Organisation, last.On, last.Measurement) is { } due)
            draft.StartDeadline(DeadlineKinds.Remeasure, person.Client, draft.Agreed.Directory.StartAt(last.Organisation, due));
    }

    private async Task<List<Person>> PeopleAsync(List<RecordSnapshot> waiting, Circumstances now, CancellationToken cancellation)
    {
        List<Guid> own = [.. waiting.Where(r => !IsReply(r)).Select(r => r.ClientId).OfType<Guid>().Distinct()];
        List<Guid> answered = [.. waiting.Where(IsReply).Select(r => r.ReferralId).OfType<Guid>().Distinct()];
        var batch = new LoadBatch(database);
        // An answer is about the sender's client, whatever the recipient calls them.
        SqlText clients = $"""SELECT "Id" FROM "Client" WHERE "Id" {own} UNION SELECT "ClientId" FROM "Referral" WHERE "Id" {answered}""";
        var referrals = batch.Values(
            $"""SELECT "Id", "ClientId", "Municipality" FROM "Referral" WHERE "ClientId" {SqlText.In(clients)}""", r => (Id: r.Key(0), Client: r.Key(1), Municipality: r.IsDBNull(2) ? null : r.GetString(2)));
        var theirs = batch.Rows<RecordSnapshot>(
            $"""WHERE t."ClientId" {SqlText.In(clients)} AND t."State" = {RecordState.Done} AND t."Ladder" = {LadderState.Counted} AND t."StatementType" <> {EventTypes.ReferralReply}""");
        var replies = batch.Rows<RecordSnapshot>(
            $"""WHERE t."ReferralId" {SqlText.In($"""SELECT "Id" FROM "Referral" WHERE "ClientId" {SqlText.In(clients)}""")} AND t."State" = {RecordState.Done} AND t."Ladder" = {LadderState.Counted} AND t."StatementType" = {EventTypes.ReferralReply}""");
        await batch.RunAsync(cancellation);
        // What waits beyond this batch is not counted yet: it is counted with what is known by then.
        var records = waiting.Concat(theirs).Concat(replies).DistinctBy(r => r.Id).ToList();
        await using var store = database.Open();
        var keys = await vault.KeysAsync(store, records, cancellation);
        var parts = referrals.ToDictionary(r => r.Id, r => (r.Client, r.Municipality));
        var fresh = waiting.Select(r => r.Id).ToHashSet();
        return [.. records.Where(r => keys.ContainsKey(r.Id))
            .SelectMany(r => Read(r, keys[r.Id], parts, now))
            .GroupBy(m => m.Client)
            .Select(g => new Person(g.Key, [.. g.Select(m => m.Measured)], [.. g.Select(m => m.Measured.Record).Where(fresh.Contains)], LastOf([.. g.Where(m => m.Own)])))];
    }

    private static IEnumerable<Reading> Read(RecordSnapshot record, byte[] key, Dictionary<Guid, (Guid Client, string? Municipality)> parts, Circumstances now)
    {
        var part = record.ReferralId is { } id && parts.TryGetValue(id, out var known) ? known : default;
        var client = IsReply(record) ? part.Client : record.ClientId ?? Guid.Empty;
        if (client == Guid.Empty)
            yield break;
        foreach (var statement in RecordVault.TryOpen(record, key) ?? [])
        {
            if (MeasuredRecords.Of(record, statement.Content, part.Municipality, now.Agreed.Directory) is { } measured)
                yield return new Reading(client, measured, LadderRules.Of(statement.Content)!, !IsReply(record));
        }
    }

    private static LastMeasured? LastOf(List<Reading> own) =>
        own.OrderBy(m => m.Measured.On).ThenBy(m => m.Measured.SaidAt).ThenBy(m => m.Measured.Record).LastOrDefault(m => m.Measurement.Presence == "present") is { } last
            ? new LastMeasured(last.Measured.Record, last.Measured.Organisation, last.Measured.On, last.Measurement)
            : null;

    private static bool IsReply(RecordSnapshot record) => record.StatementType == EventTypes.ReferralReply;

    private sealed record Reading(Guid Client, Measured Measured, LadderMeasurement Measurement, bool Own);

    private sealed record LastMeasured(Guid Record, string Organisation, DateOnly On, LadderMeasurement Measurement);

    private sealed record Person(Guid Client, IReadOnlyList<Measured> History, HashSet<Guid> New, LastMeasured? Last);
}
