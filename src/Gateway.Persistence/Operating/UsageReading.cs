using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Mandates;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reads what was used of one person, as far as one controller answers for it: the same number of statements however much there is.
/// Of other agencies' knowledge only what was handed over to this one is looked at.
/// </summary>
internal sealed class UsageReading(UnitsOfWork units, Installation installation, IPresent<Agreed> agreed) : IUsage
{
    private const string Number = "client.identifiers.value";

    public async Task<UsagePage?> ReadAsync(UsageQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (SoughtNumber.Of(installation.Index, question.Agency, question.Scheme, question.Identifier) is not { } own)
            return await MistypedAsync(question, cancellation);
        // Under each agency's own hash: there is no other way from one agency's to another's.
        // An agency's own reference names another person at every other agency.
        List<byte[]> hashes = question.Scheme == IdentifierSchemes.AgencyReference
            ? []
            : [.. agreed.Now.Directory.Agencies.SelectMany(a => SoughtNumber.Of(installation.Index, a.Id, question.Scheme, question.Identifier)!.Digests)];
        return await units.RunAsync<UsagePage?>(
            async unit =>
            {
                var store = unit.Store;
                var client = await own.ClientAsync(store, cancellation);
                var handed = Handed(store, question.Agency, hashes);
                var referral = client is null ? await handed.OrderBy(id => id).Select(id => (Guid?)id).FirstOrDefaultAsync(cancellation) : null;
                await unit.OpenedAsync(
                    Reader.PortalOf(question.Agency), new OpenedThing(OpeningKind.Portal, client ?? referral ?? Guid.Empty, client, question.Agency, referral), purpose: null, key: null, cancellation);
                if (client is null && referral is null)
                    return new UsagePage([], null);
                var known = client ?? Guid.Empty;
                var parties = store.Referrals.Where(r => r.ClientId == known).Select(r => r.Id)
                    .Union(store.Records.Where(r => r.ClientId == known && r.ReferralId != null).Select(r => r.ReferralId!.Value))
                    .Union(handed);
                var notYet = UsageRules.NotYet(agreed.Now.Policy, unit.Now);
                var left = await LeftAsync(store, question, parties, notYet, cancellation);
                var opened = await OpenedAsync(store, question, known, handed, notYet, cancellation);
                var asked = await ControlledAsync(store, question, known, notYet, cancellation);
                return UsagePage.Of([.. left, .. opened, .. asked], question.Most);
            },
            cancellation);
    }

    /// <summary>It was asked, of nobody.</summary>
    private Task<UsagePage?> MistypedAsync(UsageQuestion question, CancellationToken cancellation) => units.RunAsync<UsagePage?>(
        async unit =>
        {
            await unit.OpenedAsync(Reader.PortalOf(question.Agency), new OpenedThing(OpeningKind.Portal, Guid.Empty, null, question.Agency), purpose: null, key: null, cancellation);
            return null;
        },
        cancellation);

    /// <summary>Referrals that were handed over to the agency with this very number.</summary>
    private static IQueryable<Guid> Handed(GatewayContext store, string agency, List<byte[]> hashes) =>
        store.ClientIdentifiers.Where(i => hashes.Contains(i.Hash))
            .Join(store.Disclosures.Where(d => d.Recipient == agency && d.Event == EventTypes.ReferralHandover && d.Fields.Contains(Number)), i => i.ClientId, d => d.ClientId, (i, d) => d.ReferralId)
            .Distinct();

