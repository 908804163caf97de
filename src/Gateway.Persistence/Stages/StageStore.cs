using Gateway.Contracts;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>The load and apply sides of the stages over the database.</summary>
internal sealed class StageStore(IGatewayDatabase database, UnitsOfWork units, RecordLoads records) : IStageStore
{
    /// <summary>Deadlines that are decided with everything of their client.</summary>
    private static readonly string[] OfWholeClient = [DeadlineKinds.StandingChanged, DeadlineKinds.BenefitTransferred, DeadlineKinds.CompetenceConflict];

    public Task<RecordLoad> LoadStatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => records.StatementsAsync(token, items, cancellation);

    public Task<RecordLoad> LoadAgainAsync(IReadOnlyList<Guid> again, CancellationToken cancellation) => records.AgainAsync(again, cancellation);

    public Task<RecordLoad> LoadRepliesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => records.RepliesAsync(token, items, cancellation);

    public async Task<(IReadOnlyList<WorkItem> Items, DeadlineSnapshots Known)> LoadDeadlinesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText held = $"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""";
        var work = batch.Rows<WorkItem>($"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """);
        SqlText those = SqlText.In(held);
        var agreements = batch.Rows<ClientAgreement>($"""WHERE t."Id" {those}""");
        // Of a part that has ended: whatever else of its client may follow it. Of a dated goal: the plan it belongs to.
        SqlText planned = $"""
            SELECT "Id" FROM "Referral" WHERE "ClientId" {SqlText.In($"""SELECT "ClientId" FROM "Handover" WHERE "Id" {those} AND "State" >= {HandoverState.NotAccepted}""")}
            UNION SELECT "SubjectId" FROM "Deadline" WHERE "Id" {those} AND "Kind" = {DeadlineKinds.DatedGoal}
            """;
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {SqlText.In($"""{held} UNION SELECT "Id" FROM "Referral" WHERE "AgreementId" {those} UNION {planned}""")}""");
        var handovers = batch.Rows<HandoverSnapshot>(
            $"""WHERE t."Id" {SqlText.In($"""{held} UNION SELECT "Id" FROM "Handover" WHERE "ReferralId" {those} UNION SELECT "Id" FROM "Handover" WHERE "ReferralId" {SqlText.In(planned)} UNION SELECT "HandoverId" FROM "Delivery" WHERE "Id" {those} AND "HandoverId" IS NOT NULL""")}""");
        // With a handover that was not answered its deliveries, which are given once more; with a task what may still wait to tell of it.
        var deliveries = batch.Rows<DeliverySnapshot>(
            $"""
             WHERE t."Id" {SqlText.In($"""
               {held} UNION SELECT d."Id" FROM "Handover" AS h JOIN "Delivery" AS d ON d."ReferralId" = h."ReferralId" WHERE h."Id" {those} AND d."HandoverId" = h."Id"
               UNION SELECT "Id" FROM "Delivery" WHERE "ReferralId" {those} AND "State" = {DeliveryState.Waiting}
               """)}
             """, abridged: nameof(DeliverySnapshot.Payload));
        var tasks = batch.Rows<OfficeTask>($"""WHERE t."Id" {those}""");
        var submissions = batch.Rows<SubmissionSnapshot>($"""WHERE t."Id" {those}""", abridged: nameof(SubmissionSnapshot.Sealed));
        var unread = batch.Rows<WorkItem>(
            $"""WHERE t."Stage" = {StageNames.Translation} AND t."SubjectId" {those} ORDER BY t."Id" """);
        var deadlines = batch.Rows<Deadline>($"""WHERE t."Id" {those}""");
        SqlText concerned =
            $"""
             SELECT "SubjectId" FROM "Deadline" WHERE "Id" {those} UNION SELECT "ClientId" FROM "Handover" WHERE "Id" {those} UNION SELECT "ClientId" FROM "Referral" WHERE "Id" {those}
             UNION SELECT "ClientId" FROM "Delivery" WHERE "Id" {those} UNION SELECT "ClientId" FROM "ClientAgreement" WHERE "Id" {those} UNION SELECT "ClientId" FROM "Task" WHERE "Id" {those} AND "ClientId" IS NOT NULL
             UNION SELECT "ClientId" FROM "Referral" WHERE "Id" {SqlText.In(planned)}
             """;
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In(concerned)}""");
        var sequences = batch.Values(
            $"""SELECT "ClientId", "Recipient", MAX("Sequence") FROM "Delivery" WHERE "ClientId" {SqlText.In(concerned)} GROUP BY "ClientId", "Recipient" """,
            r => (Client: r.Key(0), Recipient: r.GetString(1), Last: r.GetInt32(2)));
        var changed = ClientFile.Add(batch, SqlText.In(ClientFile.SamePerson($"""SELECT "SubjectId" FROM "Deadline" WHERE "Id" {those} AND "Kind" {OfWholeClient}""")));
        await batch.RunAsync(cancellation);
        return (work, new DeadlineSnapshots
        {
            Referrals = new SnapshotSet<ReferralSnapshot>([.. referrals, .. changed.Referrals]),
            Handovers = new SnapshotSet<HandoverSnapshot>([.. handovers, .. changed.Handovers]),
            Deliveries = new SnapshotSet<DeliverySnapshot>([.. deliveries, .. changed.Deliveries]),
            Records = new SnapshotSet<RecordSnapshot>(changed.Records),
            Disclosed = changed.Disclosed.ToHashSet(),
            Generations = changed.Generations,
            Tasks = new SnapshotSet<OfficeTask>(tasks),
            Agreements = new SnapshotSet<ClientAgreement>(agreements),
            Submissions = submissions,
            Unread = unread,
            Deadlines = deadlines,
            Clients = new SnapshotSet<ClientSnapshot>([.. changed.Clients, .. clients]),
            LastSequences = sequences.Concat(changed.LastSequences.Select(s => (s.Key.Client, s.Key.Recipient, Last: s.Value))).DistinctBy(s => (s.Client, s.Recipient)).ToDictionary(s => (s.Client, s.Recipient), s => s.Last),
        });
    }

    public async Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        Leases.Settle(unit, token, settled);
        EffectWriter.Write(unit, known, settled.Select(s => s.Decision).OfType<Decision>());
        foreach (var (item, fault) in settled.Where(s => s.Fault is not null).Select(s => (s.Item, s.Fault!)))
        {
            unit.OpenTask(TaskKinds.Parked, "gateway", item.Id, fault.Code, WorkProblems.Failed.With(item.Stage, fault.Reason));
            unit.Record("work-item.parked", "gateway", item.Id, new { stage = item.Stage, code = fault.Code });
        }

        await unit.CommitAsync(cancellation);
    }
}
