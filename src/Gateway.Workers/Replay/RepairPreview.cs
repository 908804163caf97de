using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Translation;

namespace Gateway.Workers.Replay;

/// <summary>
/// Counts what records and referrals would come to if they were issued now: translated from the sealed bytes, decided with
/// the rules of now. Nothing is written, and nothing of a record is shown.
/// </summary>
internal sealed class RepairPreview(ITranslationStore translations, IStageStore stages, ICircumstances circumstances, Rereading rereading, IStoreFaults faults)
{
    /// <summary>Counts what records would come to under profiles. One reading of a document serves all its records.</summary>
    /// <param name="pages">Records by submission and number, in parts that may lie in memory together.</param>
    /// <param name="profile">Finds a profile by its id; null: there is none.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<IReadOnlyList<ForecastLine>> TranslatedAsync(IAsyncEnumerable<IReadOnlyList<Guid>> pages, Func<string, Profile?> profile, CancellationToken cancellation)
    {
        var directory = circumstances.Now().Agreed.Directory;
        var counts = new ForecastCounts();
        SubmissionPreview? current = null;
        try
        {
            await foreach (var page in pages.WithCancellation(cancellation))
            {
                var kept = await translations.KeptAsync(page, cancellation);
                if (kept.Count < page.Count)
                    await WholeAsync([.. page.Except(kept.Select(k => k.Kept.Id))], directory, profile, counts, cancellation);
                foreach (var alike in kept.GroupBy(r => r.Kept.SubmissionId))
                {
                    if (current?.Id != alike.Key)
                    {
                        await EndAsync(current, cancellation);
                        current = await translations.OpenAsync(alike.Key, cancellation) is { } opened
                            ? new SubmissionPreview(opened, profile(opened.Submission.Profile), rereading, translations, directory, faults, counts)
                            : null;
                    }

                    if (current is not null)
                        await current.CountAsync([.. alike], cancellation);
                }
            }

            await EndAsync(current, cancellation);
            current = null;
        }
        finally
        {
            if (current is not null)
                await current.DisposeAsync();
        }

        return counts.Lines;
    }

    /// <summary>Counts what referrals would come to if they were decided now.</summary>
    /// <param name="pages">Records that state them.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<IReadOnlyList<ForecastLine>> DecidedAsync(IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellation)
    {
        var counts = new ForecastCounts();
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            foreach (var item in await DecidedAsync(page, cancellation))
                counts.Add(item);
        }

        return counts.Lines;
    }

    private static async Task EndAsync(SubmissionPreview? preview, CancellationToken cancellation)
    {
        if (preview is null)
            return;
        await using (preview)
            await preview.FinishAsync(cancellation);
    }

    /// <summary>Submissions of which nothing was read when they arrived.</summary>
    private async Task WholeAsync(IReadOnlyList<Guid> submissions, AgencyDirectory directory, Func<string, Profile?> profile, ForecastCounts counts, CancellationToken cancellation)
    {
        foreach (var id in submissions)
        {
            if (await translations.OpenAsync(id, cancellation) is not { } opened)
                continue;
            if (opened.Content is not null)
                await opened.Content.DisposeAsync();
            var submission = opened.Submission;
            var problem = ArrivalRules.ProblemOf(submission, directory, profile(submission.Profile) is not null);
            counts.Add(!ArrivalRules.IsWhole(submission) ? new ForecastItem(ReplayForecast.Settled)
                : problem is null ? new ForecastItem(ReplayForecast.IsRead)
                : problem == RetranslationRules.BytesGone ? new ForecastItem(ReplayForecast.Gone, problem)
                : new ForecastItem(problem == submission.ReasonCode ? ReplayForecast.Same : ReplayForecast.Other, problem));
        }
    }

    private async Task<IReadOnlyList<ForecastItem>> DecidedAsync(IReadOnlyList<Guid> records, CancellationToken cancellation)
    {
        var now = circumstances.Now();
        List<ForecastItem> items = [];
        foreach (var part in records.Chunk(200))
        {
            var load = await stages.LoadAgainAsync(part, cancellation);
            foreach (var item in load.Items)
            {
                try
                {
                    items.Add(ReplayForecast.Of(load.Decide(item, statements => StatementRules.Decide(load.Known, load.Order, now, item, statements))));
                }
                catch (Exception e) when (e is not OperationCanceledException && !faults.IsUnavailable(e))
                {
                    items.Add(new ForecastItem(ReplayForecast.Fails, Fault.OfRule(e).Code));
                }
            }
        }

        return items;
    }
}
