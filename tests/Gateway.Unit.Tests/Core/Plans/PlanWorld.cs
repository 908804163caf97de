using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Plans;

/// <summary>An employment service, two welfare offices of one town and a provider: plans with several leads.</summary>
internal static class PlanWorld
{
    private static Agency Second { get; } = Cases.Welfare with { Id = "office-d", Organisations = ["office-d vzw"], DutyContact = new DutyContact("reception", "016 00 00 00", null) };

    private static Service Service(string code, string agency) => new() { Code = code, Names = Cases.Words, Offers = [new ServiceOffer(agency, null)] };

    internal static Service[] Services { get; } =
    [
        Service("GUIDANCE", "office-a"),
        Service("COURSE", "office-a") with { DependsOn = ["CHILDCARE"] },
        Service("CHILDCARE", "office-d"),
        Service("HOUSING", "office-d"),
        Service("DIGITAL", "helpers"),
        Service("COACHING", "pes"),
        Service("YOUTH", "office-a") with { Entry = new Criterion.Between("age", 16, 24) },
    ];

    internal static Agreed Agreed(params Service[] services) => new(
        new AgencyDirectory(
            "dir-1", [Cases.Pes, Cases.Welfare, Second, Cases.Provider], [new Municipality { Country = "BE", Code = "100", Name = "Aartstad" }],
            services.Length > 0 ? services : Services,
            new Dictionary<string, IReadOnlyCollection<DateOnly>> { ["BE"] = [] }, [new Question("HELP", ["GUIDANCE"], Cases.Words)], []),
        Cases.Policy with
        {
            Manifests =
            [
                .. Cases.Policy.Manifests,
                Plan("plan-there", RecipientClass.Pes, RecipientClass.Welfare),
                Plan("plan-back", RecipientClass.Welfare, RecipientClass.Pes),
            ],
        },
        [Cases.Local with { Parties = ["pes", "office-a", "office-d"], Providers = ["helpers"], NextStepWithinWorkingDays = 3 }]);

    /// <summary>A referral for some services, handed over as far as nothing waits.</summary>
    internal static Way Refer(string[] services, Goal? goal = null, Agreed? agreed = null)
    {
        var way = new Way { Agreed = agreed ?? Agreed() };
        way.State(EventTypes.ReferralSubmitted, Asking(services, goal));
        way.ReleaseAll();
        return way;
    }

    internal static ReferralSubmitted Asking(string[] services, Goal? goal = null) =>
        Cases.Referral.LivingIn("100") with { Services = services, Goal = goal, Agreement = Way.Claim("2026-03-01") };

    private static Manifest Plan(string id, RecipientClass from, RecipientClass to) => new()
    {
        Id = id, Purpose = "ACTIVATION", Event = EventTypes.PlanChanged, Step = 0, From = from, To = to, Bases = [BasisKind.PublicTask],
        Fields = ["ticket", "inReplyTo", "goal.code", "parts.services", "parts.lead.organisation", "parts.contact.phone", "parts.contact.role", "parts.state", "parts.waitsFor", "parts.nextStep"],
    };
}
