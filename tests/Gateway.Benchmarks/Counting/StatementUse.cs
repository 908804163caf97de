namespace Gateway.Benchmarks;

/// <summary>One statement, and how often the database ran it, or what one referral caused of it.</summary>
/// <param name="Text">As the server keeps it: values are replaced by numbers.</param>
/// <param name="Calls">Calls.</param>
/// <param name="Rows">Rows read or changed.</param>
/// <param name="Milliseconds">Time the server spent in it.</param>
internal sealed record StatementUse(string Text, double Calls, double Rows, double Milliseconds)
{
    /// <summary>What was run between two readings beyond what an idle gateway runs, per referral; the most often called first.</summary>
    public static IReadOnlyList<StatementUse> Between(
        IReadOnlyDictionary<long, StatementUse> from, IReadOnlyDictionary<long, StatementUse> until,
        IReadOnlyDictionary<long, StatementUse> idleFrom, IReadOnlyDictionary<long, StatementUse> idleUntil, int referrals)
    {
        StatementUse Caused(long id, StatementUse total)
        {
            double Of(Func<StatementUse, double> figure)
            {
                double In(IReadOnlyDictionary<long, StatementUse> reading) => reading.TryGetValue(id, out var found) ? figure(found) : 0;
                return (figure(total) - In(from) - (In(idleUntil) - In(idleFrom))) / referrals;
            }

            return new StatementUse(total.Text, Of(s => s.Calls), Of(s => s.Rows), Of(s => s.Milliseconds));
        }

        return [.. until.Select(s => Caused(s.Key, s.Value)).Where(s => s.Calls > 0).OrderByDescending(s => s.Calls)];
    }
}
