using Gateway.Core.Privacy;
using Gateway.Core.Trail;

namespace Gateway.Unit.Tests.Core.Trail;

/// <summary>A proof tells which kind of office a person comes from: those who may not know get none.</summary>
public sealed class ProofRulesTests
{
    [Theory]
    [InlineData("ocmw-leuven", "Welfare", "ocmw-leuven", true)]
    [InlineData("vdab", "Pes", "vdab", true)]
    [InlineData("vzw-digiwijs", "Provider", "vzw-digiwijs", false)]
    [InlineData("firm", "Employer", "firm", false)]
    [InlineData("firm", "Abolished", "firm", false)]
    [InlineData("firm", "99", "firm", false)]
    [InlineData("vzw-digiwijs", "Provider", "sender", true)]
    [InlineData("vzw-digiwijs", "Provider", null, true)]
    [InlineData("ocmw-leuven", "Welfare", "ocmw-gent", false)]
    public void Who_may_have_one(string recipient, string kind, string? asks, bool may) =>
        ProofRules.MayHave(asks, new Disclosure
        {
            At = DateTimeOffset.UnixEpoch, From = "sender", Recipient = recipient, RecipientClass = kind, Event = "referral.handover",
            Purpose = "p", Basis = "b", Manifest = "m", PolicyVersion = "1", Fields = "", PayloadHmac = [],
        }).ShouldBe(may);
}
