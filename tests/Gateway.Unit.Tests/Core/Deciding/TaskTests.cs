using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Tasks;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Tasks of offices: who is told, who takes them on, what the second of two gets, and what three attempts in vain do.</summary>
public sealed class TaskTests
{
    private readonly Way _way = new();

    [Fact]
    public void After_a_no_show_the_office_is_told_of_a_task_of_the_same_day()
    {
        var task = NoShow();

        (task.Kind, task.Agency, task.ReasonCode, task.DueOn, task.HandoverId, task.ClientId).ShouldBe((TaskKinds.CaseWork, "office-a", Lifecycle.CallAfterNoShow, Cases.Today, _way.Handover.Id, _way.Client.Id));
        var told = _way.Deliveries.Where(d => d.IsTask).ShouldHaveSingleItem();
        (told.From, told.Recipient, told.ReferralId, told.ClientId).ShouldBe(("office-a", "office-a", task.Id, _way.Client.Id));
        _way.Deliveries.Where(d => d.Recipient == "office-a").Select(d => d.Sequence).ShouldBeUnique();
    }

    [Fact]
    public void The_event_holds_ids_codes_days_and_a_sentence_and_says_what_is_true_when_it_leaves()
    {
        var task = NoShow();
        Do(task.Id, new TaskAct.Claim("intake"));
        _way.Deliveries.Count(d => d.IsTask).ShouldBe(1, "one that waits is not joined by a second");

        var data = Data(Told());

        data.Select(m => m.Key).ShouldBe(["ticket", "task", "kind", "code", "state", "sentAt", "referralId", "inReplyTo", "dueOn", "claimedBy", "language", "sentence"], ignoreOrder: true);
        ((string?)data["task"], (string?)data["state"], (string?)data["claimedBy"], (string?)data["inReplyTo"]).ShouldBe((task.Id.ToString("D"), "claimed", "intake", _way.Handover.Id.ToString("D")));
        data.ToJsonString().ShouldNotContain(Way.Insz);
    }

    [Fact]
    public void What_was_settled_before_its_office_could_hear_of_it_is_told_to_nobody()
    {
        var task = NoShow();
        Known(task with { ClosedAt = Way.Morning, ClosedBy = "acknowledged" });

        var released = _way.Release(Told());

        released.Released.ShouldBeNull();
        (Told().State, Told().ReasonCode).ShouldBe((DeliveryState.Blocked, TaskEvents.Settled));
    }

    [Theory]
    [InlineData(ChannelKind.Inbox, false)]
    [InlineData(ChannelKind.Feed, true)]
    [InlineData(ChannelKind.File, true)]
    [InlineData(ChannelKind.Amqp, true)]
    public void An_office_without_a_system_reads_its_tasks_in_the_inbox_only(ChannelKind channel, bool told)
    {
        Office(a => a with { Channel = channel });

        NoShow();

        _way.Deliveries.Any(d => d.IsTask).ShouldBe(told);
    }

    [Fact]
    public void Who_claims_second_is_told_who_was_first()
    {
        var task = NoShow();

        Do(task.Id, new TaskAct.Claim("intake")).ShouldBe(TaskAnswer.Done);
        Do(task.Id, new TaskAct.Claim("intake")).ShouldBe(TaskAnswer.Done, "the same said twice");
        Do(task.Id, new TaskAct.Claim("team-lead")).ShouldBe(TaskAnswer.ClaimedByOther);
        Task(task.Id).ClaimedBy.ShouldBe("intake");
    }

    [Theory]
    [InlineData("done", "intake", TaskAnswer.Done)]
    [InlineData("done", "team-lead", TaskAnswer.Closed)]
    [InlineData("passed-on", "intake", TaskAnswer.Closed)]
    public void Who_closes_second_changes_nothing(string outcome, string by, TaskAnswer expected)
    {
        var task = NoShow();
        Do(task.Id, new TaskAct.Close("done", "intake")).ShouldBe(TaskAnswer.Done);

        Do(task.Id, new TaskAct.Close(outcome, by)).ShouldBe(expected);

        (Task(task.Id).Outcome, Task(task.Id).ClosedBy).ShouldBe(("done", "intake"));
        Do(task.Id, new TaskAct.Claim("intake")).ShouldBe(TaskAnswer.Closed);
    }

