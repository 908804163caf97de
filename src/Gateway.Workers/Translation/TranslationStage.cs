using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Translation;

/// <summary>
/// Reads submissions record by record and commits chunks of at most 500. Small submissions share a chunk; a large one is
/// read in one go over many chunks, holding its lease, and after a crash goes on behind the last committed chunk. What
/// becomes of the records is decided in <see cref="TranslationRules"/>.
/// </summary>
internal sealed partial class TranslationStage(
    ITranslationStore store, IStoreFaults faults, ICircumstances circumstances, IPresent<ProfileSet> profiles, Translator translator, Rereading rereading, StageProgress progress,
    ILogger<TranslationStage> logger) : IStage
{
    private const int RecordsPerChunk = 500;

    public string Name => StageNames.Translation;

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var chunk = new Chunk();
        foreach (var submission in await store.LoadAsync(token, ids, cancellation))
            chunk = await TranslateAsync(token, submission, chunk, cancellation);
        await CommitAsync(token, chunk, cancellation);
    }

    private async Task<Chunk> TranslateAsync(Guid token, SubmissionToRead read, Chunk chunk, CancellationToken cancellation)
    {
        if (read.Again is { } again)
            return await AgainAsync(token, read, again, chunk, cancellation);
        var submission = read.Submission;
        var part = chunk.Begin(read.Item, submission);
        // Its bytes were destroyed when their time was over: there is nothing left to read.
        if (read.Content is null)
        {
            part.Finished = true;
            return chunk;
        }

        try
        {
            var profile = profiles.Now.Find(submission.Profile) ?? throw new InvalidOperationException("The profile is not known any more.");
            part.ProfileVersion = profile.Version;
            var options = Rereading.OptionsOf(submission) with { Skip = submission.Records };
            foreach (var record in translator.Translate(profile, read.Content, options, cancellation))
            {
                part.Records.Add(record.AsRead());
                if (++chunk.Count < RecordsPerChunk)
                    continue;
                await CommitAsync(token, chunk, cancellation);
                chunk = new Chunk();
                part = chunk.Begin(read.Item, part.Committed ?? throw new OperationCanceledException("The submission was taken over by another process."));
                part.ProfileVersion = profile.Version;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && !faults.IsLeaseLost(e) && !faults.IsConflict(e) && !faults.IsUnavailable(e))
        {
            part.Fault = Fault.Of("translation-failed", e);
        }
        finally
        {
            await read.Content.DisposeAsync();
        }

        part.Finished = part.Fault is null;
        return chunk;
    }

    /// <summary>Records that were set aside are read again, in one go through their submission, and committed together.</summary>
    private async Task<Chunk> AgainAsync(Guid token, SubmissionToRead read, IReadOnlyList<RecordAgain> records, Chunk chunk, CancellationToken cancellation)
    {
        var part = chunk.Begin(read.Item, read.Submission);
        try
        {
            var profile = profiles.Now.Find(read.Submission.Profile) ?? throw new InvalidOperationException("The profile is not known any more.");
            part.ProfileVersion = profile.Version;
            (part.Again, part.Further) = rereading.Read(profile, new SubmissionAgain(read.Submission, read.Content, records), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && !faults.IsUnavailable(e))
        {
            part.Fault = Fault.Of("translation-failed", e);
        }
        finally
        {
            if (read.Content is not null)
                await read.Content.DisposeAsync();
        }

        part.Finished = part.Fault is null;
        if ((chunk.Count += records.Count) < RecordsPerChunk)
            return chunk;
        await CommitAsync(token, chunk, cancellation);
        return new Chunk();
    }

    private async Task CommitAsync(Guid token, Chunk chunk, CancellationToken cancellation)
    {
        using var spans = chunk;
        while (chunk.Parts.Count > 0)
        {
            try
            {
                // When somebody else made the same client first: read and decide again.
                await faults.DespiteConflictsAsync(() => TryCommitAsync(token, chunk, cancellation));
                progress.Worked(Name);
                return;
            }
            catch (Exception e) when (faults.IsUnavailable(e) || (chunk.Parts.Count == 1 && faults.IsConflict(e)))
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
            catch (Exception e) when (faults.IsLeaseLost(e))
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
        var known = await store.KnownAsync([.. chunk.Parts.SelectMany(p => p.Stated.SelectMany(s => ClientOf(p, s)))], [.. chunk.Parts.SelectMany(WithdrawnAgain)], cancellation);
        var now = circumstances.Now();
        List<SettledPart> settled = [];
        foreach (var part in chunk.Parts)
        {
            var decision = part.Again is { } again
                ? RetranslationRules.Decide(known, known.Register, now, part.Item, part.Submission, again, part.Further)
                : TranslationRules.Decide(known, known.Register, now, part.Item, part.Submission, part.Records, part.Finished, part.ProfileVersion);
            known.Take(decision);
            settled.Add(new SettledPart(part.Item, decision, part.Finished, part.Fault));
        }

        await store.ApplyAsync(known, token, settled, cancellation);
        foreach (var (part, done) in chunk.Parts.Zip(settled))
            part.Committed = done.Decision!.Effects.OfType<Effect.SubmissionChanged>().LastOrDefault()?.After;
        return true;
    }

    private static IEnumerable<(string Agency, Client Client)> ClientOf(ChunkPart part, IReadOnlyList<Statement> statements) =>
        statements.Select(s => (s.Content as IClientStatement)?.Client).Where(c => c is { Identifiers.Count: > 0 }).Take(1).Select(c => (part.Submission.Agency, c!));

    /// <summary>Withdrawals that intake could not read: the others are in force since they were accepted.</summary>
    private static IEnumerable<(string Agency, ConsentWithdrawn Withdrawn)> WithdrawnAgain(ChunkPart part) =>
        (part.Again ?? []).SelectMany(r => r.Read?.Statements ?? []).Select(s => s.Content).OfType<ConsentWithdrawn>().Select(w => (part.Submission.Agency, w));

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "A chunk of {Count} submissions failed with {Exception}; committing them one by one.")]
        public static partial void Apart(ILogger logger, int count, string exception);

        [LoggerMessage(1502, LogLevel.Warning, "Submission {SubmissionId} was taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, Guid submissionId);
    }
}
