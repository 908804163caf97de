using Gateway.Core.Reading;
using Gateway.Demo.Offices;

namespace Gateway.Demo.Clock;

/// <summary>Lets the year pass: everything due is done, then time moves to the next thing due.</summary>
internal sealed class PilotYear(SimulatedTime time, IClockStore store, IQuiet quiet, SimulatedOffices offices, TimeProvider machine)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the same moment may last on the machine's clock before the demonstration says that it hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs to the end of the year.</summary>
    /// <param name="passed">Told of every new moment.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>What was left at the end.</returns>
    /// <exception cref="DemoStoppedException">The gateway did not come to rest.</exception>
    public async Task<Quiet> RunAsync(Func<DateTimeOffset, Task> passed, CancellationToken cancellation)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            await passed(now);
            var rest = await SettleAsync(now, cancellation);
            if (now >= PilotCalendar.End)
                return rest;
            await time.AdvanceAsync(Earliest(offices.Next, rest.NextDeadline, PilotCalendar.End), store, cancellation);
        }
    }

    /// <summary>
    /// Posts, reads and waits until nothing is due. Rest is believed when it is seen twice with nothing moved between:
    /// the parts of one look are not read at one moment.
    /// </summary>
    private async Task<Quiet> SettleAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        var seenAtRest = false;
        for (var looks = 0; ; looks++)
        {
            var moved = await offices.PostDueAsync(now, cancellation);
            var left = await quiet.ReadAsync(cancellation);
            var busy = left.DueWork > 0 || left.WaitingWork > 0 || left.NextDeadline <= now;
            moved |= await offices.ReadAsync(left.UnreleasedDeliveries.Keys.Order(StringComparer.Ordinal), cancellation);
            if (!busy)
                moved |= await offices.CollectAsync(cancellation);
            var atRest = !busy && !moved && left.UnreleasedDeliveries.Count == 0 && !(offices.Next <= now);
            if (atRest && seenAtRest)
                return left;
            seenAtRest = atRest;
            if (moved)
            {
                (looks, began) = (0, machine.GetTimestamp());
                continue;
            }

            if (machine.GetElapsedTime(began) > Patience)
                throw new DemoStoppedException(WhatHangs(left));
            if (!atRest)
                await Task.Delay(looks < 10 ? ShortPause : LongPause, machine, cancellation);
        }
    }

    private static string WhatHangs(Quiet left) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"The gateway does not come to rest: {left.DueWork} steps due, {left.WaitingWork} waiting, undelivered to [{string.Join(", ", left.UnreleasedDeliveries.Keys.Order(StringComparer.Ordinal))}], next clock {left.NextDeadline:u}.");

    private static DateTimeOffset Earliest(DateTimeOffset? agenda, DateTimeOffset? clock, DateTimeOffset end)
    {
        var next = agenda < end ? agenda.Value : end;
        return clock < next ? clock.Value : next;
    }
}
