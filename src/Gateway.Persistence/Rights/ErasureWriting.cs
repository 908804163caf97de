using System.Security.Cryptography;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Destroys, in one transaction, what an erasure decided: keys first of all, and what lies under them.</summary>
internal sealed class ErasureWriting(IGatewayDatabase database, KeyRing ring)
{
    /// <summary>Rows of the compartments in one statement.</summary>
    private const int Together = 500;

    /// <summary>Puts an erasure into a unit of work.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="load">What was read.</param>
    /// <param name="erased">What was decided.</param>
    /// <param name="tombstone">As it stands in the file.</param>
    /// <param name="digests">Keyed digests of the numbers.</param>
    /// <param name="again">It is carried out again after a restore.</param>
    internal void Write(UnitOfWork unit, ErasureLoad load, ErasureOutcome.Erased erased, Tombstone tombstone, IReadOnlyList<byte[]> digests, bool again)
    {
        var client = load.Known.Client!.Id;
        EffectWriter.Write(unit, load.Known, [erased.Decision]);
        // Alone: what is translated for the client at the same moment is committed before it, and goes too, or finds it gone.
        unit.Pass(Passage.Alone);
        var referrals = load.Known.Referrals.All.Select(r => r.Id).Except(erased.Kept).ToList();
        var records = load.Known.Held.Where(r => r.Referral is not { } of || !erased.Kept.Contains(of)).Select(r => r.Id).ToList();
        Destroy(unit, client, erased, referrals, [.. erased.Decision.New<DeliverySnapshot>().Select(d => d.Id)]);
        Documents(unit, load.Known.Documents, load.Cut);
        Apart(unit, client, records, whole: erased.Kept.Count == 0);
        if (erased.Kept.Count > 0)
            unit.Inside(store => ResealAsync(store, load, erased.Kept));
        // The client's key is gone before the notices leave: they lie under one of their own. A client of whom a part is kept has a key.
        if (erased.Certificate.Whole && erased.Decision.New<DeliverySnapshot>().Any())
            unit.Write(ring.Create("erasure-notice", client).Row);
        ErasedFiles.Note(unit, tombstone.Id, erased.Files);
        Note(unit, tombstone, digests, again);
    }

    /// <summary>Notes in the database that it was carried out, and the numbers that named the person.</summary>
    internal static void Note(UnitOfWork unit, Tombstone tombstone, IReadOnlyList<byte[]> digests, bool again)
    {
        unit.Write(new ErasureRow
        {
            Id = tombstone.Id, Number = tombstone.Certificate.Number, Agency = tombstone.Certificate.Agency, At = tombstone.Certificate.ErasedAt,
            Certificate = System.Text.Json.JsonSerializer.Serialize(tombstone.Certificate, Contracts.ContractJson.Options), AgainAt = again ? unit.Now : null,
        });
        foreach (var digest in digests.DistinctBy(Convert.ToHexString))
            unit.Write(new TombstoneRow { Digest = digest, ErasureId = tombstone.Id, At = tombstone.Certificate.ErasedAt });
    }

