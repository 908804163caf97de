using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Files;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps the notes of drop folders as settings, one an agency.</summary>
internal sealed class FolderNotes(IGatewayDatabase database, UnitsOfWork units) : IFolderNotes
{
    private const string Prefix = "folder:";

    public async Task<IReadOnlyDictionary<string, FolderNote>> ReadAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await ReadAsync(store, cancellation);
    }

    public Task WriteAsync(Lease lease, string agency, FolderNote note, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            unit.First(LeaseStore.Hold(lease));
            await SettingText.PutAsync(unit, Prefix + agency, JsonSerializer.Serialize(note, ContractJson.Options), cancellation);
            return true;
        },
        cancellation);

    internal static async Task<IReadOnlyDictionary<string, FolderNote>> ReadAsync(GatewayContext store, CancellationToken cancellation) =>
        (await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(Prefix)).ToListAsync(cancellation))
        .ToDictionary(s => s.Name[Prefix.Length..], s => JsonSerializer.Deserialize<FolderNote>(s.Value, ContractJson.Options)!, StringComparer.Ordinal);
}
