using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>
/// What this installation was made with: its master keys, its own keys, its compartments' keys. Opened once, before anything
/// else uses the store; read again while the gateway runs, because keys turn.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="master">Master keys.</param>
/// <param name="ring">Data keys.</param>
/// <param name="compartmentVault">The compartments' own key, where this process has it.</param>
/// <param name="seals">Bind who calls to a key of this installation; null: nobody calls.</param>
/// <param name="trail">Keys of the audit trail, derived from a key of this installation; null: nothing is audited.</param>
public sealed class Installation(IGatewayDatabase database, MasterKeys master, KeyRing ring, CompartmentVault compartmentVault, CallerSeals? seals = null, TrailKeys? trail = null) : IPreparedStore
{
    /// <summary>Characters of a declared media type that are kept; a longer one is none.</summary>
    private const int LongestDeclared = 300;

    private const string ProtectionKeySetting = "protection-key";

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BlindIndex? _index;
    private volatile CompartmentSealer? _sealer;
    private volatile IndexKeyState? _indexState;
    private byte[]? _protection;
    private int _pairs;

    /// <summary>Blind index.</summary>
    public BlindIndex Index => _index ?? throw new InvalidOperationException("The installation is not open yet.");

    /// <summary>Sealer of compartments.</summary>
    public CompartmentSealer Sealer => _sealer ?? throw new InvalidOperationException("The installation is not open yet.");

    /// <summary>Key that seals the keys of the pages' cookies, and what senders declare of their files.</summary>
    internal byte[] ProtectionKey => _protection ?? throw new InvalidOperationException("The installation is not open yet.");

    /// <summary>Seals the media type that a sender declared; null: none, or one that is longer than is kept.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="declared">As it was declared.</param>
    public byte[]? SealDeclared(Guid submission, string? declared) =>
        declared is { Length: > 0 and <= LongestDeclared } ? Sealing.Seal(ProtectionKey, System.Text.Encoding.UTF8.GetBytes(declared), Sealing.Context(submission, "declared")) : null;

    /// <summary>Opens the declared media type of a submission. One that was changed is none: the bytes are read as their profile says, and what cannot be read so is set aside.</summary>
    public SubmissionSnapshot WithDeclared(SubmissionSnapshot submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (submission.Declared is not { } cipher)
            return submission;
        try
        {
            return submission with { DeclaredType = System.Text.Encoding.UTF8.GetString(Sealing.Open(ProtectionKey, cipher, Sealing.Context(submission.Id, "declared"))) };
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return submission;
        }
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _opened.Task.IsCompleted;

    /// <summary>Whether a rotation was under way when it was read last.</summary>
    public bool IsTurning { get; private set; }

    /// <summary>Completes when it is open. Whatever works on the store waits for it: a server database may be absent at start.</summary>
    public Task WhenOpenAsync(CancellationToken cancellation) => _opened.Task.WaitAsync(cancellation);

    /// <summary>Tells those who wait that the store is prepared; called once what is done at start is done.</summary>
    public void Release() => _opened.TrySetResult();

    /// <summary>Opens the installation, making its keys the first time.</summary>
    /// <exception cref="MasterKeyException">The master key is missing, or not one of this database; the message says which is needed.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var opened = await ReadOrMakeAsync(cancellation);
        _protection = opened.Protection;
        seals?.Open(opened.Protection);
        trail?.Open(opened.Protection);
        Use(opened.Index, opened.Pairs);
    }

