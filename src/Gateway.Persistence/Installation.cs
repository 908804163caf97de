using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>
/// What this installation was made with: its master key's fingerprint, its own keys, its compartments' keys.
/// Opened once, before anything else uses the store.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="master">Master key.</param>
/// <param name="ring">Data keys.</param>
public sealed class Installation(IGatewayDatabase database, IMasterKey master, KeyRing ring) : IPreparedStore
{
    /// <summary>Characters of a declared media type that are kept; a longer one is none.</summary>
    private const int LongestDeclared = 300;

    private const string MasterKeySetting = "master-key";
    private const string IndexKeySetting = "index-key";
    private const string ProtectionKeySetting = "protection-key";

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BlindIndex? _index;
    private CompartmentSealer? _sealer;
    private byte[]? _protection;

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

    /// <summary>Completes when it is open. Whatever works on the store waits for it: a server database may be absent at start.</summary>
    public Task WhenOpenAsync(CancellationToken cancellation) => _opened.Task.WaitAsync(cancellation);

    /// <summary>Tells those who wait that the store is prepared; called once what is done at start is done.</summary>
    public void Release() => _opened.TrySetResult();

    /// <summary>Opens the installation, making its keys the first time.</summary>
    /// <exception cref="MasterKeyException">The master key is not the one this database was made with.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var (index, protection, pairs) = await ReadOrMakeAsync(cancellation);
        _index = new BlindIndex(index);
        _protection = protection;
        _sealer = new CompartmentSealer(pairs.ToDictionary(p => p.Compartment, p => p.PublicKey));
    }

    /// <summary>Of several processes that open it for the first time at the same moment, one makes the keys; the others conflict and read them.</summary>
    private Task<(byte[] Index, byte[] Protection, List<CompartmentKeyRow> Pairs)> ReadOrMakeAsync(CancellationToken cancellation) =>
        database.DespiteConflictsAsync(async () =>
        {
            await using var store = database.Open();
            return await database.InTransactionAsync(store, transaction => OpenAsync(store, transaction, cancellation), happened: null, cancellation);
        });

    private async Task<(byte[] Index, byte[] Protection, List<CompartmentKeyRow> Pairs)> OpenAsync(GatewayContext store, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        store.ChangeTracker.Clear();
        await CheckMasterKeyAsync(store, cancellation);
        var index = await KeyAsync(store, IndexKeySetting, "index", cancellation);
        var protection = await KeyAsync(store, ProtectionKeySetting, "protection", cancellation);
        await using var compartments = database.OpenCompartments(store, transaction);
        var pairs = await compartments.Keys.ToListAsync(cancellation);
        foreach (var wall in CompartmentKeys.Walls.Where(w => pairs.TrueForAll(p => p.Compartment != w)))
        {
            var pair = CompartmentKeys.Create(wall, master);
            compartments.Keys.Add(pair);
            pairs.Add(pair);
        }

        await store.SaveChangesAsync(cancellation);
        await compartments.SaveChangesAsync(cancellation);
        return (index, protection, pairs);
    }

    private async Task CheckMasterKeyAsync(GatewayContext store, CancellationToken cancellation)
    {
        var stored = await store.Settings.FindAsync([MasterKeySetting], cancellation);
        if (stored is null)
            store.Settings.Add(new SettingRow { Name = MasterKeySetting, Value = master.Fingerprint });
        else if (stored.Value != master.Fingerprint)
            throw new MasterKeyException($"This database was made with another master key (fingerprint {stored.Value}, given {master.Fingerprint}). Name the right file in Gateway:MasterKeyFile; without it nothing in the database can be read.");
    }

    private async Task<byte[]> KeyAsync(GatewayContext store, string name, string purpose, CancellationToken cancellation)
    {
        if (await store.Settings.FindAsync([name], cancellation) is { } setting)
            return ring.Open(await store.DataKeys.SingleAsync(k => k.Id == Guid.ParseExact(setting.Value, "N"), cancellation));
        var (row, key) = ring.Create(purpose);
        store.DataKeys.Add(row);
        store.Settings.Add(new SettingRow { Name = name, Value = row.Id.ToString("N") });
        return key;
    }
}
