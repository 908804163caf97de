using Gateway.Core.Accountability;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>Openings are counted in the office's own time, beside other offices, without names.</summary>
public sealed class CarefulUseTests
{
    // 2026-03-09 is a Monday; summer time begins on 2026-03-29; 2026-04-06 is Easter Monday; 2026-04-27 is a holiday of the Netherlands alone.
    [Theory]
    [InlineData("2026-03-09T06:00:00Z", "office-a", 0)]
    [InlineData("2026-03-09T05:59:59Z", "office-a", 1)]
    [InlineData("2026-03-09T17:59:59Z", "office-a", 0)]
    [InlineData("2026-03-09T18:00:00Z", "office-a", 1)]
    [InlineData("2026-03-30T05:00:00Z", "office-a", 0)]
    [InlineData("2026-03-30T17:00:00Z", "office-a", 1)]
    [InlineData("2026-03-14T10:00:00Z", "office-a", 1)]
    [InlineData("2026-03-15T23:30:00Z", "office-a", 1)]
    [InlineData("2026-04-06T10:00:00Z", "office-a", 1)]
    [InlineData("2026-04-27T10:00:00Z", "office-a", 0)]
    [InlineData("2026-04-27T10:00:00Z", "abroad", 1)]
    [InlineData("2026-04-27T10:00:00Z", null, 0)]
    public void An_opening_outside_the_hours_of_its_country_is_counted(string at, string? agency, int outside)
    {
        var use = Of(new Opening(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "ann", agency, OpeningKind.Inbox));

        use.Lines().ShouldHaveSingleItem().Counts.OutsideHours.ShouldBe(outside);
    }

    [Theory]
    [InlineData(OpeningKind.ByIdentifier, false, 1, 1)]
    [InlineData(OpeningKind.ByIdentifier, true, 1, 0)]
    [InlineData(OpeningKind.Overview, false, 0, 0)]
    [InlineData(OpeningKind.Record, false, 0, 0)]
    public void A_look_up_by_identifier_without_a_case_is_counted(OpeningKind kind, bool hasCase, int byIdentifier, int without)
    {
        var counts = Of(new Opening(new DateTimeOffset(2026, 3, 9, 10, 0, 0, TimeSpan.Zero), "ann", "office-a", kind, hasCase)).Lines().ShouldHaveSingleItem().Counts;

        (counts.ByIdentifier, counts.WithoutCase).ShouldBe((byIdentifier, without));
    }

    [Fact]
    public void An_office_is_held_beside_the_middle_of_the_others_and_the_desk_is_no_office()
    {
        var use = Of(
        [
            .. Openings("office-a", "ann", day: 4, night: 6),
            .. Openings("office-b", "bob", day: 9, night: 1),
            .. Openings("helpers", "cas", day: 8, night: 2),
            .. Openings(null, "dora", day: 1, night: 9),
        ]);

        var lines = use.Lines();
        lines.Select(l => (l.Agency, l.OutsideShare, l.OthersShare, l.StandsOut)).ShouldBe(
            [(null, 90, 20, true), ("helpers", 20, 35, false), ("office-a", 60, 15, true), ("office-b", 10, 40, false)]);
    }

    [Fact]
    public void Fewer_than_five_openings_are_no_pattern_and_an_office_alone_is_compared_with_nobody()
    {
        Of([.. Openings("office-a", "ann", day: 0, night: 4), .. Openings("office-b", "bob", day: 9, night: 0)]).Lines().ShouldAllBe(l => !l.StandsOut);
        Of([.. Openings("office-a", "ann", day: 0, night: 9)]).Lines().ShouldHaveSingleItem().OthersShare.ShouldBeNull();
    }

    [Fact]
    public void People_are_told_apart_only_where_they_are_asked_for()
    {
        var use = Of([.. Openings("office-a", "ann", day: 3, night: 0), .. Openings("office-a", "ben", day: 1, night: 2), .. Openings("office-b", "bob", day: 1, night: 0)]);

        use.Lines()[0].ToString().ShouldNotContain("ann");
        use.Lines()[0].People.ShouldBe(2);
        use.People("office-a").Select(p => (p.User, p.Counts.OutsideHours)).ShouldBe([("ben", 2), ("ann", 0)]);
    }

    private static IEnumerable<Opening> Openings(string? agency, string user, int day, int night) =>
        Enumerable.Repeat(10, day).Concat(Enumerable.Repeat(22, night)).Select(hour => new Opening(new DateTimeOffset(2026, 3, 9, hour, 0, 0, TimeSpan.Zero), user, agency, OpeningKind.Inbox));

    private static CarefulUse Of(params Opening[] openings)
    {
        var use = new CarefulUse(Cases.Directory(), OfficeHours.Usual);
        foreach (var opening in openings)
            use.Add(opening);
        return use;
    }
}