    private static void Destroy(UnitOfWork unit, Guid client, ErasureOutcome.Erased erased, List<Guid> referrals, List<Guid> notices)
    {
        var whole = erased.Kept.Count == 0;
        // By client and not by key: what was committed since it was read goes too, and a client may have thousands of records.
        SqlText records = whole ? (SqlText)$""" "ClientId" = {client}""" : (SqlText)$""" "ClientId" = {client} AND ("ReferralId" IS NULL OR NOT "ReferralId" {erased.Kept})""";
        unit.Last(TaskClosing.Where(unit.Now, ErasureRules.Code, ((SqlText)$""" "SubjectId" """).Then(SqlText.In(((SqlText)$"""SELECT "Id" FROM "Record" WHERE """).Then(records)))));
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "Record" SET "Sealed" = NULL, "Wrapped" = NULL, "InReplyToHash" = NULL, "WaitingFor" = NULL, "ReasonText" = NULL, "ReasonPath" = NULL, "Version" = "Version" + 1 WHERE """).Then(records)));
        SqlText of = whole ? (SqlText)$""" "ClientId" = {client}""" : (SqlText)$""" "ClientId" = {client} AND NOT "ReferralId" {erased.Kept}""";
        SqlText notNew = notices.Count == 0 ? SqlText.Of("") : (SqlText)$""" AND NOT "Id" {notices}""";
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "Delivery" SET "State" = {DeliveryState.Blocked}, "ReasonCode" = {ErasureRules.Code}, "Version" = "Version" + 1 WHERE "State" <> {DeliveryState.Confirmed} AND "State" <> {DeliveryState.Blocked} AND """).Then(of).Then(notNew)));
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "Delivery" SET "Payload" = NULL, "ConfirmDueAt" = NULL, "Version" = "Version" + 1 WHERE """).Then(of).Then(notNew)));
        // What was parked could only be replayed in vain, and with its referral's tasks closed nobody would look at it.
        var parked = ((SqlText)$"""SELECT "Id" FROM "WorkItem" WHERE "Stage" = {StageNames.Delivery} AND "State" = {WorkItemState.Parked} AND "SubjectId" """)
            .Then(SqlText.In(SqlText.Of("SELECT \"Id\" FROM \"Delivery\" WHERE ").Then(of).Then(notNew)));
        unit.Last(TaskClosing.Where(unit.Now, ErasureRules.Code, SqlText.Of(" \"SubjectId\" ").Then(SqlText.In(parked))));
        unit.Last(new RowStatement(SqlText.Of("DELETE FROM \"WorkItem\" WHERE \"Id\" ").Then(SqlText.In(parked))));
        SqlText agreements = whole
            ? (SqlText)$""" "ClientId" = {client}"""
            : (SqlText)$""" "ClientId" = {client} AND NOT "Id" {SqlText.In($"""SELECT "AgreementId" FROM "Referral" WHERE "Id" {erased.Kept} AND "AgreementId" IS NOT NULL""")}""";
        // That an agreement was withdrawn must be known when somebody sends it again; everything else by which it is found goes.
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "ClientAgreement" SET "TicketHash" = NULL, "RecordHash" = NULL, "Version" = "Version" + 1 WHERE "Status" <> {AgreementStatus.Withdrawn} AND """).Then(agreements)));
        // Nobody is asked again for an agreement of somebody who is gone; which preview the person saw goes too.
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "ClientAgreement" SET "AskAt" = NULL, "PreviewHash" = NULL, "Version" = "Version" + 1 WHERE ("AskAt" IS NOT NULL OR "PreviewHash" IS NOT NULL) AND """).Then(agreements)));
        unit.Last(TaskClosing.Where(unit.Now, ErasureRules.Code, ((SqlText)$""" "SubjectId" """).Then(SqlText.In(((SqlText)$"""SELECT "Id" FROM "ClientAgreement" WHERE """).Then(agreements)))));
        // Who was shown something stays, as ids and codes; why, in the reader's words about the client, goes.
        unit.Last(new RowStatement(((SqlText)$"""UPDATE "Opening" SET "Words" = NULL WHERE "Words" IS NOT NULL AND (("ClientId" = {client} """)
            .Then(whole ? SqlText.Of("") : (SqlText)$""" AND ("ReferralId" IS NULL OR NOT "ReferralId" {erased.Kept})""")
            .Then(SqlText.Of(") OR \"SubjectId\" ")).Then(SqlText.In(((SqlText)$"""SELECT "Id" FROM "Record" WHERE """).Then(records))).Then(SqlText.Of(")"))));
        // That a control service asked stays, as ids and codes; its own reference of the person's file goes, and so does the fingerprint of its question, in which the person's number is.
        unit.Last(new RowStatement($"""UPDATE "Mandate" SET "Wrapped" = NULL, "Reference" = NULL, "QuestionHash" = {RandomNumberGenerator.GetBytes(32)}, "Version" = "Version" + 1 WHERE "ClientId" = {client}"""));
        unit.Last(TaskClosing.Where(unit.Now, ErasureRules.Code, $""" "ReferralId" {referrals}"""));
        unit.Last(new RowStatement($"""UPDATE "Deadline" SET "State" = {DeadlineState.Stopped} WHERE "SubjectId" {referrals} AND "State" = {DeadlineState.Running}"""));
        if (!whole)
            return;
        unit.Last(new RowStatement($"""DELETE FROM "ClientIdentifier" WHERE "ClientId" = {client}"""));
        unit.Last(new RowStatement($"""UPDATE "Deadline" SET "State" = {DeadlineState.Stopped} WHERE "SubjectId" = {client} AND "State" = {DeadlineState.Running}"""));
    }

    /// <summary>Documents whose other records each have their own bytes, or get them now. One that somebody reads on in at this moment stays.</summary>
    private static void Documents(UnitOfWork unit, IReadOnlyList<Guid> documents, IReadOnlyList<SegmentRow> cut)
    {
        if (documents.Count == 0)
            return;
        unit.First(new RowStatement($"""DELETE FROM "Segment" WHERE "SubmissionId" {documents}"""));
        foreach (var segment in cut)
            unit.Write(segment);
        unit.Last(new RowStatement(
            $"""UPDATE "Submission" SET "Wrapped" = NULL, "Sealed" = NULL WHERE "Id" {documents} AND "State" <> {SubmissionState.Received}""", documents.Count));
        // What was cut out of a document is kept as long as the document was to be.
        var whole = documents.Except(cut.Select(c => c.SubmissionId)).ToList();
        unit.Last(new RowStatement($"""UPDATE "Submission" SET "KeepUntil" = NULL, "DestroyedAt" = {unit.Now} WHERE "Id" {whole}"""));
    }

    private void Apart(UnitOfWork unit, Guid client, List<Guid> records, bool whole) => unit.Inside(async store =>
    {
        var all = whole ? await store.Records.Where(r => r.ClientId == client).Select(r => r.Id).ToListAsync() : [.. records];
        await using var compartments = database.OpenCompartments(store, store.Database.CurrentTransaction!);
        foreach (var some in all.Chunk(Together))
        {
            await compartments.Sealed.Where(s => some.Contains(s.RecordId) && s.WrappedKey != null)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.WrappedKey, (byte[]?)null).SetProperty(r => r.Cipher, Array.Empty<byte>()));
        }
    });

    /// <summary>What a statute keeps moves to the client's new key; the old one is destroyed with the row's.</summary>
    private static async Task ResealAsync(GatewayContext store, ErasureLoad load, IReadOnlyList<Guid> kept)
    {
        var (old, next) = (load.Key!, load.NewKey!);
        var client = load.Known.Client!.Id;
        foreach (var record in await store.Records.AsNoTracking().Where(r => r.ClientId == client && r.Wrapped == null && r.Sealed != null && r.ReferralId != null && kept.Contains(r.ReferralId.Value)).ToListAsync())
        {
            var moved = Move(record.Sealed!, old, next, Sealing.Context(record.Id, "record"));
            await store.Records.Where(r => r.Id == record.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Sealed, moved));
        }

        foreach (var delivery in await store.Deliveries.AsNoTracking().Where(d => d.ClientId == client && d.Payload != null && kept.Contains(d.ReferralId)).ToListAsync())
        {
            var plain = Sealing.Open(old, delivery.Payload!, Sealing.Context(delivery.Id, "payload"));
            var moved = Sealing.Seal(next, plain, Sealing.Context(delivery.Id, "payload"));
            var proof = HMACSHA256.HashData(next, plain);
            await store.Deliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Payload, moved));
            await store.Disclosures.Where(d => d.DeliveryId == delivery.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.PayloadHmac, proof));
        }

        foreach (var handover in await store.Handovers.AsNoTracking().Where(h => h.ClientId == client && h.CaseNumber != null && kept.Contains(h.ReferralId)).ToListAsync())
        {
            var moved = Move(handover.CaseNumber!, old, next, Sealing.Context(handover.Id, "case-number"));
            await store.Handovers.Where(h => h.Id == handover.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.CaseNumber, moved));
        }

        foreach (var opening in await store.Openings.AsNoTracking().Where(o => o.ClientId == client && o.Words != null && o.ReferralId != null && kept.Contains(o.ReferralId.Value)).ToListAsync())
        {
            var moved = OpeningNotes.MovedWords(opening, old, next);
            await store.Openings.Where(o => o.Id == opening.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Words, moved));
        }
    }

    private static byte[] Move(byte[] cipher, byte[] old, byte[] next, byte[] context) => Sealing.Seal(next, Sealing.Open(old, cipher, context), context);
}
