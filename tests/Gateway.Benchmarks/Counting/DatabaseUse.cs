namespace Gateway.Benchmarks;

/// <summary>What the gateway's database counted, or the part of it that one referral causes.</summary>
/// <param name="Transactions">Committed transactions, those that only read included.</param>
/// <param name="RolledBack">Transactions rolled back.</param>
/// <param name="Statements">Statements, without those that begin and end transactions; null: the server does not count them.</param>
/// <param name="StatementMilliseconds">Time the server spent in them.</param>
/// <param name="Inserted">Rows inserted, over all tables.</param>
/// <param name="Updated">Rows updated, over all tables.</param>
/// <param name="Deleted">Rows deleted, over all tables.</param>
/// <param name="LogKilobytes">Length of the write-ahead log written, kB.</param>
internal sealed record DatabaseUse(
    double Transactions, double RolledBack, double? Statements, double? StatementMilliseconds, double Inserted, double Updated, double Deleted, double LogKilobytes)
{
    public static DatabaseUse? operator -(DatabaseUse? left, DatabaseUse? right) => left is null || right is null ? null : left.With(right, (a, b) => a - b);

    /// <summary>A share of it.</summary>
    public DatabaseUse Per(double number) => With(this, (a, _) => a / number);

    private DatabaseUse With(DatabaseUse other, Func<double, double, double> of) => new(
        of(Transactions, other.Transactions), of(RolledBack, other.RolledBack), Maybe(Statements, other.Statements, of),
        Maybe(StatementMilliseconds, other.StatementMilliseconds, of),
        of(Inserted, other.Inserted), of(Updated, other.Updated), of(Deleted, other.Deleted), of(LogKilobytes, other.LogKilobytes));

    private static double? Maybe(double? left, double? right, Func<double, double, double> of) => left is { } a && right is { } b ? of(a, b) : null;
}
