using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads what noes of clients are about: at intake, in records that are translated again, and as a person enters them.</summary>
internal sealed class NoLoads(IGatewayDatabase database, KeyRing ring, Installation installation, IPresent<Agreed> agreed, Tombstones tombstones)
{
    /// <summary>The clients that records name, and what noes among the records are about.</summary>
    internal async Task<IntakeSnapshots> KnownAsync(
        IReadOnlyList<(string Agency, Client Client)> named, IReadOnlyList<(string Agency, IClientStatement No)> noes, CancellationToken cancellation)
    {
        var register = await ClientRegister.LoadAsync(database, installation.Index, ring, tombstones, named, cancellation);
        return noes.Count == 0
            ? new IntakeSnapshots { Register = register }
            : await ReadAsync([], new HashSet<Guid>(), new Dictionary<RecordName, Guid>(), register, noes, cancellation);
    }

    /// <summary>Everything of the clients concerned.</summary>
    internal async Task<IntakeSnapshots> ReadAsync(
        IList<SubmissionSnapshot> earlier, ISet<Guid> translating, IReadOnlyDictionary<RecordName, Guid> corrected, ClientRegister register,
        IReadOnlyList<(string Agency, IClientStatement No)> noes, CancellationToken cancellation)
    {
        var index = installation.Index;
        var named = noes.Select(n => (n.Agency, Ticket: n.No switch { ConsentWithdrawn w => w.InReplyTo, ReferralReply r => r.InReplyTo, _ => null })).Where(n => n.Ticket is not null).ToList();
        var tickets = named.ConvertAll(n => index.Ticket(n.Agency, n.Ticket!));
        var handovers = named.ConvertAll(n => Guid.TryParse(n.Ticket, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var records = noes.Where(n => n.No is ConsentWithdrawn { AgreementRecordId: not null }).Select(n => index.AgreementRecord(n.Agency, ((ConsentWithdrawn)n.No).AgreementRecordId!)).ToList();
        var identifiers = noes.Where(n => n.No.Client is not null)
            .SelectMany(n => (n.No is ReferralReply ? [] : ClientsByNumber.HashesOf(index, n.Agency, n.No.Client!).Select(h => h.Hash)).Concat(Elsewhere(n.Agency, n.No.Client!))).ToList();
        // Everything of the clients concerned: however a withdrawal names an agreement, it is one of theirs.
        SqlText clients =
            $"""
             SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {identifiers}
             UNION SELECT "ClientId" FROM "Referral" WHERE "TicketHash" {tickets}
             UNION SELECT "ClientId" FROM "Handover" WHERE "Id" {handovers} OR "TicketHash" {tickets}
             UNION SELECT "ClientId" FROM "ClientAgreement" WHERE "RecordHash" {records} OR "TicketHash" {tickets}
             """;
        var known = await ReadAsync(new IntakeSnapshots { Earlier = earlier, Translating = translating, Corrected = corrected, Register = register }, clients, records, tickets, cancellation);
        var erased = noes.SelectMany(n => n.No is ReferralReply { Client: { } named } ? ErasedAt(known, n.Agency).Select(sender => (sender, HandedOver.Shared(named))) : []).ToList();
        await register.AddAsync(database, tombstones, erased, cancellation);
        return known;
    }

    /// <summary>The agencies that handed clients to an office and erased them since.</summary>
    private static IEnumerable<string> ErasedAt(IntakeSnapshots known, string office) =>
        known.Handovers.All.Where(h => h.Recipient == office && known.Clients.Find(h.ClientId) is { Wrapped: null }).Select(h => h.Sender).Distinct(StringComparer.Ordinal);

    /// <summary>Everything of one client that a number names at an agency, or at an agency that referred to it.</summary>
    /// <param name="agency">The agency.</param>
    /// <param name="stated">The client as it is named; null: only <paramref name="client"/>.</param>
    /// <param name="client">The agency's own client; null: only what the number names.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<IntakeSnapshots> OfAsync(string agency, Client? stated, Guid? client, CancellationToken cancellation)
    {
        var index = installation.Index;
        List<byte[]> hashes = stated is null ? [] : [.. ClientsByNumber.HashesOf(index, agency, stated).Select(h => h.Hash), .. Elsewhere(agency, stated)];
        List<Guid> own = client is { } id ? [id] : [];
        // A referral that the agency answered about its own client is one that it got.
        SqlText clients =
            $"""
             SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {hashes}
             UNION SELECT "Id" FROM "Client" WHERE "Id" {own}
             UNION SELECT f."ClientId" FROM "Record" AS r JOIN "Referral" AS f ON f."Id" = r."ReferralId" WHERE r."ClientId" {own}
             """;
        var answered = new LoadBatch(database);
        var referrals = answered.Values($"""SELECT DISTINCT "ReferralId" FROM "Record" WHERE "ClientId" {own} AND "ReferralId" IS NOT NULL""", r => r.Key(0));
        await answered.RunAsync(cancellation);
        var register = await ClientRegister.LoadAsync(database, index, ring, tombstones, stated is null ? [] : [(agency, stated)], cancellation);
        return await ReadAsync(new IntakeSnapshots { Register = register, Answered = referrals.ToHashSet() }, clients, [], [], cancellation);
    }

    private async Task<IntakeSnapshots> ReadAsync(IntakeSnapshots beside, SqlText clients, List<byte[]> records, List<byte[]> tickets, CancellationToken cancellation)
    {
        // Their keys first: within each of the queries that follow, finding them costs a database more than the query itself.
        var concerned = new LoadBatch(database);
        // Who is known under linked numbers says it under each.
        var keysOfClients = concerned.Values(ClientFile.SamePerson(clients), r => r.Key(0));
        await concerned.RunAsync(cancellation);
        SqlText theirs = $"{keysOfClients}";
        var batch = new LoadBatch(database);
        var file = ClientFile.Add(batch, theirs);
        var agreements = batch.Rows<ClientAgreement>(
            $"""
             WHERE t."Id" {SqlText.In($"""
               SELECT "Id" FROM "ClientAgreement" WHERE "ClientId" {theirs}
               UNION SELECT "Id" FROM "ClientAgreement" WHERE "RecordHash" {records} OR "TicketHash" {tickets}
               """)}
             """);
        await batch.RunAsync(cancellation);
        var keys = LifeVault.Keys(file.Clients.Where(c => c.Life is not null), ring);
        return new IntakeSnapshots
        {
            Keys = keys,
            Lives = LifeVault.Open(file.Clients, keys),
            Earlier = beside.Earlier,
            Translating = beside.Translating,
            Corrected = beside.Corrected,
            Register = beside.Register,
            Answered = beside.Answered,
            Clients = new SnapshotSet<ClientSnapshot>(file.Clients),
            Agreements = new SnapshotSet<ClientAgreement>(agreements),
            Referrals = new SnapshotSet<ReferralSnapshot>(file.Referrals),
            Handovers = new SnapshotSet<HandoverSnapshot>(file.Handovers),
            Deliveries = new SnapshotSet<DeliverySnapshot>(file.Deliveries),
            Records = new SnapshotSet<RecordSnapshot>(file.Records),
            Identifiers = file.Identifiers,
            Disclosed = file.Disclosed.ToHashSet(),
            LastSequences = file.LastSequences,
            Generations = file.Generations,
        };
    }

    private IEnumerable<byte[]> Elsewhere(string agency, Client client) => HandedOverFile.Elsewhere(installation.Index, agreed.Now.Directory, agency, client);
}
