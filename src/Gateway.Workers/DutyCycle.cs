namespace Gateway.Workers;

/// <summary>
/// Keeps recurring work within a share of one processor: after each batch comes a pause in proportion to the time that the
/// batch took, whatever that was. What the database does for a batch happens within that time and is counted with it. Where the
/// pause is longer than the lease of <see cref="RecurringWork"/>, another process may go on.
/// </summary>
/// <param name="share">Share of the time that batches take, over 0 and under 1.</param>
/// <param name="machine">Machine time.</param>
internal sealed class DutyCycle(double share, TimeProvider machine)
{
    /// <summary>What work in the background takes at most beside full load: 8 %, to stay under a tenth with what surrounds a batch.</summary>
    internal const double Background = 0.08;

    /// <summary>A pause is at least this long: a batch that took no time that could be measured took some.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);

    /// <summary>The pause that belongs to a batch.</summary>
    /// <param name="used">Time that the batch took.</param>
    internal TimeSpan PauseAfter(TimeSpan used) => TimeSpan.FromTicks(Math.Max(Shortest.Ticks, (long)(used.Ticks * ((1 / share) - 1))));

    /// <summary>Runs a batch and its pause; the pause belongs to a batch that failed too.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> batch, CancellationToken cancellation)
    {
        var begun = machine.GetTimestamp();
        try
        {
            return await batch();
        }
        finally
        {
            await machine.PauseAsync(PauseAfter(machine.GetElapsedTime(begun)), cancellation);
        }
    }
}
