using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Work;
using Gateway.Translation;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Translation;

/// <summary>
/// Reads submissions record by record and commits chunks of at most 500. Small submissions share a chunk; a large one
/// is read in one go over many chunks, holding its lease, and after a crash goes on behind the last committed chunk.
/// </summary>
internal sealed partial class TranslationStage(
    UnitsOfWork units, IGatewayDatabase database, SubmissionStore submissions, ProfileSet profiles, Translator translator,
    ChunkWriter writer, StageProgress progress, ILogger<TranslationStage> logger) : IStage
{
    private const int RecordsPerChunk = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public string Name => StageNames.Translation;

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        List<WorkItem> steps;
        List<SubmissionSnapshot> rows;
        await using (var store = database.Open())
        {
            steps = await WorkItemStore.HeldAsync(store, token, ids, cancellation);
            var subjects = steps.ConvertAll(s => s.SubjectId);
            rows = await store.Submissions.AsNoTracking().Where(s => subjects.Contains(s.Id)).ToListAsync(cancellation);
        }

        var contents = await submissions.OpenManyAsync(rows, cancellation);
        var chunk = new Chunk();
        foreach (var step in steps)
        {
            var submission = rows.Find(r => r.Id == step.SubjectId)!;
            chunk = await TranslateAsync(token, step, submission, contents[submission.Id], chunk, cancellation);
        }

        await CommitAsync(token, chunk, cancellation);
    }

    private async Task<Chunk> TranslateAsync(Guid token, WorkItem step, SubmissionSnapshot submission, Stream content, Chunk chunk, CancellationToken cancellation)
    {
        var part = chunk.Begin(step, submission);
        try
        {
            var profile = profiles.Find(submission.Profile) ?? throw new InvalidOperationException("The profile is not known any more.");
            var options = new TranslateOptions
            {
                Today = DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime),
                ContentType = submission.ContentType,
                Skip = submission.Records,
            };
            foreach (var record in translator.Translate(profile, content, options, cancellation))
            {
                part.Records.Add(record);
                if (++chunk.Count < RecordsPerChunk)
                    continue;
                await CommitAsync(token, chunk, cancellation);
                chunk = new Chunk();
                part = chunk.Begin(step, submission);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not LeaseLostException && !database.IsConflict(e) && !database.IsUnavailable(e))
        {
            part.Fault = Fault.Of("translation-failed", e);
        }
        finally
        {
            await content.DisposeAsync();
        }

        part.Finished = part.Fault is null;
        return chunk;
    }

    private async Task CommitAsync(Guid token, Chunk chunk, CancellationToken cancellation)
    {
        using var spans = chunk;
        while (chunk.Parts.Count > 0)
        {
            try
            {
                // When somebody else made the same client first: read and write again.
                await database.DespiteConflictsAsync(() => TryCommitAsync(token, chunk, cancellation));
                progress.Worked(Name);
                return;
            }
            catch (Exception e) when (database.IsUnavailable(e) || (chunk.Parts.Count == 1 && database.IsConflict(e)))
            {
                // Nothing is wrong with the submission: reading goes on behind the last committed chunk, now or under the next lease.
                throw;
            }
            catch (Exception e) when (e is not OperationCanceledException && chunk.Parts.Count > 1)
            {
                Log.Apart(logger, chunk.Parts.Count, e.GetType().Name);
                foreach (var part in chunk.Parts)
                    await CommitAsync(token, new Chunk { Parts = { part } }, cancellation);
                return;
            }
            catch (LeaseLostException)
            {
                Log.LeaseLost(logger, chunk.Parts[0].Submission.Id);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException && chunk.Parts[0].Fault is null)
            {
                chunk.Parts[0].Fault = Fault.Of("transaction-failed", e);
                chunk.Parts[0].Records.Clear();
            }
        }
    }

    private async Task<bool> TryCommitAsync(Guid token, Chunk chunk, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        await writer.WriteAsync(unit, chunk, cancellation);
        await unit.CommitAsync(store => StepsAsync(store, token, unit, chunk, cancellation), cancellation);
        return true;
    }

    private async Task StepsAsync(GatewayContext store, Guid token, UnitOfWork unit, Chunk chunk, CancellationToken cancellation)
    {
        await WorkItemStore.CompleteAsync(store, token, [.. chunk.Parts.Where(p => p is { Finished: true, Fault: null }).Select(p => p.Step.Id)], cancellation);
        foreach (var part in chunk.Parts)
        {
            if (part.Fault is { } fault)
                await WorkItemStore.ParkAsync(store, token, part.Step.Id, fault.Code, fault.Reason, cancellation);
            else if (!part.Finished)
                await WorkItemStore.ProlongAsync(store, token, part.Step.Id, unit.MachineNow + Lease, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "A chunk of {Count} submissions failed with {Exception}; committing them one by one.")]
        public static partial void Apart(ILogger logger, int count, string exception);

        [LoggerMessage(1502, LogLevel.Warning, "Submission {SubmissionId} was taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, Guid submissionId);
    }
}
