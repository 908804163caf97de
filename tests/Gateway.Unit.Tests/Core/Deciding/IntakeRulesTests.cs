using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Contracts.Events;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What came before is told apart from what is new.</summary>
public sealed class IntakeRulesTests
{
    private static readonly DateTimeOffset Then = Way.Morning.AddDays(-3);
    private readonly Way _way = new();

    [Theory]
    [InlineData("v1", "v1", 1, true, 0, "the same bytes under the same profile")]
    [InlineData("v1", "v2", 1, false, 1, "the profile has changed since")]
    [InlineData(null, "v2", 1, true, 0, "it was not read yet, so nothing of it is old")]
    [InlineData("v1", null, 1, true, 0, "what is set aside is read under no profile")]
    public void The_same_bytes_again_are_new_only_when_the_profile_has_changed(string? then, string? now, byte body, bool repeated, int round, string why)
    {
        var known = Known(Submission(then, 1));

        var (result, decision) = Decide(known, Submission(now, body));

        var accepted = result.ShouldBeOfType<IntakeResult.Accepted>(why);
        (accepted.Repeated, accepted.ReceivedAt).ShouldBe((repeated, repeated ? Then : Way.Morning), why);
        decision.New<SubmissionSnapshot>().Select(s => s.Round).ShouldBe(repeated ? [] : [round], why);
        (decision.Effects.Count == 0).ShouldBe(repeated, why);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void Another_body_under_a_used_key_is_refused_whatever_the_profile(string now) =>
        Decide(Known(Submission("v1", 1)), Submission(now, 2)).Result.ShouldBeOfType<IntakeResult.KeyReused>();

    [Fact]
    public void A_repetition_of_what_was_sent_again_names_the_last_round()
    {
        var first = Submission("v1", 1);
        var again = Submission("v2", 1) with { Round = 1 };

        var (result, _) = Decide(Known(again, first), Submission("v2", 1));

        result.ShouldBe(new IntakeResult.Accepted(again.Id, Repeated: true, Then));
    }

    [Fact]
    public void Two_of_the_same_at_the_same_moment_are_one()
    {
        var known = Known();
        var first = Submission("v1", 1) with { ReceivedAt = Way.Morning };
        Decide(known, first);

        Decide(known, Submission("v1", 1)).Result.ShouldBe(new IntakeResult.Accepted(first.Id, Repeated: true, first.ReceivedAt));
    }

    [Fact]
    public void A_submission_whose_first_answer_was_lost_is_no_repetition()
    {
        var first = Submission("v1", 1);

        Decide(Known(first), first).Result.ShouldBe(new IntakeResult.Accepted(first.Id, Repeated: false, Then));
    }

    private IntakeSnapshots Known(params SubmissionSnapshot[] earlier) => new() { Earlier = [.. earlier.Select(s => s with { ReceivedAt = Then })], Register = new Nobody() };

    private (IntakeResult Result, Decision Decision) Decide(IntakeSnapshots known, SubmissionSnapshot submission) =>
        IntakeRules.Decide(known, _way.Circumstances, new NewSubmission { Submission = submission, Sealed = [], Withdrawals = [] });

    private SubmissionSnapshot Submission(string? version, byte body) => new()
    {
        Id = _way.Next(), Agency = "pes", Profile = "p", KeyHash = [7], BodyHash = [body], ReceivedAt = Way.Morning, KeyId = _way.Next(), ProfileVersion = version,
    };

    private sealed class Nobody : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client client) => throw new NotSupportedException("No client is named.");

        public KnownClient Unidentified(Draft draft) => throw new NotSupportedException("No record is kept.");
    }
}
