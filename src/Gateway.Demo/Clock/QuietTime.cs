using Gateway.Core.Reading;
using Gateway.Demo.Offices;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Clock;

/// <summary>
/// Lets time go on after the year: two weeks pass quickly, then a working day passes ten times as fast as it would, and the next one after
/// it. Unlike in the year nothing must come to rest: some things wait for whoever looks at the pages.
/// </summary>
internal sealed class QuietTime(SimulatedTime time, IClockStore store, IQuiet quiet, SimulatedOffices offices, TimeProvider machine)
{
    private const int Pace = 10;
    private const int Opens = 8;
    private const int Closes = 17;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(10);

    /// <summary>How long one moment may last on the machine's clock before time goes on all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private DateOnly _planned = QuietDays.First.AddDays(-1);

    /// <summary>Passes the days up to which there is something to look at.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        Plan(PilotCalendar.DayOf(QuietDays.SlowFrom));
        // After a stop the offices know nothing any more: they read from the beginning, and what is due is posted again under the same keys.
        await offices.OpenAsync(time.GetUtcNow(), cancellation);
        while (time.GetUtcNow() < QuietDays.SlowFrom)
        {
            var next = await SettleAsync(cancellation);
            await time.AdvanceAsync(Earliest(next, QuietDays.SlowFrom), store, cancellation);
        }

        await SettleAsync(cancellation);
    }

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task GoOnAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            Plan(PilotCalendar.DayOf(now));
            await WorkAsync(now, cancellation);
            await Task.Delay(Beat, machine, cancellation);
            var until = Until(now + (Beat * Pace));
            while (time.GetUtcNow() < until)
                await time.AdvanceAsync(Earliest(offices.Next > time.GetUtcNow() ? offices.Next : null, until), store, cancellation);
        }
    }

    /// <summary>The same moment; after closing time the next opening time.</summary>
    private static DateTimeOffset Until(DateTimeOffset at)
    {
        var day = PilotCalendar.DayOf(at);
        return at < PilotCalendar.At(day, Closes) && PilotCalendar.IsWorkingDay(day) ? at : PilotCalendar.At(PilotCalendar.WorkingDaysAfter(day, 1), Opens);
    }

    private void Plan(DateOnly upTo)
    {
        for (; _planned < upTo; _planned = _planned.AddDays(1))
            offices.Add(_planned.AddDays(1));
    }

    /// <summary>Works until nothing moves any more but what waits for people.</summary>
    /// <returns>When the next deadline passes or the next thing is sent; null: nothing is planned.</returns>
    private async Task<DateTimeOffset?> SettleAsync(CancellationToken cancellation)
    {
        var (began, seenAtRest) = (machine.GetTimestamp(), false);
        while (true)
        {
            var now = time.GetUtcNow();
            var (moved, left) = await WorkAsync(now, cancellation);
            var atRest = !moved && left.DueWork == 0 && !(left.NextDeadline <= now) && !(offices.Next <= now);
            if ((atRest && seenAtRest) || machine.GetElapsedTime(began) > Patience)
                return offices.Next is { } next && !(left.NextDeadline <= next) ? next : left.NextDeadline > now ? left.NextDeadline : null;
            seenAtRest = atRest;
            if (!moved && !atRest)
                await Task.Delay(ShortPause, machine, cancellation);
        }
    }

    private async Task<(bool Moved, Quiet Left)> WorkAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var moved = await offices.PostDueAsync(now, cancellation);
        var left = await quiet.ReadAsync(cancellation);
        moved |= await offices.ReadAsync(left.UnreleasedDeliveries.Keys.Where(o => QuietDays.IsAtWork(o, now)).Order(StringComparer.Ordinal), cancellation);
        moved |= await offices.CollectAsync(cancellation);
        return (moved, left);
    }

    private DateTimeOffset Earliest(DateTimeOffset? next, DateTimeOffset end) => next is { } at && at < end && at > time.GetUtcNow() ? at : end;
}
