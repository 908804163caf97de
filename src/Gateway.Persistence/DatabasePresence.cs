namespace Gateway.Persistence;

/// <summary>Asks whether a database answers at all.</summary>
public static class DatabasePresence
{
    /// <summary>Whether a connection can be made and a statement that needs nothing is answered.</summary>
    /// <param name="database">Database.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<bool> AnswersAsync(this IGatewayDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var store = database.Open();
        return await store.Database.CanConnectAsync(cancellation);
    }
}