    [Fact]
    public void An_attempt_that_is_told_twice_counts_once_and_three_in_vain_are_the_answer_that_the_client_was_not_reached()
    {
        var task = NoShow();
        Do(task.Id, new TaskAct.Attempt(1, "no-answer", "intake")).ShouldBe(TaskAnswer.Done);
        Do(task.Id, new TaskAct.Attempt(1, "no-answer", "intake")).ShouldBe(TaskAnswer.Done);
        Task(task.Id).Attempts.ShouldBe(1);
        Do(task.Id, new TaskAct.Attempt(3, "no-answer", "intake")).ShouldBe(TaskAnswer.AttemptOutOfTurn);
        Do(task.Id, new TaskAct.Attempt(2, "message-left", "intake")).ShouldBe(TaskAnswer.Done);
        _way.Handover.State.ShouldBe(HandoverState.Received);

        Do(task.Id, new TaskAct.Attempt(3, "no-answer", "intake")).ShouldBe(TaskAnswer.Done);

        (Task(task.Id).Outcome, Task(task.Id).ClosedAt, _way.Handover.State, _way.Handover.LastOutcome).ShouldBe((TaskCodes.NotReached, Way.Morning, HandoverState.NotStarted, ReplyOutcomes.NotReached));
        Do(task.Id, new TaskAct.Attempt(4, "reached", "intake")).ShouldBe(TaskAnswer.Closed);
    }

    [Fact]
    public void A_third_attempt_that_reaches_the_client_leaves_everything_as_it_is()
    {
        var task = NoShow();
        Do(task.Id, new TaskAct.Attempt(1, "no-answer", "intake"));
        Do(task.Id, new TaskAct.Attempt(2, "no-answer", "intake"));

        Do(task.Id, new TaskAct.Attempt(3, TaskCodes.Reached, "intake"));

        (Task(task.Id).ClosedAt, _way.Handover.State).ShouldBe(((DateTimeOffset?)null, HandoverState.Received));
    }

    [Theory]
    [InlineData("intake", true)]
    [InlineData("team-2", true)]
    [InlineData("An Peeters", false)]
    [InlineData("a", false)]
    [InlineData("2-team", false)]
    [InlineData(null, false)]
    public void A_function_is_written_in_small_letters_digits_and_hyphens(string? word, bool isOne) => TaskCodes.IsFunction(word).ShouldBe(isOne);

    [Fact]
    public void The_desk_keeps_its_own_tasks_and_no_office_hears_of_them()
    {
        _way.Refer();
        var draft = new Draft(_way.Known, _way.Circumstances);

        draft.OpenTask(TaskKinds.Overdue, "gateway", _way.Referral.Id, "x", TaskSentences.CallClient, _way.Referral.Id);

        var task = draft.Decided().New<OfficeTask>().ShouldHaveSingleItem();
        (task.ClientId, task.EscalateAt).ShouldBe((null, null));
        draft.Decided().New<DeliverySnapshot>().ShouldBeEmpty();
    }

    [Fact]
    public void An_unanswered_referral_tells_its_sender_of_a_task_that_names_no_office()
    {
        _way.Refer();
        var decision = Due(_way.Referral.Id);

        var task = decision.New<OfficeTask>().ShouldHaveSingleItem();
        (task.Kind, task.Agency, task.HandoverId).ShouldBe((TaskKinds.Unanswered, "pes", (Guid?)null));
        StoredSentence.Read(task.Text).ToString().ShouldNotContain("office-a");
    }

    [Fact]
    public void Without_a_ladder_the_desk_calls_at_once_and_with_one_it_comes_last()
    {
        _way.Refer();
        _way.ReleaseAll();
        Due(_way.Handover.Id).New<OfficeTask>().Select(t => (t.Kind, t.Agency)).ShouldBe([(TaskKinds.Overdue, "gateway"), (TaskKinds.Unanswered, "office-a")]);
    }

    [Fact]
    public void An_office_that_was_handed_nothing_is_told_of_nothing()
    {
        _way.Refer();
        Due(_way.Handover.Id).New<OfficeTask>().Select(t => (t.Kind, t.Agency)).ShouldBe([(TaskKinds.Overdue, "gateway")]);
    }

