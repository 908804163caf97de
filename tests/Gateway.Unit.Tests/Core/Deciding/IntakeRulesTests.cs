using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What came before is told apart from what is new, and is translated again when it would say something else now.</summary>
public sealed class IntakeRulesTests
{
    private readonly Way _way = new();

    [Theory]
    [InlineData("v1", "v1", 1, false, "the profile is the same")]
    [InlineData("v1", "v2", 1, true, "the profile has changed since, and a record is set aside")]
    [InlineData("v1", "v2", 0, false, "nothing of it is set aside")]
    [InlineData(null, "v2", 1, false, "it was not read yet, so nothing of it is old")]
    [InlineData("v1", null, 1, false, "what is refused before it is read is read under no profile")]
    public void The_same_bytes_again_are_a_repetition_and_are_translated_again_only_when_the_profile_has_changed(string? then, string? now, int setAside, bool again, string why)
    {
        var earlier = Submission(1) with { ProfileVersion = then, SetAside = setAside, State = SubmissionState.Translated };
        var known = Known(earlier);

        var (result, decision) = Decide(known, Submission(1), now);

        result.ShouldBe(new IntakeResult.Accepted(earlier.Id, Repeated: true) { TranslatedAgain = again }, why);
        decision.New<SubmissionSnapshot>().ShouldBeEmpty(why);
        decision.Effects.OfType<Effect.Enqueued>().Count(e => e.Subject == earlier.Id && e.Stage == StageNames.Translation).ShouldBe(again ? 1 : 0, why);
    }

    [Fact]
    public void Bytes_that_are_kept_no_more_are_not_translated_again()
    {
        var earlier = Submission(1) with { ProfileVersion = "v1", SetAside = 1, State = SubmissionState.SetAside, DestroyedAt = Way.Morning };

        Decide(Known(earlier), Submission(1), "v2").Result.ShouldBe(new IntakeResult.Accepted(earlier.Id, Repeated: true));
    }

    [Fact]
    public void Another_body_under_a_used_key_is_refused_whatever_the_profile() =>
        Decide(Known(Submission(1) with { ProfileVersion = "v1", SetAside = 1, State = SubmissionState.Translated }), Submission(2), "v2").Result.ShouldBeOfType<IntakeResult.KeyReused>();

    [Fact]
    public void Two_of_the_same_at_the_same_moment_are_one()
    {
        var known = Known();
        var first = Submission(1);
        Decide(known, first, "v1");

        Decide(known, Submission(1), "v1").Result.ShouldBe(new IntakeResult.Accepted(first.Id, Repeated: true));
    }

    [Fact]
    public void A_submission_whose_first_answer_was_lost_is_no_repetition()
    {
        var first = Submission(1);

        Decide(Known(first), first, "v1").Result.ShouldBe(new IntakeResult.Accepted(first.Id, Repeated: false));
    }

    private static IntakeSnapshots Known(params SubmissionSnapshot[] earlier) => new() { Earlier = [.. earlier], Register = new Nobody() };

    private (IntakeResult Result, Decision Decision) Decide(IntakeSnapshots known, SubmissionSnapshot submission, string? version) =>
        IntakeRules.Decide(known, _way.Circumstances, new NewSubmission { Submission = submission, Sealed = [], Noes = [], ProfileVersion = version });

    private SubmissionSnapshot Submission(byte body) => new()
    {
        Id = _way.Next(), Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [body], ReceivedAt = Way.Morning, Wrapped = [1],
    };

    private sealed class Nobody : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client client) => throw new NotSupportedException("No client is named.");

        public bool IsUnreadable(string agency, Client client) => throw new NotSupportedException("No client is named.");

        public KnownClient Unidentified(Guid record) => throw new NotSupportedException("No record is kept.");
    }
}
