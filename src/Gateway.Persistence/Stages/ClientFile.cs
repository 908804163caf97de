using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Everything of some clients that a decision about what they may be used for needs; filled when the batch has run.</summary>
internal sealed class ClientFile
{
    private readonly List<(Guid Client, string Recipient, int Last)> _sequences;
    private readonly List<(Guid Delivery, int Last)> _generations;

    private ClientFile(LoadBatch batch, SqlText theirs)
    {
        Clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {theirs}""");
        Referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."ClientId" {theirs}""");
        SqlText referrals = SqlText.In($"""SELECT "Id" FROM "Referral" WHERE "ClientId" {theirs}""");
        Handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {referrals}""");
        Deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."ClientId" {theirs}""");
        Identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."ClientId" {theirs}""");
        // What was withheld or unroutable may be decided again.
        Records = batch.Rows<RecordSnapshot>(
            $"""WHERE t."Id" {SqlText.In($"""SELECT "RecordId" FROM "Referral" WHERE "ClientId" {theirs} AND "State" {new[] { ReferralState.Withheld, ReferralState.Unroutable }}""")}""");
        Disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ClientId" {theirs}""", r => (r.Key(0), r.GetString(1)));
        _sequences = batch.Values(
            $"""SELECT "ClientId", "Recipient", MAX("Sequence") FROM "Delivery" WHERE "ClientId" {theirs} GROUP BY "ClientId", "Recipient" """,
            r => (r.Key(0), r.GetString(1), r.GetInt32(2)));
        SqlText blocked = SqlText.In($"""SELECT "Id" FROM "Delivery" WHERE "ClientId" {theirs} AND "State" = {DeliveryState.Blocked}""");
        _generations = batch.Values(
            $"""SELECT "SubjectId", MAX("Generation") FROM "WorkItem" WHERE "Stage" = {StageNames.Delivery} AND "SubjectId" {blocked} GROUP BY "SubjectId" """,
            r => (r.Key(0), r.GetInt32(1)));
    }

    internal List<ClientSnapshot> Clients { get; }

    internal List<ReferralSnapshot> Referrals { get; }

    internal List<HandoverSnapshot> Handovers { get; }

    internal List<DeliverySnapshot> Deliveries { get; }

    internal List<ClientIdentifier> Identifiers { get; }

    internal List<RecordSnapshot> Records { get; }

    internal List<(Guid Referral, string Recipient)> Disclosed { get; }

    internal IReadOnlyDictionary<(Guid Client, string Recipient), int> LastSequences => _sequences.ToDictionary(s => (s.Client, s.Recipient), s => s.Last);

    internal IReadOnlyDictionary<Guid, int> Generations => _generations.ToDictionary(g => g.Delivery, g => g.Last);

    /// <summary>Keys of clients, and of those who are the same person by a register's notice: each of them points at the same one.</summary>
    /// <param name="clients">A query of clients' keys.</param>
    internal static SqlText SamePerson(SqlText clients)
    {
        var heads = SqlText.In($"""SELECT COALESCE("LinkedTo", "Id") FROM "Client" WHERE "Id" {SqlText.In(clients)}""");
        return $"""{clients} UNION SELECT "Id" FROM "Client" WHERE "Id" {heads} UNION SELECT "Id" FROM "Client" WHERE "LinkedTo" {heads}""";
    }

    /// <summary>Adds the queries.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="theirs">Condition on the client's key.</param>
    internal static ClientFile Add(LoadBatch batch, SqlText theirs) => new(batch, theirs);
}
