using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Translation;

namespace Gateway.Workers.Replay;

/// <summary>
/// Counts what records and referrals would come to if they were issued now: translated from the sealed bytes, decided with
/// the rules of now. Nothing is written, and nothing of a record is shown.
/// </summary>
internal sealed class RepairPreview(ITranslationStore translations, IStageStore stages, ICircumstances circumstances, IPresent<ProfileSet> profiles, Rereading rereading, IStoreFaults faults)
{
    /// <summary>What each would come to.</summary>
    /// <param name="kind">Kind of replay.</param>
    /// <param name="records">Records, so many that their bytes may lie in memory together.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal Task<IReadOnlyList<ForecastItem>> ForecastAsync(ReplayKind kind, IReadOnlyList<Guid> records, CancellationToken cancellation) =>
        kind == ReplayKind.SetAside ? TranslatedAsync(records, profiles.Now.Find, cancellation) : DecidedAsync(records, cancellation);

    /// <summary>What records would come to under profiles.</summary>
    /// <param name="records">Records.</param>
    /// <param name="profile">Finds a profile by its id; null: there is none.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<IReadOnlyList<ForecastItem>> TranslatedAsync(IReadOnlyList<Guid> records, Func<string, Profile?> profile, CancellationToken cancellation)
    {
        var directory = circumstances.Now().Agreed.Directory;
        List<ForecastItem> items = [];
        foreach (var submission in await translations.LoadAgainAsync(records, cancellation))
        {
            try
            {
                items.AddRange(profile(submission.Submission.Profile) is { } found
                    ? await OfAsync(rereading.Read(found, submission, cancellation).Records, submission.Submission, directory, cancellation)
                    : submission.Records.Select(_ => new ForecastItem(ReplayForecast.Fails, "translation-failed")));
            }
            catch (Exception e) when (e is not OperationCanceledException && !faults.IsUnavailable(e))
            {
                // What cannot be opened or read fails for its own records.
                items.AddRange(submission.Records.Select(_ => new ForecastItem(ReplayForecast.Fails, "translation-failed")));
            }
            finally
            {
                if (submission.Content is not null)
                    await submission.Content.DisposeAsync();
            }
        }

        return items;
    }

    private async Task<IEnumerable<ForecastItem>> OfAsync(
        IReadOnlyList<RecordAgain> read, SubmissionSnapshot submission, Core.Directory.AgencyDirectory directory, CancellationToken cancellation)
    {
        var told = read.Select(r => (Record: r, Problem: RetranslationRules.ProblemOf(directory, submission, r),
            Client: r.Read?.Statements.Select(s => (s.Content as IClientStatement)?.Client).FirstOrDefault(c => c is { Identifiers.Count: > 0 }))).ToList();
        var named = told.Where(t => t is { Problem: null, Client: not null }).ToList();
        var standings = named.Count == 0 ? [] : await translations.StandingsAsync([.. named.Select(t => (submission.Agency, t.Client!))], cancellation);
        Dictionary<Guid, ClientStanding?> byRecord = named.Zip(standings).ToDictionary(p => p.First.Record.Kept.Id, p => p.Second);
        return told.Select(t => ReplayForecast.Of(t.Record, t.Problem, byRecord.GetValueOrDefault(t.Record.Kept.Id)));
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