    [Fact]
    public void A_task_that_nobody_takes_on_goes_up_a_step_at_a_time_and_the_office_keeps_it()
    {
        Office(a => a with { Ladder = [new("reception", "+32 1 000 000", 1), new("head", "+32 1 000 001", 2)] });
        _way.Refer();
        _way.ReleaseAll();
        var task = Due(_way.Handover.Id).New<OfficeTask>().ShouldHaveSingleItem();
        task.EscalateAt.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 10)));

        List<(int Rung, string? AskedOf)> steps = [];
        for (var i = 0; i < 3; i++)
        {
            _way.Now = Task(task.Id).EscalateAt!.Value;
            var decision = Due(task.Id);
            var asked = TaskLadder.AskedOf(_way.Agreed.Directory.Find("office-a")!, Task(task.Id));
            steps.Add((Task(task.Id).Rung, asked?.Role));
            decision.Effects.OfType<Effect.Audited>().ShouldContain(e => e.Kind == "task.escalated");
            decision.New<OfficeTask>().Select(t => t.Agency).ShouldBe(i == 2 ? ["gateway"] : [], $"step {i + 1}");
        }

        steps.ShouldBe([(1, "reception"), (2, "head"), (3, null)]);
        (Task(task.Id).Agency, Task(task.Id).EscalateAt, Task(task.Id).ClosedAt).ShouldBe(("office-a", null, null));
        Due(task.Id).Effects.ShouldBeEmpty("it is up");
    }

    [Fact]
    public void Whoever_takes_a_task_on_has_until_its_last_day()
    {
        Office(a => a with { Ladder = [new("head", "+32 1 000 001", 1)], ClosingDays = [new DateOnly(2026, 3, 17)] });
        _way.Refer();
        var draft = new Draft(_way.Known, _way.Circumstances);
        draft.OpenTask(TaskKinds.CaseWork, "office-a", _way.Handover.Id, "x", TaskSentences.CallClient, dueOn: new DateOnly(2026, 3, 16));
        _way.Known.Take(draft.Decided());
        var task = _way.Known.Tasks.All.Single();
        task.EscalateAt.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 10)), "nobody took it on");

        Do(task.Id, new TaskAct.Claim("intake"));

        Task(task.Id).EscalateAt.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 18)), "the day after its last one the office is closed");
    }

    [Fact]
    public void A_task_without_a_last_day_that_somebody_took_on_goes_up_no_more()
    {
        Office(a => a with { Ladder = [new("head", "+32 1 000 001", 1)] });
        _way.Refer();
        var draft = new Draft(_way.Known, _way.Circumstances);
        draft.OpenTask(TaskKinds.CaseWork, "office-a", _way.Handover.Id, "x", TaskSentences.CallClient);
        _way.Known.Take(draft.Decided());
        var task = _way.Known.Tasks.All.Single();
        task.EscalateAt.ShouldNotBeNull();

        Do(task.Id, new TaskAct.Claim("intake"));

        Task(task.Id).EscalateAt.ShouldBeNull();
    }

    [Fact]
    public void A_handover_that_a_file_or_a_queue_took_leaves_once_more_under_the_same_id()
    {
        Office(a => a with { Channel = ChannelKind.File });
        _way.Refer();
        var first = _way.Deliveries.Single(d => d.Event == EventTypes.ReferralHandover);
        _way.Release(first);
        Change(first.Id, d => d with { State = DeliveryState.Confirmed });

        var decision = Due(_way.Handover.Id);

        decision.After<DeliverySnapshot>().Single(d => d.Id == first.Id).State.ShouldBe(DeliveryState.Released);
        decision.Effects.OfType<Effect.Enqueued>().ShouldContain(e => e.Stage == StageNames.Delivery && e.Subject == first.Id);
    }

    private OfficeTask NoShow()
    {
        _way.Refer();
        _way.Reply("no-show");
        return _way.Known.Tasks.All.ShouldHaveSingleItem();
    }

    private TaskAnswer Do(Guid task, TaskAct act)
    {
        var draft = new Draft(_way.Known, _way.Circumstances);
        var answer = TaskRules.Apply(draft, task, act);
        _way.Known.Take(draft.Decided());
        return answer;
    }

    private Decision Due(Guid subject)
    {
        var known = new DeadlineSnapshots
        {
            Clients = _way.Known.Clients, Referrals = _way.Known.Referrals, Handovers = subject == _way.Referral.Id ? new([]) : _way.Known.Handovers,
            Deliveries = _way.Known.Deliveries, Tasks = _way.Known.Tasks,
        };
        var decision = DeadlineRules.Decide(known, _way.Circumstances, new WorkItem { Id = _way.Next(), Stage = StageNames.Clocks, SubjectId = subject });
        _way.Known.Take(decision);
        return decision;
    }

    private OfficeTask Task(Guid id) => _way.Known.Tasks.Find(id)!;

    private DeliverySnapshot Told() => _way.Deliveries.Single(d => d.IsTask);

    private JsonObject Data(DeliverySnapshot delivery) => JsonNode.Parse(_way.Release(delivery).Bytes.Span)!.AsObject();

    private void Known(OfficeTask task) => _way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(task, task)]));

    private void Change(Guid delivery, Func<DeliverySnapshot, DeliverySnapshot> change)
    {
        var before = _way.Known.Deliveries.Find(delivery)!;
        _way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(before, change(before))]));
    }

    private void Office(Func<Agency, Agency> change)
    {
        var before = _way.Agreed.Directory;
        _way.Agreed = _way.Agreed with
        {
            Directory = new AgencyDirectory(
                before.Version, before.Agencies.Select(a => a.Id == "office-a" ? change(a) : a), before.Municipalities, before.Services,
                new Dictionary<string, IReadOnlyCollection<DateOnly>> { ["BE"] = [new(2026, 4, 6)], ["NL"] = [] }, before.Questions, ["OCMW"]),
        };
    }
}
