using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Operating;

/// <summary>Reads handovers for the agency they are addressed to.</summary>
internal sealed class InboxStore(IGatewayDatabase database, KeyRing rings) : IInboxStore
{
    public async Task<IReadOnlyList<AddressedHandover>> ListAsync(
        string agency, IReadOnlyList<HandoverState> states, bool newestFirst, int skip, int most, CancellationToken cancellation)
    {
        var first = new LoadBatch(database);
        var order = newestFirst ? """ORDER BY t."Id" DESC""" : """ORDER BY t."AckDueOn", t."Id" """;
        var handovers = first.Rows<HandoverSnapshot>(
            ((SqlText)$"""WHERE t."Recipient" = {agency} AND t."State" {states.Select(s => (int)s).ToList()} """).Then(SqlText.Of(order)).Then(first.Limit(most, skip)));
        await first.RunAsync(cancellation);
        if (handovers.Count == 0)
            return [];
        var second = new LoadBatch(database);
        var parts = second.Rows<DeliverySnapshot>(
            $"""WHERE t."ReferralId" {handovers.Select(h => h.ReferralId).ToList()} AND t."Recipient" = {agency} AND t."HandoverId" IS NOT NULL""", abridged: nameof(DeliverySnapshot.Payload));
        await second.RunAsync(cancellation);
        var byHandover = parts.Select(p => AddressedPart.Of(p.HandoverId!.Value, p)).ToLookup(p => p.Handover);
        return [.. handovers.Select(h => new AddressedHandover(h, [.. byHandover[h.Id]]))];
    }

    public async Task<AddressedFile?> ReadAsync(string agency, Guid handover, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText addressed = $"""FROM "Handover" WHERE "Id" = {handover} AND "Recipient" = {agency}""";
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."Id" = {handover} AND t."Recipient" = {agency}""");
        SqlText about = $"""WHERE t."HandoverId" = {handover} AND t."Recipient" = {agency} AND t."ReferralId" {SqlText.In($"""SELECT "ReferralId" {addressed}""")}""";
        var deliveries = batch.Rows<DeliverySnapshot>($"""{about} ORDER BY t."Sequence" DESC""");
        var fields = batch.Values(
            $"""SELECT "DeliveryId", "Fields" FROM "Disclosure" WHERE "DeliveryId" {SqlText.In($"""SELECT t."Id" FROM "Delivery" AS t {about}""")}""",
            r => (Delivery: r.Key(0), Fields: r.GetString(1)));
        var answers = batch.Rows<AuditRow>($"""WHERE t."SubjectId" = {handover} AND t."Kind" = {"reply.applied"} AND t."Actor" = {agency} ORDER BY t."Id" """);
        var keys = ClientKeys.Add(batch, $"""SELECT "ClientId" {addressed}""");
        await batch.RunAsync(cancellation);
        if (handovers.Count == 0)
            return null;
        var key = keys.Open(rings).Values.FirstOrDefault();
        return new AddressedFile(
            handovers[0], deliveries, Payloads(deliveries, key), fields.ToDictionary(f => f.Delivery, f => f.Fields), CaseNumber(handovers[0], key),
            [.. answers.Select(a => new GivenAnswer(a.At, (string?)JsonNode.Parse(a.Detail!)!["outcome"] ?? ""))]);
    }

    public async Task<bool> WaitsAsync(string agency, Guid handover, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var found = batch.Values(
            $"""SELECT t."Id" FROM "Delivery" AS t WHERE t."HandoverId" = {handover} AND t."Recipient" = {agency} AND t."ReferralId" {SqlText.In($"""SELECT "ReferralId" FROM "Handover" WHERE "Id" = {handover}""")} AND {PairOrder.Waits}""",
            r => r.Key(0));
        await batch.RunAsync(cancellation);
        return found.Count > 0;
    }

    private static Dictionary<Guid, ReadOnlyMemory<byte>> Payloads(List<DeliverySnapshot> deliveries, byte[]? key)
    {
        Dictionary<Guid, ReadOnlyMemory<byte>> payloads = [];
        foreach (var delivery in deliveries)
        {
            // One that cannot be opened shows which fields left, without their values.
            if (key is not null && StoredPayloads.Open(delivery, key) is { } bytes)
                payloads[delivery.Id] = bytes;
        }

        return payloads;
    }

    private static string? CaseNumber(HandoverSnapshot handover, byte[]? key) =>
        key is not null && handover.CaseNumber is { } cipher ? Encoding.UTF8.GetString(Sealing.Open(key, cipher, Sealing.Context(handover.Id, "case-number"))) : null;
}
