namespace Gateway.Persistence.Writing;

/// <summary>Closes open tasks by a condition. Whoever read one of them before finds that it has changed.</summary>
internal static class TaskClosing
{
    /// <summary>Those that a condition names.</summary>
    /// <param name="at">Domain time, UTC.</param>
    /// <param name="by">Why, as a code, or who.</param>
    /// <param name="which">Condition on a row of <c>Task</c>.</param>
    internal static RowStatement Where(DateTimeOffset at, string by, SqlText which) => new(Update(at, by, which));

    /// <summary>Those that are listed: each is still open, or somebody else was first.</summary>
    internal static RowStatement These(DateTimeOffset at, string by, IReadOnlyList<Guid> tasks) => new(Update(at, by, $""" "Id" {tasks}"""), tasks.Count);

    private static SqlText Update(DateTimeOffset at, string by, SqlText which) =>
        ((SqlText)$"""UPDATE "Task" SET "ClosedAt" = {at}, "ClosedBy" = {by}, "EscalateAt" = NULL, "Version" = "Version" + 1 WHERE "ClosedAt" IS NULL AND """).Then(which);
}
