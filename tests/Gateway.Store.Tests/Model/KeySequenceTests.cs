using Gateway.Persistence.Model;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Store.Tests.Model;

public class KeySequenceTests
{
    private readonly FakeTimeProvider _machine = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Keys_made_in_one_instant_rise()
    {
        var keys = new KeySequence(_machine);
        ShouldRise([.. Enumerable.Range(0, 10_000).Select(_ => keys.Next())]);
    }

    [Fact]
    public void Keys_go_on_rising_when_the_clock_goes_back()
    {
        var keys = new KeySequence(_machine);
        var before = keys.Next();
        _machine.AdjustTime(_machine.GetUtcNow().AddHours(-1));
        ShouldRise([before, keys.Next(), keys.Next()]);
    }

    [Fact]
    public void Keys_made_at_once_are_all_different()
    {
        var keys = new KeySequence(_machine);
        var made = new Guid[8_000];
        Parallel.For(0, made.Length, i => made[i] = keys.Next());
        made.Distinct().Count().ShouldBe(made.Length);
    }

    [Fact]
    public void A_key_is_a_uuid_of_version_7_that_bears_its_millisecond()
    {
        var key = new KeySequence(_machine).Next();
        (key.Version, key.Variant & 0xC).ShouldBe((7, 0x8));
        var bytes = key.ToByteArray(bigEndian: true);
        Convert.ToInt64(Convert.ToHexString(bytes[..6]), 16).ShouldBe(_machine.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private static void ShouldRise(Guid[] keys)
    {
        var stored = keys.Select(k => (byte[])new OrderedGuidConverter().ConvertToProvider(k)!).ToList();
        for (var i = 1; i < stored.Count; i++)
            stored[i - 1].AsSpan().SequenceCompareTo(stored[i]).ShouldBeLessThan(0);
    }
}
