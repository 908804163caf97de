using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads submissions for translation, and writes their records.</summary>
internal sealed class TranslationStore(IGatewayDatabase database, UnitsOfWork units, SubmissionStore submissions, KeyRing ring, Installation installation) : ITranslationStore
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<SubmissionToRead>> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var work = batch.Rows<WorkItem>($"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """);
        var rows = batch.Rows<SubmissionSnapshot>(
            $"""WHERE t."Id" {SqlText.In($"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""")}""");
        var contents = submissions.Add(batch, items, token);
        await batch.RunAsync(cancellation);
        var byId = rows.ToDictionary(r => r.Id);
        var streams = contents.Open(rows);
        return [.. work.Where(w => byId.ContainsKey(w.SubjectId)).Select(w => new SubmissionToRead(w, byId[w.SubjectId], streams.GetValueOrDefault(w.SubjectId)))];
    }

    public async Task<IClientRegister> RegisterAsync(IEnumerable<(string Agency, Client Client)> named, CancellationToken cancellation) =>
        await ClientRegister.LoadAsync(database, installation.Index, ring, named, cancellation);

    public async Task ApplyAsync(Guid token, IReadOnlyList<SettledPart> parts, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        Leases.Complete(unit, token, [.. parts.Where(p => p is { Finished: true, Fault: null }).Select(p => p.Item.Id)]);
        foreach (var part in parts)
        {
            if (part.Fault is { } fault)
            {
                Leases.Park(unit, token, part.Item.Id, fault);
                unit.OpenTask(TaskKinds.Parked, "gateway", part.Item.Id, fault.Code, $"Work of stage {StageNames.Translation} failed: {fault.Reason}");
                unit.Record("work-item.parked", "gateway", part.Item.Id, new { stage = StageNames.Translation, code = fault.Code });
            }
            else if (!part.Finished)
            {
                Leases.Prolong(unit, token, part.Item.Id, Lease);
            }
        }

        EffectWriter.Write(unit, new Snapshots(), parts.Select(p => p.Decision).OfType<Decision>(), installation.Sealer);
        await unit.CommitAsync(cancellation);
    }
}
