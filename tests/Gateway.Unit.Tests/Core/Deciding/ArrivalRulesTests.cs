using Gateway.Core.Clients;
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

        var now = known ? profile : null;
        ArrivalRules.IsWhole(submission).ShouldBeTrue();
        ArrivalRules.ProblemOf(submission, directory, now).ShouldBe(still);
        ArrivalRules.ProblemOf(submission with { DestroyedAt = DateTimeOffset.UnixEpoch }, directory, now).ShouldBe(RetranslationRules.BytesGone);
        ArrivalRules.ProblemOf(
            submission, new AgencyDirectory("1", [Agency(live: false)], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)), now).ShouldNotBeNull("an agency that does not take part is not read");
        ArrivalRules.IsWhole(submission with { Records = 1 }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("allowed", null, "allowed")]
    [InlineData("gone", null, null)]
    [InlineData("unknown", "new", "new")]
    [InlineData("unknown", "never", null)]
    [InlineData("allowed", "new", "new")] // What its sender named counts.
    public void It_is_read_in_the_format_that_its_sender_named_once_there_is_one(string profile, string? named, string? now)
    {
        var index = new BlindIndex(new byte[32]);
        var submission = new SubmissionSnapshot
        {
            Agency = "pes", Profile = profile, NamedProfile = named is null ? null : index.Profile("pes", named), KeyHash = [], BodyHash = [], State = SubmissionState.SetAside,
        };

        ArrivalRules.ProfileOf(submission, index, ["allowed", "new", "other"]).ShouldBe(now);
        (ArrivalRules.ProfileOf(submission with { Agency = "office-a" }, index, ["allowed", "new"]) is not null).ShouldBe(named is null && now is not null, "a name is kept in the scope of its agency");
    }

    private static Agency Agency(bool live) => new()
    {
        Id = "pes", Name = "PES", Class = RecipientClass.Pes, Country = "BE", Live = live, Channel = ChannelKind.Feed, Profiles = ["allowed"],
    };
}
