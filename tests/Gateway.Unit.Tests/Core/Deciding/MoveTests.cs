using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A client moves, and applies: what is open stays, what is new goes to the office that is competent on the day.</summary>
public sealed class MoveTests
{
    [Fact]
    public void What_is_open_stays_where_it_is_and_the_counsellor_reads_who_is_competent_now()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.InService, way.Now);

        var decision = Move(way, "300");

        way.Handover.State.ShouldBe(HandoverState.InService);
        way.Referral.Municipality.ShouldBe("100");
        decision.New<Gateway.Core.Handovers.DeliverySnapshot>().Where(d => !d.IsTask).ShouldBeEmpty("no office is told where the client lives now");
        var task = decision.Task();
        (task.Agency, task.ReasonCode).ShouldBe(("pes", "client-moved"));
        task.Says().ShouldContain("office-b");
        Move(way, "300").New<OfficeTask>().ShouldBeEmpty("told once");
        Move(way, "100").Task().Says().ShouldContain("office-a", Case.Sensitive, "back again");
    }

    [Fact]
    public void Of_a_secret_address_the_task_says_no_place()
    {
        var way = LifeWay.Referred();

        var task = way.Change(c => c with { MovedOn = "2026-03-01", Client = c.Client with { Residence = new Residence { Municipality = "300" }, Protection = new Protection { SecretAddress = true } } }).Task();

        task.Says().ShouldBe(LifeSentences.MovedSecretly.Text);
    }

    [Theory]
    [InlineData("300", "2026-04-01", LifeCodes.DayInFuture)]
    [InlineData("300", "vorige week", LifeCodes.NotADate)]
    [InlineData("99999", "2026-03-01", LifeCodes.MunicipalityUnknown)]
    [InlineData(null, "2026-03-01", LifeCodes.MunicipalityUnknown)]
    public void A_move_that_cannot_be_is_set_aside(string? municipality, string day, string code)
    {
        var way = LifeWay.Referred();

        var record = Move(way, municipality, day).Record();

        (record.State, record.ReasonCode).ShouldBe((RecordState.SetAside, code));
    }

    [Fact]
    public void What_was_said_before_what_is_known_moves_nobody_back()
    {
        var way = LifeWay.Referred();
        Move(way, "300");

        var late = way.Change(c => c with { MovedOn = "2026-02-01", SentAt = way.Now.AddDays(-1), Client = c.Client with { Residence = new Residence { Municipality = "100" } } });

        late.New<OfficeTask>().ShouldBeEmpty();
        way.Known.Lives[way.Client.Id].Municipality.ShouldBe("300");
    }

    [Fact]
    public void Today_is_also_the_day_that_has_begun_where_the_agency_is()
    {
        var way = LifeWay.Referred();
        // Half past midnight of 10 March in Belgium.
        way.Now = new DateTimeOffset(2026, 3, 9, 23, 30, 0, TimeSpan.Zero);

        Move(way, "300", "2026-03-10").Task().ReasonCode.ShouldBe("client-moved");
        way.Lodge("2026-03-10").Record().State.ShouldNotBe(RecordState.SetAside);
        way.Lodge("2026-03-11").Record().ReasonCode.ShouldBe(LifeCodes.DayInFuture);
    }

    [Fact]
    public void An_office_without_a_duty_contact_is_named_without_a_number()
    {
        var way = LifeWay.Referred();
        way.Agreed = way.Agreed with { Directory = Cases.Directory(Cases.Services, Cases.Welfare with { DutyContact = new DutyContact("onthaal", "016 00", null) }) };

        Move(way, "300").Task().Says().ShouldEndWith("from now on: office-b.");
        Move(way, "100").Task().Says().ShouldEndWith("from now on: office-a, 016 00.");
        way.Lodge("2026-03-06", "300", "office-a").Task().Says().ShouldContain("to office-b, and");
        way.Lodge("2026-03-06", "100", "office-b").Task().Says().ShouldContain("to office-a, 016 00, and");
    }

    [Fact]
    public void A_retired_code_is_followed_with_a_remark()
    {
        var way = LifeWay.Referred();

        var decision = Move(way, "200");

        (decision.Record().State == RecordState.SetAside, decision.Record().ReasonCode).ShouldBe((false, LifeCodes.MunicipalityRetired));
        decision.Task().Says().ShouldContain("municipality 300");
    }

    [Fact]
    public void A_new_referral_goes_to_the_office_of_the_new_municipality()
    {
        var way = LifeWay.Referred();
        Move(way, "300");

        way.State("referral.submitted", Cases.Referral.LivingIn("300") with { Ticket = "t-2" });

        way.Known.Handovers.All.Select(h => h.Recipient).ShouldBe(["office-a", "office-b"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("office-a", "100", null)]
    [InlineData("office-a", null, null)]
    [InlineData("office-a", "300", "office-b")]
    [InlineData("office-b", "200", null)] // the retired code is office-b's own
    public void An_application_goes_to_the_office_that_is_competent_on_its_day(string agency, string? municipality, string? forward)
    {
        var way = LifeWay.Begin();

        var decision = way.Lodge("2026-03-06", municipality, agency);

        if (forward is null)
        {
            var clock = decision.Clock();
            (clock.Kind, clock.DueAt).ShouldBe((DeadlineKinds.ApplicationDecision, CountryTime.EndOf("BE", new DateOnly(2026, 4, 5))));
            way.Pass(clock).Task().ReasonCode.ShouldBe("application-decision-due");
            return;
        }

        decision.New<Deadline>().ShouldBeEmpty("the clock runs at the competent office");
        var task = decision.Task();
        (task.Agency, task.ReasonCode, task.DueOn).ShouldBe((agency, "forward-application", new DateOnly(2026, 3, 11)));
        task.Says().ShouldContain(forward);
    }

    [Fact]
    public void The_same_application_starts_one_clock_and_a_benefit_stops_it()
    {
        var way = LifeWay.Begin();
        var clock = way.Lodge("2026-03-06").Clock();
        way.Lodge("2026-03-06").New<Deadline>().ShouldBeEmpty();
        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-06", from: null);

        way.Pass(clock).New<OfficeTask>().ShouldBeEmpty("it was decided");
        way.Lodge("2026-13-06").Record().ReasonCode.ShouldBe(LifeCodes.NotADate);
        way.Lodge("2027-03-06").Record().ReasonCode.ShouldBe(LifeCodes.DayInFuture);
    }

    private static Decision Move(Way way, string? municipality, string day = "2026-03-02") =>
        way.Change(c => c with { MovedOn = day, Client = c.Client with { Residence = municipality is null ? null : new Residence { Municipality = municipality } } });
}
