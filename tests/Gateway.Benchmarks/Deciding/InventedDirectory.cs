using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Benchmarks.Deciding;

/// <summary>A directory of a whole country, made from a seed: 600 offices, 5,000 services, a local agreement for each five offices, and referrals to decide.</summary>
internal static class InventedDirectory
{
    internal const int Offices = 600;
    internal const int Services = 5_000;
    private const int Together = 5;
    private const int OffersOfAService = 12;
    private static readonly DateOnly Today = new(2026, 3, 19);
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["en"] = "invented" };

    internal static (Agreed Agreed, ReferralCase[] Cases) Make(Policy policy, int seed, int cases)
    {
        var random = new Random(seed);
        Agency pes = Office("pes", RecipientClass.Pes);
        Agency[] offices = [.. Enumerable.Range(0, Offices).Select(i => Office(Id(i), RecipientClass.Welfare, Town(i), Town((i + 1) % Offices)))];
        Service[] services = [.. Enumerable.Range(0, Services).Select(s => new Service
        {
            Code = Code(s), Names = Names,
            // Whatever is offered is offered everywhere by twelve services in a hundred, as debt advice is.
            Offers = [.. (s % 8 == 0 ? Enumerable.Range(0, Offices) : Enumerable.Range(0, OffersOfAService).Select(_ => random.Next(Offices)).Distinct())
                .Select(o => new ServiceOffer(Id(o), random.Next(3) == 0 ? random.Next(20) : null))],
        })];
        var directory = new AgencyDirectory(
            "invented", [pes, .. offices], offices.Select((_, i) => new Municipality { Country = "BE", Code = Town(i), Name = "Town " + Town(i) }), services,
            new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal));
        Collaboration[] sites = [.. Enumerable.Range(0, Offices / Together).Select(i => new Collaboration
        {
            Id = "site-" + Number(i), Title = "", Version = "1", ValidFrom = new DateOnly(2025, 1, 1), Paperwork = new Paperwork("p", "a", "b", "c"),
            Parties = ["pes", .. Enumerable.Range(i * Together, Together).Select(Id)], Municipalities = [.. Enumerable.Range(i * Together, Together).Select(Town)],
            WhenFull = i % 3 == 0 ? WhenFull.Hold : WhenFull.Waitlist, MostClientsPerOffice = i % 4 == 0 ? 60 : null,
            TargetGroups = [new TargetGroupRule(TargetGroup.BenefitClientWithBarriers, new Criterion.All([new Criterion.OneOf("barriers", ["DEBT", "HOUSING"]), new Criterion.Between("unemployedMonths", 12, null)]))],
        })];
        return (new Agreed(directory, policy, sites), [.. Enumerable.Range(0, cases).Select(i => Case(random, pes, i))]);
    }

    private static ReferralCase Case(Random random, Agency pes, int number) => new()
    {
        Sender = pes,
        Today = Today,
        Referral = new ReferralSubmitted
        {
            Ticket = "t-" + Number(number), Purpose = "ACTIVATION", Question = "INVENTED", Services = [Code(random.Next(Services / 8) * 8), Code(random.Next(Services))],
            Recipient = random.Next(4) == 0 ? new Party { Organisation = Id(random.Next(Offices)) } : null,
            Client = new Client { Identifiers = [], Residence = new Residence { Municipality = Town(random.Next(Offices)) } },
            Registration = new Registration { UnemployedSince = "2024-10-01", BenefitScheme = "UNEMPLOYMENT" },
            Barriers = [new Contracts.Events.Barrier { Code = "DEBT" }],
        },
    };

    private static Agency Office(string id, RecipientClass kind, params string[] towns) => new()
    {
        Id = id, Name = id, Class = kind, Country = "BE", Channel = ChannelKind.Feed, Territory = [.. towns.Select((t, i) => new Territory(t, null, i == 0 ? null : new DateOnly(2025, 12, 31)))],
    };

    private static string Number(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    private static string Id(int office) => "office-" + Number(office);

    private static string Town(int town) => (10_000 + town).ToString(CultureInfo.InvariantCulture);

    private static string Code(int service) => "SERVICE_" + Number(service);

    /// <summary>Nobody holds a place in every third office; in the others some do.</summary>
    internal sealed class Places : IOccupancy
    {
        public int Taken(string agency, string service) => agency.Length > 0 && agency[^1] % 3 != 0 ? 5 : 0;
    }
}
