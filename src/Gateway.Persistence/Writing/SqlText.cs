using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Clients;

namespace Gateway.Persistence.Writing;

/// <summary>
/// SQL with its values. Written as an interpolated string: a value becomes a parameter, a list becomes the right-hand side
/// of a membership test. Names are quoted with double quotes, which all three databases understand.
/// </summary>
/// <example><c>SqlText sql = $"""SELECT "Id" FROM "Record" WHERE "Id" {ids} AND "State" = {state}""";</c></example>
[InterpolatedStringHandler]
public sealed class SqlText
{
    private readonly List<(Part Kind, object? Value)> _parts = [];

    /// <summary>Begins a text; called by the compiler.</summary>
    public SqlText(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    /// <summary>A text without values.</summary>
    public static SqlText Of(string text)
    {
        var sql = new SqlText(0, 0);
        sql.AppendLiteral(text);
        return sql;
    }

    /// <summary>
    /// The right-hand side of a membership test in what a query of one column finds. The query runs first, and its finds are
    /// looked up by index: PostgreSQL otherwise may choose, while a table grows and its statistics are old, to read all of it.
    /// </summary>
    public static SqlText In(SqlText query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var members = new SqlText(0, 0);
        members._parts.Add((Part.BeginOfQuery, null));
        members._parts.AddRange(query._parts);
        members._parts.Add((Part.EndOfQuery, null));
        return members;
    }

    /// <summary>This text, and another behind it.</summary>
    public SqlText Then(SqlText other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new SqlText(0, 0);
        both._parts.AddRange(_parts);
        both._parts.AddRange(other._parts);
        return both;
    }

    /// <summary>SQL as it stands.</summary>
    public void AppendLiteral(string text) => _parts.Add((Part.Text, text));

    /// <summary>Another text.</summary>
    public void AppendFormatted(SqlText other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _parts.AddRange(other._parts);
    }

    /// <summary>A value, or a list of keys, texts, hashes or numbers for a membership test.</summary>
    public void AppendFormatted<T>(T value)
    {
        switch (value)
        {
            case IReadOnlyCollection<Guid> keys:
                _parts.Add((Part.List, keys.Distinct().ToArray()));
                break;
            case IReadOnlyCollection<string> texts:
                _parts.Add((Part.List, texts.Distinct(StringComparer.Ordinal).ToArray()));
                break;
            case IReadOnlyCollection<byte[]> hashes:
                // Stored digests may be under an older key.
                _parts.Add((Part.List, hashes.SelectMany(BlindIndex.Variants).DistinctBy(Convert.ToHexString).ToArray()));
                break;
            case IReadOnlyCollection<int> numbers:
                _parts.Add((Part.List, numbers.Distinct().ToArray()));
                break;
            case Enum state:
                // Stands in the text: indexes that hold rows in some states only are used where the text says which.
                _parts.Add((Part.Text, Convert.ToInt32(state, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));
                break;
            default:
                _parts.Add((Part.Value, value));
                break;
        }
    }

    /// <summary>The text with a question mark for each value.</summary>
    public override string ToString() => string.Concat(_parts.Select(p => p.Kind switch
    {
        Part.Text => (string)p.Value!,
        Part.BeginOfQuery => "IN (",
        Part.EndOfQuery => ")",
        _ => "?",
    }));

    /// <summary>Writes the text and its parameters as a provider understands them.</summary>
    public string Render(ISqlDialect dialect, DbParameterCollection parameters, Func<DbParameter> create)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var sql = new StringBuilder();
        foreach (var (kind, value) in _parts)
        {
            _ = kind switch
            {
                Part.Text => sql.Append((string)value!),
                Part.BeginOfQuery => sql.Append(dialect.HasArrays ? "= ANY(ARRAY(" : "IN ("),
                Part.EndOfQuery => sql.Append(dialect.HasArrays ? "))" : ")"),
                Part.Value => sql.Append(Add(dialect, parameters, create, dialect.Value(value))),
                _ when dialect.HasArrays => sql.Append("= ANY(").Append(Add(dialect, parameters, create, dialect.Value(value))).Append(')'),
                _ => AppendMembers(sql, dialect, parameters, create, (Array)value!),
            };
        }

        return sql.ToString();
    }

    /// <summary>Members are padded to few lengths by repeating the last: few texts, few plans.</summary>
    private static StringBuilder AppendMembers(StringBuilder sql, ISqlDialect dialect, DbParameterCollection parameters, Func<DbParameter> create, Array values)
    {
        if (values.Length == 0)
        {
            // A list that holds nothing: also under NOT, where a NULL would hide every row.
            return sql.Append("IN (SELECT NULL WHERE 1 = 0)");
        }

        var length = 1;
        while (length < values.Length)
            length *= 2;
        sql.Append("IN (");
        for (var i = 0; i < length; i++)
            sql.Append(i == 0 ? "" : ", ").Append(Add(dialect, parameters, create, dialect.Value(values.GetValue(Math.Min(i, values.Length - 1)))));
        return sql.Append(')');
    }

    private static string Add(ISqlDialect dialect, DbParameterCollection parameters, Func<DbParameter> create, object? value)
    {
        var parameter = create();
        parameter.Value = value ?? DBNull.Value;
        if (!dialect.HasArrays)
            parameter.ParameterName = "@p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameters.Add(parameter);
        return dialect.HasArrays ? "$" + parameters.Count.ToString(CultureInfo.InvariantCulture) : parameter.ParameterName;
    }

    /// <summary>What a part of the text is.</summary>
    private enum Part
    {
        /// <summary>SQL as it stands.</summary>
        Text,

        /// <summary>A value.</summary>
        Value,

        /// <summary>A list of values: the right-hand side of a membership test.</summary>
        List,

        /// <summary>Here begins a query whose finds are the right-hand side of a membership test.</summary>
        BeginOfQuery,

        /// <summary>Here it ends.</summary>
        EndOfQuery,
    }
}

/// <summary>What the databases do not agree on.</summary>
public interface ISqlDialect
{
    /// <summary>Lists are passed as one array parameter, and parameters are numbered (PostgreSQL).</summary>
    bool HasArrays { get; }

    /// <summary>A value as the provider takes it; a whole list where the provider takes lists.</summary>
    object? Value(object? value);

    /// <summary>At most so many rows, at the end of a query that is ordered.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="skip">Rows before them that are left out.</param>
    SqlText Limit(int rows, int skip = 0);

    /// <summary>Seconds from one moment to another, with their fractions.</summary>
    /// <param name="from">Expression of the earlier.</param>
    /// <param name="to">Expression of the later.</param>
    SqlText Seconds(string from, string to);
}

/// <summary>A database that keeps keys as 16 big-endian bytes and takes lists as single parameters: SQLite, SQL Server.</summary>
/// <param name="limit">Writes the limit of a query: rows, and those to leave out before them.</param>
/// <param name="seconds">Writes the seconds between two expressions of moments.</param>
public sealed class PlainDialect(Func<int, int, string> limit, Func<string, string, string> seconds) : ISqlDialect
{
    /// <inheritdoc />
    public bool HasArrays => false;

    /// <inheritdoc />
    public object? Value(object? value) => value switch
    {
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset at => at.UtcDateTime,
        Enum number => Convert.ToInt32(number, CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <inheritdoc />
    public SqlText Limit(int rows, int skip = 0) => SqlText.Of(limit(rows, skip));

    /// <inheritdoc />
    public SqlText Seconds(string from, string to) => SqlText.Of(seconds(from, to));
}
