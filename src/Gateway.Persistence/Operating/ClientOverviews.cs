using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reads what left about a client of one agency. The agency's own client comes first; of other agencies' knowledge only
/// what lies inside a referral that both are party to. What was withheld from an agency is not shown to it.
/// </summary>
internal sealed class ClientOverviews(UnitsOfWork units, Installation installation) : IClientOverviews
{
    private const string Recorded = "agreement.recorded";

    public async Task<ClientSearch> FindAsync(string agency, string scheme, string value, PrivacyLook look, CancellationToken cancellation)
    {
        if (NationalNumbers.Normalise(scheme, value) is not { } number)
            return new ClientSearch.Mistyped();
        var hashes = BlindIndex.Variants(installation.Index.Identifier(agency, scheme, number));
        return await units.RunAsync<ClientSearch>(
            async unit =>
            {
                var client = await unit.Store.ClientIdentifiers.Where(i => i.Agency == agency && hashes.Contains(i.Hash)).Select(i => (Guid?)i.ClientId).SingleOrDefaultAsync(cancellation);
                Note(unit, look, client ?? Guid.Empty, agency);
                return client is { } found ? new ClientSearch.Found(found) : new ClientSearch.NotFound();
            },
            cancellation);
    }

    public Task<ClientOverview?> ReadAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var store = unit.Store;
            if (!await store.Clients.AnyAsync(c => c.Id == client && c.Agency == agency, cancellation))
                return null;
            Note(unit, look, client, agency);
            var own = await store.Referrals.Where(r => r.ClientId == client).Select(r => r.Id).ToListAsync(cancellation);
            var verified = await AuditNote.ReadAsync(store, cancellation);
            return new ClientOverview(
                agency, unit.Now, await DisclosuresAsync(store, agency, client, own, cancellation), await RefusalsAsync(store, own, cancellation),
                await AgreementsAsync(store, client, cancellation), verified is null ? null : new TrailState(verified.At, verified.SealedThrough, verified.Broken));
        },
        cancellation);

    private static void Note(UnitOfWork unit, PrivacyLook look, Guid client, string agency) =>
        unit.Operated(look.User, "privacy." + look.Action, client.ToString("D"), client, $"{look.Purpose}:{agency}");

    private static async Task<IReadOnlyList<DisclosureLine>> DisclosuresAsync(GatewayContext store, string agency, Guid client, List<Guid> own, CancellationToken cancellation)
    {
        // Referrals of others that this agency answered about its own client: it got the handover, so it is a party.
        var answered = await store.Records.Where(r => r.ClientId == client && r.ReferralId != null).Select(r => r.ReferralId!.Value).Distinct().ToListAsync(cancellation);
        var parties = answered.Union(own).ToList();
        var rows = await store.Disclosures.AsNoTracking().Where(d => parties.Contains(d.ReferralId) && (d.From == agency || d.Recipient == agency))
            .Join(store.Deliveries, d => d.DeliveryId, d => d.Id, (disclosure, delivery) => new { Disclosure = disclosure, delivery.Status, delivery.State }).ToListAsync(cancellation);
        return [.. rows.OrderByDescending(r => r.Disclosure.At).ThenByDescending(r => r.Disclosure.DeliveryId).Select(r => LineOf(r.Disclosure, r.Status, r.State.Disclosed()))];
    }

    private static DisclosureLine LineOf(Disclosure row, string? status, DisclosureState state) => new(
        row.At, row.ReferralId, row.From, row.Recipient, row.Event, row.Step, status, row.Purpose, row.Basis,
        row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries),
        state switch { DisclosureState.Confirmed => DisclosureArrival.Confirmed, DisclosureState.Unknown => DisclosureArrival.Unknown, _ => DisclosureArrival.NotConfirmed },
        row.AgreementId, row.PolicyVersion);

    private static async Task<IReadOnlyList<RefusalLine>> RefusalsAsync(GatewayContext store, List<Guid> own, CancellationToken cancellation)
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
