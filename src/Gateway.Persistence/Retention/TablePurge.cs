using Gateway.Core.Retention;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges rows of a table that says by itself whether they are needed.</summary>
/// <param name="kind">Kind.</param>
/// <param name="table">Table.</param>
/// <param name="madeAt">Column with the moment at which a row was made; null: none tells.</param>
/// <param name="moment">Expression of the last moment at which a row mattered; where it gives NULL the row is open.</param>
/// <param name="delete">Statements that purge rows of these keys; the first one must change as many.</param>
internal sealed class TablePurge(string kind, string table, string? madeAt, string moment, Func<IReadOnlyList<Guid>, IReadOnlyList<SqlText>> delete) : Purge(kind)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var rows = batch.Values(
            SqlText.Of($"SELECT t.\"Id\", {(madeAt is null ? "NULL" : $"t.\"{madeAt}\"")}, {moment} FROM \"{table}\" AS t WHERE t.\"Id\" > ").Then($"""{after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), MadeAt: madeAt is null ? null : r.MomentOrNull(1), Moment: r.MomentOrNull(2)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, rows, r => (r.Id, r.MadeAt));
        List<Looked> looked = [.. old.Select(r => new Looked(
            r.Id, r.Moment ?? r.MadeAt ?? view.Now, RetentionRules.Decide(view.Term, r.Moment ?? r.MadeAt ?? view.Now, r.Moment is null ? Need.Open : Need.None, view.Now)))];
        return new PurgePage(looked, last, unit =>
        {
            List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
            var statements = delete(due);
            for (var i = 0; i < statements.Count && due.Count > 0; i++)
                unit.First(new RowStatement(statements[i], i == 0 ? due.Count : null));
            return 0;
        });
    }
}
