using Gateway.Contracts.Events;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>That an office has a notice of withdrawal is one thing, that somebody of it says so another.</summary>
public sealed class AcknowledgementTests
{
    private readonly Way _way = new();

    public AcknowledgementTests()
    {
        _way.Refer();
        _way.ReleaseAll();
        _way.Withdraw();
        _way.ReleaseAll();
    }

    private DeliverySnapshot Notice => _way.Deliveries.Single(d => d.Status == CoarseStatuses.AgreementWithdrawn);

    [Fact]
    public void A_written_file_or_a_broker_that_took_it_is_delivery()
    {
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Delivery, SubjectId = Notice.Id };
        Take(AttemptRules.Decide(_way.Known, _way.Circumstances, item, AttemptResult.Left, releasedAs: null, TimeSpan.Zero).Decision!);

        StillOwed();
    }

    [Fact]
    public void A_cursor_is_delivery()
    {
        var load = new AcknowledgeLoad(new FeedSnapshot { Agency = "office-a", Last = 2 }, _way.Known, Through: null);
        Take(FeedRules.Acknowledge(load, _way.Circumstances, 2)!.Value.Decision);

        StillOwed();
    }

    [Theory]
    [InlineData(ReplyOutcomes.ClientWithdrew)]
    [InlineData(ReplyOutcomes.DroppedOut)]
    [InlineData(ReplyOutcomes.Completed)]
    [InlineData(ReplyOutcomes.DeclinedOther)]
    public void An_answer_that_says_that_no_more_is_done_acknowledges_it(string outcome)
    {
        var decision = _way.Reply(outcome, _way.Now);

        (Notice.State, Notice.AcknowledgedAt, Notice.ConfirmDueAt).ShouldBe((DeliveryState.Confirmed, _way.Now, null));
        decision.Effects.OfType<Effect.TasksClosed>().ShouldContain(e => e.By == "confirmed" && e.Subjects.Contains(Notice.Id));
        Due().New<OfficeTask>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ReplyOutcomes.Received, 0)]
    [InlineData(ReplyOutcomes.Accepted, 0)]
    [InlineData(ReplyOutcomes.InService, 0)]
    [InlineData(ReplyOutcomes.StepRecorded, 0)]
    [InlineData(ReplyOutcomes.NoShow, 0)]
    [InlineData(ReplyOutcomes.ClientWithdrew, -1)]
    public void One_that_goes_on_or_was_given_before_the_notice_does_not(string outcome, int minutes)
    {
        _way.Reply(outcome, _way.Now.AddMinutes(minutes));

        Notice.AcknowledgedAt.ShouldBeNull();
        Due().New<OfficeTask>().ShouldNotBeEmpty();
    }

    [Fact]
    public void It_is_acknowledged_once()
    {
        _way.Reply(ReplyOutcomes.ClientWithdrew, _way.Now);
        var acknowledged = Notice.AcknowledgedAt;
        _way.Now = _way.Now.AddDays(1);

        var again = _way.Reply(ReplyOutcomes.ClientWithdrew, _way.Now);

        Notice.AcknowledgedAt.ShouldBe(acknowledged);
        again.Effects.OfType<Effect.Audited>().ShouldNotContain(e => e.Kind == "withdrawal.acknowledged");
    }

    [Fact]
    public void What_has_not_left_cannot_be_acknowledged()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Withdraw();

        way.Reply(ReplyOutcomes.ClientWithdrew, way.Now);

        way.Deliveries.Single(d => d.IsStopNotice).AcknowledgedAt.ShouldBeNull();
    }

    private void StillOwed()
    {
        (Notice.State, Notice.AcknowledgedAt, Notice.ConfirmDueAt).ShouldBe((DeliveryState.Confirmed, null, CountryTime.EndOf("BE", new DateOnly(2026, 3, 16))));
        var task = Due().New<OfficeTask>().Where(t => t.Agency != "gateway").ShouldHaveSingleItem();
        (task.Kind, task.Agency, task.SubjectId, task.ReasonCode).ShouldBe((TaskKinds.Overdue, "office-a", Notice.Id, "withdrawal-not-confirmed"));
    }

    private void Take(Decision decision)
    {
        decision.Effects.OfType<Effect.TasksClosed>().ShouldBeEmpty();
        _way.Known.Take(decision);
    }

    private Decision Due() => DeadlineRules.Decide(
        new DeadlineSnapshots { Deliveries = new SnapshotSet<DeliverySnapshot>([Notice]) }, _way.Circumstances,
        new WorkItem { Id = _way.Next(), Stage = StageNames.Clocks, SubjectId = Notice.Id });
}
