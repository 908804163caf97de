using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reading;

/// <summary>Opens the tickets by which senders know their referrals: they lie in the sealed records.</summary>
internal sealed class SenderTickets(KeyRing rings)
{
    /// <summary>Adds the query to a batch.</summary>
    /// <returns>Tickets by referral, after the batch has run; null where the record cannot be opened (any more).</returns>
    internal List<(Guid Referral, string? Ticket)> Add(LoadBatch batch, IReadOnlyList<Guid> referrals) => batch.Values(
        $"""
         SELECT f."Id", r."Id", r."Sealed", r."Wrapped", c."Id", c."Wrapped" FROM "Referral" AS f
         JOIN "Record" AS r ON r."Id" = f."RecordId" LEFT JOIN "Client" AS c ON c."Id" = r."ClientId"
         WHERE f."Id" {referrals}
         """,
        r => (r.Key(0), Ticket(r.Key(1), r.BytesOrNull(2), r.IsDBNull(3) ? r.KeyOrNull(4) : r.Key(1), r.BytesOrNull(3) ?? r.BytesOrNull(5))));

    private string? Ticket(Guid record, byte[]? sealedText, Guid? key, byte[]? wrapped)
    {
        if (sealedText is null || key is not { } row || wrapped is null || rings.TryOpen(row, wrapped) is not { } opened)
            return null;
        var data = RecordVault.TryOpenData(record, sealedText, opened)?.FirstOrDefault(s => EventTypes.All.GetValueOrDefault(s.Type) == typeof(ReferralSubmitted)).Data;
        return Text(data, "inReplyTo") ?? Text(data, "ticket");
    }

    private static string? Text(JsonObject? data, string member) => data?[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
