using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Finds along primary keys and blind indexes; nothing is scanned, and nothing can be found by name.</summary>
internal sealed class Finder(IGatewayDatabase database, IPresent<Agreed> agreed, Installation installation, UnitsOfWork units, KeyRing ring) : IFinder
{
    private const int Page = 50;

    /// <summary>Newest rows that are looked through where no index leads to what is sought.</summary>
    private const int Newest = 50_000;

    public async Task<Found> FindAsync(string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sought = text.Trim();
        await using var store = database.Open();
        if (RecordName.Read(sought) is { Number: > 0 } record)
            return await RecordAsync(store, record.Submission, record.Number, cancellation);
        if (Guid.TryParse(sought, out var id) && await ByIdAsync(store, id, cancellation) is { } found)
            return found;
        if (ShortReference.Read(sought) is { } ending && await ByShortReferenceAsync(store, ending, cancellation) is { Referrals.Count: > 0 } ended)
            return ended;
        return await ByReferenceAsync(store, sought, cancellation);
    }

    public async Task<Found> FindClientAsync(string agency, string scheme, string value, Reader reader, StatedPurpose purpose, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(purpose);
        if (SoughtNumber.Of(installation.Index, agency, scheme, value) is not { } sought)
            return await MistypedAsync(agency, reader, purpose, cancellation);
        var client = await units.RunAsync(
            async unit =>
            {
                var known = await sought.ClientAsync(unit.Store, cancellation);
                var found = reader.WorksFor(agency) ? known : null;
                var key = found is { } id ? await OpeningNotes.KeyOfAsync(unit.Store, ring, id, cancellation) : null;
                await unit.OpenedAsync(reader, new OpenedThing(OpeningKind.ByIdentifier, found ?? Guid.Empty, found, agency), purpose, key, cancellation);
                unit.Operated(reader.User, "client-looked-up", (found ?? Guid.Empty).ToString("D"), found ?? Guid.Empty, $"{purpose.Code}:{agency}");
                return found;
            },
            cancellation);
        await using var store = database.Open();
        return client is null ? new Found([], null) : await LinesAsync(store, store.Referrals.Where(r => r.ClientId == client), cancellation);
    }

