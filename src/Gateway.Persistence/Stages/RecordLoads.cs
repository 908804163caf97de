using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads records of a batch with everything that decisions about them need: two round trips, however many records.</summary>
internal sealed class RecordLoads(IGatewayDatabase database, KeyRing rings, IPresent<Agreed> agreed, Installation installation)
{
    /// <summary>Statements of referring agencies.</summary>
    internal async Task<RecordLoad> StatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) =>
        await StatementsAsync(await FirstAsync(token, items, StageNames.Referral, cancellation), cancellation);

    /// <summary>Statements of records that have no work item.</summary>
    internal async Task<RecordLoad> AgainAsync(IReadOnlyList<Guid> records, CancellationToken cancellation)
    {
        var first = await FirstAsync($"""SELECT "Id" FROM "Record" WHERE "Id" {records}""", items: null, StageNames.Referral, cancellation);
        return await StatementsAsync(first with { Items = [.. first.Records.Select(r => new WorkItem { Id = r.Id, Stage = StageNames.Referral, SubjectId = r.Id })] }, cancellation);
    }

    private async Task<RecordLoad> StatementsAsync(FirstLoad first, CancellationToken cancellation)
    {
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
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In(clientsOf)}""");
        var agreements = batch.Rows<ClientAgreement>($"""WHERE t."ClientId" {SqlText.In(clientsOf)}""");
        var ahead = batch.Rows<ClientAgreement>($"""WHERE t."ClientId" = {Guid.Empty}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In(named)}""");
        var deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."ReferralId" {SqlText.In(named)} AND t."Event" = {EventTypes.ReferralHandover}""");
        var disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ReferralId" {SqlText.In(named)}""", r => (r.Key(0), r.GetString(1)));
        var sequences = Sequences(batch, clientsOf);
        var waiting = batch.Rows<RecordSnapshot>($"""WHERE t."WaitingFor" {first.WaitedFor(installation.Index)}""");
        var current = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "RecordId" FROM "Referral" WHERE "TicketHash" {tickets}""")}""");
        var life = LifeLoads.Add(batch, first, installation.Index, agreed.Now.Directory);
        var handed = HandedOverFile.Add(batch, installation.Index, agreed.Now.Directory, first.Withdrawn);
        var periods = first.Statements.Values.SelectMany(s => s).Select(s => s.Content).OfType<PilotCounts>().Select(c => c.Period).ToList();
        var counts = periods.Count > 0 ? batch.Rows<PilotCount>($"""WHERE t."Period" {periods}""") : [];
        var shown = first.Previews();
        var previews = shown.Count > 0 ? batch.Rows<KeptPreview>($"""WHERE t."Hash" {shown}""") : [];
        var stating = first.Statements.Values.SelectMany(s => s).Select(s => s.Content).OfType<CapacityStated>().Select(c => c.Service).Distinct(StringComparer.Ordinal).ToList();
        var capacities = stating.Count > 0 ? batch.Rows<CapacitySnapshot>($"""WHERE t."Service" {stating}""") : [];
        var occupancy = first.Statements.Count > 0 ? PlacesTaken.Add(batch, agreed.Now) : null;
        await batch.RunAsync(cancellation);
        // Keys only of clients of whom something became known since, or becomes known now.
        var keys = LifeVault.Keys(clients.Where(c => c.Life is not null).Concat(life?.File.Clients ?? []), rings);
        var known = new Snapshots
        {
            Records = new SnapshotSet<RecordSnapshot>([.. life?.File.Records ?? [], .. current, .. waiting, .. first.Records]),
            Clients = new SnapshotSet<ClientSnapshot>([.. life?.File.Clients ?? [], .. clients]),
            Agreements = new SnapshotSet<ClientAgreement>([.. life?.Agreements ?? [], .. agreements, .. ahead]),
            Referrals = new SnapshotSet<ReferralSnapshot>([.. life?.File.Referrals ?? [], .. referrals]),
            Handovers = new SnapshotSet<HandoverSnapshot>([.. life?.File.Handovers ?? [], .. handovers, .. handed.Handovers]),
            Deliveries = new SnapshotSet<DeliverySnapshot>([.. life?.File.Deliveries ?? [], .. deliveries]),
            Disclosed = disclosed.Concat(handed.Disclosed).Concat(life?.File.Disclosed ?? []).ToHashSet(),
            LastSequences = sequences.Select(s => KeyValuePair.Create((s.Client, s.Recipient), s.Last)).Concat(life?.File.LastSequences ?? new Dictionary<(Guid, string), int>())
                .GroupBy(s => s.Key, s => s.Value).ToDictionary(s => s.Key, s => s.Max()),
            Generations = life?.File.Generations ?? new Dictionary<Guid, int>(),
            Identifiers = [.. life?.File.Identifiers ?? [], .. handed.Identifiers],
            Keys = keys,
            Lives = LifeVault.Open([.. life?.File.Clients ?? [], .. clients], keys),
            Counts = new SnapshotSet<PilotCount>(counts),
            Previews = previews.ToDictionary(p => Convert.ToHexStringLower(p.Hash)),
            Occupancy = occupancy?.Read() ?? PlacesTaken.None,
            Capacities = new SnapshotSet<CapacitySnapshot>(capacities),
        };
        return new RecordLoad(first.Items, known, FirstLoad.Order(untranslated, undecided), first.Statements) { Unreadable = first.Unreadable };
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
        // Whoever refers arranges something under its own ticket.
        if (replies.Exists(r => r.Outcome == ReplyOutcomes.Arranged))
        {
            answered = answered.Then($""" UNION SELECT "Id" FROM "Referral" WHERE "TicketHash" {tickets}""");
            clientsOf = clientsOf.Then($""" UNION SELECT "ClientId" FROM "Referral" WHERE "TicketHash" {tickets}""");
        }

        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In(answered)}""");
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {SqlText.In(answered)}""");
        var notices = batch.Rows<DeliverySnapshot>(
            $"""WHERE t."ReferralId" {SqlText.In(answered)} AND t."Status" {StopNotices.Statuses.ToList()}""", abridged: nameof(DeliverySnapshot.Payload));
        var identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."ClientId" {SqlText.In(clientsOf)}""");
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In(clientsOf)}""");
        var sequences = Sequences(batch, clientsOf);
        // An answer that says a no and waited for its handover takes effect here; every other one did when it was accepted. Of two
        // offices that are not competent the second one's answer must know of the first.
        var late = first.SaysNoLate || replies.Exists(r => r.Outcome == ReplyOutcomes.DeclinedNotCompetent) ? ClientFile.Add(batch, SqlText.In(clientsOf)) : null;
        // What was declined may go on: its record is decided again, and the places tell whether there was one.
        var declines = replies.Exists(r => AskedBefore.SendsOn(r.Outcome));
        var declined = declines
            ? batch.Rows<RecordSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "RecordId" FROM "Referral" WHERE "Id" {SqlText.In(answered)}""")}""", abridged: nameof(RecordSnapshot.Sealed))
            : [];
        var occupancy = declines ? PlacesTaken.Add(batch, agreed.Now) : null;
        var agreements = late is null ? [] : batch.Rows<ClientAgreement>($"""WHERE t."ClientId" {SqlText.In(clientsOf)}""");
        await batch.RunAsync(cancellation);
        var keys = clients.Where(c => c.Wrapped is not null).ToDictionary(c => c.Id, c => rings.TryOpen(c.Id, c.Wrapped!));
        // The same numbers may name somebody else at the referring office: they are looked up in its own index.
        var others = await OtherClientsAsync(replies, handovers, cancellation);
        var known = new Snapshots
        {
            Records = new SnapshotSet<RecordSnapshot>([.. declined, .. late?.Records ?? [], .. first.Records]),
            Occupancy = occupancy?.Read() ?? PlacesTaken.None,
            Clients = new SnapshotSet<ClientSnapshot>(clients),
            Agreements = new SnapshotSet<ClientAgreement>(agreements),
            Handovers = new SnapshotSet<HandoverSnapshot>([.. late?.Handovers ?? [], .. handovers]),
            Referrals = new SnapshotSet<ReferralSnapshot>([.. late?.Referrals ?? [], .. referrals]),
            Deliveries = new SnapshotSet<DeliverySnapshot>(late?.Deliveries ?? notices),
            Disclosed = (late?.Disclosed ?? []).ToHashSet(),
            Generations = late?.Generations ?? new Dictionary<Guid, int>(),
            Identifiers = [.. identifiers, .. others],
            LastSequences = sequences.ToDictionary(s => (s.Client, s.Recipient), s => s.Last),
            Keys = keys.Where(k => k.Value is not null).ToDictionary(k => k.Key, k => k.Value!),
        };
        return new RecordLoad(first.Items, known, FirstLoad.Order(untranslated, undecided), first.Statements)
        {
            Unreadable = first.Unreadable.Concat(keys.Where(k => k.Value is null).Select(k => k.Key)).ToHashSet(),
        };
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

    private Task<FirstLoad> FirstAsync(Guid token, IReadOnlyList<Guid> items, string stage, CancellationToken cancellation) => FirstAsync(
        $"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""",
        $"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """, stage, cancellation);

    private async Task<FirstLoad> FirstAsync(SqlText held, SqlText? items, string stage, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var work = items is null ? [] : batch.Rows<WorkItem>(items);
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {SqlText.In(held)}""");
        var clients = ClientKeys.Add(batch, $"""SELECT "ClientId" FROM "Record" WHERE "Id" {SqlText.In(held)}""");
        // A reply that came before its referral waits under the ticket of the office it came from: which offices have any?
        // "Greater than no bytes" holds for every hash; SQLite finds no row by index for "is not null".
        var waiting = stage == StageNames.Referral ? batch.Values($"""SELECT DISTINCT "Agency" FROM "Record" WHERE "WaitingFor" > {Array.Empty<byte>()}""", r => r.GetString(0)) : [];
        await batch.RunAsync(cancellation);
        var keys = clients.OfRecords(records, rings);
        Dictionary<Guid, IReadOnlyList<Statement>> statements = [];
        foreach (var record in records.Where(r => keys.ContainsKey(r.Id)))
        {
            if (RecordVault.TryOpen(record, keys[record.Id]) is { } stated)
            {
                statements[record.Id] = stated;
                Renew(record, stated);
            }
            else
                clients.Unreadable.Add(record.Id);
        }

        return new FirstLoad(work, records, statements, waiting) { Unreadable = clients.Unreadable };
    }

    /// <summary>Records about one ticket are compared by its digest: it is made anew from the ticket, so that one of an older index key is found.</summary>
    private void Renew(RecordSnapshot record, IReadOnlyList<Statement> stated)
    {
        if (record.InReplyToHash is not { } digest || stated.Select(s => s.Content).OfType<ReferralReply>().FirstOrDefault() is not { } reply)
            return;
        var anew = installation.Index.Ticket(record.Agency, reply.InReplyTo);
        if (BlindIndex.Same(anew, digest))
            record.InReplyToHash = anew;
    }

    private static List<(Guid Client, string Recipient, int Last)> Sequences(LoadBatch batch, SqlText clientsOf) => batch.Values(
        $"""SELECT "ClientId", "Recipient", MAX("Sequence") FROM "Delivery" WHERE "ClientId" {SqlText.In(clientsOf)} GROUP BY "ClientId", "Recipient" """,
        r => (r.Key(0), r.GetString(1), r.GetInt32(2)));
}
