using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Deadlines stand in columns of what they are about. A due one is cleared under the value that was read, so that of two
/// processes one makes the work item.
/// </summary>
internal sealed class DeadlineScanning(IGatewayDatabase database, UnitsOfWork units) : IDeadlineScan
{
    private static readonly (string Table, string Column)[] Columns =
        [("Referral", "AckDueAt"), ("Handover", "AckDueAt"), ("Delivery", "ConfirmDueAt"), ("Submission", "KeepUntil")];

    public Task<int> ScanAsync(int most, CancellationToken cancellation) => database.DespiteConflictsAsync(() => OnceAsync(most, cancellation));

    private async Task<int> OnceAsync(int most, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var batch = new LoadBatch(database);
        var due = Columns.Select(c => (c.Table, c.Column, Ids: batch.Values(
            SqlText.Of($"SELECT \"Id\" FROM \"{c.Table}\" WHERE \"{c.Column}\" <= ").Then($"{unit.Now}").Then(SqlText.Of($" ORDER BY \"{c.Column}\"")).Then(batch.Limit(most)), r => r.Key(0)))).ToList();
        var own = batch.Values(
            ((SqlText)$"""SELECT "Id" FROM "Deadline" WHERE "State" = {DeadlineState.Running} AND "DueAt" <= {unit.Now} ORDER BY "DueAt" """).Then(batch.Limit(most)), r => r.Key(0));
        await batch.RunAsync(cancellation);
        var all = due.SelectMany(d => d.Ids).Concat(own).ToList();
        if (all.Count == 0)
            return 0;
        var generations = await GenerationsAsync(all, cancellation);
        foreach (var (table, column, ids) in due.Where(d => d.Ids.Count > 0))
        {
            // The row's version stays: whoever decides about it reads its state, not its deadline.
            unit.First(new RowStatement(
                SqlText.Of($"UPDATE \"{table}\" SET \"{column}\" = NULL WHERE \"{column}\" IS NOT NULL AND \"Id\" ").Then($"{ids}"), ids.Count));
        }

        if (own.Count > 0)
            unit.First(new RowStatement($"""UPDATE "Deadline" SET "State" = {DeadlineState.Fired} WHERE "State" = {DeadlineState.Running} AND "Id" {own}""", own.Count));
        foreach (var id in all)
            unit.Enqueue(StageNames.Clocks, id, generations.GetValueOrDefault(id));
        await unit.CommitAsync(cancellation);
        return all.Count;
    }

    /// <summary>The next generation of those that had a deadline before.</summary>
    private async Task<Dictionary<Guid, int>> GenerationsAsync(List<Guid> subjects, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var found = batch.Values(
            $"""SELECT "SubjectId", MAX("Generation") FROM "WorkItem" WHERE "Stage" = {StageNames.Clocks} AND "SubjectId" {subjects} GROUP BY "SubjectId" """, r => (Id: r.Key(0), Last: r.GetInt32(1)));
        await batch.RunAsync(cancellation);
        return found.ToDictionary(f => f.Id, f => f.Last + 1);
    }
}
