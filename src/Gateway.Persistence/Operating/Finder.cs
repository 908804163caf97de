using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Finds along primary keys and blind indexes; nothing is scanned, and nothing can be found by name.</summary>
internal sealed class Finder(IGatewayDatabase database, Agreed agreed, Installation installation) : IFinder
{
    private const int Page = 50;

    public async Task<Found> FindAsync(string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sought = text.Trim();
        await using var store = database.Open();
        if (RecordName.Read(sought) is { Number: > 0 } record)
            return await RecordAsync(store, record.Submission, record.Number, cancellation);
        if (Guid.TryParse(sought, out var id) && await ByIdAsync(store, id, cancellation) is { } found)
            return found;
        return await ByReferenceAsync(store, sought, cancellation);
    }

    public async Task<Found> FindClientAsync(string agency, string scheme, string value, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (NationalNumbers.Normalise(scheme, value) is not { } normal)
            return new Found([], null);
        var hash = installation.Index.Identifier(agency, scheme, normal);
        await using var store = database.Open();
        var client = await store.ClientIdentifiers.Where(i => i.Agency == agency && i.Hash == hash).Select(i => (Guid?)i.ClientId).SingleOrDefaultAsync(cancellation);
        return client is null ? new Found([], null) : await LinesAsync(store, store.Referrals.Where(r => r.ClientId == client), cancellation);
    }

    public async Task<Found> ListAsync(ReferralFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var store = database.Open();
        var referrals = store.Referrals.AsQueryable();
        if (Enum.TryParse<ReferralState>(filter.State, ignoreCase: true, out var state))
            referrals = referrals.Where(r => r.State == state);
        if (filter.Agency is { Length: > 0 } agency)
            referrals = referrals.Where(r => r.Agency == agency);
        if (filter.Recipient is { Length: > 0 } recipient)
            referrals = referrals.Where(r => store.Handovers.Any(h => h.ReferralId == r.Id && h.Recipient == recipient));
        if (filter.Before is { } before)
            referrals = referrals.Where(r => r.Id.CompareTo(before) < 0);
        return await LinesAsync(store, referrals, cancellation);
    }

    private static async Task<Found?> ByIdAsync(GatewayContext store, Guid id, CancellationToken cancellation)
    {
        var referral = await store.Referrals.AnyAsync(r => r.Id == id, cancellation) ? id
            : await store.Handovers.Where(h => h.Id == id).Select(h => (Guid?)h.ReferralId).SingleOrDefaultAsync(cancellation)
            ?? await store.Deliveries.Where(d => d.Id == id).Select(d => (Guid?)d.ReferralId).SingleOrDefaultAsync(cancellation);
        if (referral is { } known)
            return await LinesAsync(store, store.Referrals.Where(r => r.Id == known), cancellation);
        if (await store.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation) is { } submission)
            return Only(new FoundThing("submission", id.ToString("D"), submission.Agency, submission.State.ToString(), submission.ReasonText, null));
        if (await store.Records.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } record)
            return Only(OfRecord(record));
        return await store.Steps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation) is { } step
            ? Only(new FoundThing("step", id.ToString("D"), step.Stage, step.State.ToString(), step.ParkedReason, null))
            : null;
    }

    private static async Task<Found> RecordAsync(GatewayContext store, Guid submission, int number, CancellationToken cancellation) =>
        await store.Records.AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionId == submission && r.Number == number, cancellation) is { } record ? Only(OfRecord(record)) : new Found([], null);

    private async Task<Found> ByReferenceAsync(GatewayContext store, string reference, CancellationToken cancellation)
    {
        // A reference is known under each agency's own hash: there is no other way from one agency's to another's.
        var hashes = agreed.Directory.Agencies.Select(a => installation.Index.Ticket(a.Id, reference)).ToList();
        var handovers = store.Handovers.Where(h => hashes.Contains(h.TicketHash)).Select(h => h.ReferralId);
        var agencies = agreed.Directory.Agencies.Select(a => a.Id).ToList();
        return await LinesAsync(store, store.Referrals.Where(r => (agencies.Contains(r.Agency) && hashes.Contains(r.TicketHash)) || handovers.Contains(r.Id)), cancellation);
    }

    private static async Task<Found> LinesAsync(GatewayContext store, IQueryable<ReferralRow> referrals, CancellationToken cancellation)
    {
        var rows = await referrals.AsNoTracking().Where(r => r.Agency != TestAgency.Id).OrderByDescending(r => r.Id).Take(Page + 1)
            .Select(r => new { r.Id, r.SubmittedAt, r.Agency, r.State, r.ReasonCode }).ToListAsync(cancellation);
        var shown = rows.Take(Page).ToList();
        var ids = shown.ConvertAll(r => r.Id);
        var handovers = (await store.Handovers.AsNoTracking().Where(h => ids.Contains(h.ReferralId)).Select(h => new { h.ReferralId, h.Recipient, h.State }).ToListAsync(cancellation)).ToLookup(h => h.ReferralId);
        return new Found(
            [.. shown.Select(r => new FoundReferral(
                r.Id, r.SubmittedAt, r.Agency, [.. handovers[r.Id].Select(h => h.Recipient)],
                r.State == ReferralState.Issued ? string.Join(", ", handovers[r.Id].Select(h => h.State).Distinct()) : r.State.ToString(), r.ReasonCode))],
            rows.Count > Page ? shown[^1].Id : null);
    }

    private static Found Only(FoundThing thing) => new([], null, thing);

    private static FoundThing OfRecord(RecordRow record) =>
        new("record", $"{record.SubmissionId:D}.{record.Number}", record.Agency, record.State.ToString(), record.ReasonText, record.ReferralId);
}