    /// <summary>Opens the keys of the audit trail alone, for who only reads; nothing is made.</summary>
    /// <exception cref="MasterKeyException">The master key is missing, or not one of this database; the message says which is needed.</exception>
    public async Task OpenTrailAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (await StoredAsync(store, cancellation) is not { } state)
            throw new MasterKeyException("The database has an audit trail and does not say any more with which master key it was made: that was removed. Nothing in the trail can be told from what somebody else wrote; restore the database.");
        Require(state);
        master.Take(state);
        var id = await store.Settings.AsNoTracking().Where(s => s.Name == ProtectionKeySetting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        var row = id is null ? null : await store.DataKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == Guid.ParseExact(id, "N"), cancellation);
        if (row is null)
            throw new MasterKeyException("The key from which those of the audit trail are derived is not in the database any more: it was removed. Nothing in the trail can be told from what somebody else wrote; restore the database.");
        try
        {
            trail?.Open(ring.Open(row));
        }
        catch (CryptographicException)
        {
            throw new MasterKeyException("The key from which those of the audit trail are derived was changed in the database. Nothing in the trail can be told from what somebody else wrote; restore the database.");
        }
    }

    /// <summary>
    /// Takes over keys that turned since: new data is sealed under those that are current now. A master key that the database
    /// names and the vault lacks is looked for again.
    /// </summary>
    /// <exception cref="MasterKeyException">It is still not there; until it is, what lies under it cannot be read.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        await using var compartments = database.OpenCompartments();
        if (await StoredAsync(store, cancellation) is not { } state)
            return;
        master.Take(state);
        var index = await IndexAsync(store, cancellation);
        IsTurning = state.Pass is not null || _indexState?.Pass is not null;
        Use(index, await compartments.Keys.AsNoTracking().ToListAsync(cancellation));
        if (!master.Has(state.Current))
            throw master.Missing(state.Current);
    }

    private void Use(BlindIndex index, List<CompartmentKeyRow> pairs)
    {
        _index = index;
        // Pairs are only ever added.
        if (_sealer is null || pairs.Count != _pairs)
            _sealer = new CompartmentSealer(pairs);
        _pairs = pairs.Count;
    }

    /// <summary>Of several processes that open it for the first time at the same moment, one makes the keys; the others conflict and read them.</summary>
    private Task<(BlindIndex Index, byte[] Protection, List<CompartmentKeyRow> Pairs)> ReadOrMakeAsync(CancellationToken cancellation) =>
        database.DespiteConflictsAsync(async () =>
        {
            await using var store = database.Open();
            return await database.InTransactionAsync(store, transaction => OpenAsync(store, transaction, cancellation), happened: null, cancellation);
        });

    private async Task<(BlindIndex Index, byte[] Protection, List<CompartmentKeyRow> Pairs)> OpenAsync(GatewayContext store, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        store.ChangeTracker.Clear();
        await OpenMasterKeysAsync(store, cancellation);
        var index = await IndexAsync(store, cancellation);
        var protection = await KeyAsync(store, ProtectionKeySetting, "protection", cancellation);
        await using var compartments = database.OpenCompartments(store, transaction);
        var pairs = await compartments.Keys.ToListAsync(cancellation);
        var further = CompartmentKeys.Complete(pairs, master, compartmentVault);
        compartments.Keys.AddRange(further);
        pairs.AddRange(further);

        await store.SaveChangesAsync(cancellation);
        await compartments.SaveChangesAsync(cancellation);
        return (index, protection, pairs);
    }

    private async Task OpenMasterKeysAsync(GatewayContext store, CancellationToken cancellation)
    {
        var state = await StoredAsync(store, cancellation);
        if (state is null)
        {
            // Only here, where the database is seen to hold nothing yet, a key may be made.
            var first = master.Vault.Ids.Count > 0 ? master.Vault.Ids[0] : master.Vault.Make();
            state = new MasterKeyState(RandomNumberGenerator.GetHexString(32, lowercase: true), first, [], [], null);
            store.Settings.Add(new SettingRow { Name = MasterKeyState.Setting, Value = state.Write() });
        }

        Require(state);
        master.Take(state);
    }

    private void Require(MasterKeyState state)
    {
        var vault = master.Vault;
        if (vault.Ids.Count == 0)
            throw new MasterKeyException($"This database was made with master key {state.Current}, and there is no key in {vault.Place}. Put that key back, from where it is kept apart from the database. None is made beside a database that has one: without the right key nothing in it can be read.");
        if (!vault.Ids.Any(state.Knows))
            throw new MasterKeyException($"The master key in {vault.Place} is of another installation: it has the fingerprint {string.Join(", ", vault.Ids)}, and this database (installation {state.Installation}) was made with {state.Current}. Name the right file; without it nothing in the database can be read.");
        if (state.Older.Prepend(state.Current).FirstOrDefault(id => !vault.Ids.Contains(id)) is { } missing)
            throw master.Missing(missing);
    }

    private static async Task<MasterKeyState?> StoredAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.Settings.AsNoTracking().Where(s => s.Name == MasterKeyState.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } value
            ? MasterKeyState.Read(value)
            : null;

    /// <summary>The keys of the index, from the first; the first is made with the installation.</summary>
    private async Task<BlindIndex> IndexAsync(GatewayContext store, CancellationToken cancellation)
    {
        var stored = await store.Settings.AsNoTracking().Where(s => s.Name == IndexKeyState.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        if (stored is null)
        {
            var (row, key) = ring.Create("index");
            store.DataKeys.Add(row);
            store.Settings.Add(new SettingRow { Name = IndexKeyState.Setting, Value = new IndexKeyState([row.Id], 1, null).Write() });
            store.Settings.Add(new SettingRow { Name = IndexFence.Setting, Value = "" });
            return new BlindIndex(key);
        }

        var state = IndexKeyState.Read(stored);
        var before = _indexState;
        _indexState = state;
        if (_index is { } known && before is not null && before.Keys.Count == state.Keys.Count && before.Oldest == state.Oldest)
            return known;
        var rows = await store.DataKeys.AsNoTracking().Where(k => state.Keys.Contains(k.Id)).ToDictionaryAsync(k => k.Id, cancellation);
        return new BlindIndex([.. state.Keys.Select(id => ring.Open(rows[id]))], state.Oldest);
    }

    private async Task<byte[]> KeyAsync(GatewayContext store, string name, string purpose, CancellationToken cancellation)
    {
        if (await store.Settings.FindAsync([name], cancellation) is { } setting)
            return ring.Open(await store.DataKeys.AsNoTracking().SingleAsync(k => k.Id == Guid.ParseExact(setting.Value, "N"), cancellation));
        var (row, key) = ring.Create(purpose);
        store.DataKeys.Add(row);
        store.Settings.Add(new SettingRow { Name = name, Value = row.Id.ToString("N") });
        return key;
    }
}
