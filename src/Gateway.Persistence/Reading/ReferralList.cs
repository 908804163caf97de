using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reading;

/// <summary>
/// An agency's list, in order of time: four statements a page, each by an index, whatever the agency has. What has not
/// reached the agency is not in it, and is not counted on its page.
/// </summary>
internal sealed class ReferralList(IGatewayDatabase database, SenderTickets senders) : IReferralList
{
    public async Task<ReferralPage> ReadAsync(string agency, ReferralPlace after, int take, CancellationToken cancellation)
    {
        var first = new LoadBatch(database);
        SqlText ofSender = $"""WHERE t."Agency" = {agency} AND t."SubmittedAt" >= {after.At} AND (t."SubmittedAt" > {after.At} OR t."Id" > {after.Id}) ORDER BY t."SubmittedAt", t."Id" """;
        SqlText ofRecipient =
            $"""
             WHERE t."Recipient" = {agency} AND t."IssuedAt" >= {after.At} AND (t."IssuedAt" > {after.At} OR t."Id" > {after.Id})
             AND EXISTS (SELECT 1 FROM "Delivery" AS d WHERE d."ReferralId" = t."ReferralId" AND d."HandoverId" = t."Id" AND d."Event" = {EventTypes.ReferralHandover} AND d."ReleasedAt" IS NOT NULL)
             ORDER BY t."IssuedAt", t."Id"
             """;
        var sent = first.Rows<ReferralSnapshot>(ofSender.Then(first.Limit(take + 1)));
        var reached = first.Rows<HandoverSnapshot>(ofRecipient.Then(first.Limit(take + 1)));
        await first.RunAsync(cancellation);

        var all = sent.Select(r => new Found(new ReferralPlace(r.SubmittedAt, r.Id), r, null))
            .Concat(reached.Select(h => new Found(new ReferralPlace(h.IssuedAt, h.Id), null, h)))
            .OrderBy(f => f.Place.At).ThenBy(f => f.Place.Id).ToList();
        var page = all.Take(take).ToList();
        return new ReferralPage(await ItemsAsync(agency, page, cancellation), all.Count > take ? page[^1].Place : null);
    }

    private async Task<IReadOnlyList<ListedReferral>> ItemsAsync(string agency, List<Found> page, CancellationToken cancellation)
    {
        if (page.Count == 0)
            return [];
        var sent = page.Select(f => f.Sent?.Id).OfType<Guid>().ToList();
        var referrals = page.Select(f => f.Sent?.Id ?? f.Addressed!.ReferralId).Distinct().ToList();
        var batch = new LoadBatch(database);
        var released = batch.Rows<DeliverySnapshot>(
            $"""WHERE t."ReferralId" {referrals} AND t."Recipient" = {agency} AND t."ReleasedAt" IS NOT NULL ORDER BY t."Sequence" """, abridged: nameof(DeliverySnapshot.Payload));
        var tickets = senders.Add(batch, sent);
        await batch.RunAsync(cancellation);

        var ticketOf = tickets.ToDictionary(t => t.Referral, t => t.Ticket);
        var releasedOf = released.ToLookup(d => d.ReferralId);
        return [.. page.Select(f => f.Sent is { } referral
            ? Sent(referral, ticketOf.GetValueOrDefault(referral.Id), Told(releasedOf[referral.Id]))
            : Reached(agency, f.Addressed!, [.. releasedOf[f.Addressed!.ReferralId].Where(d => d.HandoverId == f.Addressed.Id)]))];
    }

    private static ListedReferral Sent(ReferralSnapshot referral, string? ticket, IReadOnlyList<CoarseParts.Told> told) =>
        new(referral.Id, "sender", ticket, referral.SubmittedAt, CoarseParts.OfSender(referral, told));

    private static ListedReferral Reached(string agency, HandoverSnapshot handover, IReadOnlyList<DeliverySnapshot> released)
    {
        var since = released.First(d => d.Event == EventTypes.ReferralHandover).ReleasedAt!.Value;
        return new ListedReferral(handover.ReferralId, "recipient", handover.Id.ToString("D"), since, CoarseParts.OfRecipient(agency, since, Told(released)));
    }

    private static IReadOnlyList<CoarseParts.Told> Told(IEnumerable<DeliverySnapshot> released) =>
        [.. released.Where(d => d.Event == EventTypes.ReferralStatusChanged).Select(d => new CoarseParts.Told(d.HandoverId, d.From, d.Status!, d.ReleasedAt!.Value))];

    private sealed record Found(ReferralPlace Place, ReferralSnapshot? Sent, HandoverSnapshot? Addressed);
}
