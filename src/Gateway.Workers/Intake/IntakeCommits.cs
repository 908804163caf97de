using System.Threading.Channels;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Workers.Referral;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Intake;

/// <summary>
/// Commits submissions in groups: one writer, one synchronous write to disk for all that wait. A group that fails is
/// committed one by one, so that each caller gets the answer to its own submission.
/// </summary>
/// <remarks>
/// A commit whose outcome stays unknown is told as "try again". Had it happened, the caller's repetition finds the first
/// submission under its key and gets that one's id; had it not, the repetition is the first. Nothing stored ahead may be
/// removed meanwhile, see <see cref="SubmissionIntake"/>.
/// </remarks>
internal sealed partial class IntakeCommits(
    UnitsOfWork units, IGatewayDatabase database, Installation installation, Withdrawals withdrawals, IOptions<IntakeOptions> options, ILogger<IntakeCommits> logger) : BackgroundService
{
    private readonly Channel<PendingSubmission> _waiting = Channel.CreateBounded<PendingSubmission>(
        new BoundedChannelOptions(options.Value.Waiting) { SingleReader = true });

    /// <summary>Waits until the submission is durable, or known to be a repeat.</summary>
    internal async Task<IntakeResult> CommitAsync(PendingSubmission pending, CancellationToken cancellation)
    {
        await _waiting.Writer.WriteAsync(pending, cancellation);
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
            var answers = await units.RunAsync(unit => AcceptAsync(unit, group), CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
                group[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception e) when (database.IsUnavailable(e))
        {
            Log.Failed(logger, e.GetType().Name);
            foreach (var pending in group)
                pending.Answer.TrySetException(e);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var pending in group)
                await CommitGroupAsync([pending]);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e.GetType().Name);
            group[0].Answer.TrySetException(e);
        }
    }

    private async Task<IReadOnlyList<IntakeResult>> AcceptAsync(UnitOfWork unit, List<PendingSubmission> group)
    {
        var agencies = group.Select(p => p.Submission.Agency).Distinct(StringComparer.Ordinal).ToList();
        var profiles = group.Select(p => p.Submission.Profile).Distinct(StringComparer.Ordinal).ToList();
        var hashes = group.Select(p => p.Submission.KeyHash).ToList();
        var earlier = await unit.Store.Submissions.AsNoTracking()
            .Where(s => agencies.Contains(s.Agency) && profiles.Contains(s.Profile) && hashes.Contains(s.KeyHash)).ToListAsync();
        List<IntakeResult> answers = [];
        foreach (var pending in group)
        {
            var submission = pending.Submission;
            if (earlier.Find(s => IsSame(s, submission)) is { } first)
            {
                if (first.Id == submission.Id)
                {
                    // This very submission: an earlier round committed it, and its answer was lost with the connection.
                    answers.Add(new IntakeResult.Accepted(first.Id, Repeated: false));
                    continue;
                }

                answers.Add(first.BodyHash.AsSpan().SequenceEqual(submission.BodyHash)
                    ? new IntakeResult.Accepted(first.Id, Repeated: true)
                    : new IntakeResult.KeyReused());
                continue;
            }

            Correction? correction = null;
            if (pending.Corrects is { } corrects && (correction = await Correction.FindAsync(unit, submission.Agency, corrects)) is null)
            {
                answers.Add(new IntakeResult.CorrectsNothing());
                continue;
            }

            earlier.Add(submission);
            unit.Write(submission);
            unit.Write(pending.Key);
            foreach (var segment in pending.Segments)
                unit.Write(segment);
            unit.Cause = pending.TraceParent;
            unit.Record("submission.accepted", submission.Agency, submission.Id, new { submission.Profile, submission.Bytes });
            if (pending.Operation is { } operation)
                unit.Operated(operation.User, operation.Action, operation.Subject.ToString("D"), operation.Subject, operation.Detail);
            correction?.Apply(unit, submission);
            if (submission.State == SubmissionState.SetAside)
                SetAside(unit, submission);
            else
                unit.Enqueue(StageNames.Translation, submission.Id);
            foreach (var withdrawal in pending.Withdrawals)
                await withdrawals.ApplyAsync(unit, submission.Agency, withdrawal, CancellationToken.None);
            answers.Add(new IntakeResult.Accepted(submission.Id, Repeated: false));
        }

        return answers;
    }

    private static void SetAside(UnitOfWork unit, SubmissionSnapshot submission)
    {
        unit.OpenTask(TaskKinds.SetAside, submission.Agency, submission.Id, submission.ReasonCode!, submission.ReasonText!);
        unit.Record("submission.set-aside", submission.Agency, submission.Id, new { code = submission.ReasonCode });
        SubmissionBytes.KeepForNow(unit, submission);
    }

    private static bool IsSame(SubmissionSnapshot earlier, SubmissionSnapshot now) =>
        earlier.Agency == now.Agency && earlier.Profile == now.Profile && earlier.KeyHash.AsSpan().SequenceEqual(now.KeyHash);

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "A submission could not be committed ({Exception}); its caller is told to try again.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
