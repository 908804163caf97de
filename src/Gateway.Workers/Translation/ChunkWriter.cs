using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Translation;
using Gateway.Workers.Intake;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Translation;

/// <summary>Puts a chunk's records into a unit of work: statements and slices under their keys, next steps, what is set aside.</summary>
internal sealed class ChunkWriter(RecordVault vault, Installation installation, ClientKeys clientKeys, Agreed agreed)
{
    internal async Task WriteAsync(UnitOfWork unit, Chunk chunk, CancellationToken cancellation)
    {
        var rows = await SubmissionsAsync(unit, chunk, cancellation);
        var clients = await clientKeys.LoadAsync(unit, chunk.Parts.SelectMany(p => p.Records.Select(r => (p.Submission.Agency, ClientOf(r)))), cancellation);
        List<Guid> settled = [];
        foreach (var part in chunk.Parts)
        {
            var submission = rows[part.Submission.Id];
            unit.Cause = part.Cause;
            foreach (var record in part.Records)
                WriteRecord(unit, submission, record, clients);
            if (part.Fault is { } fault)
            {
                unit.Record("step.parked", "gateway", part.Step.Id, new { stage = StageNames.Translation, code = fault.Code });
                unit.OpenTask(TaskKinds.Parked, "gateway", part.Step.Id, fault.Code, $"Work of stage {StageNames.Translation} failed: {fault.Reason}");
            }

            if (part.Finished && Settle(submission, part))
                settled.Add(submission.Id);
            else if (part.Finished)
                SubmissionBytes.KeepForNow(unit, submission);
            submission.Records += part.Records.Count;
        }

        // The bytes of submissions whose records all live on their own are destroyed with their keys.
        SubmissionBytes.Destroy(unit, rows.Values.Where(s => settled.Contains(s.Id)).ToList(), cancellation);
    }

    private static async Task<Dictionary<Guid, SubmissionSnapshot>> SubmissionsAsync(UnitOfWork unit, Chunk chunk, CancellationToken cancellation)
    {
        var ids = chunk.Parts.ConvertAll(p => p.Submission.Id);
        return await unit.Store.Submissions.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellation);
    }

    private void WriteRecord(UnitOfWork unit, SubmissionSnapshot submission, TranslatedRecord record, ClientKeySet clients)
    {
        var id = unit.Keys.Next();
        var problem = ProblemOf(submission, record);
        var client = problem is null && ClientOf(record) is { } stated ? clients.Of(submission.Agency, stated) : null;
        var (keyId, key) = client is { } known ? (known.KeyId, known.Key) : vault.Create(unit.Store, "record");
        var kept = record.Compartment == Compartment.Ordinary ? record.Slice : record.Stripped ?? ReadOnlyMemory<byte>.Empty;
        var row = new RecordSnapshot
        {
            Id = id,
            SubmissionId = submission.Id,
            Number = record.Index,
            Agency = submission.Agency,
            Line = record.Line,
            State = problem is null ? RecordState.Translated : RecordState.SetAside,
            StatementType = record.Statements.Count > 0 ? record.Statements[0].Type : null,
            ClientId = client?.ClientId,
            KeyId = keyId,
            Slice = RecordVault.SealSlice(id, key, kept.Span),
            Statements = problem is null ? RecordVault.Seal(id, key, record.Statements) : null,
            Unmapped = record.Unmapped.Count,
            ReceivedAt = submission.ReceivedAt,
            Compartment = record.Compartment,
            ReasonCode = problem?.Code ?? record.Answer,
            ReasonText = Bounded((problem ?? record.Problems.FirstOrDefault(p => p.Code == record.Answer))?.Text, 1000),
            ReasonPath = Bounded(problem?.Path, 400),
        };
        unit.Store.Records.Add(row);
        if (record.Compartment != Compartment.Ordinary)
            unit.Wall(installation.Sealer.Seal(record.Compartment, id, record.Slice.Span));
        if (problem is null)
        {
            unit.Enqueue(StageOf(row.StatementType), id);
            return;
        }

        submission.SetAside++;
        submission.ReasonCode ??= problem.Code;
        submission.ReasonText ??= row.ReasonText;
        unit.OpenTask(TaskKinds.SetAside, submission.Agency, id, problem.Code, problem.Text);
        unit.Record("record.set-aside", submission.Agency, id, new { submission = submission.Id, number = record.Index, problem.Code });
    }

    /// <summary>The first error; for a record without one, whether it speaks for another agency.</summary>
    private TranslationProblem? ProblemOf(SubmissionSnapshot submission, TranslatedRecord record)
    {
        if (record.Status == RecordStatus.SetAside)
            return record.Problems.Count > 0 ? record.Problems[0] : new TranslationProblem("not-translated", null, record.Line, "The record makes no statement.");
        var agency = agreed.Directory.Party(submission.Agency);
        var day = DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime);
        return agency is not null && record.Statements.All(s => agreed.Directory.IsSelf(agency, s.Content.Sender, day))
            ? null
            : new TranslationProblem("sender-mismatch", "sender", record.Line, "The record names another organisation as its sender. An agency speaks for itself only; send it with that organisation's own key.");
    }

    private static bool Settle(SubmissionSnapshot submission, ChunkPart part)
    {
        var total = submission.Records + part.Records.Count;
        submission.State = total > 0 && submission.SetAside == total ? SubmissionState.SetAside : SubmissionState.Translated;
        if (submission.State == SubmissionState.Translated)
            submission.ReasonCode = submission.ReasonText = null;
        return submission.SetAside == 0;
    }

    private static Client? ClientOf(TranslatedRecord record) =>
        record.Statements.Select(s => (s.Content as IClientStatement)?.Client).FirstOrDefault(c => c is { Identifiers.Count: > 0 });

    private static string StageOf(string? type) => type == EventTypes.ReferralReply ? StageNames.Outcome : StageNames.Referral;

    private static string? Bounded(string? text, int most) => text is { Length: var length } && length > most ? text[..most] : text;
}
