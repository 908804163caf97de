using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Gateway.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Persistence.PostgreSql;

/// <summary>
/// Values of one column in many rows, as one parameter. How a value is read and converted is compiled once per column from
/// what the model says: nothing is boxed on the way.
/// </summary>
internal abstract class ColumnArray
{
    private static readonly ConcurrentDictionary<RowColumn, ColumnArray> Columns = new();

    /// <summary>Types of the model as they are stored. Text serves columns of bounded length as well.</summary>
    private static readonly Dictionary<Type, NpgsqlDbType> Elements = new()
    {
        [typeof(Guid)] = NpgsqlDbType.Uuid,
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(DateTime)] = NpgsqlDbType.TimestampTz,
        [typeof(DateOnly)] = NpgsqlDbType.Date,
    };

    /// <summary>The column's own.</summary>
    internal static ColumnArray Of(RowColumn column) => Columns.GetOrAdd(column, Make);

    /// <summary>Values of rows as they are.</summary>
    internal abstract NpgsqlParameter ValuesOf(List<object> rows);

    private static ColumnArray Make(RowColumn column)
    {
        var plain = column.Mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(column.Property.ClrType) ?? column.Property.ClrType;
        var type = plain.IsValueType && column.Property.IsNullable ? typeof(Nullable<>).MakeGenericType(plain) : plain;
        return (ColumnArray)Activator.CreateInstance(
            typeof(Typed<>).MakeGenericType(type), BindingFlags.Instance | BindingFlags.NonPublic, null, [column, NpgsqlDbType.Array | Elements[plain]], null)!;
    }

    private sealed class Typed<T> : ColumnArray
    {
        private readonly NpgsqlDbType _type;
        private readonly Func<object, T> _read;

        internal Typed(RowColumn column, NpgsqlDbType type) => (_type, _read) = (type, Reader(column));

        internal override NpgsqlParameter ValuesOf(List<object> rows)
        {
            var values = new T[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = _read(rows[i]);
            return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = _type };
        }

        private static Func<object, T> Reader(RowColumn column)
        {
            var row = Expression.Parameter(typeof(object));
            Expression value = Expression.Property(Expression.Convert(row, column.Property.DeclaringType.ClrType), column.Property.PropertyInfo!);
            var read = value;
            if (column.Mapping.Converter is { } converter)
            {
                var given = converter.ConvertToProviderExpression.Parameters[0].Type;
                read = Expression.Invoke(converter.ConvertToProviderExpression, Expression.Convert(value, given));
            }

            read = Expression.Convert(read, typeof(T));
            if (column.Property.IsNullable)
                read = Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Default(typeof(T)), read);
            return Expression.Lambda<Func<object, T>>(read, row).Compile();
        }
    }
}
