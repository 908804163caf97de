using System.Threading.Channels;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Intake;

/// <summary>
/// Commits submissions in groups: one writer, one synchronous write to disk for all that wait. A group that fails is
/// committed one by one, so that each caller gets the answer to its own submission. What has a turn on a line is committed in
/// that order: after one that was not accepted, nothing more of its line is.
/// </summary>
/// <remarks>
/// A commit whose outcome stays unknown is told as "try again". Had it happened, the caller's repetition finds the first
/// submission under its key and gets that one's id; had it not, the repetition is the first. Nothing stored ahead may be
/// removed meanwhile, see <see cref="SubmissionIntake"/>.
/// </remarks>
internal sealed partial class IntakeCommits(
    IIntakeStore store, IStoreFaults faults, ICircumstances circumstances, Installation installation, IOptions<IntakeOptions> options, ILogger<IntakeCommits> logger) : BackgroundService
{
    private readonly Channel<PendingSubmission> _waiting = Channel.CreateBounded<PendingSubmission>(
        new BoundedChannelOptions(options.Value.Waiting) { SingleReader = true });

    /// <summary>Waits until the submission is durable, or known to be a repeat.</summary>
    internal async Task<IntakeResult> CommitAsync(PendingSubmission pending, CancellationToken cancellation)
    {
        await _waiting.Writer.WriteAsync(pending, cancellation);
        pending.Turn?.Pass();
        return await pending.Answer.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<PendingSubmission>();
        try
        {
            await installation.WhenOpenAsync(stoppingToken);
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                group.Clear();
                while (group.Count < options.Value.CommitTogether && _waiting.Reader.TryRead(out var pending))
                    group.Add(pending);
                await CommitGroupAsync(group);
            }
        }
        finally
        {
            // Nothing that waits is durable: its callers must not be told so.
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var pending))
                pending.Answer.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task CommitGroupAsync(List<PendingSubmission> group)
    {
        try
        {
            var answers = await faults.DespiteConflictsAsync(() => AcceptAsync(group));
            foreach (var (pending, answer) in group.Zip(answers))
            {
                if (answer is null)
                    pending.Answer.TrySetException(new IntakeLineEndedException());
                else
                    pending.Answer.TrySetResult(answer);
            }
        }
        catch (Exception e) when (faults.IsUnavailable(e))
        {
            Log.Failed(logger, e.GetType().Name);
            foreach (var pending in group)
                Fail(pending, e);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var pending in group)
                await CommitGroupAsync([pending]);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e.GetType().Name);
            Fail(group[0], e);
        }
    }

    private static void Fail(PendingSubmission pending, Exception fault)
    {
        pending.Turn?.Line.End();
        pending.Answer.TrySetException(fault);
    }

    /// <summary>Load, decide each, apply all.</summary>
    /// <returns>What each caller is told; null: its line has ended before it.</returns>
    private async Task<IReadOnlyList<IntakeResult?>> AcceptAsync(List<PendingSubmission> group)
    {
        var known = await store.LoadAsync(group.ConvertAll(p => p.Submission), CancellationToken.None);
        var now = circumstances.Now();
        List<IntakeResult?> results = [];
        List<Decision> decisions = [];
        foreach (var pending in group)
        {
            if (pending.Turn is { Line.Ended: true })
            {
                results.Add(null);
                continue;
            }

            var (result, decision) = IntakeRules.Decide(known, now, pending.Submission);
            known.Take(decision);
            pending.Turn?.Line.Note(pending.Submission.Submission.Id, result);
            results.Add(result);
            decisions.Add(decision);
        }

        if (decisions.Exists(d => d.Effects.Count > 0))
            await store.AcceptAsync(known, decisions, CancellationToken.None);
        return results;
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "A submission could not be committed ({Exception}); its caller is told to try again.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
