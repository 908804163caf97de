using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Rights;

/// <summary>What hangs on a client, read for an erasure.</summary>
/// <param name="Known">What the rule decides on.</param>
/// <param name="Key">The client's key.</param>
/// <param name="NewKey">Key for what stays.</param>
/// <param name="Cut">Other people's records, cut out of documents that go.</param>
internal sealed record ErasureLoad(ErasureSnapshots Known, byte[]? Key, byte[]? NewKey, IReadOnlyList<SegmentRow> Cut);

/// <summary>Reads what an erasure looks at: two round trips.</summary>
internal sealed class ErasureLoads(IGatewayDatabase database, KeyRing ring, IDocumentCuts? cuts = null)
{
    internal async Task<ErasureLoad> ReadAsync(Guid id, int number, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText referralsOf = $"""SELECT "Id" FROM "Referral" WHERE "ClientId" = {id}""";
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" = {id}""");
        var agreements = batch.Rows<ClientAgreement>($"""WHERE t."ClientId" = {id}""");
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."ClientId" = {id}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {SqlText.In(referralsOf)}""");
        var deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."ClientId" = {id}""", abridged: nameof(DeliverySnapshot.Payload));
        var disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ReferralId" {SqlText.In(referralsOf)}""", r => (r.Key(0), r.GetString(1)));
        var identifiers = batch.Rows<ClientIdentifier>($"""WHERE t."ClientId" = {id}""");
        var records = batch.Values(
            $"""SELECT "Id", "ReferralId", "Compartment", CASE WHEN "Wrapped" IS NULL THEN 0 ELSE 1 END FROM "Record" WHERE "ClientId" = {id}""",
            r => new ErasableRecord(r.Key(0), r.KeyOrNull(1), r.GetInt32(2) != 0, Convert.ToInt32(r.GetValue(3), System.Globalization.CultureInfo.InvariantCulture) == 1));
        var submissions = batch.Rows<SubmissionSnapshot>(
            $"""WHERE t."DestroyedAt" IS NULL AND t."Id" {SqlText.In($"""SELECT "SubmissionId" FROM "Record" WHERE "ClientId" = {id}""")}""", abridged: nameof(SubmissionSnapshot.Sealed));
        var came = batch.Values($"""SELECT DISTINCT "SubmissionId" FROM "Record" WHERE "ClientId" = {id}""", r => r.Key(0));
        // Others in the same document that are set aside, and of which something lies in a compartment: they cannot be read from what is kept of them.
        var needed = batch.Rows<RecordSnapshot>(
            $"""
             WHERE t."State" = {RecordState.SetAside} AND t."Compartment" <> {Compartment.Ordinary} AND t."Sealed" IS NOT NULL AND (t."ClientId" IS NULL OR t."ClientId" <> {id})
               AND t."SubmissionId" {SqlText.In($"""SELECT "SubmissionId" FROM "Record" WHERE "ClientId" = {id}""")}
             """,
            abridged: nameof(RecordSnapshot.Sealed));
        var holds = batch.Values(
            ((SqlText)$"""SELECT "SubjectId", "Ground", "Reference" FROM "LegalHold" WHERE "SubjectId" = {id} OR "SubjectId" """).Then(SqlText.In(referralsOf)),
            r => (Subject: r.Key(0), Note: new HoldNote(r.GetString(1), r.GetString(2))));
        await batch.RunAsync(cancellation);
        var client = clients.SingleOrDefault();
        var key = client?.Wrapped is { } wrapped ? ring.TryOpen(id, wrapped) : null;
        var cut = await CutAsync(submissions, needed, cancellation);
        var held = submissions.Where(s => s.State == SubmissionState.Received || (needed.Exists(n => n.SubmissionId == s.Id) && !cut.Exists(c => c.SubmissionId == s.Id))).ToList();
        var (newWrapped, newKey) = client?.Wrapped is null ? (null, null) : ring.CreateFor(id);
        return new ErasureLoad(
            new ErasureSnapshots
            {
                Client = client,
                IsUnreadable = client?.Wrapped is not null && key is null,
                Clients = new SnapshotSet<ClientSnapshot>(clients),
                Agreements = new SnapshotSet<ClientAgreement>(agreements),
                Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
                Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
                Deliveries = new SnapshotSet<DeliverySnapshot>(deliveries),
                Disclosed = disclosed.ToHashSet(),
                LastSequences = deliveries.GroupBy(d => (d.ClientId, d.Recipient)).ToDictionary(g => g.Key, g => g.Max(d => d.Sequence)),
                Identifiers = identifiers,
                Held = records,
                Documents = [.. submissions.Except(held).Select(s => s.Id)],
                Came = came,
                DocumentsHeld = held.Count == 0 ? null : new DocumentsHeld(held.Count, DateOnly.FromDateTime(held.Max(s => s.KeepUntil ?? s.ReceivedAt).UtcDateTime)),
                LegalHolds = holds.ToDictionary(h => h.Subject, h => h.Note),
                NewKey = newWrapped,
                Number = number,
            },
            key, newKey, cut);
    }

    /// <summary>
    /// What others need of documents that are read: their own bytes, each under its record's key. They lie where the document's
    /// segments lay, by number, as long as these were to be kept.
    /// </summary>
    private async Task<List<SegmentRow>> CutAsync(List<SubmissionSnapshot> submissions, List<RecordSnapshot> needed, CancellationToken cancellation)
    {
        List<SegmentRow> segments = [];
        foreach (var of in needed.GroupBy(n => n.SubmissionId))
        {
            // Under a client's key there is nothing to lay it under that goes with the record alone.
            if (cuts is null || submissions.Find(s => s.Id == of.Key) is not { State: not SubmissionState.Received } || of.Any(n => n.Wrapped is null || ring.TryOpen(n.Id, n.Wrapped) is null))
                continue;
            if (await cuts.CutAsync(of.Key, [.. of], cancellation) is { } bytes)
                segments.AddRange(of.Select(n => CutRecords.Seal(n, ring.Open(n.Id, n.Wrapped!), bytes[n.Id].Span)));
        }

        return segments;
    }
}
