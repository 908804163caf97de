using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A client's no counts wherever it is said: the same stop, the same notices, whoever hears it.</summary>
public sealed class NoTests
{
    private static Client Named(params (string Scheme, string Number)[] numbers) => new() { Identifiers = [.. numbers.Select(n => new Identifier(n.Scheme, n.Number))] };

    private static Way HandedOverTo(string office = "office-a")
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Handover.Recipient.ShouldBe(office);
        return way;
    }

    /// <summary>Who says what, and how.</summary>
    public static TheoryData<string, string> Ways => new()
    {
        { "sender", "withdrawn" }, { "office", "withdrawn by ticket" }, { "office", "withdrawn by number" }, { "office", "answered client-withdrew" },
        { "sender", "objected" }, { "office", "objected" }, { "office", "answered client-objected" },
        { "sender", "restricted" }, { "office", "restricted" }, { "office", "answered client-restricted" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Whoever_says_it_nothing_more_leaves(string who, string what)
    {
        var way = HandedOverTo();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "L-1");
        way.Deliveries.ShouldContain(d => d.Step == 2 && d.State == DeliveryState.Waiting);

        Say(way, who, what);
        way.ReleaseAll();

        way.Deliveries.Where(d => d.Event == EventTypes.ReferralHandover && d.Step == 2).ShouldAllBe(d => d.State == DeliveryState.Blocked);
        if (what.StartsWith("withdrawn", StringComparison.Ordinal) || what.EndsWith("withdrew", StringComparison.Ordinal))
            way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Withdrawn);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_offices_that_have_it_are_told_but_the_one_that_says_so(string who, string what)
    {
        var way = HandedOverTo();

        var decision = Say(way, who, what);

        var notices = decision.New<DeliverySnapshot>().Where(d => d.IsStopNotice).ToList();
        if (who == "office")
        {
            notices.ShouldBeEmpty("it knows");
            return;
        }

        (notices.ShouldHaveSingleItem().Recipient, notices[0].ConfirmDueAt).ShouldBe(("office-a", CountryTime.EndOf("BE", new DateOnly(2026, 3, 16))));
        decision.New<OfficeTask>().ShouldHaveSingleItem().Kind.ShouldBe(TaskKinds.WithdrawalUntold);
        Say(way, who, what).New<DeliverySnapshot>().ShouldBeEmpty("said twice it is told once");
    }

    [Theory]
    [InlineData("withdrawn by ticket")]
    [InlineData("withdrawn by number")]
    [InlineData("answered client-withdrew")]
    [InlineData("objected")]
    [InlineData("answered client-objected")]
    public void An_office_that_never_had_the_client_changes_nothing(string what)
    {
        var way = new Way();
        way.Refer();

        Say(way, "office", what);

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Given);
        way.Known.Clients.Find(way.Client.Id)!.Objected.ShouldBeFalse();
        way.Deliveries.ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Waiting);
    }

    [Fact]
    public void An_offices_own_reference_names_nobody_at_the_agency_that_referred()
    {
        var way = HandedOverTo();
        way.Known.Identifiers.Add(new ClientIdentifier { Agency = "pes", Hash = way.Index.Identifier("pes", "agency", "77"), ClientId = way.Client.Id, Scheme = "agency" });

        way.SayNo("office-a", new ConsentWithdrawn { Ticket = "w-1", Sender = new Party { Organisation = "office-a" }, Client = Named(("agency", "77")) });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Given);
    }

    [Fact]
    public void A_statement_about_a_handover_that_names_another_client_has_no_effect()
    {
        var way = HandedOverTo();

        way.SayNo("office-a", new ConsentWithdrawn { Ticket = "w-1", InReplyTo = way.Handover.Id.ToString(), Sender = new Party { Organisation = "office-a" }, Client = Named(("insz", "85073003526")) });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Given);
    }

    [Fact]
    public void Who_referred_learns_that_it_ended_and_never_why()
    {
        var way = HandedOverTo();
        way.Reply(ReplyOutcomes.InService, way.Now);

        Say(way, "office", "withdrawn by ticket");

        way.Deliveries.Last(d => d.Recipient == "pes").Status.ShouldBe(CoarseStatuses.Ended);
    }

    [Fact]
    public void A_withdrawal_told_to_the_office_is_lifted_by_a_newer_agreement_only()
    {
        var way = HandedOverTo();
        Say(way, "office", "withdrawn by ticket");
        way.Now = way.Now.AddDays(7);

        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-02", "A-2") });
        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Withdrawn, "given before the withdrawal");
        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-2", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-16", "A-3") });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Given);
    }

    [Fact]
    public void A_lifted_objection_decides_again_what_it_stopped()
    {
        var way = new Way();
        way.Refer();
        Say(way, "sender", "objected");
        way.ReleaseAll();
        way.Referral.State.ShouldBe(ReferralState.Withheld);
        way.Now = way.Now.AddHours(1);

        var lifted = way.SayNo("pes", Protected(way, new Protection { Objected = false }), way.Client.Id);

        lifted.Effects.OfType<Effect.Enqueued>().ShouldHaveSingleItem().Subject.ShouldBe(way.Referral.RecordId);
        way.Again();
        way.ReleaseAll();
        way.Deliveries.Count(d => d.State == DeliveryState.Released).ShouldBe(1);
    }

    [Fact]
    public void What_waited_for_an_office_that_has_the_client_leaves_after_all_and_it_is_told()
    {
        var way = HandedOverTo();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "L-1");
        Say(way, "sender", "restricted");
        way.ReleaseAll();
        way.Deliveries.Single(d => d.Step == 2).State.ShouldBe(DeliveryState.Blocked);
        way.Now = way.Now.AddHours(1);

        way.SayNo("pes", Protected(way, new Protection { Restricted = false }), way.Client.Id);

        way.Deliveries.Single(d => d.Step == 2).State.ShouldBe(DeliveryState.Waiting);
        way.Deliveries.ShouldContain(d => d.Status == CoarseStatuses.Resumed && d.Recipient == "office-a");
        way.Deliveries.Single(d => d.IsStopNotice).IsUnacknowledged.ShouldBeFalse("nobody need confirm what is over");
        way.ReleaseAll();
        way.Deliveries.Single(d => d.Step == 2).State.ShouldBe(DeliveryState.Released);
    }

    [Fact]
    public void One_of_two_that_is_lifted_decides_nothing()
    {
        var way = new Way();
        way.Refer();
        Say(way, "sender", "restricted");
        Say(way, "sender", "objected");
        way.ReleaseAll();
        way.Now = way.Now.AddHours(1);

        way.SayNo("pes", Protected(way, new Protection { Restricted = false }), way.Client.Id).Effects.OfType<Effect.Enqueued>().ShouldBeEmpty();
    }

    [Fact]
    public void A_lifted_restriction_never_opens_what_a_withdrawal_stopped()
    {
        var way = HandedOverTo();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "L-1");
        Say(way, "sender", "restricted");
        way.ReleaseAll();
        Say(way, "office", "withdrawn by ticket");
        way.Now = way.Now.AddHours(1);

        way.SayNo("pes", Protected(way, new Protection { Restricted = false }), way.Client.Id);
        way.ReleaseAll();

        way.Deliveries.Single(d => d.Step == 2).State.ShouldBe(DeliveryState.Blocked);
        way.Deliveries.ShouldNotContain(d => d.Status == CoarseStatuses.Resumed);
    }

    [Fact]
    public void A_lifted_restriction_does_not_decide_again_what_a_withdrawal_stopped_before_anything_left()
    {
        var way = new Way();
        way.Refer();
        Say(way, "sender", "withdrawn");
        (way.Referral.State, way.Referral.ReasonCode).ShouldBe((ReferralState.Withheld, WithheldCodes.AgreementWithdrawn));
        Say(way, "sender", "restricted");
        way.Now = way.Now.AddHours(1);

        way.SayNo("pes", Protected(way, new Protection { Restricted = false }), way.Client.Id).Effects.OfType<Effect.Enqueued>().ShouldBeEmpty();
    }

    [Fact]
    public void A_handover_that_was_cancelled_beside_one_that_left_is_open_again()
    {
        var way = new Way();
        way.Refer();
        var cancelled = way.Handover;
        way.Known.Handovers.Add(cancelled with { Id = way.Next(), Recipient = "office-b" });
        way.Known.Disclosed.Add((way.Referral.Id, "office-b"));
        Say(way, "sender", "objected");
        way.ReleaseAll();
        (way.Referral.State, way.Known.Handovers.Find(cancelled.Id)!.State).ShouldBe((ReferralState.Issued, HandoverState.Cancelled));
        way.Now = way.Now.AddHours(1);

        way.SayNo("pes", Protected(way, new Protection { Objected = false }), way.Client.Id);

        way.Known.Handovers.Find(cancelled.Id)!.State.ShouldBe(HandoverState.Issued);
        way.Deliveries.Single(d => d.HandoverId == cancelled.Id).State.ShouldBe(DeliveryState.Waiting);
    }

    [Fact]
    public void An_objection_in_a_record_of_its_own_is_followed_up_as_work_of_its_own()
    {
        var way = HandedOverTo();

        var decision = way.State(EventTypes.ClientChanged, Protected(way, new Protection { Objected = true }));

        var due = decision.New<Deadline>().ShouldHaveSingleItem();
        (due.Kind, due.SubjectId).ShouldBe((DeadlineKinds.StandingChanged, way.Client.Id));
        var known = new DeadlineSnapshots
        {
            Deadlines = [due], Clients = way.Known.Clients, Referrals = new SnapshotSet<ReferralSnapshot>([]), Handovers = way.Known.Handovers, Disclosed = way.Known.Disclosed,
            LastSequences = new Dictionary<(Guid, string), int>(),
        };
        var followed = DeadlineRules.Decide(known, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Clocks, SubjectId = due.Id });
        followed.New<DeliverySnapshot>().ShouldHaveSingleItem().Status.ShouldBe(CoarseStatuses.ClientObjected);
    }

    [Theory]
    [InlineData(CoarseStatuses.ClientObjected)]
    [InlineData(CoarseStatuses.ClientRestricted)]
    public void The_notice_leaves_although_the_client_is_protected_and_an_answer_acknowledges_it(string status)
    {
        var way = HandedOverTo();
        Say(way, "sender", status == CoarseStatuses.ClientObjected ? "objected" : "restricted");
        way.ReleaseAll();
        way.Deliveries.Single(d => d.Status == status).State.ShouldBe(DeliveryState.Released);

        way.Reply(ReplyOutcomes.StopConfirmed, way.Now);

        way.Deliveries.Single(d => d.Status == status).AcknowledgedAt.ShouldBe(way.Now);
        way.Handover.State.ShouldBe(HandoverState.Received, "that it stopped says nothing of the service");
    }

    [Fact]
    public void An_office_that_does_not_confirm_in_time_is_called_by_the_desk()
    {
        var way = HandedOverTo();
        Say(way, "sender", "withdrawn");
        way.ReleaseAll();
        var notice = way.Deliveries.Single(d => d.IsStopNotice);

        var due = DeadlineRules.Decide(
            new DeadlineSnapshots { Deliveries = new SnapshotSet<DeliverySnapshot>([notice]) }, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Clocks, SubjectId = notice.Id });

        due.New<OfficeTask>().Select(t => (t.Agency, t.ReasonCode)).ShouldBe([("office-a", "withdrawal-not-confirmed"), ("gateway", "stop-not-confirmed")]);
    }

    /// <summary>Answer to the handover of a client who was erased meanwhile; whom it names; when the agency erased whom it names; whether it counts.</summary>
    public static TheoryData<string, string, string?, int?, bool> OfErased => new()
    {
        { "an objection", ReplyOutcomes.ClientObjected, Way.Insz, -1, true },
        { "a restriction", ReplyOutcomes.ClientRestricted, Way.Insz, -1, true },
        { "that it was withdrawn, which went with the agreement", ReplyOutcomes.ClientWithdrew, Way.Insz, -1, false },
        { "no objection", ReplyOutcomes.Received, Way.Insz, -1, false },
        { "received before the erasure", ReplyOutcomes.ClientObjected, Way.Insz, 1, false },
        { "somebody whom the agency never erased", ReplyOutcomes.ClientObjected, Way.Insz, null, false },
        { "nobody", ReplyOutcomes.ClientObjected, null, -1, false },
    };

    [Theory]
    [MemberData(nameof(OfErased))]
    public void An_objection_to_what_was_handed_over_counts_for_a_person_whom_the_agency_erased(string what, string outcome, string? insz, int? erasedInHours, bool counts)
    {
        var way = HandedOverTo();
        var erased = way.Client;
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(erased, erased with { Wrapped = null })]));
        var again = new ClientSnapshot { Id = way.Next(), Agency = "pes", Wrapped = [1] };
        way.Known.Clients.Add(again);
        var register = new Erased(again, erasedInHours is { } hours ? way.Now.AddHours(hours) : null);

        way.SayNo("office-a", new ReferralReply { Ticket = "r-1", InReplyTo = way.Handover.Id.ToString(), Outcome = outcome, Client = insz is null ? null : Named(("insz", insz)) }, register: register);

        var known = way.Known.Clients.Find(again.Id)!;
        (known.Objected, known.Restricted).ShouldBe((counts && outcome == ReplyOutcomes.ClientObjected, counts && outcome == ReplyOutcomes.ClientRestricted), what);
        way.Known.Clients.Find(erased.Id).ShouldBe(erased with { Wrapped = null }, what);
        register.Asked.ShouldBe(counts ? ["pes"] : [], what);
    }

    [Fact]
    public void An_office_that_never_had_the_client_says_nothing_of_who_was_erased()
    {
        var way = new Way();
        way.Refer();
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(way.Client, way.Client with { Wrapped = null })]));
        var register = new Erased(way.Client, way.Now.AddHours(-1));

        way.SayNo("office-a", new ReferralReply { Ticket = "r-1", InReplyTo = way.Handover.Id.ToString(), Outcome = ReplyOutcomes.ClientObjected, Client = Named(("insz", Way.Insz)) }, register: register);

        register.Asked.ShouldBeEmpty();
    }

    /// <summary>A number names a client who came again after another of that number had been erased.</summary>
    private sealed class Erased(ClientSnapshot again, DateTimeOffset? at) : IClientRegister
    {
        /// <summary>The agencies at which a client was looked for.</summary>
        public List<string> Asked { get; } = [];

        public KnownClient Of(Draft draft, string agency, Client client)
        {
            Asked.Add(agency);
            return new KnownClient(again.Id, default, []);
        }

        public DateTimeOffset? ErasedAt(string agency, Client client) => agency == "pes" ? at : null;

        public bool IsUnreadable(string agency, Client client) => false;

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }

    private static ClientChanged Protected(Way way, Protection protection, string? sender = null) =>
        new() { Ticket = "c-" + way.Next(), SentAt = way.Now, Client = Named(("insz", Way.Insz)) with { Protection = protection }, Sender = sender is null ? null : new Party { Organisation = sender } };

    private static Decision Say(Way way, string who, string what)
    {
        var office = who == "office";
        IStatement statement = what switch
        {
            "withdrawn" => new ConsentWithdrawn { Ticket = "w-1", InReplyTo = "t-1", Sender = new Party { Organisation = "pes vzw" } },
            "withdrawn by ticket" => new ConsentWithdrawn { Ticket = "w-1", InReplyTo = way.Handover.Id.ToString(), Client = Named(("insz", Way.Insz)) },
            "withdrawn by number" => new ConsentWithdrawn { Ticket = "w-1", Client = Named(("insz", Way.Insz), ("agency", "L-1")) },
            "objected" => Protected(way, new Protection { Objected = true }),
            "restricted" => Protected(way, new Protection { Restricted = true }),
            _ => new ReferralReply { Ticket = "r-1", InReplyTo = way.Handover.Id.ToString(), Outcome = what["answered ".Length..] },
        };
        return way.SayNo(office ? "office-a" : "pes", statement, office ? null : way.Client.Id);
    }
}
