using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Translation;

namespace Gateway.Workers.Replay;

/// <summary>
/// One reading of a submission that counts what chosen records of it would come to, and which of the others would be set aside
/// if they came now. A document that cannot be read is counted as such.
/// </summary>
internal sealed class SubmissionPreview(
    SubmissionAgain again, Profile? profile, Rereading rereading, ITranslationStore translations, AgencyDirectory directory, IStoreFaults faults, ForecastCounts counts)
    : IAsyncDisposable
{
    /// <summary>Others that fail are looked up in the store so many at a time.</summary>
    private const int Page = 500;

    private readonly Rereading.Document? _document = profile is null ? null : rereading.Open(profile, again.Submission, again.Content);
    private readonly List<(int Number, ForecastItem Item)> _failing = [];
    private ForecastItem? _broken = profile is null ? new ForecastItem(ReplayForecast.Fails, "translation-failed") : null;

    /// <summary>The submission.</summary>
    internal Guid Id => again.Submission.Id;

    /// <summary>Counts chosen records, which lie behind those that were counted before.</summary>
    internal async Task CountAsync(IReadOnlyList<RecordAgain> chosen, CancellationToken cancellation)
    {
        List<(RecordAgain Record, TranslationProblem? Problem)> told = [];
        foreach (var record in chosen)
        {
            if (await ReadAsync(record, cancellation) is { } read)
                told.Add((read, RetranslationRules.ProblemOf(directory, again.Submission, read)));
            else
                counts.Add(_broken!);
        }

        var named = told.Where(t => t.Problem is null).Select(t => (t.Record, Client: Statement.ClientOf(t.Record.Read?.Statements ?? []))).Where(n => n.Client is not null).ToList();
        var standings = named.Count == 0 ? [] : await translations.StandingsAsync([.. named.Select(n => (again.Submission.Agency, n.Client!))], cancellation);
        var byRecord = named.Zip(standings).ToDictionary(p => p.First.Record.Kept.Id, p => p.Second);
        foreach (var (record, problem) in told)
            counts.Add(ReplayForecast.Of(record, problem, byRecord.GetValueOrDefault(record.Kept.Id)));
    }

    /// <summary>Reads the document to its end, and counts the other records that would fail.</summary>
    internal async Task FinishAsync(CancellationToken cancellation)
    {
        if (_broken is null)
            await GuardAsync(() => OthersAsync(again.Submission.Records, cancellation));
        await LookUpAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _document?.Dispose();
        if (again.Content is not null)
            await again.Content.DisposeAsync();
    }

    private async Task<RecordAgain?> ReadAsync(RecordAgain record, CancellationToken cancellation)
    {
        RecordAgain? read = null;
        if (_broken is null)
        {
            await GuardAsync(async () =>
            {
                cancellation.ThrowIfCancellationRequested();
                await OthersAsync(record.Kept.Number - 1, cancellation);
                read = _document!.Read(record);
            });
        }

        return read;
    }

    private async Task OthersAsync(int through, CancellationToken cancellation)
    {
        foreach (var record in _document!.Through(through))
        {
            cancellation.ThrowIfCancellationRequested();
            if (RetranslationRules.ProblemOf(directory, again.Submission, record) is { } problem)
                _failing.Add((record.Number, new ForecastItem(ReplayForecast.NewlyFails, problem.Code, problem.Path)));
            if (_failing.Count >= Page)
                await LookUpAsync(cancellation);
        }
    }

    /// <summary>Those that are set aside already fail as they did.</summary>
    private async Task LookUpAsync(CancellationToken cancellation)
    {
        if (_failing.Count == 0)
            return;
        var taken = await translations.TakenAsync(Id, _failing.ConvertAll(f => f.Number), cancellation);
        foreach (var (_, item) in _failing.Where(f => taken.Contains(f.Number)))
            counts.Add(item);
        _failing.Clear();
    }

    private async Task GuardAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (e is not OperationCanceledException && !faults.IsUnavailable(e))
        {
            _broken = new ForecastItem(ReplayForecast.Fails, Fault.Of("translation-failed", e).Code);
        }
    }
}

/// <summary>Counts alike items.</summary>
internal sealed class ForecastCounts
{
    private readonly Dictionary<ForecastItem, int> _counts = [];

    internal void Add(ForecastItem item) => _counts[item] = _counts.GetValueOrDefault(item) + 1;

    internal IReadOnlyList<ForecastLine> Lines => ReplayForecast.Lines(_counts);
}
