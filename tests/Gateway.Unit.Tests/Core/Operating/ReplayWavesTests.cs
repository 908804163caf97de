using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>One item, ten, the rest; what fails again in the first waves is a person's to look at.</summary>
public sealed class ReplayWavesTests
{
    [Theory]
    [InlineData(0, 0, 0, 13, "issue 1 through 1")]
    [InlineData(1, 1, 0, 12, "wait")]
    [InlineData(1, 0, 0, 12, "issue 2 through 11")]
    [InlineData(2, 4, 0, 2, "wait")]
    [InlineData(2, 0, 0, 2, "issue 3 through the last")]
    [InlineData(3, 200, 0, 50, "issue 3 through the last")] // The rest goes in parts, and none waits for the one before.
    [InlineData(3, 7, 0, 0, "wait")] // It is over when all are settled, not when all are issued.
    [InlineData(3, 0, 0, 0, "finish")]
    [InlineData(1, 0, 0, 0, "finish")] // There was only one.
    [InlineData(2, 0, 0, 0, "finish")]
    [InlineData(0, 0, 0, 0, "finish")]
    public void A_wave_follows_when_the_one_before_is_settled(int wave, int running, int failed, int left, string move) =>
        Next(new ReplayProgress(wave, running > 0, failed > 0, left > 0)).ShouldBe(move);

    [Theory]
    [InlineData(1, 0, 1, 12, "pause")]
    [InlineData(2, 0, 1, 5, "pause")]
    [InlineData(2, 3, 1, 5, "wait")] // The others of the wave are seen before.
    [InlineData(1, 0, 1, 0, "pause")]
    [InlineData(3, 0, 9, 5, "issue 3 through the last")] // Of the rest some may fail: they are parked again, each by itself.
    [InlineData(3, 0, 9, 0, "finish")]
    public void A_failure_in_the_first_waves_pauses_it(int wave, int running, int failed, int left, string move) =>
        Next(new ReplayProgress(wave, running > 0, failed > 0, left > 0)).ShouldBe(move);

    [Theory]
    [InlineData(1, 0, 1, 12, "issue 2 through 11")]
    [InlineData(2, 0, 4, 2, "issue 3 through the last")]
    [InlineData(2, 1, 4, 2, "wait")]
    [InlineData(1, 0, 1, 0, "finish")]
    public void Whoever_has_seen_what_failed_may_go_on(int wave, int running, int failed, int left, string move) =>
        Next(new ReplayProgress(wave, running > 0, failed > 0, left > 0), despiteFailures: true).ShouldBe(move);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 11)]
    public void Failures_count_from_where_the_wave_begins(int wave, int after) => ReplayWaves.BeginAfter(wave).ShouldBe(after);

    [Theory]
    [InlineData(ReplayState.Prepared, "start cancel")]
    [InlineData(ReplayState.Running, "pause cancel")]
    [InlineData(ReplayState.Paused, "start cancel")]
    [InlineData(ReplayState.Cancelled, "")]
    [InlineData(ReplayState.Finished, "")]
    public void A_state_allows(ReplayState state, string what) => string.Join(' ', new[]
    {
        ReplayWaves.MayStart(state) ? "start" : null, ReplayWaves.MayPause(state) ? "pause" : null, ReplayWaves.MayCancel(state) ? "cancel" : null,
    }.OfType<string>()).ShouldBe(what);

    private static string Next(ReplayProgress at, bool despiteFailures = false) => ReplayWaves.Next(at, despiteFailures) switch
    {
        ReplayMove.Wait => "wait",
        ReplayMove.Pause => "pause",
        ReplayMove.Finish => "finish",
        ReplayMove.Issue issue => $"issue {issue.Wave} through {(issue.Through == int.MaxValue ? "the last" : issue.Through)}",
        var other => other.GetType().Name,
    };
}
