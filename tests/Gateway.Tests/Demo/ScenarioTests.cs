using Gateway.Contracts.Events;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices;
using Gateway.Demo.Scenario;

namespace Gateway.Tests.Demo;

public class ScenarioTests
{
    private static readonly IReadOnlyList<PilotClient> Clients = PilotScenario.Clients;

    [Fact]
    public void Sixty_three_are_identified_and_forty_three_take_part_unevenly()
    {
        PilotPlan.ByStage.ShouldBe(
            [("identified", 63), ("eligible", 59), ("offered", 56), ("agreed", 51), ("tookPart", 43), ("completed", 31)]);
        Clients.Where(c => c.Story.TakesPart).GroupBy(c => c.Town.Agreement)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal)
            .ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["leuven"] = 13, ["mortsel"] = 4, ["dendermonde"] = 8, ["tielt"] = 5, ["kortrijk-waregem"] = 13,
            });
    }

    [Fact]
    public void A_third_or_more_come_from_welfare_offices_and_by_every_road()
    {
        var fromOffices = Clients.Where(c => !c.FromPes).ToList();
        (fromOffices.Count * 3).ShouldBeGreaterThanOrEqualTo(Clients.Count);
        fromOffices.Select(c => c.Question).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe(["JOINT_PLAN", "REGISTER_WORK_DAYS", "TRAINING_SUPPORT"]);
    }

    [Fact]
    public void Every_site_loses_as_many_as_its_reasons_say()
    {
        foreach (var site in SiteCounts.All)
        {
            int Lost(string stage) => site.Lost.Where(l => l.Stage == stage).Sum(l => l.Count);
            (site.Identified - site.Eligible).ShouldBe(Lost("identified"), site.Agreement);
            (site.Eligible - site.Offered).ShouldBe(Lost("eligible"), site.Agreement);
            (site.Offered - Clients.Count(c => c.Town.Agreement == site.Agreement)).ShouldBe(Lost("offered"), site.Agreement);
        }

        SiteCounts.All.SelectMany(s => s.Lost).Select(l => l.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(
            ["commissioned-services", "declined-offer", "own-places-first", "privacy", "procedures", "registration-systems", "who-follows-up"]);
    }

    [Fact]
    public void Everything_the_source_tells_of_is_in_the_data()
    {
        Clients.Select(c => c.Quirk).Distinct().Count().ShouldBe(Enum.GetValues<Quirk>().Length);
        Clients.Select(c => c.Story.Ending).Distinct().Count().ShouldBe(Enum.GetValues<Ending>().Length);
        Clients.Select(c => c.Story).ShouldContain(Stories.NoShowThenStop);
        Clients.Select(c => c.Story).ShouldContain(Stories.BenefitEnds);
        Clients.Select(c => c.Story).ShouldContain(Stories.WaitedInVain);
        Clients.Select(c => c.Story).ShouldContain(Stories.AnsweredLate);
        Clients.Select(c => c.Story).ShouldContain(Stories.Silence);
        DutchClient.Csv.Count(c => c.Consent == "Nee").ShouldBe(1);
        DutchClient.Csv.Concat(DutchClient.Spreadsheet).Count(c => !PassesElevenTest(c.Bsn)).ShouldBe(1);
    }

    [Fact]
    public void Identifiers_are_valid_and_nobody_can_be_mistaken_for_another()
    {
        foreach (var client in Clients)
        {
            PassesModulo97(client.Insz, client.Born.Year >= 2000).ShouldBeTrue();
            PassesModulo97(InventedNumbers.Mistyped(client.Insz), client.Born.Year >= 2000).ShouldBeFalse();
        }

        Clients.Select(c => c.Insz).ShouldBeUnique();
        Clients.Select(c => c.Ticket).ShouldBeUnique();
        Clients.Select(c => c.FamilyName).ShouldBeUnique();
        ExpectedHandover.All.Where(e => e.Office == DutchClient.Service).Select(e => e.Identifier).ShouldBeUnique();
    }

    [Theory]
    [InlineData("1985-07-30", 33, "85073003328")]
    [InlineData("2017-07-30", 33, "17073003384")]
    public void Check_digits_follow_the_register_s_rule(string born, int sequence, string insz) =>
        InventedNumbers.Insz(DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), sequence).ShouldBe(insz);

    [Fact]
    public void Everything_happens_on_working_days_of_the_year()
    {
        Clients.Select(c => c.SentOn).ShouldAllBe(d => PilotCalendar.IsWorkingDay(d));
        var replies = ExpectedHandover.All.SelectMany(e => ReplyAgenda.For(e, "ticket"));
        foreach (var entry in SenderAgenda.All().Concat(replies))
        {
            PilotCalendar.IsWorkingDay(PilotCalendar.DayOf(entry.At)).ShouldBeTrue();
            entry.At.ShouldBeGreaterThan(PilotCalendar.Start);
            entry.At.ShouldBeLessThan(PilotCalendar.End);
        }
    }

    [Fact]
    public void Counts_are_told_after_the_last_referral() =>
        Clients.Max(c => c.SentOn).ShouldBeLessThan(SiteCounts.ToldOn);

    [Fact]
    public void Every_answer_is_one_the_contract_knows_and_comes_after_the_one_before()
    {
        foreach (var story in Clients.Select(c => c.Story).Distinct())
        {
            story.Answers.ShouldAllBe(a => ReplyOutcomes.All.Contains(a.Outcome));
            story.Answers.Select(a => a.After).ShouldBeInOrder(SortDirection.Ascending);
            story.Answers.Any(a => a.Outcome == ReplyOutcomes.InService).ShouldBe(story.TakesPart);
        }
    }

    [Fact]
    public void A_public_holiday_is_no_working_day_and_summer_time_is_kept()
    {
        PilotCalendar.WorkingDaysAfter(new DateOnly(2026, 4, 3), 1).ShouldBe(new DateOnly(2026, 4, 7));
        PilotCalendar.At(new DateOnly(2026, 1, 5), 8).ShouldBe(PilotCalendar.Start);
        PilotCalendar.At(new DateOnly(2026, 7, 6), 8).Hour.ShouldBe(6);
        PilotCalendar.DaysUntil(PilotCalendar.End).ShouldBe(361);
    }

    private static bool PassesModulo97(string insz, bool since2000) =>
        97 - long.Parse((since2000 ? "2" : "") + insz[..9], System.Globalization.CultureInfo.InvariantCulture) % 97
            == int.Parse(insz[9..], System.Globalization.CultureInfo.InvariantCulture);

    private static bool PassesElevenTest(string bsn) =>
        (Enumerable.Range(0, 8).Sum(i => (9 - i) * (bsn[i] - '0')) - (bsn[8] - '0')) % 11 == 0;
}
