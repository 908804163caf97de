using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Operating;

/// <summary>Reads an agency's own referrals, and holds, lets go and takes back what it sends.</summary>
internal sealed class OwnReferralStore(IGatewayDatabase database, UnitsOfWork units, KeyRing rings, SubmissionStore submissions) : IOwnReferralStore
{
    public async Task<IReadOnlyList<OwnFile>> ListAsync(string agency, int skip, int most, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>(((SqlText)$"""WHERE t."Agency" = {agency} ORDER BY t."SubmittedAt" DESC, t."Id" DESC""").Then(batch.Limit(most, skip)));
        await batch.RunAsync(cancellation);
        return await FilesAsync(agency, referrals, cancellation);
    }

    public async Task<OwnFile?> ReadAsync(string agency, Guid referral, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" = {referral} AND t."Agency" = {agency}""");
        await batch.RunAsync(cancellation);
        return (await FilesAsync(agency, referrals, cancellation)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<HeldSubmission>> HeldAsync(string agency, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var now = unit.MachineNow;
        var batch = new LoadBatch(database);
        SqlText theirs = $"""SELECT s."Id" FROM "Submission" AS s WHERE s."Agency" = {agency} AND s."State" = {SubmissionState.Received} AND s."ReasonCode" = {SubmissionSnapshot.HeldBySender}""";
        SqlText held = $"""SELECT w."SubjectId" FROM "WorkItem" AS w WHERE w."Stage" = {StageNames.Translation} AND w."State" = {WorkItemState.Open} AND w."NotBefore" > {now} AND w."LeaseToken" IS NULL""";
        var rows = batch.Rows<SubmissionSnapshot>($"""WHERE t."Agency" = {agency} AND t."State" = {SubmissionState.Received} AND t."ReasonCode" = {SubmissionSnapshot.HeldBySender} AND t."Id" {SqlText.In(held)} ORDER BY t."Id" """);
        var times = batch.Rows<WorkItem>($"""WHERE t."Stage" = {StageNames.Translation} AND t."State" = {WorkItemState.Open} AND t."NotBefore" > {now} AND t."LeaseToken" IS NULL AND t."SubjectId" {SqlText.In(theirs)}""");
        await batch.RunAsync(cancellation);
        var contents = submissions.Open(rows);
        List<HeldSubmission> waiting = [];
        foreach (var row in rows)
        {
            if (times.Find(t => t.SubjectId == row.Id) is not { } time || !contents.TryGetValue(row.Id, out var content))
                continue;
            await using (content)
            {
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, cancellation);
                waiting.Add(new HeldSubmission(row, time.NotBefore - now, bytes.ToArray()));
            }
        }

        return waiting;
    }

    public Task<bool> TakeBackAsync(string agency, Guid submission, string user, CancellationToken cancellation) => ChangeAsync(agency, submission, user, "inbox.taken-back", unit =>
    {
        unit.First(new RowStatement(
            $"""
             UPDATE "Submission" SET "State" = {SubmissionState.Translated}, "ReasonCode" = {SubmissionSnapshot.TakenBack}, "DestroyedAt" = {unit.Now}, "KeepUntil" = NULL, "Wrapped" = NULL, "Sealed" = NULL
             WHERE "Id" = {submission} AND "State" = {SubmissionState.Received} AND "ReasonCode" = {SubmissionSnapshot.HeldBySender}
             """, 1));
        unit.First(new RowStatement($"""DELETE FROM "Segment" WHERE "SubmissionId" = {submission}"""));
        unit.Record("submission.taken-back", agency, submission);
    }, cancellation);

    public Task<bool> SendNowAsync(string agency, Guid submission, string user, CancellationToken cancellation) => ChangeAsync(agency, submission, user, "inbox.sent-now", unit =>
    {
        unit.First(new RowStatement(
            $"""UPDATE "Submission" SET "ReasonCode" = NULL WHERE "Id" = {submission} AND "State" = {SubmissionState.Received} AND "ReasonCode" = {SubmissionSnapshot.HeldBySender}""", 1));
        unit.Enqueue(StageNames.Translation, submission);
    }, cancellation);

