using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads what withdrawals are about: at intake, and in records that are translated again.</summary>
internal sealed class WithdrawalLoads(IGatewayDatabase database, KeyRing ring, Installation installation, Tombstones tombstones)
{
    /// <summary>The clients that records name, and what withdrawals among the records are about.</summary>
    internal async Task<IntakeSnapshots> KnownAsync(
        IReadOnlyList<(string Agency, Client Client)> named, IReadOnlyList<(string Agency, ConsentWithdrawn Withdrawn)> withdrawals, CancellationToken cancellation)
    {
        var register = await ClientRegister.LoadAsync(database, installation.Index, ring, tombstones, named, cancellation);
        return withdrawals.Count == 0
            ? new IntakeSnapshots { Register = register }
            : await ReadAsync([], new HashSet<Guid>(), new Dictionary<RecordName, Guid>(), register, withdrawals, cancellation);
    }

    /// <summary>Everything of the clients concerned.</summary>
    internal async Task<IntakeSnapshots> ReadAsync(
        IList<SubmissionSnapshot> earlier, ISet<Guid> translating, IReadOnlyDictionary<RecordName, Guid> corrected, ClientRegister register,
        IReadOnlyList<(string Agency, ConsentWithdrawn Withdrawn)> withdrawals, CancellationToken cancellation)
    {
        var index = installation.Index;
        var tickets = withdrawals.Where(w => w.Withdrawn.InReplyTo is not null).Select(w => index.Ticket(w.Agency, w.Withdrawn.InReplyTo!)).ToList();
        var records = withdrawals.Where(w => w.Withdrawn.AgreementRecordId is not null).Select(w => index.AgreementRecord(w.Agency, w.Withdrawn.AgreementRecordId!)).ToList();
        var identifiers = withdrawals.Where(w => w.Withdrawn.Client is not null)
            .SelectMany(w => w.Withdrawn.Client!.Identifiers.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(n => index.Identifier(w.Agency, i.Scheme, n)))).ToList();
        // Everything of the clients concerned: however a withdrawal names an agreement, it is one of theirs.
        SqlText clients =
            $"""
             SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {identifiers}
             UNION SELECT "ClientId" FROM "Referral" WHERE "TicketHash" {tickets}
             UNION SELECT "ClientId" FROM "ClientAgreement" WHERE "RecordHash" {records} OR "TicketHash" {tickets}
             """;
        var batch = new LoadBatch(database);
        var theirs = SqlText.In(clients);
        var people = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {theirs}""");
        var agreements = batch.Rows<ClientAgreement>(
            $"""
             WHERE t."Id" {SqlText.In($"""
               SELECT "Id" FROM "ClientAgreement" WHERE "ClientId" {theirs}
               UNION SELECT "Id" FROM "ClientAgreement" WHERE "RecordHash" {records} OR "TicketHash" {tickets}
               """)}
             """);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."ClientId" {theirs}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In($"""SELECT "Id" FROM "Referral" WHERE "ClientId" {theirs}""")}""");
        var deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."ClientId" {theirs}""");
        var disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ClientId" {theirs}""", r => (r.Key(0), r.GetString(1)));
        await batch.RunAsync(cancellation);
        return new IntakeSnapshots
        {
            Earlier = earlier,
            Translating = translating,
            Corrected = corrected,
            Register = register,
            Clients = new SnapshotSet<ClientSnapshot>(people),
            Agreements = new SnapshotSet<ClientAgreement>(agreements),
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
            Deliveries = new SnapshotSet<DeliverySnapshot>(deliveries),
            Disclosed = disclosed.ToHashSet(),
            LastSequences = deliveries.GroupBy(d => (d.ClientId, d.Recipient)).ToDictionary(g => g.Key, g => g.Max(d => d.Sequence)),
        };
    }
}
