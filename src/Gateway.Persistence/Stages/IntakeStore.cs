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

/// <summary>Reads and writes what the acceptance of submissions needs; noes of clients in them are decided in the same transaction.</summary>
internal sealed class IntakeStore(IGatewayDatabase database, UnitsOfWork units, KeyRing ring, Installation installation, NoLoads loads, Tombstones tombstones) : IIntakeStore
{
    public async Task<IntakeSnapshots> LoadAsync(IReadOnlyList<NewSubmission> group, CancellationToken cancellation)
    {
        foreach (var submission in group.Select(g => g.Submission))
            Renew(submission);
        var batch = new LoadBatch(database);
        var earlier = batch.Rows<SubmissionSnapshot>($"""WHERE t."KeyHash" {group.Select(g => g.Submission.KeyHash).ToList()}""", abridged: nameof(SubmissionSnapshot.Sealed));
        var corrected = Corrections(batch, group);
        var noes = group.SelectMany(g => g.Noes.Select(n => (g.Submission.Agency, No: n))).ToList();
        if (noes.Count == 0)
        {
            if (batch.HasQueries)
                await batch.RunAsync(cancellation);
            return new IntakeSnapshots
            {
                Earlier = earlier, Translating = await TranslatingAsync(earlier, cancellation), Corrected = Read(corrected),
                Register = await ClientRegister.LoadAsync(database, installation.Index, ring, tombstones, [], cancellation),
            };
        }

        await batch.RunAsync(cancellation);
        var named = noes.Where(n => n.No is not ReferralReply && n.No.Client is { Identifiers.Count: > 0 }).Select(n => (n.Agency, n.No.Client!)).ToList();
        var register = await ClientRegister.LoadAsync(database, installation.Index, ring, tombstones, named, cancellation);
        return await loads.ReadAsync(earlier, await TranslatingAsync(earlier, cancellation), Read(corrected), register, noes, cancellation);
    }

    /// <summary>Its digests were made while its bytes came in; the index key may have turned since.</summary>
    private void Renew(SubmissionSnapshot submission)
    {
        var index = installation.Index;
        submission.KeyHash = index.Renewed(submission.KeyHash);
        submission.BodyHash = index.Renewed(submission.BodyHash);
        submission.NamedProfile = submission.NamedProfile is { } named ? index.Renewed(named) : null;
    }

    /// <summary>Of submissions that are sent again and have records set aside: which have work before them.</summary>
    private async Task<HashSet<Guid>> TranslatingAsync(List<SubmissionSnapshot> earlier, CancellationToken cancellation)
    {
        var aside = earlier.Where(e => e.SetAside > 0).Select(e => e.Id).ToList();
        if (aside.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var work = batch.Values($"""SELECT "SubjectId" FROM "WorkItem" WHERE "Stage" = {StageNames.Translation} AND "SubjectId" {aside}""", r => r.Key(0));
        await batch.RunAsync(cancellation);
        return [.. work];
    }

    public async Task AcceptAsync(IntakeSnapshots known, IReadOnlyList<Decision> decisions, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        EffectWriter.Write(unit, known, decisions);
        await unit.CommitAsync(cancellation);
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
