using Gateway.Core.Operating;
using Gateway.Core.Traffic;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Traffic;

/// <summary>Alarms name who is behind them.</summary>
public sealed class TrafficAlarmTests
{
    [Theory]
    [InlineData(new[] { "aalst", "vdab" }, new[] { 3, 50 }, "53 records rejected: VDAB 50, AALST 3")]
    [InlineData(new[] { "vdab" }, new[] { 1 }, "1 record rejected: VDAB 1")]
    [InlineData(new[] { "a", "b", "c", "d" }, new[] { 1, 2, 3, 4 }, "10 records rejected: D 4, C 3, B 2, …")]
    public void What_lies_open_is_told_with_the_worst_by_name(string[] agencies, int[] counts, string says)
    {
        var open = new Dictionary<string, IReadOnlyList<(string, int)>> { [TaskKinds.SetAside] = [.. agencies.Zip(counts)] };
        var alarm = TrafficAlarms.OfWorklists(open, id => id.ToUpperInvariant()).ShouldHaveSingleItem();
        string.Format(System.Globalization.CultureInfo.InvariantCulture, alarm.Text, [.. alarm.Values]).ShouldBe(says);
    }

    [Theory]
    [InlineData(19, 19, false)]
    [InlineData(100, 9, false)]
    [InlineData(100, 10, true)]
    [InlineData(0, 0, false)]
    public void A_tenth_of_enough_records_is_an_alarm(int received, int rejected, bool alarm) =>
        TrafficAlarms.OfShares([LaneOf(received) with { Rejected = rejected }]).Any().ShouldBe(alarm);

    [Theory]
    [InlineData(ContactState.Silent, false, true)]
    [InlineData(ContactState.Silent, true, false)]
    [InlineData(ContactState.Late, false, false)]
    [InlineData(ContactState.NotKnown, false, false)]
    public void A_silent_office_is_an_alarm_unless_it_is_on_hold(ContactState state, bool held, bool alarm) =>
        TrafficAlarms.OfSilence([LaneOf(0) with { OnHold = held, Rhythm = new ContactRhythm(state, 1, 9) }]).Any().ShouldBe(alarm);

    [Theory]
    [InlineData(1, "usual is at least every working day.")]
    [InlineData(2, "usual is at least every {2}.")]
    public void What_is_usual_is_said_as_one_says_it(int usual, string said) =>
        TrafficAlarms.OfSilence([LaneOf(0) with { Rhythm = new ContactRhythm(ContactState.Silent, usual, 9) }]).Single().Text.ShouldEndWith(said);

    private static Lane LaneOf(int received) => new("vdab", "VDAB", "Feed", received, 0, 0, 0, null, null, OnHold: false);
}
