using System.Diagnostics;
using System.Threading.Channels;

namespace Gateway.Benchmarks;

/// <summary>Posts referrals in arrays and singly at the same time, and waits until all are through.</summary>
internal static class Load
{
    /// <param name="perSecond">Pace of posting; null: as fast as <see cref="Plan.OnTheWay"/> allows.</param>
    public static async Task RunAsync(Traffic traffic, IReadOnlyList<Journey> journeys, Plan plan, double? perSecond, CancellationToken cancellation)
    {
        var room = new SemaphoreSlim(plan.OnTheWay, plan.OnTheWay);
        var begun = Stopwatch.GetTimestamp();
        var posted = 0;
        async Task PostAsync(IReadOnlyList<Journey> submission)
        {
            foreach (var journey in submission)
            {
                await room.WaitAsync(cancellation);
                _ = journey.Through.ContinueWith(_ => room.Release(), cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            if (perSecond is { } pace)
            {
                var due = TimeSpan.FromSeconds((Interlocked.Add(ref posted, submission.Count) - submission.Count) / pace);
                if (due - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } early)
                    await Task.Delay(early, TimeProvider.System, cancellation);
            }

            await traffic.PostAsync(submission, cancellation);
        }

        // One connection posts arrays, the others one referral at a time.
        var single = Channel.CreateUnbounded<Journey>();
        foreach (var journey in journeys.Where(j => !j.Together))
            single.Writer.TryWrite(journey);
        single.Writer.Complete();
        var singly = Enumerable.Range(0, plan.Connections).Select(async _ =>
        {
            await foreach (var journey in single.Reader.ReadAllAsync(cancellation))
                await PostAsync([journey]);
        });
        var together = Task.Run(
            async () =>
            {
                foreach (var submission in journeys.Where(j => j.Together).Chunk(Math.Min(plan.Batch, plan.OnTheWay)))
                    await PostAsync(submission);
            },
            cancellation);
        await Task.WhenAll(singly.Append(together));
        await Task.WhenAll(journeys.Select(j => j.Through)).WaitAsync(cancellation);
    }
}
