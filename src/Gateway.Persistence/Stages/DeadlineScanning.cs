using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Deadlines stand in columns of what they are about. A due one is cleared in the transaction that makes its work item, and
/// only while it is still due: one that was met or moved meanwhile makes none.
/// </summary>
internal sealed class DeadlineScanning(IGatewayDatabase database, UnitsOfWork units) : IDeadlineScan
{
    private static readonly (string Table, string Column)[] Columns =
        [("Referral", "AckDueAt"), ("Handover", "AckDueAt"), ("Handover", "NextStepDueAt"), ("Delivery", "ConfirmDueAt"), ("Submission", "KeepUntil"), ("ClientAgreement", "AskAt"), ("Task", "EscalateAt")];

    public Task<int> ScanAsync(Lease lease, int most, CancellationToken cancellation) => database.DespiteConflictsAsync(() => OnceAsync(lease, most, cancellation));

    private async Task<int> OnceAsync(Lease lease, int most, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var due = await DueAsync(unit.Now, most, cancellation);
        if (due.Count == 0)
            return 0;
        unit.First(LeaseStore.Hold(lease));
        foreach (var (table, column) in Columns)
        {
            var ids = Ids(due, table, column);
            // The row's version stays: whoever decides about it reads its state, not its deadline.
            if (ids.Count > 0)
                unit.First(new RowStatement(SqlText.Of($"UPDATE \"{table}\" SET \"{column}\" = NULL WHERE \"{column}\" <= ").Then($"""{unit.Now} AND "Id" {ids}"""), ids.Count));
        }

        if (Ids(due, "Deadline", "DueAt") is { Count: > 0 } own)
            unit.First(new RowStatement($"""UPDATE "Deadline" SET "State" = {DeadlineState.Fired} WHERE "State" = {DeadlineState.Running} AND "Id" {own}""", own.Count));
        var generations = await GenerationsAsync(due.ConvertAll(d => d.Id), cancellation);
        foreach (var (_, _, id, _) in due)
            unit.Enqueue(StageNames.Clocks, id, generations.GetValueOrDefault(id));
        await unit.CommitAsync(cancellation);
        return due.Count;
    }

    /// <summary>The first that are due, of whatever kind.</summary>
    private async Task<List<(string Table, string Column, Guid Id, DateTime At)>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var found = Columns.Select(c => batch.Values(
            SqlText.Of($"SELECT \"Id\", \"{c.Column}\" FROM \"{c.Table}\" WHERE \"{c.Column}\" <= ").Then($"{now}").Then(SqlText.Of($" ORDER BY \"{c.Column}\"")).Then(batch.Limit(most)),
            r => (c.Table, c.Column, Id: r.Key(0), At: r.GetDateTime(1)))).ToList();
        found.Add(batch.Values(
            ((SqlText)$"""SELECT "Id", "DueAt" FROM "Deadline" WHERE "State" = {DeadlineState.Running} AND "DueAt" <= {now} ORDER BY "DueAt" """).Then(batch.Limit(most)),
            r => (Table: "Deadline", Column: "DueAt", Id: r.Key(0), At: r.GetDateTime(1))));
        await batch.RunAsync(cancellation);
        return [.. found.SelectMany(f => f).OrderBy(d => d.At).ThenBy(d => d.Id).Take(most)];
    }

    private static List<Guid> Ids(List<(string Table, string Column, Guid Id, DateTime At)> due, string table, string column) =>
        [.. due.Where(d => d.Table == table && d.Column == column).Select(d => d.Id)];

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
