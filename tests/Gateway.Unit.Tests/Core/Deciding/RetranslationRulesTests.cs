using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
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
            Id = _way.Next(), SubmissionId = _way.Next(), Number = 1, Agency = "pes", State = state, StatementType = EventTypes.ReferralSubmitted, ReasonCode = "other-client", ReasonText = "Another client.",
        };
        var submission = new SubmissionSnapshot { Id = kept.SubmissionId, Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [7], ReceivedAt = Way.Morning, Wrapped = [1], Records = 1 };
        var item = new WorkItem { Id = _way.Next(), Stage = StageNames.Translation, SubjectId = submission.Id };
        var record = new RecordAgain(kept) { HasStatements = true, IsOpen = open, IsReturned = returned, IsSentAgain = sentAgain };

        var decision = RetranslationRules.Decide(new Snapshots(), new NoClients(), _way.Circumstances, item, submission, [record], further: null);

        decision.Effects.OfType<Effect.Enqueued>().Any(w => w.Subject == kept.Id).ShouldBe(translated, why);
        decision.Effects.OfType<Effect.TasksClosed>().Any(t => t.Subjects.Contains(kept.Id)).ShouldBe(translated, why);
    }

    /// <summary>What is decided again without being read names no client.</summary>
    private sealed class NoClients : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client client) => throw new InvalidOperationException();

        public bool IsUnreadable(string agency, Client client) => throw new InvalidOperationException();

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }
}
