using Gateway.Core.Deadlines;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>The time for which bytes are kept ends, whatever became of them.</summary>
public sealed class DeadlineRulesTests
{
    private readonly Way _way = new();

    [Theory]
    [InlineData(WorkItemState.Parked)]
    [InlineData(WorkItemState.Open)]
    public void A_submission_that_was_never_read_to_its_end_is_set_aside_for_good_and_its_work_ends(WorkItemState state)
    {
        var submission = Submission(SubmissionState.Received) with { Records = 3 };
        var translation = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id, State = state };

        var decision = Decide(submission, translation);

        var destroyed = decision.Effects.OfType<Effect.BytesDestroyed>().ShouldHaveSingleItem();
        destroyed.Before.ShouldBe(submission);
        (destroyed.After.State, destroyed.After.ReasonCode, destroyed.After.DestroyedAt, destroyed.After.KeepUntil)
            .ShouldBe((SubmissionState.SetAside, DeadlineRules.DestroyedUnread, Way.Morning, null));
        decision.Effects.OfType<Effect.WorkEnded>().ShouldHaveSingleItem().Item.ShouldBe(translation);
        decision.Effects.OfType<Effect.TasksClosed>().ShouldHaveSingleItem().Subjects.ShouldBe([translation.Id]);
        var task = decision.New<OfficeTask>().ShouldHaveSingleItem();
        (task.Kind, task.Agency, task.SubjectId, task.ReasonCode).ShouldBe((TaskKinds.SetAside, "pes", submission.Id, DeadlineRules.DestroyedUnread));
        StoredSentence.Read(task.Text).ToString().ShouldContain("when 3 of its records had been read");
    }

    [Theory]
    [InlineData(SubmissionState.Translated)]
    [InlineData(SubmissionState.SetAside)]
    public void Of_one_that_was_read_only_the_bytes_go(SubmissionState state)
    {
        var submission = Submission(state);

        var decision = Decide(submission);

        var destroyed = decision.Effects.OfType<Effect.BytesDestroyed>().ShouldHaveSingleItem();
        destroyed.After.ShouldBe(submission with { DestroyedAt = Way.Morning, KeepUntil = null, Wrapped = null, Sealed = null });
        decision.New<OfficeTask>().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_destroyed_is_not_destroyed_again() =>
        Decide(Submission(SubmissionState.Received) with { DestroyedAt = Way.Morning.AddDays(-1) }).Effects.ShouldBeEmpty();

    [Fact]
    public void Work_that_comes_too_late_for_the_bytes_leaves_what_is_said_of_them()
    {
        var submission = Submission(SubmissionState.SetAside) with { DestroyedAt = Way.Morning, ReasonCode = DeadlineRules.DestroyedUnread };
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id };

        var decision = TranslationRules.Decide(new Snapshots(), null!, _way.Circumstances, item, submission, [], finished: true);

        decision.Effects.ShouldHaveSingleItem().ShouldBe(new Effect.SubmissionChanged(submission, submission));
    }

    private Decision Decide(SubmissionSnapshot submission, params WorkItem[] unread) => DeadlineRules.Decide(
        new DeadlineSnapshots { Submissions = [submission], Unread = unread }, _way.Circumstances,
        new WorkItem { Id = _way.Next(), Stage = StageNames.Clocks, SubjectId = submission.Id });

    private SubmissionSnapshot Submission(SubmissionState state) => new()
    {
        Id = _way.Next(), Agency = "pes", Profile = "p", KeyHash = [1], BodyHash = [1], Wrapped = [1], ReceivedAt = Way.Morning.AddDays(-14), State = state,
    };
}
