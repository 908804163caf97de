using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Reads submissions for translation, and writes their records.</summary>
internal sealed class TranslationStore(
    IGatewayDatabase database, UnitsOfWork units, SubmissionStore submissions, Installation installation, SetAsideLoads setAside, NoLoads noLoads) : ITranslationStore
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<SubmissionToRead>> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var work = batch.Rows<WorkItem>($"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """);
        var rows = batch.Rows<SubmissionSnapshot>(
            $"""WHERE t."Id" {SqlText.In($"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""")}""");
        await batch.RunAsync(cancellation);
        var byId = rows.ToDictionary(r => r.Id, installation.WithDeclared);
        var streams = submissions.Open(rows);
        var held = work.Where(w => byId.ContainsKey(w.SubjectId)).ToList();
        // What was read to its end is read again for records that were set aside only. Nothing is issued twice before it was issued once.
        var again = await setAside.OfItemsAsync([.. held.Where(w => w.Generation > 0 || byId[w.SubjectId].State != SubmissionState.Received)], cancellation);
        return [.. held.Select(w => new SubmissionToRead(w, byId[w.SubjectId], streams.GetValueOrDefault(w.SubjectId))
        {
            Late = again.Whole.Contains(w.Id),
            // A replay translates its records also while somebody else reads the rest of them.
            Again = (byId[w.SubjectId].State == SubmissionState.Received && !again.Replayed.Contains(w.Id)) || again.Whole.Contains(w.Id) ? null : [.. again.Records[w.Id]],
        })];
    }

    public Task<IReadOnlyList<RecordAgain>> KeptAsync(IReadOnlyList<Guid> records, CancellationToken cancellation) => setAside.KeptAsync(records, cancellation);

    public async Task<SubmissionAgain?> OpenAsync(Guid submission, CancellationToken cancellation) =>
        await setAside.OpenAsync(submission, cancellation) is { } opened ? opened with { Submission = installation.WithDeclared(opened.Submission) } : null;

    public async Task<IReadOnlyList<SubmissionSnapshot>> PresentAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<SubmissionSnapshot>($"""WHERE t."Id" {ids}""", nameof(SubmissionSnapshot.Sealed));
        await batch.RunAsync(cancellation);
        return rows;
    }

    public Task<IReadOnlySet<int>> TakenAsync(Guid submission, IReadOnlyList<int> numbers, CancellationToken cancellation) =>
        setAside.TakenAsync(submission, numbers, cancellation);

    public Task<IntakeSnapshots> KnownAsync(
        IReadOnlyList<(string Agency, Client Client)> named, IReadOnlyList<(string Agency, IClientStatement No)> noes, CancellationToken cancellation) =>
        noLoads.KnownAsync(named, noes, cancellation);

    public async Task<IReadOnlyList<ClientStanding?>> StandingsAsync(IReadOnlyList<(string Agency, Client Client)> named, CancellationToken cancellation)
    {
        var hashes = named.Select(n => ClientRegister.HashesOf(installation.Index, n.Agency, n.Client).Select(h => h.Hash).ToList()).ToList();
        var batch = new LoadBatch(database);
        var identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."Hash" {hashes.SelectMany(h => h).ToList()}""");
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "ClientId" FROM "ClientIdentifier" WHERE "Hash" {hashes.SelectMany(h => h).ToList()}""")}""");
        await batch.RunAsync(cancellation);
        var byHash = identifiers.DistinctBy(i => Convert.ToHexString(i.Hash)).ToDictionary(i => Convert.ToHexString(i.Hash), i => i.ClientId);
        var byId = clients.ToDictionary(c => c.Id);
        return [.. hashes.Select(h => h.SelectMany(BlindIndex.Variants).Select(x => byHash.GetValueOrDefault(Convert.ToHexString(x))).Select(byId.GetValueOrDefault).FirstOrDefault(c => c is not null)?.Standing)];
    }

    /// <summary>
    /// What is kept under a key that was destroyed since it was read is decided again: the client was erased, or what a statute keeps
    /// lies under a new key. An erasure passes alone, so of the two the later sees the earlier.
    /// </summary>
    private static void FindKeys(UnitOfWork unit, IReadOnlyList<SettledPart> parts)
    {
        var effects = parts.Select(p => p.Decision).OfType<Decision>().SelectMany(d => d.Effects).ToList();
        var made = effects.OfType<Effect.Added>().Select(e => e.Row).OfType<ClientSnapshot>().Select(c => c.Id).ToHashSet();
        var under = effects.Select(e => e switch { Effect.Kept kept => kept.Under, Effect.KeptAgain again => again.Under, _ => null }).OfType<KnownClient>()
            .Where(u => u.ClientId is { } id && !made.Contains(id)).DistinctBy(u => Convert.ToHexString(u.Wrapped)).ToList();
        if (under.Count == 0)
            return;
        unit.Pass(Passage.Together);
        unit.Last(new RowStatement(
            $"""SELECT COUNT(*) FROM "Client" WHERE "Id" {under.ConvertAll(u => u.ClientId!.Value)} AND "Wrapped" {under.ConvertAll(u => u.Wrapped)}""", under.Count) { Counts = true });
    }

    public async Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledPart> parts, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        Leases.Complete(unit, token, [.. parts.Where(p => p is { Finished: true, Fault: null }).Select(p => p.Item.Id)]);
        foreach (var part in parts)
        {
            if (part.Fault is { } fault)
            {
                Leases.Park(unit, token, part.Item.Id, fault);
                unit.OpenTask(TaskKinds.Parked, "gateway", part.Item.Id, fault.Code, WorkProblems.Failed.With(StageNames.Translation, fault.Reason));
                unit.Record("work-item.parked", "gateway", part.Item.Id, new { stage = StageNames.Translation, code = fault.Code });
            }
            else if (!part.Finished)
            {
                Leases.Prolong(unit, token, part.Item.Id, Lease);
            }
        }

        FindKeys(unit, parts);
        EffectWriter.Write(unit, known, parts.Select(p => p.Decision).OfType<Decision>(), installation.Sealer);
        await unit.CommitAsync(cancellation);
    }
}
