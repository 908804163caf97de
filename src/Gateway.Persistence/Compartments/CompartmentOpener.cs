using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Compartments;

/// <summary>Opens what lies in the compartment of control data. It needs the compartment's own key, which the other roles do not have.</summary>
/// <param name="database">Database.</param>
/// <param name="master">Master keys.</param>
/// <param name="vault">The compartment's key.</param>
public sealed class CompartmentOpener(IGatewayDatabase database, MasterKeys master, CompartmentVault vault)
{
    /// <summary>Opens records of the compartment of control data, and of no other.</summary>
    /// <param name="records">Records.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Bytes by record; what was erased, or lies elsewhere, is absent, and what is damaged is empty.</returns>
    /// <exception cref="MasterKeyException">This process does not have the compartment's key.</exception>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> OpenAsync(IReadOnlyCollection<Guid> records, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        Dictionary<Guid, byte[]> opened = [];
        if (records.Count == 0)
            return opened;
        await using var compartments = database.OpenCompartments();
        var rows = await compartments.Sealed.AsNoTracking().Where(s => records.Contains(s.RecordId) && s.Compartment == Compartment.Walled && s.WrappedKey != null).ToListAsync(cancellation);
        var numbers = rows.Select(r => r.KeyNumber).Distinct().ToList();
        var pairs = await compartments.Keys.AsNoTracking().Where(k => k.Compartment == Compartment.Walled && numbers.Contains(k.Number)).ToListAsync(cancellation);
        foreach (var pair in pairs)
        {
            using var half = ECDiffieHellman.Create();
            half.ImportPkcs8PrivateKey(CompartmentKeys.PrivateOf(pair, master, vault), out _);
            foreach (var row in rows.Where(r => r.KeyNumber == pair.Number))
            {
                try
                {
                    var key = CompartmentWrap.Unwrap(half, row.WrappedKey!, row.RecordId);
                    opened[row.RecordId] = Sealing.Open(key, row.Cipher, Sealing.Context(row.RecordId, "raw"));
                }
                catch (CryptographicException)
                {
                    // One damaged record does not keep the others back.
                    opened[row.RecordId] = [];
                }
            }
        }

        return opened;
    }

    /// <summary>Whether this process has a key with which it may open.</summary>
    public bool CanOpen => vault.IsThere;
}
