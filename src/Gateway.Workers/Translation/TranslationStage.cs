using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
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
        var submissions = await store.LoadAsync(token, ids, cancellation);
        var kept = new KeptRecords(store, [.. submissions.SelectMany(s => s.Again ?? [])], RecordsPerChunk);
        foreach (var submission in submissions)
        {
            chunk = submission.Again is { } again
                ? await AgainAsync(token, submission, again, kept, chunk, cancellation)
                : await TranslateAsync(token, submission, chunk, cancellation);
        }

        await CommitAsync(token, chunk, cancellation);
    }

    private async Task<Chunk> TranslateAsync(Guid token, SubmissionToRead read, Chunk chunk, CancellationToken cancellation)
    {
        var submission = read.Submission;
        // Its bytes were destroyed when their time was over, or what kept it from being read still does.
        var known = profiles.Now;
        var named = ArrivalRules.ProfileOf(submission, circumstances.Now().Index, known.All.Select(p => p.Id));
        var readable = read.Content is not null && (!ArrivalRules.IsWhole(submission) || ArrivalRules.ProblemOf(submission, circumstances.Now().Agreed.Directory, named) is null);
        var part = chunk.Begin(read.Item, submission, read.Late && readable);
        if (!readable || read.Content is null)
        {
            part.Finished = true;
            return chunk;
        }

        try
        {
            var profile = known.Find(named ?? "") ?? throw new InvalidOperationException("The profile is not known any more.");
            part.Under = new ReadUnder(profile.Id, profile.Version);
            var options = Rereading.OptionsOf(submission) with { Skip = submission.Records };
            foreach (var record in translator.Translate(profile, read.Content, options, cancellation))
            {
                part.Records.Add(record.AsRead());
                if (++chunk.Count < RecordsPerChunk)
                    continue;
                await CommitAsync(token, chunk, cancellation);
                chunk = new Chunk();
                part = chunk.Begin(read.Item, part.Committed ?? throw new OperationCanceledException("The submission was taken over by another process."), read.Late);
                part.Under = new ReadUnder(profile.Id, profile.Version);
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

    /// <summary>Records that were set aside are read again, in one reading of their submission, and committed as many together as at first.</summary>
    private async Task<Chunk> AgainAsync(Guid token, SubmissionToRead read, IReadOnlyList<RecordPlace> places, KeptRecords kept, Chunk chunk, CancellationToken cancellation)
    {
        var part = Begin(chunk, read);
        try
        {
            var profile = profiles.Now.Find(read.Submission.Profile) ?? throw new InvalidOperationException("The profile is not known any more.");
            using var document = rereading.Open(profile, read.Submission, read.Content);
            foreach (var together in places.Chunk(RecordsPerChunk))
            {
                if (part.Again!.Count > 0)
                {
                    await CommitAsync(token, chunk, cancellation);
                    if (part is not { IsCommitted: true, Fault: null })
                        return new Chunk();
                    chunk = new Chunk();
                    part = Begin(chunk, read);
                }

                part.Again = [.. (await kept.TakeAsync(together, cancellation)).Select(document.Read)];
                chunk.Count += together.Length;
            }

            // What is being read for the first time goes on by itself.
            part.Further = places.Count > 0 && read.Submission.State != SubmissionState.Received && document.GoesOnBehind(places[^1].Number);
            part.Ahead = part.Further ? document.NoesBehind(places[^1].Number) : [];
        }
        catch (Exception e) when (e is not OperationCanceledException && !faults.IsLeaseLost(e) && !faults.IsConflict(e) && !faults.IsUnavailable(e))
        {
            part.Fault = Fault.Of("translation-failed", e);
        }
        finally
        {
            if (read.Content is not null)
                await read.Content.DisposeAsync();
        }

        part.Finished = part.Fault is null;
        if (chunk.Count < RecordsPerChunk)
            return chunk;
        await CommitAsync(token, chunk, cancellation);
        return new Chunk();
    }

    private static ChunkPart Begin(Chunk chunk, SubmissionToRead read)
    {
        var part = chunk.Begin(read.Item, read.Submission);
        part.Again = [];
        return part;
    }

    private async Task CommitAsync(Guid token, Chunk chunk, CancellationToken cancellation)
    {
        using var spans = chunk;
        while (chunk.Parts.Count > 0)
        {
            try
            {
                // When somebody else made the same client first, or counted in the same submission: read and decide again.
                var tried = false;
                await faults.DespiteConflictsAsync(async () =>
                {
                    if (tried)
                        await RenewAsync(chunk, cancellation);
                    tried = true;
                    return await TryCommitAsync(token, chunk, cancellation);
                });
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
                (chunk.Parts[0].Again, chunk.Parts[0].Finished) = (chunk.Parts[0].Again is null ? null : [], false);
            }
        }
    }

    /// <summary>Takes over what somebody else changed in submissions that are read on. Where another has read on in one, it stays as it was read: the records are the other's.</summary>
    private async Task RenewAsync(Chunk chunk, CancellationToken cancellation)
    {
        var parts = chunk.Parts.Where(p => p.Again is null).ToList();
        if (parts.Count == 0)
            return;
        var present = (await store.PresentAsync([.. parts.Select(p => p.Submission.Id)], cancellation)).ToDictionary(s => s.Id);
        foreach (var part in parts)
        {
            if (present.GetValueOrDefault(part.Submission.Id) is { } now && now.Records == part.Submission.Records)
                part.Submission = now;
        }
    }

    private async Task<bool> TryCommitAsync(Guid token, Chunk chunk, CancellationToken cancellation)
    {
        var known = await store.KnownAsync([.. chunk.Parts.SelectMany(p => p.Stated.Select(Statement.ClientOf).OfType<Client>().Select(c => (p.Submission.Agency, c)).Concat(ClientsAhead(p)))], [.. chunk.Parts.SelectMany(NoesAgain)], cancellation);
        var now = circumstances.Now();
        List<SettledPart> settled = [];
        foreach (var part in chunk.Parts)
        {
            var decision = part.Again is { } again
                ? RetranslationRules.Decide(known, known.Register, now, part.Item, part.Submission, again, part.Further ? part.Ahead : null, part.Finished)
                : TranslationRules.Decide(known, known.Register, now, part.Item, part.Submission, part.Records, part.Finished, part.Under, part.Late);
            known.Take(decision);
            settled.Add(new SettledPart(part.Item, decision, part.Finished, part.Fault));
        }

        await store.ApplyAsync(known, token, settled, cancellation);
        foreach (var (part, done) in chunk.Parts.Zip(settled))
        {
            part.IsCommitted = true;
            part.Committed = done.Decision!.Effects.OfType<Effect.SubmissionChanged>().LastOrDefault()?.After;
        }

        return true;
    }

    /// <summary>Noes of clients that intake could not read: the others are in force since they were accepted.</summary>
    private static IEnumerable<(string Agency, IClientStatement No)> NoesAgain(ChunkPart part) =>
        (part.Again?.SelectMany(r => r.Read?.Statements ?? []) ?? (part.Late ? part.Records.SelectMany(r => r.Statements) : [])).Select(s => s.Content).Where(ClientNo.IsSaidBy).OfType<IClientStatement>().Concat(part.Ahead).Select(n => (part.Submission.Agency, n));

    private static IEnumerable<(string Agency, Client Client)> ClientsAhead(ChunkPart part) =>
        part.Ahead.Where(n => n is not ReferralReply).Select(n => n.Client).OfType<Client>().Where(c => c.Identifiers.Count > 0).Select(c => (part.Submission.Agency, c));

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "A chunk of {Count} submissions failed with {Exception}; committing them one by one.")]
        public static partial void Apart(ILogger logger, int count, string exception);

        [LoggerMessage(1502, LogLevel.Warning, "Submission {SubmissionId} was taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, Guid submissionId);
    }
}
