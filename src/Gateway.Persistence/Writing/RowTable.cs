using Gateway.Core.Work;
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Writing;

/// <summary>
/// A table as the model describes it, for providers that write many rows with one statement instead of one each. What a
/// row is stays said in one place: names, types, conversions and concurrency tokens come from the model.
/// </summary>
/// <remarks>
/// The model has no foreign keys, and the database makes no values that a row here has; writers rely on that. Columns that the database
/// computes are left out.
/// </remarks>
public sealed class RowTable
{
    private static readonly ConcurrentDictionary<IEntityType, RowTable> Tables = new();

    private readonly PropertyInfo? _version;

    private RowTable(IEntityType type)
    {
        Name = type.GetTableName()!;
        Schema = type.GetSchema();
        var table = StoreObjectIdentifier.Table(Name, Schema);
        _version = type.FindProperty(nameof(IVersioned.Version)) is { } version ? version.PropertyInfo : null;
        Columns = [.. type.GetProperties().Where(p => p.GetComputedColumnSql() is null).Select(p => new RowColumn(p, p.GetColumnName(table)!))];
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Schema; null: the default one.</summary>
    public string? Schema { get; }

    /// <summary>Columns, always in the same order.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>The table of a kind of row.</summary>
    public static RowTable Of(IEntityType type) => Tables.GetOrAdd(type, t => new RowTable(t));

    /// <summary>Columns that tell which row, in which state, a change means: key, concurrency tokens, and what else must be as it was read.</summary>
    public IEnumerable<RowColumn> Identity(RowChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Columns.Where(c => c.IsKey || c.IsToken || change.AsRead.Contains(c.Name, StringComparer.Ordinal));
    }

    /// <summary>Name with its schema, quoted.</summary>
    public string QuotedName => Schema is { } schema ? $"\"{schema}\".\"{Name}\"" : $"\"{Name}\"";

    /// <summary>Columns that a changed row sets.</summary>
    public IReadOnlyList<RowColumn> Changed(object before, object after) =>
        [.. Columns.Where(c => !c.IsKey && !RowColumn.Same(c.ValueOf(before), c.ValueOf(after)))];

    /// <summary>Raises the version of a changed row, where its kind has one.</summary>
    public void RaiseVersion(object before, object after)
    {
        if (_version is not null)
            _version.SetValue(after, (int)_version.GetValue(before)! + 1);
    }
}

/// <summary>A column.</summary>
public sealed class RowColumn
{
    private readonly Func<object?, object?>? _convert;
    private readonly IClrPropertyGetter _getter;

    internal RowColumn(IProperty property, string name)
    {
        Property = property;
        Name = name;
        Mapping = property.GetRelationalTypeMapping();
        _convert = Mapping.Converter?.ConvertToProvider;
        _getter = property.GetGetter();
        InsertedAs = property.PropertyInfo?.GetCustomAttribute<InsertedAsAttribute>()?.Sql;
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Its property.</summary>
    public IProperty Property { get; }

    /// <summary>Type in the database.</summary>
    public RelationalTypeMapping Mapping { get; }

    /// <summary>The expression by which a new row gets its value; null: the row has it.</summary>
    public string? InsertedAs { get; }

    /// <summary>Part of the key.</summary>
    public bool IsKey => Property.IsPrimaryKey();

    /// <summary>A concurrency token.</summary>
    public bool IsToken => Property.IsConcurrencyToken;

    /// <summary>The row's value as the database takes it; null: NULL.</summary>
    public object? ValueOf(object row) => Converted(_getter.GetClrValue(row));

    internal static bool Same(object? one, object? other) => one is byte[] bytes && other is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(one, other);

    private object? Converted(object? value) => value is null || _convert is null ? value : _convert(value);
}
