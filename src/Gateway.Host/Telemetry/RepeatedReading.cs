using Microsoft.Extensions.Hosting;

namespace Gateway.Host.Telemetry;

/// <summary>Reads figures again and again, however often anybody asks for them.</summary>
/// <param name="every">Time from one reading to the next.</param>
/// <param name="machine">The machine's clock.</param>
internal abstract class RepeatedReading(TimeSpan every, TimeProvider machine) : BackgroundService
{
    /// <summary>Reads, and tells what was read.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellation);

    /// <summary>It cannot be read. Old figures would look like a gateway at rest: tell none.</summary>
    /// <param name="exception">Name of the exception's type.</param>
    protected abstract void Failed(string exception);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.GetType().Name);
            }

            await Task.Delay(every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
