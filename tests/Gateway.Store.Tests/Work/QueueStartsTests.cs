using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Store.Tests.Work;

/// <summary>Where looks at a queue begin: at its first row of the last whole look, and now and then at the very beginning.</summary>
public sealed class QueueStartsTests
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));
    private readonly QueueStarts _starts;

    public QueueStartsTests() => _starts = new QueueStarts(_time);

    [Fact]
    public void The_first_look_is_a_whole_one_and_each_queue_has_its_own()
    {
        var look = _starts.Begin("a");
        look.Ended(null);

        look.IsWhole.ShouldBeTrue();
        look.FromKey.ShouldBe(Guid.Empty);
        _starts.Begin("a").IsWhole.ShouldBeFalse();
        _starts.Begin("b").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_look_after_a_whole_one_begins_shortly_before_the_first_row_or_before_now_when_nothing_waited()
    {
        var long_ago = _time.GetUtcNow().AddMinutes(-10);
        _starts.Begin("a").Ended(long_ago);
        _starts.Begin("empty").Ended(null);

        _starts.Begin("a").From.ShouldBe(long_ago - Margin);
        _starts.Begin("empty").From.ShouldBe(_time.GetUtcNow() - Margin);
        _starts.Begin("empty").FromKey.ShouldBe(KeySequence.FirstOf(_time.GetUtcNow() - Margin));
    }

    [Fact]
    public void What_becomes_due_later_moves_no_start_ahead_of_now()
    {
        _starts.Begin("a").Ended(_time.GetUtcNow().AddHours(1));

        _starts.Begin("a").From.ShouldBe(_time.GetUtcNow() - Margin);
    }

    [Fact]
    public void A_whole_look_comes_again_after_a_second_or_a_hundred_times_as_long_as_the_last_took_and_half_a_minute_at_most()
    {
        AgainAfter(TimeSpan.Zero).ShouldBe(TimeSpan.FromSeconds(1));
        AgainAfter(TimeSpan.FromMilliseconds(50)).ShouldBe(TimeSpan.FromSeconds(5));
        AgainAfter(TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_look_from_a_start_on_moves_it_forward_and_never_back()
    {
        _starts.Begin("a").Ended(_time.GetUtcNow().AddMinutes(-10));

        _starts.Begin("a").Ended(_time.GetUtcNow().AddMinutes(-4));
        _starts.Begin("a").From.ShouldBe(_time.GetUtcNow().AddMinutes(-4) - Margin);
        _starts.Begin("a").Ended(_time.GetUtcNow().AddMinutes(-6));
        _starts.Begin("a").From.ShouldBe(_time.GetUtcNow().AddMinutes(-4) - Margin);
        _starts.Begin("a").Ended(null);
        _starts.Begin("a").From.ShouldBe(_time.GetUtcNow() - Margin);
    }

    [Fact]
    public void When_the_clock_was_set_every_look_is_a_whole_one()
    {
        _starts.Begin("a").Ended(null);

        _starts.Reset();

        _starts.Begin("a").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_look_that_broke_off_is_made_again()
    {
        _ = _starts.Begin("a");

        _starts.Begin("a").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void The_time_of_a_key_is_that_at_which_it_was_made()
    {
        KeySequence.TimeOf(new KeySequence(_time).Next()).ShouldBe(_time.GetUtcNow());
        KeySequence.TimeOf(KeySequence.FirstOf(_time.GetUtcNow())).ShouldBe(_time.GetUtcNow());
    }

    private TimeSpan AgainAfter(TimeSpan took)
    {
        var name = took.ToString();
        var look = _starts.Begin(name);
        _time.Advance(took);
        look.Ended(null);
        for (var passed = TimeSpan.Zero; ; passed += TimeSpan.FromMilliseconds(500))
        {
            if (_starts.Begin(name).IsWhole)
                return passed;
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }
}