    private static async Task<IEnumerable<UsageAct>> LeftAsync(
        GatewayContext store, UsageQuestion question, IQueryable<Guid> parties, IReadOnlyList<NotToldYet> notYet, CancellationToken cancellation)
    {
        var (agency, from, to) = (question.Agency, question.From, question.To);
        var disclosures = store.Disclosures.Where(d => parties.Contains(d.ReferralId) && (d.From == agency || d.Recipient == agency) && d.At >= from && d.At < to);
        if (question.After is { } after)
            disclosures = disclosures.Where(d => d.At < after.At || (d.At == after.At && d.DeliveryId < after.Id));
        foreach (var (bases, since) in notYet)
            disclosures = disclosures.Where(d => d.At < since || !(bases.Contains(d.Basis) || store.Referrals.Any(r => r.Id == d.ReferralId && r.BasisReference != null && bases.Contains(r.BasisReference))));
        var rows = await disclosures.Join(store.Deliveries, d => d.DeliveryId, d => d.Id, (d, delivery) => new { Disclosure = d, delivery.Status, delivery.State })
            .OrderByDescending(r => r.Disclosure.At).ThenByDescending(r => r.Disclosure.DeliveryId).Take(question.Most + 1).AsNoTracking().ToListAsync(cancellation);
        return rows.Select(r => new UsageAct.Left(
            r.Disclosure.At, r.Disclosure.DeliveryId, r.Disclosure.Basis, r.Disclosure.From, r.Disclosure.Recipient, r.Disclosure.Event, r.Disclosure.Step, r.Status, r.Disclosure.Purpose,
            r.Disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries),
            r.State.Disclosed() switch { DisclosureState.Confirmed => DisclosureArrival.Confirmed, DisclosureState.Unknown => DisclosureArrival.Unknown, _ => DisclosureArrival.NotConfirmed }));
    }

    /// <summary>What control services asked of the agency about its client.</summary>
    private static async Task<IEnumerable<UsageAct>> ControlledAsync(GatewayContext store, UsageQuestion question, Guid client, IReadOnlyList<NotToldYet> notYet, CancellationToken cancellation)
    {
        var (from, to) = (question.From, question.To);
        var mandates = MandateSeenReading.Told(store, question.Agency, client, notYet).Where(m => m.AskedAt >= from && m.AskedAt < to);
        if (question.After is { } after)
            mandates = mandates.Where(m => m.AskedAt < after.At || (m.AskedAt == after.At && m.Id < after.Id));
        var rows = await mandates.OrderByDescending(m => m.AskedAt).ThenByDescending(m => m.Id).Take(question.Most + 1).AsNoTracking().ToListAsync(cancellation);
        return rows.Select(m => new UsageAct.Controlled(m.AskedAt, m.Id, m.Basis, question.Agency, m.Recipient, m.AnsweredAt, m.Values, MandateParts.DecisionOf(m)));
    }

    /// <summary>
    /// What people of the agency were shown, and people of the desk who worked for it. What another office did with what it was
    /// handed is that office's to tell.
    /// </summary>
    private static async Task<IEnumerable<UsageAct>> OpenedAsync(
        GatewayContext store, UsageQuestion question, Guid client, IQueryable<Guid> handed, IReadOnlyList<NotToldYet> notYet, CancellationToken cancellation)
    {
        var (agency, from, to) = (question.Agency, question.From, question.To);
        var ids = OverviewOpenings.Of(store, agency, client).Select(o => o.Id)
            .Union(store.Openings.Where(o => o.Office == agency && o.ReferralId != null && handed.Contains(o.ReferralId.Value)).Select(o => o.Id));
        var openings = store.Openings.Where(o => ids.Contains(o.Id) && o.Kind != OpeningKind.Portal && (o.Office == null || o.Office == agency) && o.At >= from && o.At < to);
        if (question.After is { } after)
            openings = openings.Where(o => o.At < after.At || (o.At == after.At && o.Id < after.Id));
        foreach (var (bases, since) in notYet)
            openings = openings.Where(o => o.At < since || !store.Referrals.Any(r => r.Id == o.ReferralId && r.BasisReference != null && bases.Contains(r.BasisReference)));
        var rows = await openings.GroupJoin(store.Referrals, o => o.ReferralId, r => r.Id, (o, r) => new { Opening = o, Referrals = r })
            .SelectMany(x => x.Referrals.DefaultIfEmpty(), (x, r) => new { x.Opening, Basis = r == null ? null : r.BasisReference })
            .OrderByDescending(x => x.Opening.At).ThenByDescending(x => x.Opening.Id).Take(question.Most + 1).AsNoTracking().ToListAsync(cancellation);
        return rows.Select(x => new UsageAct.Opened(
            x.Opening.At, x.Opening.Id, x.Opening.Kind == OpeningKind.Inbox ? x.Basis : null, x.Opening.Kind, x.Opening.Office, x.Opening.Roles, x.Opening.Count, x.Opening.LastAt, x.Opening.Purpose));
    }
}
