using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads records of a batch with everything that decisions about them need: two round trips, however many records.</summary>
internal sealed class RecordLoads(IGatewayDatabase database, KeyRing rings, Agreed agreed, Installation installation)
{
    /// <summary>Statements of referring agencies.</summary>
    internal async Task<RecordLoad> StatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var first = await FirstAsync(token, items, StageNames.Referral, cancellation);
        var batch = new LoadBatch(database);
        // Submissions before records: whatever is translated between the two is then found as a record.
        var untranslated = first.Untranslated(batch);
        // And what may come before a record before the referrals it names: otherwise a record could have its turn beside rows
        // that do not know its predecessor yet.
        var undecided = first.Undecided(batch, StageNames.Referral);
        var clientIds = first.Records.Select(r => r.ClientId).OfType<Guid>().ToList();
        var tickets = first.Tickets(installation.Index);
        SqlText named = $"""SELECT "Id" FROM "Referral" WHERE "TicketHash" {tickets}""";
        // Together in one condition: PostgreSQL uses no index for "in a list or in a query".
        SqlText clientsOf = $"""SELECT "Id" FROM "Client" WHERE "Id" {clientIds} UNION SELECT "ClientId" FROM "Referral" WHERE "TicketHash" {tickets}""";
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."TicketHash" {tickets}""");
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" IN ({clientsOf})""");
        var agreements = batch.Rows<ClientAgreement>($"""WHERE t."ClientId" IN ({clientsOf})""");
        var ahead = batch.Rows<ClientAgreement>($"""WHERE t."ClientId" = {Guid.Empty}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" IN ({named})""");
        var deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."ReferralId" IN ({named}) AND t."Event" = {EventTypes.ReferralHandover}""");
        var disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ReferralId" IN ({named})""", r => (r.Key(0), r.GetString(1)));
        var sequences = Sequences(batch, clientsOf);
        var waiting = batch.Rows<RecordSnapshot>($"""WHERE t."WaitingFor" {first.WaitedFor(installation.Index)}""");
        var current = batch.Rows<RecordSnapshot>($"""WHERE t."Id" IN (SELECT "RecordId" FROM "Referral" WHERE "Id" IN ({named}))""");
        var replaced = first.Replacements(installation.Index);
        var identifiers = replaced.Count > 0 ? batch.Rows<ClientIdentifier>($"""WHERE t."Hash" {replaced}""") : [];
        var periods = first.Statements.Values.SelectMany(s => s).Select(s => s.Content).OfType<PilotCounts>().Select(c => c.Period).ToList();
        var counts = periods.Count > 0 ? batch.Rows<PilotCount>($"""WHERE t."Period" {periods}""") : [];
        var occupancy = first.Statements.Count > 0 ? PlacesTaken.Add(batch, agreed) : null;
        await batch.RunAsync(cancellation);
        var known = new Snapshots
        {
            Records = new SnapshotSet<RecordSnapshot>([.. current, .. waiting, .. first.Records]),
            Clients = new SnapshotSet<ClientSnapshot>(clients),
            Agreements = new SnapshotSet<ClientAgreement>([.. agreements, .. ahead]),
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
            Deliveries = new SnapshotSet<DeliverySnapshot>(deliveries),
            Disclosed = disclosed.ToHashSet(),
            LastSequences = sequences.ToDictionary(s => (s.Client, s.Recipient), s => s.Last),
            Identifiers = identifiers,
            Counts = new SnapshotSet<PilotCount>(counts),
            Occupancy = occupancy?.Read() ?? new PlacesTaken(new Dictionary<(string, string), int>()),
        };
        return new RecordLoad(first.Items, known, FirstLoad.Order(untranslated, undecided), first.Statements);
    }

    /// <summary>Replies of recipients.</summary>
    internal async Task<RecordLoad> RepliesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var first = await FirstAsync(token, items, StageNames.Outcome, cancellation);
        var replies = first.Statements.Values.SelectMany(s => s).Select(s => s.Content).OfType<ReferralReply>().ToList();
        var ids = replies.Select(r => Guid.TryParse(r.InReplyTo, out var id) ? id : Guid.Empty).ToList();
        var tickets = first.Tickets(installation.Index);
        var batch = new LoadBatch(database);
        var untranslated = first.Untranslated(batch);
        var undecided = first.Undecided(batch, StageNames.Outcome);
        SqlText answered = $"""SELECT "ReferralId" FROM "Handover" WHERE "Id" {ids} OR "TicketHash" {tickets}""";
        SqlText clientsOf = $"""SELECT "ClientId" FROM "Handover" WHERE "Id" {ids} OR "TicketHash" {tickets}""";
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" IN ({answered})""");
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" IN ({answered})""");
        var notices = batch.Rows<DeliverySnapshot>(
            $"""WHERE t."ReferralId" IN ({answered}) AND t."Status" = {CoarseStatuses.AgreementWithdrawn}""", abridged: nameof(DeliverySnapshot.Payload));
        var identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."ClientId" IN ({clientsOf})""");
        var keys = batch.Values(
            $"""SELECT c."Id", k."Id", k."Wrapped" FROM "Client" AS c JOIN "DataKey" AS k ON k."Id" = c."KeyId" WHERE k."Wrapped" IS NOT NULL AND c."Id" IN ({clientsOf})""",
            r => (Client: r.Key(0), Row: new DataKeyRow { Id = r.Key(1), Purpose = "client", Wrapped = r.GetFieldValue<byte[]>(2) }));
        // An answer that comes too late goes back to its office: an event of its record.
        var sequences = Sequences(batch, clientsOf.Then($""" UNION SELECT "Id" FROM "Record" WHERE "Id" {first.Records.Select(r => r.Id).ToList()}"""));
        await batch.RunAsync(cancellation);
        // The same numbers may name somebody else at the referring office: they are looked up in its own index.
        var others = await OtherClientsAsync(replies, handovers, cancellation);
        var known = new Snapshots
        {
            Records = new SnapshotSet<RecordSnapshot>(first.Records),
            Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Deliveries = new SnapshotSet<DeliverySnapshot>(notices),
            Identifiers = [.. identifiers, .. others],
            LastSequences = sequences.ToDictionary(s => (s.Client, s.Recipient), s => s.Last),
            Keys = keys.ToDictionary(k => k.Client, k => rings.Open(k.Row)),
        };
        return new RecordLoad(first.Items, known, FirstLoad.Order(untranslated, undecided), first.Statements);
    }

    private async Task<List<ClientIdentifier>> OtherClientsAsync(List<ReferralReply> replies, List<HandoverSnapshot> handovers, CancellationToken cancellation)
    {
        var stated = replies.Where(r => r.Client is { Identifiers.Count: > 0 }).SelectMany(r => r.Client!.Identifiers).ToList();
        if (stated.Count == 0)
            return [];
        var hashes = handovers.Select(h => h.Sender).Distinct(StringComparer.Ordinal)
            .SelectMany(sender => stated.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(v => installation.Index.Identifier(sender, i.Scheme, v)))).ToList();
        var batch = new LoadBatch(database);
        var found = batch.Rows<ClientIdentifier>($"""WHERE t."Hash" {hashes}""");
        await batch.RunAsync(cancellation);
        return found;
    }

    private async Task<FirstLoad> FirstAsync(Guid token, IReadOnlyList<Guid> items, string stage, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText held = $"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""";
        var work = batch.Rows<WorkItem>($"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """);
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" IN ({held})""");
        var keys = batch.Values(
            $"""SELECT "Id", "Wrapped" FROM "DataKey" WHERE "Wrapped" IS NOT NULL AND "Id" IN (SELECT "KeyId" FROM "Record" WHERE "Id" IN ({held}))""",
            r => new DataKeyRow { Id = r.Key(0), Purpose = "record", Wrapped = r.GetFieldValue<byte[]>(1) });
        // A reply that came before its referral waits under the ticket of the office it came from: which offices have any?
        // "Greater than no bytes" holds for every hash; SQLite finds no row by index for "is not null".
        var waiting = stage == StageNames.Referral ? batch.Values($"""SELECT DISTINCT "Agency" FROM "Record" WHERE "WaitingFor" > {Array.Empty<byte>()}""", r => r.GetString(0)) : [];
        await batch.RunAsync(cancellation);
        var open = keys.ToDictionary(k => k.Id, rings.Open);
        var statements = records.Where(r => open.ContainsKey(r.KeyId)).ToDictionary(r => r.Id, r => RecordVault.Open(r, open[r.KeyId]));
        return new FirstLoad(work, records, statements, waiting);
    }

    private static List<(Guid Client, string Recipient, int Last)> Sequences(LoadBatch batch, SqlText clientsOf) => batch.Values(
        $"""SELECT "ClientId", "Recipient", MAX("Sequence") FROM "Delivery" WHERE "ClientId" IN ({clientsOf}) GROUP BY "ClientId", "Recipient" """,
        r => (r.Key(0), r.GetString(1), r.GetInt32(2)));
}
