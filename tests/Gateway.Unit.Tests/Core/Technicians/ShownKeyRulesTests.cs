using Gateway.Core.Callers;
using Gateway.Core.Handovers;
using Gateway.Core.Technicians;

namespace Gateway.Unit.Tests.Core.Technicians;

/// <summary>What a technician must show besides being signed in.</summary>
public sealed class ShownKeyRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("pes", "k1", "feed.read", true, true)]
    [InlineData("pes", "k1", "submissions.write", false, true)]
    [InlineData("welfare", "k1", "feed.read", false, false)]
    [InlineData("pes", null, "feed.read", false, false)]
    public void The_feed_is_read_and_a_key_is_changed_with_a_key_of_the_agency(string agency, string? key, string scope, bool reads, bool changes)
    {
        var shown = new Caller(agency, [scope]) { KeyId = key };

        (ShownKeyRules.MayRead(shown, "pes"), ShownKeyRules.MayChange(shown, "pes")).ShouldBe((reads, changes));
    }

    [Fact]
    public void Without_a_key_nothing_is_read_or_changed() =>
        (ShownKeyRules.MayRead(null, "pes"), ShownKeyRules.MayChange(null, "pes"), ShownKeyRules.MayRevoke(null, "pes", Key("k2"))).ShouldBe((false, false, false));

    [Theory]
    [InlineData("k2", "pes", "feed.read", false, true)]
    [InlineData("k1", "pes", "feed.read", false, false)]
    [InlineData("k2", "welfare", "feed.read", false, false)]
    [InlineData("k2", "pes", "feed.read trail.read", false, false)]
    [InlineData("k2", "pes", "feed.read", true, false)]
    public void A_key_is_revoked_by_another_that_stays_and_may_do_as_much(string id, string agency, string scopes, bool revoked, bool may) =>
        ShownKeyRules.MayRevoke(new Caller("pes", ["feed.read", "submissions.write"]) { KeyId = "k1" }, "pes", Key(id, agency, scopes, revoked ? Now : null)).ShouldBe(may);

    [Theory]
    [InlineData(7, 365, false)]
    [InlineData(7, null, false)]
    [InlineData(365, 7, true)]
    [InlineData(null, 365, true)]
    [InlineData(null, null, true)]
    public void A_key_that_ends_sooner_does_not_revoke_the_one_that_stays(int? shownDays, int? revokedDays, bool may)
    {
        var shown = new Caller("pes", ["feed.read"]) { KeyId = "k1", ExpiresAt = shownDays is { } days ? Now.AddDays(days) : null };

        ShownKeyRules.MayRevoke(shown, "pes", Key("k2") with { ExpiresAt = revokedDays is { } other ? Now.AddDays(other) : null }).ShouldBe(may);
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 3, false)]
    [InlineData(null, 2, false)]
    public void A_webhook_secret_is_revoked_by_the_one_that_stays(int? shown, int revoked, bool may) =>
        ShownKeyRules.MayRevoke(shown, [new WebhookSecretInfo(1, Now), new WebhookSecretInfo(2, Now)], revoked).ShouldBe(may);

    private static ApiKeyInfo Key(string id, string agency = "pes", string scopes = "feed.read", DateTimeOffset? revokedAt = null) => new(id, agency, Now, revokedAt, scopes, Now.AddDays(1));
}
