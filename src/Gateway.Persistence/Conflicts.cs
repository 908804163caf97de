namespace Gateway.Persistence;

/// <summary>Work on what others change at the same time: whoever commits second reads and decides again.</summary>
public static class Conflicts
{
    /// <summary>So often it is tried in a row. Who then still loses waits, or is left for somebody to look at.</summary>
    public const int Rounds = 10;

    /// <summary>Tries again from the start when someone else changed what was read.</summary>
    /// <param name="database">Database.</param>
    /// <param name="attempt">Reads, decides and commits in a unit of its own; run again, it must recognise what it did before.</param>
    /// <returns>What the attempt gave that went through.</returns>
    /// <exception cref="Exception">The conflict of the last of <see cref="Rounds"/> rounds; <see cref="IGatewayDatabase.IsConflict"/> tells it.</exception>
    public static async Task<T> DespiteConflictsAsync<T>(this IGatewayDatabase database, Func<Task<T>> attempt)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(attempt);
        for (var round = 1; ; round++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (round < Rounds && database.IsConflict(e))
            {
                // Somebody else was first.
            }
        }
    }
}
