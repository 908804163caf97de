using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads and writes what the acceptance of submissions needs; withdrawals in them are decided in the same transaction.</summary>
internal sealed class IntakeStore(IGatewayDatabase database, UnitsOfWork units, KeyRing ring, Installation installation) : IIntakeStore
{
    public async Task<IntakeSnapshots> LoadAsync(IReadOnlyList<NewSubmission> group, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var earlier = batch.Rows<SubmissionSnapshot>($"""WHERE t."KeyHash" {group.Select(g => g.Submission.KeyHash).ToList()}""");
        var corrected = Corrections(batch, group);
        var withdrawals = group.SelectMany(g => g.Withdrawals.Select(w => (g.Submission.Agency, Withdrawn: w))).ToList();
        if (withdrawals.Count == 0)
        {
            if (batch.HasQueries)
                await batch.RunAsync(cancellation);
            return new IntakeSnapshots { Earlier = earlier, Corrected = Read(corrected), Register = await ClientRegister.LoadAsync(database, installation.Index, ring, [], cancellation) };
        }

        await batch.RunAsync(cancellation);
        var named = withdrawals.Where(w => w.Withdrawn.Client is { Identifiers.Count: > 0 }).Select(w => (w.Agency, w.Withdrawn.Client!)).ToList();
        var register = await ClientRegister.LoadAsync(database, installation.Index, ring, named, cancellation);
        return await WithdrawalsAsync(earlier, Read(corrected), register, withdrawals, cancellation);
    }

    public async Task AcceptAsync(IntakeSnapshots known, IReadOnlyList<Decision> decisions, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        EffectWriter.Write(unit, known, decisions);
        await unit.CommitAsync(cancellation);
    }

    private async Task<IntakeSnapshots> WithdrawalsAsync(
        IList<SubmissionSnapshot> earlier, IReadOnlyDictionary<RecordName, Guid> corrected, ClientRegister register,
        List<(string Agency, ConsentWithdrawn Withdrawn)> withdrawals, CancellationToken cancellation)
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

    /// <summary>What submissions say they correct, where the agency has it and it is set aside.</summary>
    private static List<(RecordName Named, List<Guid> Found)> Corrections(LoadBatch batch, IReadOnlyList<NewSubmission> group) =>
        [.. group.Where(g => g.Corrects is not null).Select(g => (Named: g.Corrects!.Value, g.Submission.Agency)).Distinct().Select(c => (c.Named, batch.Values(
            c.Named.Number == 0
                ? (SqlText)$"""SELECT "Id" FROM "Submission" WHERE "Id" = {c.Named.Submission} AND "Agency" = {c.Agency} AND "State" = {SubmissionState.SetAside} AND "Records" = 0"""
                : $"""SELECT "Id" FROM "Record" WHERE "SubmissionId" = {c.Named.Submission} AND "Number" = {c.Named.Number} AND "Agency" = {c.Agency} AND "State" = {RecordState.SetAside}""",
            r => r.Key(0))))];

    private static Dictionary<RecordName, Guid> Read(List<(RecordName Named, List<Guid> Found)> corrected) =>
        corrected.Where(c => c.Found.Count > 0).DistinctBy(c => c.Named).ToDictionary(c => c.Named, c => c.Found[0]);
}