    /// <summary>Takes the turn of what waits away, and does with it what is wanted. False: it does not wait any more.</summary>
    private Task<bool> ChangeAsync(string agency, Guid submission, string user, string action, Action<UnitOfWork> change, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var batch = new LoadBatch(database);
            var held = batch.Values(
                $"""
                 SELECT s."Id" FROM "Submission" AS s JOIN "WorkItem" AS w ON w."SubjectId" = s."Id" AND w."Stage" = {StageNames.Translation}
                 WHERE s."Id" = {submission} AND s."Agency" = {agency} AND s."State" = {SubmissionState.Received} AND s."ReasonCode" = {SubmissionSnapshot.HeldBySender}
                   AND w."State" = {WorkItemState.Open} AND w."LeaseToken" IS NULL AND w."NotBefore" > {unit.MachineNow}
                 """,
                r => r.Key(0));
            await batch.RunAsync(cancellation);
            if (held.Count == 0)
                return false;
            unit.First(new RowStatement(
                $"""DELETE FROM "WorkItem" WHERE "Stage" = {StageNames.Translation} AND "SubjectId" = {submission} AND "State" = {WorkItemState.Open} AND "LeaseToken" IS NULL AND "NotBefore" > {unit.MachineNow}""", 1));
            change(unit);
            unit.Operated(user, action, submission.ToString("D"), submission);
            return true;
        },
        cancellation);

    private async Task<IReadOnlyList<OwnFile>> FilesAsync(string agency, List<ReferralSnapshot> referrals, CancellationToken cancellation)
    {
        if (referrals.Count == 0)
            return [];
        var ids = referrals.ConvertAll(r => r.Id);
        var batch = new LoadBatch(database);
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {ids}""");
        var told = batch.Rows<DeliverySnapshot>($"""WHERE t."ReferralId" {ids} AND t."Recipient" = {agency} AND t."Event" {new[] { EventTypes.ReferralStatusChanged, EventTypes.PlanChanged }} ORDER BY t."Sequence" DESC""");
        var records = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {referrals.ConvertAll(r => r.RecordId)}""");
        var clients = ClientKeys.Add(batch, $"""SELECT "Id" FROM "Client" WHERE "Id" {referrals.ConvertAll(r => r.ClientId)}""");
        await batch.RunAsync(cancellation);
        var keys = clients.Open(rings);
        var recordKeys = clients.OfRecords(records, rings);
        return [.. referrals.Select(referral => new OwnFile(
            referral, [.. handovers.Where(h => h.ReferralId == referral.Id)], [.. told.Where(d => d.ReferralId == referral.Id)],
            Payloads([.. told.Where(d => d.ReferralId == referral.Id && d.ReleasedAt is not null)], keys.GetValueOrDefault(referral.ClientId)),
            records.Find(r => r.Id == referral.RecordId) is { } record && recordKeys.TryGetValue(record.Id, out var key) ? Stated(record, key) : null))];
    }

    private static JsonObject? Stated(RecordSnapshot record, byte[] key) =>
        RecordVault.TryOpenData(record.Id, record.Sealed, key)?.FirstOrDefault(s => EventTypes.All.GetValueOrDefault(s.Type) == typeof(ReferralSubmitted)).Data;

    private static Dictionary<Guid, ReadOnlyMemory<byte>> Payloads(List<DeliverySnapshot> released, byte[]? key)
    {
        Dictionary<Guid, ReadOnlyMemory<byte>> payloads = [];
        foreach (var delivery in released)
        {
            if (key is not null && StoredPayloads.Open(delivery, key) is { } bytes)
                payloads[delivery.Id] = bytes;
        }

        return payloads;
    }
}
