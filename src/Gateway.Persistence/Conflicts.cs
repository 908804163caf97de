using System.Diagnostics.Metrics;
using Gateway.Persistence.Metering;
using Polly;
using Polly.Retry;

namespace Gateway.Persistence;

/// <summary>Work on what others change at the same time: whoever commits second reads and decides again.</summary>
public static class Conflicts
{
    /// <summary>So often it is tried in a row. Who then still loses waits, or is left for somebody to look at.</summary>
    public const int Rounds = 10;

    /// <summary>
    /// The pause before the second round; it doubles up to <see cref="LongestPause"/>, more or less by chance, so that those
    /// who met do not meet again. It is real time in tests too: it lasts milliseconds, and nothing is decided by it. A simulator
    /// does without (<see cref="IGatewayDatabase.PauseBetweenRounds"/>).
    /// </summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private static readonly ResiliencePropertyKey<IGatewayDatabase> Database = new("gateway.database");
    private static readonly Meter Meter = new(GatewayMeter.Name);
    private static readonly Counter<long> Met = Meter.CreateCounter<long>(
        "gateway.conflicts", "{conflict}", "Transactions that read and decided again, because someone else had changed what they read.");

    private static readonly ResiliencePipeline Again = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = static attempt => ValueTask.FromResult(
            attempt.Outcome.Exception is { } failure && attempt.Context.Properties.TryGetValue(Database, out var database) && database.IsConflict(failure)),
        MaxRetryAttempts = Rounds - 1,
        Delay = FirstPause,
        MaxDelay = LongestPause,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        DelayGenerator = static attempt => ValueTask.FromResult(attempt.Context.Properties.TryGetValue(Database, out var database) ? database.PauseBetweenRounds : null),
        OnRetry = static _ =>
        {
            Met.Add(1);
            return ValueTask.CompletedTask;
        },
    }).Build();

    /// <summary>Tries again from the start when someone else changed what was read.</summary>
    /// <param name="database">Database.</param>
    /// <param name="attempt">Reads, decides and commits in a unit of its own; run again, it must recognise what it did before.</param>
    /// <returns>What the attempt gave that went through.</returns>
    /// <exception cref="Exception">The conflict of the last of <see cref="Rounds"/> rounds; <see cref="IGatewayDatabase.IsConflict"/> tells it.</exception>
    public static async Task<T> DespiteConflictsAsync<T>(this IGatewayDatabase database, Func<Task<T>> attempt)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(attempt);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, CancellationToken.None);
        try
        {
            context.Properties.Set(Database, database);
            return await Again.ExecuteAsync(static async (_, work) => await work(), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
