using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>An agreement with a last day asks again, and carries nothing after it.</summary>
public sealed class AskAgainTests
{
    private static readonly AgreementClaim Written = Way.Claim("2026-03-01", "A-1");
    private readonly Way _way = new();

    public static TheoryData<string?, string?, string?, string, string, string> Ends => new()
    {
        // birth date, who gave it and the mandate's scope, term, last day, what is said before and after
        { "2008-05-20", "PARENT", null, "2026-05-19", TaskSentences.AgreementEndingOfAge.Code, TaskSentences.AgreementEndedOfAge.Code },
        { "2008-05", "GUARDIAN", null, "2026-04-30", TaskSentences.AgreementEndingOfAge.Code, TaskSentences.AgreementEndedOfAge.Code },
        { "2008-05-20", "PARENT", "2026-04-30", "2026-04-30", TaskSentences.AgreementEndingTerm.Code, TaskSentences.AgreementEndedTerm.Code },
        { "1985-07-30", "ADMINISTRATOR", null, "2026-06-30", TaskSentences.AgreementEndingMandate.Code, TaskSentences.AgreementEndedMandate.Code },
        { "1985-07-30", "ADMINISTRATOR", "2026-12-31", "2026-06-30", TaskSentences.AgreementEndingMandate.Code, TaskSentences.AgreementEndedMandate.Code },
        { null, null, "2026-06-30", "2026-06-30", TaskSentences.AgreementEndingTerm.Code, TaskSentences.AgreementEndedTerm.Code },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_office_is_told_four_weeks_before_and_once_the_day_has_passed(string? born, string? by, string? term, string last, string before, string after)
    {
        Refer(born, by, term);
        var lastDay = DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
        (Agreement.Expires, Agreement.AskAt).ShouldBe((lastDay, CountryTime.StartOf("BE", lastDay.AddDays(-28))));

        _way.Now = Agreement.AskAt!.Value;
        var told = Due().New<OfficeTask>().ShouldHaveSingleItem();
        (told.Kind, told.Agency, told.ReasonCode, told.DueOn, told.ReferralId).ShouldBe((TaskKinds.AgreementEnding, "pes", before, lastDay, _way.Referral.Id));
        (Agreement.Status, Agreement.AskAt).ShouldBe((AgreementStatus.Given, CountryTime.EndOf("BE", lastDay)));

        _way.Now = Agreement.AskAt!.Value;
        var ended = Due();
        ended.New<OfficeTask>().ShouldHaveSingleItem().ReasonCode.ShouldBe(after);
        ended.Effects.OfType<Effect.TasksClosed>().ShouldContain(c => c.Subjects.Contains(Agreement.Id), "the first task is done with");
        (Agreement.Status, Agreement.AskAt).ShouldBe((AgreementStatus.Expired, null));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Until_the_last_day_it_carries_a_release_and_after_it_none_even_before_anybody_was_told(string? born, string? by, string? term, string last, string before, string after)
    {
        _ = (before, after);
        Refer(born, by, term);
        var lastDay = DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture);

        _way.Now = CountryTime.EndOf("BE", lastDay).AddSeconds(-1);
        Gate().ShouldBeOfType<Release.Allowed>();
        _way.Now = CountryTime.EndOf("BE", lastDay);
        Gate().ShouldBeOfType<Release.Blocked>().Code.ShouldBe(WithheldCodes.AgreementExpired);

        _way.ReleaseAll();
        _way.Deliveries.ShouldAllBe(d => d.Event != EventTypes.ReferralHandover || d.State == DeliveryState.Blocked);
    }

    [Fact]
    public void One_that_is_shorter_than_four_weeks_asks_at_its_end_only()
    {
        Refer(null, null, "2026-03-20");

        Agreement.AskAt.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 20)));
    }

    [Fact]
    public void One_without_a_last_day_never_asks()
    {
        Refer(null, null, null);

        Agreement.AskAt.ShouldBeNull();
    }

    [Fact]
    public void Nobody_is_asked_again_for_a_referral_that_has_ended_but_the_agreement_is_over_all_the_same()
    {
        Refer(null, null, "2026-06-30");
        _way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "c-1", InReplyTo = "t-1" });

        _way.Now = At(new DateOnly(2026, 7, 1));

        Due().New<OfficeTask>().ShouldBeEmpty();
        Agreement.Status.ShouldBe(AgreementStatus.Expired);
    }

    [Fact]
    public void An_agreement_that_was_withdrawn_meanwhile_stays_withdrawn_and_asks_nobody()
    {
        Refer(null, null, "2026-06-30");
        _way.Withdraw();

        _way.Now = At(new DateOnly(2026, 7, 1));

        Due().Effects.ShouldBeEmpty();
        Agreement.Status.ShouldBe(AgreementStatus.Withdrawn);
    }

    [Fact]
    public void Whoever_agreed_anew_is_not_asked_for_the_old_one()
    {
        Refer(null, null, "2026-06-30");
        var old = Agreement.Id;

        var decision = _way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = _way.Now, Agreement = Way.Claim("2026-03-09", "A-2") });

        decision.Effects.OfType<Effect.TasksClosed>().ShouldContain(c => c.Kinds.Contains(TaskKinds.AgreementEnding) && c.Subjects.Contains(old));
        (_way.Known.Agreements.Find(old)!.Status, _way.Known.Agreements.Find(old)!.AskAt).ShouldBe((AgreementStatus.Renewed, null));
    }

    private ClientAgreement Agreement => _way.Known.Agreements.All.First(a => a.GivenOn is not null);

    private void Refer(string? born, string? by, string? term) => _way.State(EventTypes.ReferralSubmitted, Cases.Referral with
    {
        Ticket = "t-1",
        Client = Cases.Referral.Client with { BirthDate = born },
        Agreement = Written with
        {
            GivenBy = by, Expires = term, MandateScope = by == "ADMINISTRATOR" ? "PERSON" : null, MandateUntil = by == "ADMINISTRATOR" ? "2026-06-30" : null,
        },
    });

    private Release Gate()
    {
        var referral = _way.Referral;
        return ReleaseGate.Decide(
            new ReleaseCase
            {
                Event = EventTypes.ReferralHandover, Step = 1, Purpose = referral.Purpose, BasisReference = referral.BasisReference!, From = _way.Agreed.Directory.Find("pes")!,
                To = _way.Agreed.Directory.Find(_way.Handover.Recipient)!, Agreement = Agreement.Standing, Today = CountryTime.DayOf("BE", _way.Now),
            },
            _way.Agreed);
    }

    private Decision Due()
    {
        var known = new DeadlineSnapshots { Agreements = _way.Known.Agreements, Referrals = _way.Known.Referrals, Clients = _way.Known.Clients };
        var decision = DeadlineRules.Decide(known, _way.Circumstances, new WorkItem { Id = _way.Next(), Stage = StageNames.Clocks, SubjectId = Agreement.Id });
        _way.Known.Take(decision);
        return decision;
    }

    private static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
