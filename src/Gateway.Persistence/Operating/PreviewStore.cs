using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps previews by their digest, and opens the referrals that previews are made of.</summary>
internal sealed class PreviewStore(UnitsOfWork units, RecordVault vault, KeyRing ring, IPresent<Agreed> agreed) : IPreviewStore
{
    public async Task KeepAsync(IReadOnlyList<Preview> previews, CancellationToken cancellation)
    {
        if (previews.Count == 0)
            return;
        // Of two that keep the same at the same moment the second finds it when it tries again.
        await units.RunAsync(
            async unit =>
            {
                var wanted = previews.DistinctBy(p => p.Hash).ToList();
                var hashes = wanted.ConvertAll(p => p.HashBytes);
                var known = (await unit.Store.Previews.AsNoTracking().Where(p => hashes.Contains(p.Hash)).Select(p => p.Hash).ToListAsync(cancellation)).Select(Convert.ToHexStringLower).ToHashSet(StringComparer.Ordinal);
                foreach (var preview in wanted.Where(p => !known.Contains(p.Hash)))
                    unit.Write(KeptPreview.Keep(unit.Keys.Next(), preview, unit.Now));
                return true;
            },
            cancellation);
    }

    public Task<OpenReferrals?> OpenAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation) => units.RunAsync<OpenReferrals?>(
        async unit =>
        {
            var store = unit.Store;
            if (await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == client && c.Agency == agency && c.Wrapped != null, cancellation) is not { } known)
            {
                unit.Refused(look, client, agency, RightsFaults.Unknown);
                return null;
            }

            await unit.LookedAsync(ring, look, client, agency, cancellation);
            var telling = await ClientLines.TellingAsync(store, agreed.Now.Policy, client, unit.Now, cancellation);
            var open = await store.Referrals.Where(r => r.ClientId == client && r.Agency == agency && r.EndedAt == null).Select(r => new { r.Id, r.RecordId, r.SubmittedAt }).ToListAsync(cancellation);
            var ids = open.FindAll(r => telling.Tells(r.Id, r.SubmittedAt)).ConvertAll(r => r.RecordId);
            var records = await store.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancellation);
            var keys = await vault.KeysAsync(store, records, cancellation);
            return new OpenReferrals([.. records.Select(r => Read(r, keys)).OfType<ReadRecord>()], known.Standing);
        },
        cancellation);

    private static ReadRecord? Read(RecordSnapshot record, IReadOnlyDictionary<Guid, byte[]> keys)
    {
        if (!keys.TryGetValue(record.Id, out var key) || RecordVault.TryOpen(record, key) is not { } statements || !statements.Any(s => s.Content is ReferralSubmitted))
            return null;
        return new ReadRecord { Number = record.Number, Statements = statements, Slice = default, Kept = default };
    }
}
