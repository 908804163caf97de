using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads what receipts are made from: agreements, and the sealed records whose statements hold their words.</summary>
internal sealed class AgreementReceipts(UnitsOfWork units, RecordVault vault, KeyRing ring, Installation installation, IPresent<Agreed> agreed) : IAgreementReceipts
{
    public Task<IReadOnlyList<AgreementReceipt>?> ReadAsync(string agency, Guid client, string language, PrivacyLook look, CancellationToken cancellation) =>
        units.RunAsync<IReadOnlyList<AgreementReceipt>?>(
            async unit =>
            {
                var store = unit.Store;
                if (!await store.Clients.AnyAsync(c => c.Id == client && c.Agency == agency && c.Wrapped != null, cancellation))
                {
                    unit.Refused(look, client, agency, RightsFaults.Unknown);
                    return null;
                }

                await unit.LookedAsync(ring, look, client, agency, cancellation);
                // What was noted for an agreement that had not come yet has no record, and is no agreement.
                var rows = await store.ClientAgreements.AsNoTracking().Where(a => a.ClientId == client && a.RecordId != null).OrderByDescending(a => a.Id).ToListAsync(cancellation);
                var sources = await SourcesAsync(store, client, rows, unit.Now, cancellation);
                return [.. sources.Select(s => ReceiptRules.Of(s, agreed.Now, language, unit.Now))];
            },
            cancellation);

    private async Task<List<ReceiptSource>> SourcesAsync(GatewayContext store, Guid client, List<ClientAgreement> rows, DateTimeOffset now, CancellationToken cancellation)
    {
        var recordIds = rows.Select(r => r.RecordId!.Value).Distinct().ToList();
        var records = await store.Records.AsNoTracking().Where(r => recordIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var keys = await vault.KeysAsync(store, records.Values, cancellation);
        var telling = await ClientLines.TellingAsync(store, agreed.Now.Policy, client, now, cancellation);
        var referrals = (await store.Referrals.AsNoTracking().Where(r => r.ClientId == client).ToListAsync(cancellation)).FindAll(r => telling.Tells(r.Id, r.SubmittedAt));
        var ids = referrals.ConvertAll(r => r.Id);
        var handovers = (await store.Handovers.AsNoTracking().Where(h => ids.Contains(h.ReferralId)).Select(h => new { h.ReferralId, h.Recipient }).ToListAsync(cancellation))
            .ToLookup(h => h.ReferralId, h => h.Recipient);
        var hashes = rows.Select(r => r.PreviewHash).OfType<byte[]>().ToList();
        var previews = hashes.Count == 0 ? [] : await store.Previews.AsNoTracking().Where(p => hashes.Contains(p.Hash)).ToListAsync(cancellation);
        return rows.ConvertAll(row =>
        {
            var record = records.GetValueOrDefault(row.RecordId!.Value);
            var (claim, ticket, purpose) = record is null ? default : Said(record, keys);
            // While the index key turns, one of the two may lie under the older key still.
            var ticketHash = row.TicketHash is { } hash ? installation.Index.Renewed(hash) : null;
            var resting = referrals.FindAll(r => r.AgreementId == row.Id || (ticketHash is not null && installation.Index.Renewed(r.TicketHash).AsSpan().SequenceEqual(ticketHash)));
            return new ReceiptSource(
                row, claim, ticket, purpose ?? resting.Select(r => r.Purpose).FirstOrDefault(), [.. resting.SelectMany(r => handovers[r.Id]).Distinct(StringComparer.Ordinal)],
                row.PreviewHash is { } shown ? previews.Find(p => p.Hash.AsSpan().SequenceEqual(shown))?.Of() : null);
        });
    }

    /// <summary>What a record says of an agreement; nothing when its key was destroyed.</summary>
    private static (AgreementClaim? Claim, string? Ticket, string? Purpose) Said(RecordSnapshot record, IReadOnlyDictionary<Guid, byte[]> keys)
    {
        if (!keys.TryGetValue(record.Id, out var key) || RecordVault.TryOpen(record, key) is not { } statements)
            return default;
        return statements.Select(s => s.Content).Select(c => c switch
        {
            ReferralSubmitted r => (r.Agreement, (string?)(r.InReplyTo ?? r.Ticket), (string?)r.Purpose),
            ConsentGiven g => (g.Agreement, g.InReplyTo, null),
            _ => default,
        }).FirstOrDefault(c => c.Item1 is not null);
    }
}
