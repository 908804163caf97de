using Gateway.Contracts.Events;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>The ways of the pilot, decided by the shipped files.</summary>
public class ShippedRoutesTests
{
    private static readonly DateOnly Today = new(2026, 3, 19);

    [Theory]
    [InlineData("vdab", "24062", "DEBT_ADVICE", "ocmw-leuven", "leuven")]
    [InlineData("vdab", "24062", "NGO_DIGITAL_SKILLS", "vzw-digiwijs", "leuven")]
    [InlineData("vdab", "11029", "CHILDCARE_PLACE", "ocmw-mortsel", "mortsel")]
    [InlineData("vdab", "42006", "HOUSING_SUPPORT", "ocmw-dendermonde", "dendermonde")]
    [InlineData("vdab", "37015", "BUDGET_GUIDANCE", "ocmw-tielt", "tielt")]
    [InlineData("vdab", "34040", "HOUSING_SUPPORT", "ocmw-waregem", "kortrijk-waregem")]
    [InlineData("vdab", "11002", "DEBT_ADVICE", "ocmw-antwerpen", null)]
    [InlineData("ocmw-tielt", "37022", "PES_JOB_COACHING", "vdab", "tielt")]
    [InlineData("ocmw-waregem", "34040", "PES_REGISTRATION", "vdab", "kortrijk-waregem")]
    [InlineData("ocmw-kortrijk", "34022", "PES_TRAINING,NGO_DIGITAL_SKILLS", "vdab,vzw-digiwijs", "kortrijk-waregem")]
    [InlineData("uwv", "Ede", "NL_REINTEGRATION", "isd-vallei", "isd-vallei")]
    public void A_referral_of_the_pilot_reaches_its_office(string sender, string municipality, string services, string offices, string? agreement)
    {
        var routed = Routes.Decide(Case(sender, municipality, services), Shipped.Agreed, new Nobody()).ShouldBeOfType<RoutingDecision.Routed>();

        string.Join(',', routed.Legs.Select(l => l.Recipient)).ShouldBe(offices);
        (routed.Agreement?.Id).ShouldBe(agreement);
    }

    [Fact]
    public void Every_leg_of_the_pilot_has_a_first_step_and_only_offices_have_a_second()
    {
        var agreed = Shipped.Agreed;
        foreach (var (from, to) in new[] { ("vdab", "ocmw-leuven"), ("ocmw-leuven", "vdab"), ("vdab", "vzw-digiwijs"), ("ocmw-leuven", "vzw-digiwijs") })
        {
            Views.Decide(Release(agreed, from, to, 1), agreed).ShouldNotBeNull();
            (Views.Decide(Release(agreed, from, to, 2), agreed) is not null).ShouldBe(to != "vzw-digiwijs");
        }

        Views.Decide(Release(agreed, "vdab", "vdab-control", 1), agreed).ShouldBeNull();
    }

    private static ReleaseCase Release(Agreed agreed, string from, string to, int step) => new()
    {
        Event = "referral.handover", Step = step, Purpose = "ACTIVATION", BasisReference = "KSZ-2026-014",
        From = agreed.Directory.Find(from)!, To = agreed.Directory.Find(to)!, Today = Today,
    };

    private static ReferralCase Case(string sender, string municipality, string services) => new()
    {
        Sender = Shipped.Agreed.Directory.Find(sender)!,
        Today = Today,
        Referral = new ReferralSubmitted
        {
            Ticket = "t-1",
            Purpose = "ACTIVATION",
            Question = "JOINT_PLAN",
            Services = services.Split(','),
            Client = new Client { Identifiers = [], BirthDate = "1968-06-18", Residence = new Residence { Municipality = municipality } },
            Registration = sender == "vdab" ? new Registration { UnemployedSince = "2024-10-01", BenefitScheme = "UNEMPLOYMENT" } : null,
            Assistance = sender == "vdab" ? null : new Assistance { Law = "1" },
            Barriers = [new Barrier { Code = sender == "vdab" ? "DEBT" : "LANGUAGE" }],
            Ladder = new LadderMeasurement { Presence = "present", Rung = 2 },
        },
    };

    private sealed class Nobody : IOccupancy
    {
        public int Taken(string agency, string service) => 0;
    }
}
