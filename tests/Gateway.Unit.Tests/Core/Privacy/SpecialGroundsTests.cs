using System.Text.Json.Nodes;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Privacy;

/// <summary>Coded needs leave on a declared ground and with the client's explicit agreement, and never anything but the codes.</summary>
public sealed class SpecialGroundsTests
{
    private static readonly SpecialGround Ground = new()
    {
        Reference = "NEEDS", Titles = Cases.Words, Purposes = ["ACTIVATION"], Recipients = [RecipientClass.Welfare],
    };

    [Theory]
    [InlineData(true, AgreementStatus.Given, "ACTIVATION", RecipientClass.Welfare, true)]
    [InlineData(false, AgreementStatus.Given, "ACTIVATION", RecipientClass.Welfare, false)]
    [InlineData(true, AgreementStatus.Withdrawn, "ACTIVATION", RecipientClass.Welfare, false)]
    [InlineData(true, AgreementStatus.Expired, "ACTIVATION", RecipientClass.Welfare, false)]
    [InlineData(true, AgreementStatus.Unproven, "ACTIVATION", RecipientClass.Welfare, false)]
    [InlineData(true, AgreementStatus.Given, "STATUTORY", RecipientClass.Welfare, false)]
    [InlineData(true, AgreementStatus.Given, "ACTIVATION", RecipientClass.Pes, false)]
    [InlineData(true, AgreementStatus.Given, "ACTIVATION", RecipientClass.PesControl, false)]
    public void They_leave_only_where_the_ground_and_the_agreement_both_say_so(bool isExplicit, AgreementStatus status, string purpose, RecipientClass to, bool leave) =>
        SpecialGrounds.Carry(World(Ground).Policy, purpose, to, new ClientAgreementStanding(status, 1, null) { ExplicitNeeds = isExplicit }).ShouldBe(leave);

    [Fact]
    public void Without_an_agreement_or_a_ground_they_stay()
    {
        SpecialGrounds.Carry(World(Ground).Policy, "ACTIVATION", RecipientClass.Welfare, agreement: null).ShouldBeFalse();
        SpecialGrounds.Carry(World().Policy, "ACTIVATION", RecipientClass.Welfare, Given(true)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void The_gate_asks_it_just_before_they_leave(bool isExplicit, bool leave)
    {
        var allowed = ReleaseGate.Decide(Cases.Release(step: 2) with { Agreement = Given(isExplicit) }, World(Ground)).ShouldBeOfType<Release.Allowed>();

        allowed.View.Fields.Contains("needs").ShouldBe(leave);
        allowed.View.Fields.ShouldContain("barriers.code", "the rest goes on");
    }

    [Theory]
    [InlineData("PART_TIME_START", true)]
    [InlineData("QUIET_WORKPLACE", true)]
    [InlineData("ACCESSIBLE_SITE", true)]
    [InlineData("DEPRESSED", false)]
    [InlineData("HEALTH", false)]
    [InlineData("begins part-time because of an illness", false)]
    public void Nothing_but_the_codes_passes(string value, bool passes) =>
        Projection.Project(new JsonObject { ["needs"] = new JsonArray(value) }, new HashSet<string>(["needs"], StringComparer.Ordinal)).Fields.Count.ShouldBe(passes ? 1 : 0);

    private static ClientAgreementStanding Given(bool isExplicit) => new(AgreementStatus.Given, 1, null) { ExplicitNeeds = isExplicit };

    private static Agreed World(params SpecialGround[] grounds) => Cases.Agreed() with
    {
        Policy = Cases.Policy with
        {
            SpecialGrounds = grounds,
            Manifests = [.. Cases.Policy.Manifests.Select(m => m.Id == "handover-2" ? m with { Fields = [.. m.Fields, "needs"] } : m)],
        },
    };
}
