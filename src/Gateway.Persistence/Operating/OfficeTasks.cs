using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;
using Gateway.Core.Work;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Operating;

/// <summary>Loads a task with what it is about, decides, and writes in one transaction; decided again when somebody else was faster.</summary>
internal sealed class OfficeTasks(IGatewayDatabase database, UnitsOfWork units, IStoreFaults faults, ICircumstances circumstances, IPresent<Agreed> agreed) : IOfficeTasks
{
    public async Task<IReadOnlyList<TaskLine>> ListAsync(string agency, bool closed, Guid? after, int take, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<OfficeTask>(
            WorkedOn(agency, closed).Then($""" AND t."Id" > {after ?? Guid.Empty} ORDER BY t."Id" """).Then(batch.Limit(take)));
        await batch.RunAsync(cancellation);
        return [.. rows.Select(LineOf)];
    }

    public async Task<ListPage<TaskLine>> PageAsync(string agency, bool closed, int page, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<OfficeTask>(
            WorkedOn(agency, closed).Then(SqlText.Of(closed ? """ ORDER BY t."Id" DESC""" : """ ORDER BY t."Id" """)).Then(batch.Limit(ListPage.Read, ListPage.Skipped(page))));
        await batch.RunAsync(cancellation);
        return ListPage.Of(rows.ConvertAll(LineOf));
    }

    public async Task<TaskLine?> FindAsync(string agency, Guid task, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<OfficeTask>($"""WHERE t."Id" = {task} AND t."Agency" = {agency}""");
        await batch.RunAsync(cancellation);
        return rows.Where(IsWorkedOn).Select(LineOf).FirstOrDefault();
    }

    private static SqlText WorkedOn(string agency, bool closed) =>
        ((SqlText)$"""WHERE t."Agency" = {agency} AND NOT t."Kind" {TaskKinds.NotWorkedOn} AND t."ClosedAt" """).Then(SqlText.Of(closed ? "IS NOT NULL" : "IS NULL"));

    public Task<(TaskAnswer Answer, TaskLine? Task)> ActAsync(string agency, Guid task, TaskAct act, string? user, CancellationToken cancellation) => faults.DespiteConflictsAsync(async () =>
    {
        var known = await LoadAsync(agency, task, cancellation);
        if (known.Tasks.Find(task) is not { } found || !IsWorkedOn(found))
            return (TaskAnswer.NotThere, (TaskLine?)null);
        var draft = new Draft(known, circumstances.Now());
        var answer = TaskRules.Apply(draft, task, act);
        if (draft.Decided() is { Effects.Count: > 0 })
        {
            if (user is not null)
                draft.Operated(new PageOperation(user, TaskCodes.OperationOf(act), task, found.ReasonCode));
            var decision = draft.Decided();
            await using var unit = units.Open();
            EffectWriter.Write(unit, known, [decision]);
            await unit.CommitAsync(cancellation);
        }

        return (answer, LineOf(draft.Tasks.Get(task)));
    });

    private async Task<Snapshots> LoadAsync(string agency, Guid task, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText handover = $"""SELECT "HandoverId" FROM "Task" WHERE "Id" = {task} AND "HandoverId" IS NOT NULL""";
        SqlText client = $"""SELECT "ClientId" FROM "Task" WHERE "Id" = {task} AND "ClientId" IS NOT NULL""";
        var tasks = batch.Rows<OfficeTask>($"""WHERE t."Id" = {task} AND t."Agency" = {agency}""");
        // With all parts of its plan: what one office did may be what another waits for.
        SqlText referral = $"""SELECT "ReferralId" FROM "Handover" WHERE "Id" {SqlText.In(handover)}""";
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In(referral)}""");
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "ReferralId" FROM "Handover" WHERE "Id" {SqlText.In(handover)}""")}""");
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In(client)}""");
        // What may still wait to tell of the task.
        var told = batch.Rows<DeliverySnapshot>(
            $"""WHERE (t."ReferralId" = {task} AND t."State" = {DeliveryState.Waiting}) OR t."Id" {SqlText.In($"""SELECT "SubjectId" FROM "Task" WHERE "Id" = {task}""")}""", abridged: nameof(DeliverySnapshot.Payload));
        var sequences = batch.Values(
            $"""SELECT "ClientId", "Recipient", MAX("Sequence") FROM "Delivery" WHERE "ClientId" {SqlText.In(client)} GROUP BY "ClientId", "Recipient" """,
            r => (Client: r.Key(0), Recipient: r.GetString(1), Last: r.GetInt32(2)));
        await batch.RunAsync(cancellation);
        return new Snapshots
        {
            Tasks = new SnapshotSet<OfficeTask>(tasks),
            Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Clients = new SnapshotSet<ClientSnapshot>(clients),
            Deliveries = new SnapshotSet<DeliverySnapshot>(told),
            LastSequences = sequences.ToDictionary(s => (s.Client, s.Recipient), s => s.Last),
        };
    }

    private static bool IsWorkedOn(OfficeTask task) => !TaskKinds.NotWorkedOn.Contains(task.Kind);

    private TaskLine LineOf(OfficeTask task)
    {
        var asked = agreed.Now.Directory.Find(task.Agency) is { } office ? TaskLadder.AskedOf(office, task) : null;
        return new TaskLine(task, StoredSentence.Read(task.Text), asked?.Role, asked?.Phone);
    }
}
