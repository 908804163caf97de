using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>Stored releases are decided again under a draft, for the client as they stood then.</summary>
public sealed class PolicySimulationTests
{
    private static readonly Agreed Now = Cases.Agreed(Cases.Local);

    private static readonly DecidedRelease Left = new()
    {
        Referral = Id(1), At = new DateTimeOffset(2026, 3, 9, 10, 0, 0, TimeSpan.Zero), From = "pes", Recipient = "office-a", Event = EventTypes.ReferralHandover, Step = 1,
        Purpose = "ACTIVATION", Basis = "TASK-1", Collaboration = "local", HasAgreement = true, Fields = ["client.familyName", "question"],
    };

    [Fact]
    public void Under_the_same_policy_nothing_is_decided_otherwise()
    {
        var simulation = Run(Now, Left, Left with { Blocked = WithheldCodes.AgreementWithdrawn, Fields = [] });

        (simulation.Decided, simulation.Otherwise, simulation.Lines.Count).ShouldBe((2, 0, 0));
    }

    [Fact]
    public void A_field_that_the_draft_does_not_name_would_not_have_left()
    {
        var simulation = Run(Draft(m => m with { Fields = ["client.familyName", "client.contact.phone"] }), [.. Enumerable.Range(0, 9).Select(i => Left with { Referral = Id(i + 2) })]);

        var line = simulation.Lines.ShouldHaveSingleItem();
        (line.Kind, line.Recipient, line.Field, line.Reason, line.Count, line.Samples.Count).ShouldBe((SimulatedKind.WouldNotLeave, "office-a", "question", null, 9, PolicySimulation.MostSamples));
        simulation.Otherwise.ShouldBe(9);
    }

    [Fact]
    public void A_field_that_the_draft_newly_names_could_have_left()
    {
        var line = Run(Draft(m => m with { Fields = [.. m.Fields, "client.gender"] }), Left).Lines.ShouldHaveSingleItem();

        (line.Kind, line.Field, line.Count).ShouldBe((SimulatedKind.CouldLeave, "client.gender", 1));
    }

    [Fact]
    public void A_release_that_the_draft_stops_whole_is_told_with_the_reason()
    {
        var draft = Now with { Policy = Now.Policy with { Bases = new Dictionary<string, LegalBasis>(Now.Policy.Bases) { ["TASK-1"] = Cases.Basis with { To = new DateOnly(2026, 3, 8) } } } };

        Run(draft, Left).Lines.Select(l => (l.Field, l.Reason)).ShouldBe([("client.familyName", WithheldCodes.BasisNotInForce), ("question", WithheldCodes.BasisNotInForce)]);
        Run(draft, Left with { At = Left.At.AddDays(-3) }).Otherwise.ShouldBe(0, "on that day it was in force");
    }

    [Theory]
    [InlineData(WithheldCodes.AgreementMissing, true)]
    [InlineData(WithheldCodes.AgreementWithdrawn, true)]
    [InlineData(WithheldCodes.AgreementRefused, false)]
    [InlineData(WithheldCodes.ClientRestricted, false)]
    [InlineData(WithheldCodes.ClientObjected, false)]
    [InlineData(WithheldCodes.ClientProtected, false)]
    [InlineData("erased", false)]
    [InlineData("ended", false)]
    [InlineData("a-code-nobody-knows", false)]
    public void Of_what_was_stopped_only_that_could_leave_which_the_policy_stopped(string code, bool could)
    {
        var open = Now with { Policy = Now.Policy with { Purposes = new Dictionary<string, Purpose>(Now.Policy.Purposes) { ["ACTIVATION"] = Now.Policy.Purposes["ACTIVATION"] with { AgreementRequired = false } } } };

        (Run(open, Left with { Blocked = code, Fields = [] }).Otherwise > 0).ShouldBe(could);
    }

    [Theory]
    [InlineData("pes", "pes", EventTypes.ReferralStatusChanged)]
    [InlineData("pes", "pes", EventTypes.RecordReturned)]
    public void What_an_agency_is_told_of_its_own_is_of_no_policy(string from, string to, string type)
    {
        var simulation = Run(Draft(m => m with { Fields = ["client.familyName"] }), Left with { From = from, Recipient = to, Event = type });

        (simulation.Decided, simulation.NotOfThePolicy).ShouldBe((0, 1));
    }

    [Fact]
    public void An_agency_that_the_draft_does_not_have_would_have_got_nothing() =>
        Run(Now, Left with { Recipient = "office-x" }).Lines.ShouldAllBe(l => l.Reason == WithheldCodes.RecipientNotLive && l.Kind == SimulatedKind.WouldNotLeave);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static PolicySimulation Run(Agreed draft, params DecidedRelease[] releases)
    {
        var simulation = new PolicySimulation(Now, draft);
        foreach (var release in releases)
            simulation.Add(release);
        return simulation;
    }

    private static Agreed Draft(Func<Manifest, Manifest> change) =>
        Now with { Policy = Now.Policy with { Manifests = [.. Now.Policy.Manifests.Select(m => m.Id == "handover-1" ? change(m) : m)] } };
}
