using System.Runtime.CompilerServices;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>Reads disclosures and blocked deliveries along their keys, a page at a time. It opens no sealed column.</summary>
internal sealed class DecidedReleases(IGatewayDatabase database) : IDecidedReleases
{
    private const int Page = 500;

    public async IAsyncEnumerable<IReadOnlyList<DecidedRelease>> ReadAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var store = database.Open();
        // No key is smaller than this one, in the order of any of the databases.
        var last = Guid.Empty;
        while (await LeftAsync(store, from, to, last, cancellation) is { Count: > 0 } page)
        {
            yield return [.. page.Select(p => p.Release with { Fields = p.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries) })];
            last = page[^1].Key;
        }

        last = Guid.Empty;
        while (await BlockedAsync(store, from, to, last, cancellation) is { Count: > 0 } page)
        {
            yield return [.. page.Select(p => p.Release)];
            last = page[^1].Key;
        }
    }

    private static Task<List<Row>> LeftAsync(GatewayContext store, DateTimeOffset from, DateTimeOffset to, Guid last, CancellationToken cancellation) =>
        (from disclosure in store.Disclosures.AsNoTracking().Where(d => d.DeliveryId > last && d.At >= @from && d.At < to).OrderBy(d => d.DeliveryId).Take(Page)
         join referral in store.Referrals on disclosure.ReferralId equals referral.Id into referrals
         from referral in referrals.DefaultIfEmpty()
         orderby disclosure.DeliveryId
         select new Row(
             disclosure.DeliveryId,
             disclosure.Fields,
             new DecidedRelease
             {
                 Referral = disclosure.ReferralId,
                 At = disclosure.At,
                 From = disclosure.From,
                 Recipient = disclosure.Recipient,
                 Event = disclosure.Event,
                 Step = disclosure.Step,
                 Purpose = disclosure.Purpose,
                 Basis = disclosure.Basis,
                 Collaboration = referral == null ? null : referral.Collaboration,
                 HasAgreement = disclosure.AgreementId != null,
             })).ToListAsync(cancellation);

    private static Task<List<Row>> BlockedAsync(GatewayContext store, DateTimeOffset from, DateTimeOffset to, Guid last, CancellationToken cancellation) =>
        (from delivery in store.Deliveries.AsNoTracking().Where(d => d.Id > last && d.State == DeliveryState.Blocked && d.Event != EventTypes.RecordReturned && d.Event != EventTypes.TaskChanged && d.Event != EventTypes.ReconciliationCounted && d.Event != EventTypes.ChannelTested && d.IssuedAt >= @from && d.IssuedAt < to
             // What left before it was stopped is among the disclosures.
             && !store.Disclosures.Any(x => x.DeliveryId == d.Id)).OrderBy(d => d.Id).Take(Page)
         join referral in store.Referrals on delivery.ReferralId equals referral.Id
         orderby delivery.Id
         select new Row(
             delivery.Id,
             "",
             new DecidedRelease
             {
                 Referral = delivery.ReferralId,
                 At = delivery.IssuedAt,
                 From = delivery.From,
                 Recipient = delivery.Recipient,
                 Event = delivery.Event,
                 Step = delivery.Step,
                 Purpose = referral.Purpose,
                 Basis = referral.BasisReference ?? "",
                 Collaboration = referral.Collaboration,
                 HasAgreement = referral.AgreementId != null,
                 Blocked = delivery.ReasonCode ?? "",
             })).ToListAsync(cancellation);

    private sealed record Row(Guid Key, string Fields, DecidedRelease Release);
}
