namespace Gateway.Workers;

/// <summary>Pauses of what runs again and again.</summary>
internal static class Pauses
{
    /// <summary>Waits, or until the process stops, which the caller then sees. It goes on where it was: a simulator that runs everything on one thread keeps it there.</summary>
    /// <param name="machine">Machine time.</param>
    /// <param name="time">How long.</param>
    /// <param name="stopping">The process stops.</param>
    internal static async Task PauseAsync(this TimeProvider machine, TimeSpan time, CancellationToken stopping) =>
        await Task.Delay(time, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
