using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reads what happened with a client of one agency, for its overview and its copy. Of other agencies' knowledge only what lies
/// inside a referral that both are party to.
/// </summary>
internal static class ClientLines
{
    private const string Recorded = "agreement.recorded";

    /// <summary>The client's own referrals. They are named by a query and not by a list: what a client has of them may be more than a statement takes.</summary>
    internal static IQueryable<Guid> Own(GatewayContext store, Guid client) => store.Referrals.Where(r => r.ClientId == client).Select(r => r.Id);

    /// <summary>Referrals of others that the agency answered about its own client: it got the handover, so it is a party.</summary>
    internal static IQueryable<Guid> Answered(GatewayContext store, Guid client) =>
        store.Records.Where(r => r.ClientId == client && r.ReferralId != null).Select(r => r.ReferralId!.Value);

    /// <summary>What is told of the client now.</summary>
    internal static async Task<Telling> TellingAsync(GatewayContext store, Policy policy, Guid client, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!Telling.IsNeeded(policy))
            return new Telling(policy, now, new Dictionary<Guid, string?>());
        var parties = Answered(store, client).Union(Own(store, client));
        return new Telling(policy, now, await store.Referrals.Where(r => parties.Contains(r.Id)).Select(r => new { r.Id, r.BasisReference }).ToDictionaryAsync(r => r.Id, r => r.BasisReference, cancellation));
    }

    /// <summary>What left to the agency or from it.</summary>
    internal static async Task<IReadOnlyList<DisclosureLine>> DisclosuresAsync(GatewayContext store, string agency, Guid client, CancellationToken cancellation)
    {
        var parties = Answered(store, client).Union(Own(store, client));
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
    internal static async Task<IReadOnlyList<StopLine>> StopsAsync(GatewayContext store, AgencyDirectory directory, string agency, Guid client, CancellationToken cancellation)
    {
        var answered = Answered(store, client);
        var statuses = StopNotices.Statuses.ToList();
        // Either has an index; a server that is asked for one or the other looks at every delivery.
        var ids = store.Deliveries.Where(d => d.ClientId == client).Select(d => d.Id)
            .Union(store.Deliveries.Where(d => answered.Contains(d.ReferralId) && d.Recipient == agency).Select(d => d.Id));
        var notices = await store.Deliveries.AsNoTracking().Where(d => ids.Contains(d.Id) && statuses.Contains(d.Status!))
            .Select(d => new { d.Id, d.ReferralId, d.From, d.Recipient, d.Status, d.IssuedAt, d.ReleasedAt, d.ConfirmDueAt, d.AcknowledgedAt, d.ReasonCode }).ToListAsync(cancellation);
        return [.. notices.Where(n => CopyRules.HoldsExchange(agency, n.From, n.Recipient)).OrderByDescending(n => n.IssuedAt).ThenByDescending(n => n.Id)
            .Select(n => new StopLine(n.ReferralId, n.Recipient, n.Status!, n.IssuedAt, n.ReleasedAt, n.ConfirmDueAt is { } due ? directory.LastDayAt(n.Recipient, due) : null, n.AcknowledgedAt, n.ReasonCode == StopNotices.Lifted))];
    }

    /// <summary>What was decided about the client's own referrals.</summary>
    internal static IQueryable<StoredDecision> Decisions(GatewayContext store, Guid client)
    {
        var own = Own(store, client);
        return store.Decisions.AsNoTracking().Where(d => own.Contains(d.ReferralId));
    }

    /// <summary>What a decision refused.</summary>
    internal static IEnumerable<RefusalLine> RefusalsOf(StoredDecision decision) =>
        DecisionParts.Of(decision).Where(p => p.Refuses()).Select(p => new RefusalLine(decision.At, decision.ReferralId, p.Outcome));

    /// <summary>The client's agreements with what happened to them; the disclosures that relied on them are for the caller to count.</summary>
    internal static async Task<IReadOnlyList<AgreementLine>> AgreementsAsync(GatewayContext store, Guid client, CancellationToken cancellation)
    {
        var all = await store.ClientAgreements.AsNoTracking().Where(a => a.ClientId == client).OrderBy(a => a.Id).ToListAsync(cancellation);
        // A withdrawal is also noted for agreements that may still be on their way; where it met one, that one tells it.
        var agreements = all.FindAll(a => a.GivenOn is not null || !all.Exists(given => given.GivenOn is not null && given.WithdrawnAt == a.WithdrawnAt && a.WithdrawnAt is not null));
        var ids = agreements.ConvertAll(a => a.Id);
        var entries = (await store.Audit.AsNoTracking().Where(a => ids.Contains(a.SubjectId)).OrderBy(a => a.Id)
            .Select(a => new { a.SubjectId, a.At, a.Kind, a.Actor }).ToListAsync(cancellation)).ToLookup(a => a.SubjectId);
        return [.. agreements.Select(a => new AgreementLine(
            a.Id, a.Status, a.GivenOn, a.Expires, Releases: 0, [.. HistoryOf(a, [.. entries[a.Id].Select(e => new AgreementEvent(e.At, e.Kind, e.Actor))])]))];
    }

    /// <summary>That it was recorded is told by the entry of the decision that recorded it: here by its own row.</summary>
    private static IEnumerable<AgreementEvent> HistoryOf(ClientAgreement agreement, List<AgreementEvent> entries) =>
        entries.Exists(e => e.What is Recorded or WithdrawalRules.Ahead) ? entries : entries.Prepend(new AgreementEvent(agreement.RecordedAt, Recorded, agreement.Agency));
}
