namespace Gateway.Persistence.Writing;

/// <summary>A column whose value the database finds when a row is inserted: it depends on what is committed by then.</summary>
/// <param name="sql">An expression that every provider understands.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InsertedAsAttribute(string sql) : Attribute
{
    /// <summary>The expression.</summary>
    public string Sql { get; } = sql;
}
