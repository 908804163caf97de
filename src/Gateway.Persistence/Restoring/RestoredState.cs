using System.Text.Json;
using Gateway.Contracts;

namespace Gateway.Persistence.Restoring;

/// <summary>A restore whose hold has not ended; kept as a setting of the database.</summary>
/// <param name="At">Machine time at which it was accepted, UTC.</param>
/// <param name="TakenAt">When the backup was taken; of a database that was restored by other tools, when its last seal was made; null: it has none.</param>
/// <param name="Seal">Last seal of the audit trail in the backup.</param>
/// <param name="NotedSeal">Last seal that had been noted outside the database; the seals in between are lost.</param>
/// <param name="NotedAt">Machine time of that seal: until then at least the gateway was at work.</param>
public sealed record RestoredState(DateTimeOffset At, DateTimeOffset? TakenAt, int Seal, int NotedSeal, DateTimeOffset? NotedAt)
{
    internal const string Setting = "restored";

    /// <summary>Holds that people had put when it was accepted: they stand again when the hold of the restore ends.</summary>
    public IReadOnlyList<KeptHold> Holds { get; init; } = [];

    /// <summary>Seals that are lost.</summary>
    public int LostSeals => Math.Max(0, NotedSeal - Seal);

    internal string Write() => JsonSerializer.Serialize(this, ContractJson.Options);

    internal static RestoredState Read(string value) => JsonSerializer.Deserialize<RestoredState>(value, ContractJson.Options)!;
}

/// <summary>A hold that a person had put.</summary>
/// <param name="Agency">Office.</param>
/// <param name="Since">UTC.</param>
/// <param name="User">Who put it.</param>
/// <param name="Reason">Why.</param>
public sealed record KeptHold(string Agency, DateTimeOffset Since, string User, string Reason);

/// <summary>What an operator looks at before deliveries go on.</summary>
/// <param name="State">The restore.</param>
/// <param name="Work">Work before the delivery stage that is due: what was handed in is not decided yet.</param>
/// <param name="Held">What waits for each office, by id.</param>
/// <param name="Parked">Of what was parked by an ended hold, what is parked still.</param>
public sealed record RestoreReport(RestoredState? State, int Work, IReadOnlyDictionary<string, int> Held, int Parked);
