using System.Data.Common;
using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Writing;

/// <summary>Writes a set of rows inside a transaction, in as few round trips as the provider can.</summary>
public abstract class RowWriter
{
    /// <summary>Writes everything.</summary>
    /// <param name="context">Context whose model and transaction it is.</param>
    /// <param name="dialect">The provider's dialect.</param>
    /// <param name="rows">What to write.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="DbUpdateConcurrencyException">A row is not as it was read.</exception>
    public virtual async Task WriteAsync(DbContext context, ISqlDialect dialect, RowSet rows, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(transaction);
        List<Prepared> statements = [.. rows.First.Select(s => Prepare(s, dialect))];
        if (rows.Replacements.Count > 0)
            statements.AddRange(Replace(TableOf(context.Model, typeof(WorkItem)), rows.Replacements, dialect));
        foreach (var kind in rows.Inserts.GroupBy(r => r.GetType()))
            statements.AddRange(Insert(TableOf(context.Model, kind.Key), [.. kind], dialect));
        foreach (var kind in rows.Changes.GroupBy(c => c.After.GetType()))
            statements.AddRange(Changes(TableOf(context.Model, kind.Key), [.. kind], dialect));
        foreach (var uses in rows.Uses.GroupBy(u => u.Alone))
            statements.AddRange(Use(TableOf(context.Model, typeof(ClientSnapshot)), [.. uses.Select(u => u.Client).OrderBy(c => c.Id)], uses.Key, dialect));
        // Behind the uses: where somebody else who changes one of these rows holds its client, this waits for them there.
        foreach (var kind in rows.Checks.GroupBy(c => c.GetType()))
            statements.AddRange(Check(TableOf(context.Model, kind.Key), [.. kind.DistinctBy(r => r.Id)], dialect));
        statements.AddRange(rows.Last.Select(s => Prepare(s, dialect)));
        if (statements.Count == 0)
            return;
        var connection = context.Database.GetDbConnection();
        if (connection.CanCreateBatch)
            await TogetherAsync(connection, transaction.GetDbTransaction(), statements, cancellation);
        else
            await OneByOneAsync(connection, transaction.GetDbTransaction(), statements, cancellation);
    }

    /// <summary>Statements that insert rows.</summary>
    protected abstract IEnumerable<Prepared> Insert(RowTable table, List<object> rows, ISqlDialect dialect);

    /// <summary>Statements that make new work items out of those that are done and still held.</summary>
    protected abstract IEnumerable<Prepared> Replace(RowTable table, List<ItemReplacement> items, ISqlDialect dialect);

    /// <summary>The condition under which an item may be replaced, beside its id and lease.</summary>
    protected static string NotParked { get; } = $"\"State\" < {((int)WorkItemState.Parked).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What an item that is not held any more ends with.</summary>
    protected static Func<Exception> LeaseLost { get; } = () => new LeaseLostException();

    /// <summary>Statements that change rows, all setting the same columns, under the identity they were read with.</summary>
    protected abstract IEnumerable<Prepared> Change(RowTable table, IReadOnlyList<RowColumn> set, List<RowChange> rows, ISqlDialect dialect);

    /// <summary>Statements that count clients as used that are still in the version in which they were read.</summary>
    /// <param name="table">The clients' table.</param>
    /// <param name="clients">Clients, in the order of their keys.</param>
    /// <param name="alone">They must not have been used by others since either.</param>
    /// <param name="dialect">Dialect.</param>
    protected abstract IEnumerable<Prepared> Use(RowTable table, List<ClientSnapshot> clients, bool alone, ISqlDialect dialect);

    /// <summary>Queries that count the rows which are still in the version in which they were read.</summary>
    protected abstract IEnumerable<Prepared> Check(RowTable table, List<IVersioned> rows, ISqlDialect dialect);

    /// <summary>What a row not found as it was read ends with.</summary>
    protected static Func<Exception> Moved(RowTable table) => () => new DbUpdateConcurrencyException($"A row of {table.Name} is not as it was read.");

    private IEnumerable<Prepared> Changes(RowTable table, List<RowChange> rows, ISqlDialect dialect)
    {
        List<(IReadOnlyList<RowColumn> Set, RowChange Change)> changed = [];
        foreach (var row in rows)
        {
            table.RaiseVersion(row.Before, row.After);
            var set = table.Changed(row.Before, row.After);
            if (set.Count > 0)
                changed.Add((set, row));
        }

        // Rows of a batch mostly change alike; those that do not are written by the columns they set.
        foreach (var alike in changed.GroupBy(c => string.Join(',', c.Set.Select(s => s.Name))))
        {
            foreach (var statement in Change(table, alike.First().Set, [.. alike.Select(a => a.Change)], dialect))
                yield return statement;
        }
    }

    private static RowTable TableOf(IModel model, Type kind) =>
        RowTable.Of(model.FindEntityType(kind) ?? throw new InvalidOperationException($"{kind.Name} is no table."));

    private static Prepared Prepare(RowStatement statement, ISqlDialect dialect) => new(
        (parameters, create) => statement.Sql.Render(dialect, parameters, create),
        statement.Expected, statement.Otherwise ?? (() => new DbUpdateConcurrencyException("What a decision was based on is not as it was read.")), statement.Counts);

    private static async Task TogetherAsync(DbConnection connection, DbTransaction transaction, List<Prepared> statements, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Write(command.Parameters, command.CreateParameter);
            SqlListening.Tell(connection, command.CommandText, command.Parameters);
            batch.BatchCommands.Add(command);
        }

        Dictionary<int, int> counted = [];
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            foreach (var counting in statements.Select((s, i) => (s, i)).Where(s => s.s.Counts))
            {
                if (await reader.ReadAsync(cancellation))
                    counted[counting.i] = Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture);
                await reader.NextResultAsync(cancellation);
            }
        }

        for (var i = 0; i < statements.Count; i++)
            statements[i].Check(statements[i].Counts ? counted.GetValueOrDefault(i, -1) : batch.BatchCommands[i].RecordsAffected);
    }

    private static async Task OneByOneAsync(DbConnection connection, DbTransaction transaction, List<Prepared> statements, CancellationToken cancellation)
    {
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = statement.Write(command.Parameters, command.CreateParameter);
            SqlListening.Tell(connection, command.CommandText, command.Parameters);
            statement.Check(statement.Counts
                ? Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture)
                : await command.ExecuteNonQueryAsync(cancellation));
        }
    }

    /// <summary>A statement ready to run.</summary>
    /// <param name="Write">Adds its parameters and gives its text.</param>
    /// <param name="Expected">Rows or number it must give; null: any.</param>
    /// <param name="Otherwise">Makes the exception.</param>
    /// <param name="Counts">It is a query that gives one number.</param>
    protected sealed record Prepared(Func<DbParameterCollection, Func<DbParameter>, string> Write, int? Expected, Func<Exception> Otherwise, bool Counts = false)
    {
        /// <summary>Throws when another number came back.</summary>
        public void Check(int actual)
        {
            if (Expected is { } expected && actual != expected)
                throw Otherwise();
        }
    }
}
