using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Handovers through which offices may speak of other agencies' clients in withdrawals; filled when the batch has run.</summary>
internal sealed class HandedOverFile
{
    internal List<HandoverSnapshot> Handovers { get; private init; } = [];

    /// <summary>The clients that handovers and numbers name: two linked numbers are one person.</summary>
    internal List<ClientSnapshot> Clients { get; private init; } = [];

    internal List<ClientIdentifier> Identifiers { get; private init; } = [];

    internal List<(Guid Referral, string Recipient)> Disclosed { get; private init; } = [];

    /// <summary>Adds the queries that the withdrawals among some statements need; none when there is none.</summary>
    internal static HandedOverFile Add(LoadBatch batch, BlindIndex index, AgencyDirectory directory, IReadOnlyList<(string Agency, ConsentWithdrawn Withdrawn)> said)
    {
        if (said.Count == 0)
            return new HandedOverFile();
        var named = said.Where(s => s.Withdrawn.InReplyTo is not null).ToList();
        var ids = named.ConvertAll(s => Guid.TryParse(s.Withdrawn.InReplyTo, out var id) ? id : Guid.Empty);
        var tickets = named.ConvertAll(s => index.Ticket(s.Agency, s.Withdrawn.InReplyTo!));
        var hashes = said.Where(s => s.Withdrawn.Client is not null).SelectMany(s => Elsewhere(index, directory, s.Agency, s.Withdrawn.Client!)).ToList();
        var offices = said.Select(s => s.Agency).Distinct(StringComparer.Ordinal).ToList();
        SqlText clients = $"""SELECT "ClientId" FROM "Handover" WHERE "Id" {ids} OR "TicketHash" {tickets} UNION SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {hashes}""";
        return new HandedOverFile
        {
            Handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In($"""SELECT "Id" FROM "Referral" WHERE "ClientId" {SqlText.In(clients)}""")} AND t."Recipient" {offices}"""),
            Clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In(clients)}"""),
            Identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."ClientId" {SqlText.In(clients)}"""),
            Disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ClientId" {SqlText.In(clients)}""", r => (r.Key(0), r.GetString(1))),
        };
    }

    /// <summary>Hashes under which agencies that refer may know a client, by numbers that mean the same everywhere.</summary>
    internal static IEnumerable<byte[]> Elsewhere(BlindIndex index, AgencyDirectory directory, string agency, Client client)
    {
        var shared = HandedOver.Shared(client);
        return directory.Agencies.Where(a => a.Id != agency).SelectMany(a => ClientsByNumber.HashesOf(index, a.Id, shared)).Select(h => h.Hash);
    }
}
