using Gateway.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Invariants;

public class DutyCycleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(3_000)]
    public async Task Batches_of_any_length_take_less_than_a_tenth_of_the_time(int milliseconds)
    {
        var machine = new FakeTimeProvider();
        var duty = new DutyCycle(DutyCycle.Background, machine);
        var begun = machine.GetUtcNow();
        var worked = TimeSpan.Zero;
        for (var batch = 0; batch < 50; batch++)
        {
            var running = duty.RunAsync(
                () =>
                {
                    machine.Advance(TimeSpan.FromMilliseconds(milliseconds));
                    worked += TimeSpan.FromMilliseconds(milliseconds);
                    return Task.FromResult(true);
                },
                CancellationToken.None);
            running.IsCompleted.ShouldBeFalse("the pause belongs to the batch");
            machine.Advance(duty.PauseAfter(TimeSpan.FromMilliseconds(milliseconds)));
            (await running).ShouldBeTrue();
        }

        (worked / (machine.GetUtcNow() - begun)).ShouldBeLessThan(0.1);
        (worked / (machine.GetUtcNow() - begun)).ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public async Task A_batch_that_fails_is_followed_by_its_pause_too()
    {
        var machine = new FakeTimeProvider();
        var running = new DutyCycle(DutyCycle.Background, machine).RunAsync<bool>(
            () =>
            {
                machine.Advance(TimeSpan.FromMilliseconds(100));
                throw new InvalidOperationException();
            },
            CancellationToken.None);
        running.IsCompleted.ShouldBeFalse();
        machine.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<InvalidOperationException>(() => running);
    }

    [Fact]
    public void A_batch_too_short_to_be_measured_is_followed_by_a_pause() =>
        new DutyCycle(DutyCycle.Background, TimeProvider.System).PauseAfter(TimeSpan.Zero).ShouldBe(DutyCycle.Shortest);
}
