using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Writing;

/// <summary>
/// Reads rows of a table into plain objects. What a row is stays said in one place: names, types and conversions come from
/// the model, and are compiled once. Nothing is tracked.
/// </summary>
/// <typeparam name="T">Kind of row.</typeparam>
internal sealed class RowReader<T> where T : class
{
    private static readonly ConcurrentDictionary<(IEntityType, string?), RowReader<T>> Readers = new();

    private readonly Func<DbDataReader, T> _read;

    private RowReader(IEntityType type, string? abridged)
    {
        var table = RowTable.Of(type);
        Columns = string.Join(", ", table.Columns.Select(c => c.Name == abridged ? $"SUBSTRING(t.\"{c.Name}\", 1, 1)" : $"t.\"{c.Name}\""));
        From = $"\"{table.Name}\" AS t";
        _read = Compile(table);
    }

    /// <summary>The columns to select, in the order in which they are read, from alias <c>t</c>.</summary>
    internal string Columns { get; }

    /// <summary>The table with alias <c>t</c>.</summary>
    internal string From { get; }

    /// <summary>The reader of a kind of row.</summary>
    /// <param name="model">Model.</param>
    /// <param name="abridged">A column of bytes of which only the first is read: enough to tell whether there are any.</param>
    internal static RowReader<T> Of(IModel model, string? abridged = null) => Readers.GetOrAdd(
        (model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no table."), abridged), k => new RowReader<T>(k.Item1, k.Item2));

    internal T Read(DbDataReader reader) => _read(reader);

    private static Func<DbDataReader, T> Compile(RowTable table)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var bindings = table.Columns.Select((column, ordinal) => Expression.Bind(column.Property.PropertyInfo!, Value(reader, column, ordinal)));
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), reader).Compile();
    }

    private static Expression Value(ParameterExpression reader, RowColumn column, int ordinal)
    {
        var at = Expression.Constant(ordinal);
        var mapping = column.Mapping;
        var stored = mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(column.Property.ClrType) ?? column.Property.ClrType;
        var method = RelationalTypeMapping.GetDataReaderMethod(Nullable.GetUnderlyingType(stored) ?? stored);
        // SQLite keeps moments as text, always in one layout; reading any layout takes six times as long.
        var value = stored == typeof(DateTime) && mapping.StoreType == "TEXT"
            ? Expression.Call(typeof(StoredMoment), nameof(StoredMoment.Read), null, Expression.Call(reader, nameof(DbDataReader.GetString), null, at))
            : mapping.CustomizeDataReaderExpression(Expression.Call(reader, method, at));
        if (mapping.Converter is { } converter)
        {
            if (value.Type != converter.ConvertFromProviderExpression.Parameters[0].Type)
                value = Expression.Convert(value, converter.ConvertFromProviderExpression.Parameters[0].Type);
            value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        }

        var target = column.Property.ClrType;
        if (value.Type != target)
            value = Expression.Convert(value, target);
        return column.Property.IsNullable
            ? Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, at), Expression.Default(target), value)
            : value;
    }
}
