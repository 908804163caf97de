using Gateway.Core.Traffic;

namespace Gateway.Unit.Tests.Core.Traffic;

/// <summary>An office is silent by its own rhythm, in its working days.</summary>
public sealed class ContactRhythmTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateOnly Monday = new(2026, 11, 30);

    public static TheoryData<string, int[], int?, ContactState, int?, int?> Offices() => new()
    {
        { "never", [], null, ContactState.NotKnown, null, null },
        { "too few days to know", [10, 5, 3, 2], 2, ContactState.NotKnown, null, 0 },
        // Days before Monday 30 November: 3 is Friday, 4 Thursday …
        { "daily, last on Friday", [14, 13, 12, 11, 10, 7, 6, 5, 4, 3], 3, ContactState.Up, 1, 0 },
        { "daily, Friday missed", [14, 13, 12, 11, 10, 7, 6, 5, 4], 4, ContactState.Late, 1, 1 },
        { "daily, half a week missed", [18, 17, 14, 13, 12, 11, 10, 7], 7, ContactState.Silent, 1, 4 },
        { "weekly, last week", [35, 28, 21, 14, 7], 7, ContactState.Up, 5, 4 },
        { "weekly, a week missed", [42, 35, 28, 21, 14], 14, ContactState.Late, 5, 9 },
        { "weekly, three weeks missed", [49, 42, 35, 28, 21], 21, ContactState.Silent, 5, 14 },
        { "a contact that is not counted yet", [18, 17, 14, 13, 12, 11, 10, 7], 0, ContactState.Up, 1, 0 },
        { "one long gap does not make a rhythm", [40, 25, 24, 21, 20, 19, 18, 17, 14, 13, 12, 11, 10, 7, 6, 5, 4, 3], 3, ContactState.Up, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Offices))]
    public void It_is_silent_when_it_was_in_contact_more_than_twice_as_long_ago_as_usual(string office, int[] daysAgo, int? last, ContactState state, int? usual, int? since)
    {
        var rhythm = ContactRhythm.Of(
            [.. daysAgo.Select(d => Monday.AddDays(-d))], last is { } ago ? Monday.AddDays(-ago) : null, Monday, day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        (rhythm.State, rhythm.Usual, rhythm.Since).ShouldBe((state, usual, since), office);
    }
}
