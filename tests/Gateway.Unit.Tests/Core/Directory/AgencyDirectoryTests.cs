using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;

namespace Gateway.Unit.Tests.Core.Directory;

public class AgencyDirectoryTests
{
    private static readonly DateOnly BeforeMerger = new(2024, 6, 1);

    [Fact]
    public void A_retired_municipality_code_resolves_to_its_successor_and_says_so()
    {
        var found = Cases.Directory().Resolve("BE", "200", Cases.Today);

        found.ShouldNotBeNull();
        found.Code.ShouldBe("300");
        found.RetiredCode.ShouldBe("200");
    }

    [Fact]
    public void Before_the_merger_the_old_code_is_the_code_and_the_new_one_does_not_exist()
    {
        Cases.Directory().Resolve("BE", "200", BeforeMerger).ShouldNotBeNull().RetiredCode.ShouldBeNull();
        Cases.Directory().Resolve("BE", "300", BeforeMerger).ShouldBeNull();
    }

    [Theory]
    [InlineData("Brugdorp", "300", null)]
    [InlineData("brugdorp ", "300", null)]
    [InlineData("Ceder", "300", "201")]
    public void A_feed_that_names_the_municipality_is_understood(string name, string code, string? retired)
    {
        var found = Cases.Directory().Resolve("BE", name, Cases.Today).ShouldNotBeNull();

        found.Code.ShouldBe(code);
        found.RetiredCode.ShouldBe(retired);
    }

    [Theory]
    [InlineData("BE", "999")]
    [InlineData("NL", "100")]
    [InlineData("BE", "")]
    public void What_nobody_knows_resolves_to_nothing(string country, string code) =>
        Cases.Directory().Resolve(country, code, Cases.Today).ShouldBeNull();

    [Theory]
    [InlineData("200", "office-b")]
    [InlineData("300", "office-b")]
    [InlineData("100", "office-a")]
    [InlineData("400", null)]
    public void The_welfare_office_of_a_municipality_is_the_one_that_serves_it_that_day(string code, string? office) =>
        (Cases.Directory().WelfareOfficeFor("BE", code, Cases.Today)?.Id).ShouldBe(office);

    [Theory]
    [InlineData("office-a", null, "office-a")]
    [InlineData("Office A", null, "office-a")]
    [InlineData("OFFICE-A VZW", null, "office-a")]
    [InlineData("OCMW", "200", "office-b")]
    [InlineData(null, "201", "office-b")]
    [InlineData("office-c", null, "office-b")]
    [InlineData("OCMW", null, null)]
    [InlineData("somebody", "100", null)]
    [InlineData(null, null, null)]
    public void A_party_is_found_by_what_the_record_writes(string? organisation, string? municipality, string? agency) =>
        (Cases.Directory().Named(organisation, municipality, Cases.Today)?.Id).ShouldBe(agency);

    [Fact]
    public void A_record_is_the_callers_own_when_it_says_so_or_says_nothing()
    {
        var directory = Cases.Directory();

        directory.IsSelf(Cases.Merged, null, Cases.Today).ShouldBeTrue();
        directory.IsSelf(Cases.Merged, new Party { Unit = "intake" }, Cases.Today).ShouldBeTrue();
        directory.IsSelf(Cases.Merged, new Party { Municipality = "200" }, Cases.Today).ShouldBeTrue();
        directory.IsSelf(Cases.Merged, new Party { Organisation = "office-c" }, Cases.Today).ShouldBeTrue();
    }

    [Fact]
    public void A_record_that_names_another_or_an_unknown_sender_is_not_the_callers_own()
    {
        var directory = Cases.Directory();

        directory.IsSelf(Cases.Merged, new Party { Municipality = "100" }, Cases.Today).ShouldBeFalse();
        directory.IsSelf(Cases.Merged, new Party { Organisation = "pes" }, Cases.Today).ShouldBeFalse();
        directory.IsSelf(Cases.Merged, new Party { Organisation = "somebody", Municipality = "300" }, Cases.Today).ShouldBeFalse();
        directory.IsSelf(Cases.Control, new Party { Organisation = "pes" }, Cases.Today).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-09", 3, "2026-03-12")]
    [InlineData("2026-03-12", 3, "2026-03-17")]
    [InlineData("2026-04-02", 3, "2026-04-08")]
    [InlineData("2025-12-24", 5, "2026-01-02")]
    [InlineData("2026-03-14", 1, "2026-03-16")]
    [InlineData("2026-03-14", 0, "2026-03-14")]
    public void Working_days_skip_weekends_and_public_holidays(string from, int days, string expected) =>
        Cases.Directory().AddWorkingDays("BE", DateOnly.Parse(from, null), days).ShouldBe(DateOnly.Parse(expected, null));

    [Fact]
    public void Each_country_has_its_own_holidays()
    {
        Cases.Directory().IsWorkingDay("NL", new DateOnly(2026, 4, 27)).ShouldBeFalse();
        Cases.Directory().IsWorkingDay("BE", new DateOnly(2026, 4, 27)).ShouldBeTrue();
    }

    [Fact]
    public void An_office_has_closing_days_of_its_own() =>
        Cases.Directory().AddWorkingDays(Cases.Welfare with { ClosingDays = [new DateOnly(2026, 3, 10)] }, Cases.Today, 1).ShouldBe(new DateOnly(2026, 3, 11));

    [Theory]
    [InlineData("BE", "2026-03-10T22:59:59Z", "2026-03-13")]
    [InlineData("BE", "2026-03-10T23:00:00Z", "2026-03-16")]
    [InlineData("NL", "2026-06-09T21:59:59Z", "2026-06-12")]
    [InlineData("NL", "2026-06-09T22:00:00Z", "2026-06-15")]
    [InlineData("ZZ", "2026-03-10T23:59:59Z", "2026-03-13")]
    public void Working_days_count_from_the_day_that_it_is_at_the_office(string country, string now, string expected) =>
        Cases.Directory().AddWorkingDays(Cases.Welfare with { Country = country, ClosingDays = [] }, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), 3).ShouldBe(DateOnly.Parse(expected, null));

    [Theory]
    [InlineData("BE", "2026-12-20", "2026-12-31", null)]
    [InlineData("BE", "2026-12-30", "2027-01-05", 2027)]
    [InlineData("NL", "2025-12-30", "2026-01-05", 2025)]
    [InlineData("ZZ", "2030-01-01", "2030-01-05", null)]
    public void A_year_without_holidays_is_named(string country, string from, string to, int? expected) =>
        Cases.Directory().YearWithoutHolidays(country, DateOnly.Parse(from, null), DateOnly.Parse(to, null)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-09-30", "")]
    [InlineData("2026-10-01", "BE 2027, NL 2027")]
    [InlineData("2027-02-01", "BE 2027, NL 2027")]
    public void From_october_on_the_next_year_must_be_there(string today, string expected) =>
        string.Join(", ", CalendarHealth.Missing(Cases.Directory(), DateOnly.Parse(today, null)).Select(m => $"{m.Country} {m.Year}")).ShouldBe(expected);

    [Fact]
    public void Going_back_in_working_days_is_a_mistake_of_the_caller() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Cases.Directory().AddWorkingDays("BE", Cases.Today, -1));
}
