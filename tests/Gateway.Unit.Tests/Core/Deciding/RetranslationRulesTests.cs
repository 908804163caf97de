using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Which records that were set aside are translated again, and which are settled otherwise.</summary>
public sealed class RetranslationRulesTests
{
    private readonly Way _way = new();

    [Theory]
    [InlineData(RecordState.SetAside, true, false, false, true, "a replay, and it is on the worklist")]
    [InlineData(RecordState.SetAside, false, true, false, false, "a replay, and it went back to its sender meanwhile")]
    [InlineData(RecordState.SetAside, false, true, true, true, "its sender had it back and sends it again")]
    [InlineData(RecordState.SetAside, true, false, true, true, "its sender sends it again, and it is on the worklist")]
    [InlineData(RecordState.SetAside, false, false, true, false, "its sender sends it again, and it was corrected")]
    [InlineData(RecordState.SetAside, false, false, false, false, "a replay, and it was corrected meanwhile")]
    [InlineData(RecordState.Translated, true, false, false, false, "another replay was first")]
    [InlineData(RecordState.Done, true, true, true, false, "it has taken effect")]
    public void A_record_is_translated_again_as_long_as_it_waits_for_that(RecordState state, bool open, bool returned, bool sentAgain, bool translated, string why)
    {
        var kept = new RecordSnapshot
        {
            Id = _way.Next(), SubmissionId = _way.Next(), Number = 1, Agency = "pes", State = state, StatementType = EventTypes.ReferralSubmitted, ReasonCode = "other-client", ReasonText = """["","Another client."]""",
        };
        var submission = new SubmissionSnapshot { Id = kept.SubmissionId, Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [7], ReceivedAt = Way.Morning, Wrapped = [1], Records = 1 };
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id };
        var record = new RecordAgain(kept) { HasStatements = true, IsOpen = open, IsReturned = returned, IsSentAgain = sentAgain };

        var decision = RetranslationRules.Decide(new Snapshots(), new NoClients(), _way.Circumstances, item, submission, [record], further: null);

        decision.Effects.OfType<Effect.Enqueued>().Any(w => w.Subject == kept.Id).ShouldBe(translated, why);
        decision.Effects.OfType<Effect.TasksClosed>().Any(t => t.Subjects.Contains(kept.Id)).ShouldBe(translated, why);
    }

    [Theory]
    [InlineData(true, "unknown-referral", "a rule set it aside, and no submission counts it")]
    [InlineData(false, TranslationRules.ClientUnreadable, "translation set it aside")]
    public void A_client_that_cannot_be_opened_hides_no_reason_of_a_rule(bool byRule, string reason, string why)
    {
        var kept = new RecordSnapshot
        {
            Id = _way.Next(), SubmissionId = _way.Next(), Number = 1, Agency = "pes", State = RecordState.SetAside,
            StatementType = byRule ? EventTypes.ReferralSubmitted : null, ReasonCode = byRule ? "unknown-referral" : "unknown-code", ReasonText = """["","A reason."]""",
        };
        var submission = new SubmissionSnapshot { Id = kept.SubmissionId, Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [7], ReceivedAt = Way.Morning, Wrapped = [1], Records = 1 };
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id };
        var withdrawal = new ConsentWithdrawn { Ticket = "w-1", Client = new Client { Identifiers = [new Identifier("insz", Way.Insz)] } };
        var read = new ReadRecord { Number = 1, Statements = [Way.Statement(EventTypes.ConsentWithdrawn, withdrawal)], Slice = default, Kept = default };
        var record = new RecordAgain(kept) { HasStatements = byRule, IsOpen = true, Read = read };

        var decision = RetranslationRules.Decide(new Snapshots(), new Damaged(), _way.Circumstances, item, submission, [record], further: null);

        (decision.After<RecordSnapshot>().SingleOrDefault()?.ReasonCode ?? kept.ReasonCode).ShouldBe(reason, why);
    }

    public static TheoryData<string, ConsentWithdrawn[]?, bool, bool, int> Behind()
    {
        var mine = new Party { Organisation = "pes vzw" };
        var client = new Client { Identifiers = [new Identifier("insz", Way.Insz)] };
        return new()
        {
            { "nothing lies behind the last record", null, false, true, 0 },
            { "records do, and none withdraws", [], true, true, 0 },
            { "one withdraws a client's agreements", [new ConsentWithdrawn { Ticket = "w-1", Client = client, Sender = mine }], true, true, 1 },
            { "two do, by ticket and by client", [new ConsentWithdrawn { Ticket = "w-1", InReplyTo = "t-9", Sender = mine }, new ConsentWithdrawn { Ticket = "w-2", Client = client, Sender = mine }], true, true, 2 },
            { "another organisation's has no effect", [new ConsentWithdrawn { Ticket = "w-1", Client = client, Sender = new Party { Organisation = "office-a vzw" } }], true, true, 0 },
            { "one that names nobody has no effect", [new ConsentWithdrawn { Ticket = "w-1", Sender = mine }], true, true, 0 },
            { "a part before the end", null, false, false, 0 },
        };
    }

    [Theory]
    [MemberData(nameof(Behind))]
    public void Withdrawals_behind_the_last_known_record_are_in_force_before_those_records_are_read(string what, ConsentWithdrawn[]? further, bool readOn, bool finished, int withdrawn)
    {
        var submission = new SubmissionSnapshot { Id = _way.Next(), Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [7], ReceivedAt = Way.Morning, Records = 1 };
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id, Generation = 3 };

        var decision = RetranslationRules.Decide(new Snapshots(), new OneClient(_way.Client), _way.Circumstances, item, submission, [], further, finished);

        decision.New<ClientAgreement>().Count(a => a.Status == AgreementStatus.Withdrawn).ShouldBe(withdrawn, what);
        decision.New<ClientAgreement>().Where(a => a.TicketHash is null).ShouldAllBe(a => a.ClientId == _way.Client.Id);
        decision.Effects.OfType<Effect.Enqueued>().Select(e => (e.Stage, e.Subject, e.Generation)).ShouldBe(readOn ? [(StageNames.Translation, submission.Id, 4)] : [], what);
        var told = decision.Effects.OfType<Effect.SubmissionTranslatedAgain>().ShouldHaveSingleItem();
        (told.Further, told.Finished).ShouldBe((readOn, finished), what);
    }

    /// <summary>Every number names the client of the way.</summary>
    private sealed class OneClient(ClientSnapshot client) : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client stated) => new(client.Id, default, []);

        public bool IsUnreadable(string agency, Client stated) => false;

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }

    /// <summary>What is kept of every client is damaged.</summary>
    private sealed class Damaged : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client stated) => throw new InvalidOperationException();

        public bool IsUnreadable(string agency, Client stated) => true;

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }

    /// <summary>What is decided again without being read names no client.</summary>
    private sealed class NoClients : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client client) => throw new InvalidOperationException();

        public bool IsUnreadable(string agency, Client client) => throw new InvalidOperationException();

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }
}
