using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reads what left about a client of one agency. The agency's own client comes first; of other agencies' knowledge only
/// what lies inside a referral that both are party to. What was withheld from an agency is not shown to it.
/// </summary>
internal sealed class ClientOverviews(UnitsOfWork units, Installation installation, KeyRing ring) : IClientOverviews
{
    private const string Recorded = "agreement.recorded";

    public async Task<ClientSearch> FindAsync(string agency, string scheme, string value, PrivacyLook look, CancellationToken cancellation)
    {
        if (NationalNumbers.Normalise(scheme, value) is not { } number)
        {
            return await units.RunAsync<ClientSearch>(
                unit =>
                {
                    unit.Refused(look, client: null, agency, RightsFaults.Mistyped);
                    return Task.FromResult<ClientSearch>(new ClientSearch.Mistyped());
                },
                cancellation);
        }

        var hashes = BlindIndex.Variants(installation.Index.Identifier(agency, scheme, number));
        return await units.RunAsync<ClientSearch>(
            async unit =>
            {
                var client = await unit.Store.ClientIdentifiers.Where(i => i.Agency == agency && hashes.Contains(i.Hash)).Select(i => (Guid?)i.ClientId).SingleOrDefaultAsync(cancellation);
                await unit.LookedAsync(ring, look, client, agency, cancellation);
                return client is { } found ? new ClientSearch.Found(found) : new ClientSearch.NotFound();
            },
            cancellation);
    }

