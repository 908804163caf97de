using Gateway.Core.Directory;
using Gateway.Core.Intake;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A submission that was set aside whole is read once the contracts allow it, and not because somebody asks.</summary>
public sealed class ArrivalRulesTests
{
    [Theory]
    [InlineData("profile-not-allowed", "allowed", true, null)]
    [InlineData("profile-not-allowed", "other", true, "profile-not-allowed")]
    [InlineData("profile-not-allowed", "allowed", false, "profile-unknown")]
    [InlineData("profile-unknown", "allowed", true, null)]
    [InlineData("intake-failed", "allowed", true, null)]
    [InlineData("too-many-records", "allowed", true, "too-many-records")]
    [InlineData("content-encoding", "allowed", true, "content-encoding")]
    [InlineData("idempotency-key-reused", "allowed", true, "idempotency-key-reused")]
    public void What_kept_it_from_being_read_is_asked_again(string code, string profile, bool known, string? still)
    {
        var directory = new AgencyDirectory("1", [Agency(live: true)], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal));
        var submission = new SubmissionSnapshot { Agency = "pes", Profile = profile, KeyHash = [], BodyHash = [], State = SubmissionState.SetAside, ReasonCode = code };

        ArrivalRules.IsWhole(submission).ShouldBeTrue();
        ArrivalRules.ProblemOf(submission, directory, known).ShouldBe(still);
        ArrivalRules.ProblemOf(submission with { DestroyedAt = DateTimeOffset.UnixEpoch }, directory, known).ShouldBe(RetranslationRules.BytesGone);
        ArrivalRules.ProblemOf(
            submission, new AgencyDirectory("1", [Agency(live: false)], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)), known).ShouldNotBeNull("an agency that does not take part is not read");
        ArrivalRules.IsWhole(submission with { Records = 1 }).ShouldBeFalse();
    }

    private static Agency Agency(bool live) => new()
    {
        Id = "pes", Name = "PES", Class = RecipientClass.Pes, Country = "BE", Live = live, Channel = ChannelKind.Feed, Profiles = ["allowed"],
    };
}
