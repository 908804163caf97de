namespace Gateway.Benchmarks;

/// <summary>What a gateway stands on: a folder of its own, and servers instead of the embedded database and transport where named.</summary>
/// <param name="Folder">Folder.</param>
/// <param name="Postgres">Connection string of its database; null: the embedded file.</param>
/// <param name="Rabbit">Address of a broker; null: the in-memory transport.</param>
internal sealed record Ground(string Folder, string? Postgres, Uri? Rabbit)
{
    /// <summary>Further settings of the gateway that runs there.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];

    /// <summary>The settings that say so.</summary>
    public IEnumerable<string> Settings
    {
        get
        {
            yield return "--Gateway:Data=" + Folder;
            if (Postgres is not null)
            {
                yield return "--Gateway:Database:Provider=PostgreSql";
                yield return "--Gateway:Database:ConnectionString=" + Postgres;
            }

            if (Rabbit is not null)
                yield return "--Gateway:Broker:Uri=" + Rabbit;
            foreach (var setting in Further)
                yield return setting;
        }
    }
}