    public Task<ClientOverview?> ReadAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var store = unit.Store;
            if (await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == client && c.Agency == agency && c.Wrapped != null, cancellation) is not { } known)
            {
                unit.Refused(look, client, agency, RightsFaults.Unknown);
                return null;
            }

            await unit.LookedAsync(ring, look, client, agency, cancellation);
            // Referrals are named by a query and not by a list: what a client has of them may be more than a statement takes.
            var own = store.Referrals.Where(r => r.ClientId == client).Select(r => r.Id);
            var verified = await AuditNote.ReadAsync(store, cancellation);
            return new ClientOverview(
                agency, unit.Now, await DisclosuresAsync(store, agency, client, own, cancellation), await RefusalsAsync(store, own, cancellation),
                await AgreementsAsync(store, client, cancellation), verified is null ? null : new TrailState(verified.At, verified.SealedThrough, verified.Broken))
            {
                Stops = await StopsAsync(store, agency, client, cancellation),
                Standing = known.Standing,
                Openings = await OverviewOpenings.ReadAsync(store, ring, agency, client, !look.IsForClient, cancellation),
            };
        },
        cancellation);

    private static async Task<IReadOnlyList<DisclosureLine>> DisclosuresAsync(GatewayContext store, string agency, Guid client, IQueryable<Guid> own, CancellationToken cancellation)
    {
        // Referrals of others that this agency answered about its own client: it got the handover, so it is a party.
        var parties = store.Records.Where(r => r.ClientId == client && r.ReferralId != null).Select(r => r.ReferralId!.Value).Union(own);
        var rows = await store.Disclosures.AsNoTracking().Where(d => parties.Contains(d.ReferralId) && (d.From == agency || d.Recipient == agency))
            .Join(store.Deliveries, d => d.DeliveryId, d => d.Id, (disclosure, delivery) => new { Disclosure = disclosure, delivery.Status, delivery.State }).ToListAsync(cancellation);
        return [.. rows.OrderByDescending(r => r.Disclosure.At).ThenByDescending(r => r.Disclosure.DeliveryId).Select(r => LineOf(r.Disclosure, r.Status, r.State.Disclosed()))];
    }

    private static DisclosureLine LineOf(Disclosure row, string? status, DisclosureState state) => new(
        row.At, row.ReferralId, row.From, row.Recipient, row.Event, row.Step, status, row.Purpose, row.Basis,
        row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries),
        state switch { DisclosureState.Confirmed => DisclosureArrival.Confirmed, DisclosureState.Unknown => DisclosureArrival.Unknown, _ => DisclosureArrival.NotConfirmed },
        row.AgreementId, row.PolicyVersion);

    /// <summary>Offices that were told to stop: for the client's own agency all of them, for an office that got the handover itself.</summary>
    private static async Task<IReadOnlyList<StopLine>> StopsAsync(GatewayContext store, string agency, Guid client, CancellationToken cancellation)
    {
        var answered = store.Records.Where(r => r.ClientId == client && r.ReferralId != null).Select(r => r.ReferralId!.Value);
        var statuses = StopNotices.Statuses.ToList();
        var notices = await store.Deliveries.AsNoTracking()
            .Where(d => (d.ClientId == client || (d.Recipient == agency && answered.Contains(d.ReferralId))) && statuses.Contains(d.Status!))
            .Select(d => new { d.Id, d.From, d.Recipient, d.Status, d.IssuedAt, d.ReleasedAt, d.ConfirmDueAt, d.AcknowledgedAt, d.ReasonCode }).ToListAsync(cancellation);
        return [.. notices.Where(n => CopyRules.HoldsExchange(agency, n.From, n.Recipient)).OrderByDescending(n => n.IssuedAt).ThenByDescending(n => n.Id)
            .Select(n => new StopLine(n.Recipient, n.Status!, n.IssuedAt, n.ReleasedAt, n.ConfirmDueAt, n.AcknowledgedAt, n.ReasonCode == StopNotices.Lifted))];
    }

    private static async Task<IReadOnlyList<RefusalLine>> RefusalsAsync(GatewayContext store, IQueryable<Guid> own, CancellationToken cancellation)
    {
        var decisions = await store.Decisions.AsNoTracking().Where(d => own.Contains(d.ReferralId)).ToListAsync(cancellation);
        return [.. decisions.OrderByDescending(d => d.Id)
            .SelectMany(d => DecisionParts.Of(d).Where(Refuses).Select(p => new RefusalLine(d.At, d.ReferralId, p.Outcome)))];
    }

    private static bool Refuses(DecisionPart decision) => decision.Kind switch
    {
        "admission" => decision.Outcome != "admissible",
        "routing" => decision.Outcome != "routed",
        "view" => decision.Outcome == WithheldCodes.NoManifest,
        "release" => true,
        _ => false,
    };

    private static async Task<IReadOnlyList<AgreementLine>> AgreementsAsync(GatewayContext store, Guid client, CancellationToken cancellation)
    {
        var all = await store.ClientAgreements.AsNoTracking().Where(a => a.ClientId == client).OrderBy(a => a.Id).ToListAsync(cancellation);
        // A withdrawal is also noted for agreements that may still be on their way; where it met one, that one tells it.
        var agreements = all.FindAll(a => a.GivenOn is not null || !all.Exists(given => given.GivenOn is not null && given.WithdrawnAt == a.WithdrawnAt && a.WithdrawnAt is not null));
        var ids = agreements.ConvertAll(a => a.Id);
        var entries = (await store.Audit.AsNoTracking().Where(a => ids.Contains(a.SubjectId)).OrderBy(a => a.Id)
            .Select(a => new { a.SubjectId, a.At, a.Kind, a.Actor }).ToListAsync(cancellation)).ToLookup(a => a.SubjectId);
        var releases = await store.Disclosures.Where(d => d.ClientId == client && d.AgreementId != null).GroupBy(d => d.AgreementId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return [.. agreements.Select(a => new AgreementLine(
            a.Id, a.Status, a.GivenOn, a.Expires, releases.GetValueOrDefault(a.Id), [.. HistoryOf(a, [.. entries[a.Id].Select(e => new AgreementEvent(e.At, e.Kind, e.Actor))])]))];
    }

    /// <summary>That it was recorded is told by the entry of the decision that recorded it: here by its own row.</summary>
    private static IEnumerable<AgreementEvent> HistoryOf(ClientAgreement agreement, List<AgreementEvent> entries) =>
        entries.Exists(e => e.What is Recorded or WithdrawalRules.Ahead) ? entries : entries.Prepend(new AgreementEvent(agreement.RecordedAt, Recorded, agreement.Agency));
}
