using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Keys;

/// <summary>What the database says of its master keys; kept as a setting.</summary>
/// <param name="Installation">Id of the installation, made with it: tells whose keys these are.</param>
/// <param name="Current">Id of the key under which everything new is sealed.</param>
/// <param name="Older">Ids of keys under which something may lie yet.</param>
/// <param name="Retired">Ids of keys under which nothing lies any more.</param>
/// <param name="Pass">Where the pass over the rows is that seals under <see cref="Current"/> what lies under older keys; null: none is needed.</param>
public sealed record MasterKeyState(string Installation, string Current, IReadOnlyList<string> Older, IReadOnlyList<string> Retired, RotationPass? Pass)
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "master-keys";

    /// <summary>Whether the database has ever used a key.</summary>
    public bool Knows(string id) => id == Current || Older.Contains(id) || Retired.Contains(id);

    /// <summary>The state in which a further key is current; everything is sealed under it next.</summary>
    /// <param name="id">The key.</param>
    /// <param name="now">Machine time, UTC.</param>
    public MasterKeyState Turned(string id, DateTimeOffset now) => this with
    {
        Current = id,
        Older = [.. Older.Append(Current).Where(k => k != id).Distinct()],
        Retired = [.. Retired.Where(k => k != id)],
        Pass = RotationPass.Begun(now),
    };

    /// <summary>The state after the last row was sealed anew.</summary>
    public MasterKeyState Ended() => this with { Older = [], Retired = [.. Retired.Concat(Older).Distinct()], Pass = null };

    /// <summary>What the database says; null: it has none yet. Asking needs no key.</summary>
    public static async Task<MasterKeyState?> LoadAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var store = database.Open();
        return await store.Settings.AsNoTracking().Where(s => s.Name == Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } value ? Read(value) : null;
    }

    internal static MasterKeyState Read(string value) => JsonSerializer.Deserialize<MasterKeyState>(value, ContractJson.Options)!;

    /// <summary>The value of the setting.</summary>
    public string Write() => JsonSerializer.Serialize(this, ContractJson.Options);
}

/// <summary>A pass over rows, in the order of their keys. It goes on where it is after a crash.</summary>
/// <param name="AskedAt">Machine time at which the rotation was asked for, UTC.</param>
/// <param name="StartedAt">Machine time at which this pass began, UTC.</param>
/// <param name="Table">The table it is in, counted from 0.</param>
/// <param name="After">The last row that it has done there; null: none.</param>
/// <param name="Done">Rows that were changed since the rotation was asked for.</param>
/// <param name="Found">Rows that this pass found to change.</param>
/// <param name="Unread">Rows that this pass could not open: as long as there is one, the keys before are kept.</param>
public sealed record RotationPass(DateTimeOffset AskedAt, DateTimeOffset StartedAt, int Table, Guid? After, long Done, long Found, long Unread = 0)
{
    /// <summary>
    /// What processes write while they have not heard of a rotation lies under the old key. Each hears of it within seconds, or
    /// reaches no database and writes nothing: a pass that began so long after the rotation and finds nothing is the last.
    /// </summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);

    /// <summary>After a pass that could not open everything the next one waits so long: somebody puts back what is damaged, or it is purged.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The first pass.</summary>
    public static RotationPass Begun(DateTimeOffset now) => new(now, now, 0, null, 0, 0);

    /// <summary>The pass behind a batch.</summary>
    /// <param name="last">Last row of the batch; null: the table is done.</param>
    /// <param name="found">Rows of the batch that were changed.</param>
    /// <param name="unread">Rows of the batch that could not be opened.</param>
    public RotationPass Moved(Guid? last, int found, int unread = 0) => this with
    {
        Unread = Unread + unread,
        Table = last is null ? Table + 1 : Table,
        After = last,
        Done = Done + found,
        Found = Found + found,
    };

    /// <summary>Whether this pass may be the last: nobody can be left that has not heard of the rotation. It opens what it finds, as a proof.</summary>
    public bool Proves => StartedAt - AskedAt >= Settled;

    /// <summary>Whether nothing can be left, when this pass has gone through every table. One that could not open everything is never the last.</summary>
    public bool IsLast => Proves && Found == 0 && Unread == 0;

    /// <summary>The next pass.</summary>
    public RotationPass Again(DateTimeOffset now) => this with { StartedAt = now, Table = 0, After = null, Found = 0, Unread = 0 };

    /// <summary>When the next pass can be the last: before, nothing is gained by looking.</summary>
    public DateTimeOffset NextAt => Unread > 0 ? StartedAt + Patience : Found > 0 ? AskedAt : AskedAt + Settled;

    /// <summary>For people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"asked for {AskedAt:yyyy-MM-dd HH:mm:ss}Z, {Done} done so far{(Unread > 0 ? $", {Unread} could not be opened" : "")}");
}