    /// <summary>It was asked, and is noted like what finds somebody.</summary>
    private Task<Found> MistypedAsync(string agency, Reader reader, StatedPurpose purpose, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            unit.Operated(reader.User, "client-looked-up", Guid.Empty.ToString("D"), Guid.Empty, $"{purpose.Code}:{agency}:{RightsFaults.Mistyped}");
            return Task.FromResult(new Found([], null));
        },
        cancellation);

    public async Task<Found> ListAsync(ReferralFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var states = filter.Cause is { Length: > 0 } ? [ReferralState.Withheld, ReferralState.Unroutable] : Enum.GetValues<ReferralState>();
        if (filter.State is { Length: > 0 })
        {
            // An address with a slip in it must not look like the whole list.
            if (!Enum.TryParse<ReferralState>(filter.State, ignoreCase: true, out var state) || !states.Contains(state))
                return new Found([], null);
            states = [state];
        }

        HandoverState? handover = null;
        if (filter.Handover is { Length: > 0 })
        {
            if (!Enum.TryParse<HandoverState>(filter.Handover, ignoreCase: true, out var state))
                return new Found([], null);
            handover = state;
        }

        await using var store = database.Open();
        return await LinesAsync(store, Listed(store, filter, states, handover, await ReceivedAsync(store, filter, cancellation)), cancellation);
    }

    /// <summary>
    /// The referrals of a list, so that the page is the beginning of an index: what has a recipient begins at that office's
    /// handovers. A referral that is not issued had handovers only when nothing of them left, and those are cancelled.
    /// </summary>
    private static IQueryable<ReferralSnapshot> Listed(GatewayContext store, ReferralFilter filter, ReferralState[] states, HandoverState? state, IQueryable<ReferralSnapshot> referrals)
    {
        if (filter.Before is { } before)
            referrals = referrals.Where(r => r.Id.CompareTo(before) < 0);
        if (filter.Cause is { Length: > 0 } cause)
            referrals = referrals.Where(r => r.ReasonCode == cause);
        if (filter.Recipient is not { Length: > 0 } && state is null)
            return filter.Agency is { Length: > 0 } || states.Length < Enum.GetValues<ReferralState>().Length ? InStates(referrals, filter.Agency, states) : referrals;
        // Of all offices together no index leads to a state: the newest are looked through.
        var handovers = filter.Recipient is { Length: > 0 } recipient ? store.Handovers.Where(h => h.Recipient == recipient) : store.Handovers.OrderByDescending(h => h.Id).Take(Newest);
        if (state is { } wanted)
            handovers = handovers.Where(h => h.State == wanted);
        else if (!states.Contains(ReferralState.Issued))
            handovers = handovers.Where(h => h.State == HandoverState.Cancelled);
        if (filter.Agency is { Length: > 0 } sender)
            handovers = handovers.Where(h => h.Sender == sender);
        if (filter.Before is { } earlier)
            handovers = handovers.Where(h => h.ReferralId.CompareTo(earlier) < 0);
        if (states is [var only])
            handovers = handovers.Where(h => store.Referrals.Any(r => r.Id == h.ReferralId && r.State == only));
        if (filter.From is not null || filter.Until is not null || filter.Cause is { Length: > 0 })
            handovers = handovers.Where(h => referrals.Any(r => r.Id == h.ReferralId));
        // Of all offices a referral may have several handovers; it is one line.
        var found = handovers.Select(h => h.ReferralId);
        var ids = (filter.Recipient is { Length: > 0 } ? found : found.Distinct()).OrderByDescending(id => id).Take(Page + 1);
        return store.Referrals.Where(r => ids.Contains(r.Id));
    }

    /// <summary>
    /// Referrals received in the time asked for. Keys are in the order in which referrals came, so the first key of the time, of each agency by its
    /// index, bounds the rows that are read.
    /// </summary>
    private async Task<IQueryable<ReferralSnapshot>> ReceivedAsync(GatewayContext store, ReferralFilter filter, CancellationToken cancellation)
    {
        IQueryable<ReferralSnapshot> referrals = store.Referrals;
        if (filter.From is null && filter.Until is null)
            return referrals;
        List<string> agencies = [.. agreed.Now.Directory.Agencies.Select(a => a.Id)];
        var batch = new LoadBatch(database);
        var first = filter.From is { } from ? agencies.ConvertAll(a => FirstKey(batch, a, from)) : [];
        var after = filter.Until is { } until ? agencies.ConvertAll(a => FirstKey(batch, a, until)) : [];
        await batch.RunAsync(cancellation);
        if (filter.From is { } start)
        {
            // Where nothing came since, nothing is to be read.
            var lowest = first.SelectMany(f => f).DefaultIfEmpty(Guid.AllBitsSet).Min();
            referrals = referrals.Where(r => r.SubmittedAt >= start && r.Id.CompareTo(lowest) >= 0);
        }

        if (filter.Until is { } end)
        {
            referrals = referrals.Where(r => r.SubmittedAt < end);
            // Of two agencies one may have waited for its transaction: what lies a little behind the first key may still belong to the time.
            if (after.SelectMany(f => f).ToList() is { Count: > 0 } keys && keys.Max() is var highest)
                referrals = referrals.Where(r => r.Id.CompareTo(highest) < 0);
        }

        return referrals;
    }

    private static List<Guid> FirstKey(LoadBatch batch, string agency, DateTimeOffset at) => batch.Values(
        ((SqlText)$"""SELECT "Id" FROM "Referral" WHERE "Agency" = {agency} AND "SubmittedAt" >= {at} ORDER BY "SubmittedAt" """).Then(batch.Limit(1)), r => r.Key(0));

    /// <summary>The first page of each state, which together hold the first page of all.</summary>
    private static IQueryable<ReferralSnapshot> InStates(IQueryable<ReferralSnapshot> referrals, string? agency, ReferralState[] states)
    {
        var mine = agency is { Length: > 0 } sender ? referrals.Where(r => r.Agency == sender) : referrals;
        return states is [var only]
            ? mine.Where(r => r.State == only)
            : states.Select(s => mine.Where(r => r.State == s).OrderByDescending(r => r.Id).Take(Page + 1)).Aggregate((some, more) => some.Concat(more));
    }

    private async Task<Found> ByShortReferenceAsync(GatewayContext store, string reference, CancellationToken cancellation)
    {
        var digits = ShortReference.Bytes(reference);
        var batch = new LoadBatch(database);
        var referrals = batch.Values($"""SELECT "Id" FROM "Referral" WHERE "EndOfKey" = {digits}""", r => r.Key(0));
        var handovers = batch.Values($"""SELECT "Id" FROM "Handover" WHERE "EndOfKey" = {digits}""", r => r.Key(0));
        await batch.RunInAsync(store, cancellation);
        List<Guid> ids = [.. referrals, .. await store.Handovers.Where(h => handovers.Contains(h.Id)).Select(h => h.ReferralId).ToListAsync(cancellation)];
        return await LinesAsync(store, store.Referrals.Where(r => ids.Contains(r.Id)), cancellation);
    }

    private static async Task<Found?> ByIdAsync(GatewayContext store, Guid id, CancellationToken cancellation)
    {
        // The delivery of a return leads to what was returned, that of a task to the task, and a task to its referral.
        id = await store.Deliveries.Where(d => d.Id == id && (d.Event == EventTypes.RecordReturned || d.Event == EventTypes.TaskChanged)).Select(d => (Guid?)d.ReferralId).SingleOrDefaultAsync(cancellation) ?? id;
        id = await store.Tasks.Where(t => t.Id == id).Select(t => t.ReferralId).SingleOrDefaultAsync(cancellation) ?? id;
        var referral = await store.Referrals.AnyAsync(r => r.Id == id, cancellation) ? id
            : await store.Handovers.Where(h => h.Id == id).Select(h => (Guid?)h.ReferralId).SingleOrDefaultAsync(cancellation)
            ?? await store.Deliveries.Where(d => d.Id == id).Select(d => (Guid?)d.ReferralId).SingleOrDefaultAsync(cancellation);
        if (referral is { } known)
            return await LinesAsync(store, store.Referrals.Where(r => r.Id == known), cancellation);
        if (await store.Submissions.Where(s => s.Id == id).Select(s => new { s.Agency, s.State, s.ReasonText }).SingleOrDefaultAsync(cancellation) is { } submission)
            return Only(new FoundThing("submission", id.ToString("D"), submission.Agency, submission.State.ToString(), StoredSentence.ReadOrNull(submission.ReasonText), null));
        if (await store.Records.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } record)
            return Only(OfRecord(record));
        return await store.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellation) is { } item
            ? Only(new FoundThing("work item", id.ToString("D"), item.Stage, item.State.ToString(), StoredSentence.ReadOrNull(item.ParkedReason), null))
            : null;
    }

    private static async Task<Found> RecordAsync(GatewayContext store, Guid submission, int number, CancellationToken cancellation) =>
        await store.Records.AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionId == submission && r.Number == number, cancellation) is { } record ? Only(OfRecord(record)) : new Found([], null);

    private async Task<Found> ByReferenceAsync(GatewayContext store, string reference, CancellationToken cancellation)
    {
        // A reference is known under each agency's own hash: there is no other way from one agency's to another's.
        var hashes = agreed.Now.Directory.Agencies.SelectMany(a => BlindIndex.Variants(installation.Index.Ticket(a.Id, reference))).ToList();
        var agencies = agreed.Now.Directory.Agencies.Select(a => a.Id).ToList();
        var ids = await store.Referrals.Where(r => agencies.Contains(r.Agency) && hashes.Contains(r.TicketHash)).Select(r => r.Id)
            .Concat(store.Handovers.Where(h => hashes.Contains(h.TicketHash)).Select(h => h.ReferralId)).ToListAsync(cancellation);
        return await LinesAsync(store, store.Referrals.Where(r => ids.Contains(r.Id)), cancellation);
    }

    private static async Task<Found> LinesAsync(GatewayContext store, IQueryable<ReferralSnapshot> referrals, CancellationToken cancellation)
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

    private static FoundThing OfRecord(RecordSnapshot record) =>
        new("record", $"{record.SubmissionId:D}.{record.Number}", record.Agency, record.State.ToString(), StoredSentence.ReadOrNull(record.ReasonText), record.ReferralId);
}
