using System.Text.Json;
using Gateway.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Keys;

/// <summary>What the database says of the keys of the blind index; kept as a setting.</summary>
/// <param name="Keys">Ids of the data keys, from the first.</param>
/// <param name="Oldest">Number of the oldest key that stored digests may still have.</param>
/// <param name="Pass">Where the pass over the rows is that brings digests to the newest key; null: none is needed.</param>
public sealed record IndexKeyState(IReadOnlyList<Guid> Keys, int Oldest, RotationPass? Pass)
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "index-keys";

    /// <summary>The state in which a further key is the newest.</summary>
    public IndexKeyState Turned(Guid key, DateTimeOffset now) => this with { Keys = [.. Keys, key], Pass = RotationPass.Begun(now) };

    /// <summary>The state after the last digest was brought to the newest key.</summary>
    public IndexKeyState Ended() => this with { Oldest = Keys.Count, Pass = null };

    /// <summary>What the database says; null: it has none yet. Asking needs no key.</summary>
    public static async Task<IndexKeyState?> LoadAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var store = database.Open();
        return await store.Settings.AsNoTracking().Where(s => s.Name == Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } value ? Read(value) : null;
    }

    internal static IndexKeyState Read(string value) => JsonSerializer.Deserialize<IndexKeyState>(value, ContractJson.Options)!;

    /// <summary>The value of the setting.</summary>
    public string Write() => JsonSerializer.Serialize(this, ContractJson.Options);
}
