using Gateway.Core.Reading;
using Gateway.Demo.Clock;

namespace Gateway.Tests.Demo;

public class SimulatedTimeTests
{
    private static readonly DateTimeOffset Later = PilotCalendar.Start.AddDays(3);

    [Fact]
    public async Task Time_begins_on_the_fifth_of_january_and_is_stored_at_once()
    {
        var store = new ClockStore();
        var time = new SimulatedTime();
        await time.RestoreAsync(store, CancellationToken.None);
        time.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 5, 7, 0, 0, TimeSpan.Zero));
        store.Stored.ShouldBe(time.GetUtcNow());
    }

    [Fact]
    public async Task A_new_time_is_stored_before_anybody_sees_it()
    {
        var time = new SimulatedTime();
        var store = new ClockStore();
        DateTimeOffset? seenWhileWriting = null;
        store.Writing = () => seenWhileWriting = time.GetUtcNow();
        await time.AdvanceAsync(Later, store, CancellationToken.None);
        seenWhileWriting.ShouldBe(PilotCalendar.Start);
        time.GetUtcNow().ShouldBe(Later);
    }

    [Fact]
    public async Task Time_that_could_not_be_stored_does_not_pass()
    {
        var time = new SimulatedTime();
        var store = new ClockStore { Writing = () => throw new IOException("full") };
        await Should.ThrowAsync<IOException>(() => time.AdvanceAsync(Later, store, CancellationToken.None));
        time.GetUtcNow().ShouldBe(PilotCalendar.Start);
    }

    [Fact]
    public async Task Time_never_goes_backwards()
    {
        var time = new SimulatedTime();
        var store = new ClockStore();
        await time.AdvanceAsync(Later, store, CancellationToken.None);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => time.AdvanceAsync(Later, store, CancellationToken.None));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => time.AdvanceAsync(Later.AddTicks(-1), store, CancellationToken.None));
        store.Stored.ShouldBe(Later);
    }

    [Fact]
    public async Task A_restarted_clock_goes_on_where_it_stood()
    {
        var time = new SimulatedTime();
        await time.RestoreAsync(new ClockStore { Stored = Later }, CancellationToken.None);
        time.GetUtcNow().ShouldBe(Later);
    }

    [Fact]
    public async Task A_timer_runs_when_its_simulated_time_has_come_and_once_after_a_jump()
    {
        var time = new SimulatedTime();
        var store = new ClockStore();
        var (once, often) = (0, 0);
        using var one = time.CreateTimer(_ => once++, null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var many = time.CreateTimer(_ => often++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await time.AdvanceAsync(PilotCalendar.Start.AddHours(1), store, CancellationToken.None);
        (once, often).ShouldBe((0, 1));
        await time.AdvanceAsync(PilotCalendar.Start.AddHours(9), store, CancellationToken.None);
        (once, often).ShouldBe((1, 2));
        many.Dispose();
        await time.AdvanceAsync(PilotCalendar.Start.AddHours(20), store, CancellationToken.None);
        (once, often).ShouldBe((1, 2));
    }

    internal sealed class ClockStore : IClockStore
    {
        public DateTimeOffset? Stored { get; set; }

        public Action Writing { get; set; } = () => { };

        public Task<DateTimeOffset?> ReadAsync(CancellationToken cancellation) => Task.FromResult(Stored);

        public Task WriteAsync(DateTimeOffset now, CancellationToken cancellation)
        {
            Writing();
            Stored = now;
            return Task.CompletedTask;
        }
    }
}
