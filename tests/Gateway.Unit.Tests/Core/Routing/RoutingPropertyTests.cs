using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>What holds of routing whatever the directory, the agreements, the referral and the answers are. A failure prints its seed.</summary>
public sealed class RoutingPropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(1500);
    private static readonly string[] Offices = ["a", "b", "c", "d", "e", "f"];
    private static readonly string[] ServicesOf = ["S1", "S2", "S3"];
    private static readonly string[] Towns = ["100", "200"];

    [Fact]
    public void Routing_ends_whatever_offices_answer_and_asks_nobody_twice() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var (agreed, given, places, random) = World(seed);
        List<Decline> declined = [];
        for (var asked = 0; asked <= Offices.Length; asked++)
        {
            if (Routes.Decide(given with { Before = new AskedBefore { Declined = declined } }, agreed, places) is not RoutingDecision.Routed routed)
                return true;
            if (routed.Legs.Any(l => declined.Exists(d => d.Agency == l.Recipient)))
                return false;
            declined = [.. declined, new Decline(routed.Legs[random.Next(routed.Legs.Count)].Recipient, random.Next(2) == 0, DateTimeOffset.UnixEpoch)];
        }

        return false;
    }).Check(Runs);

    [Fact]
    public void The_same_question_has_the_same_answer() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var (one, other) = (World(seed), World(seed));
        return Shown(Routes.Decide(one.Given, one.Agreed, one.Places)) == Shown(Routes.Decide(other.Given, other.Agreed, other.Places));
    }).Check(Runs);

    [Fact]
    public void A_referral_goes_only_to_an_office_that_is_competent() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var (agreed, given, places, random) = World(seed);
        if (random.Next(2) == 0)
            given = given with { Before = new AskedBefore { Declined = [new Decline(Offices[random.Next(Offices.Length)], true, DateTimeOffset.UnixEpoch)] } };
        return Routes.Decide(given, agreed, places) is not RoutingDecision.Routed routed || routed.Legs.All(Competent);

        bool Competent(Leg leg)
        {
            var office = agreed.Directory.Find(leg.Recipient)!;
            var named = given.Referral.Recipient?.Organisation == office.Id;
            return office.Live && !office.Closed(given.Today) && office.Class is RecipientClass.Welfare or RecipientClass.Provider
                && leg.Services.All(s => agreed.Directory.OfferOf(s, office.Id) is not null && routed.Agreement is not { Services.Count: > 0 } | routed.Agreement?.Services.Contains(s) == true)
                && (named || AgencyDirectory.Serves(office, "BE", routed.Municipality, given.Today))
                && (office.Class != RecipientClass.Provider || routed.Agreement!.Providers.Contains(office.Id))
                && (!given.Before.GoesOn || routed.Agreement!.Parties.Concat(routed.Agreement.Providers).Contains(office.Id))
                && given.Before.Declined.All(d => d.Agency != office.Id);
        }
    }).Check(Runs);

    [Fact]
    public void A_change_of_the_benefit_alone_changes_no_service_and_no_turn() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var (agreed, given, places, random) = World(seed);
        string?[] schemes = [null, "UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "OTHER"];
        var changed = given with
        {
            Referral = given.Referral with
            {
                Registration = new Registration { BenefitScheme = schemes[random.Next(schemes.Length)], UnemployedSince = given.Referral.Registration?.UnemployedSince },
                Assistance = random.Next(2) == 0 ? null : new Assistance { Law = random.Next(1, 7).ToString(CultureInfo.InvariantCulture), GrantedOn = "2025-06-01" },
            },
        };
        return Where(Routes.Decide(given, agreed, places)) == Where(Routes.Decide(changed, agreed, places));
    }).Check(Runs);

    private static string Shown(RoutingDecision decision) => Where(decision) + "|" + string.Join(';', decision.Why.Notices.Concat(decision.Why.Facts));

    private static string Where(RoutingDecision decision) => decision switch
    {
        RoutingDecision.Routed routed => string.Join(';', routed.Legs.Select(l => l.Recipient + "=" + string.Join(',', l.Services))),
        RoutingDecision.Unroutable none => none.Code + "|" + string.Join(',', none.WaitsFor) + "|" + none.NeedsFirst,
        _ => "",
    };

    private static (Agreed Agreed, ReferralCase Given, PlacesFor Places, Random Random) World(int seed)
    {
        var random = new Random(seed);
        Agency[] agencies = [.. Offices.Select(o => new Agency
        {
            Id = o, Name = o, Country = "BE", Channel = ChannelKind.Feed, Live = random.Next(8) > 0, ClosesOn = random.Next(10) == 0 ? Cases.Today : null,
            Class = random.Next(4) == 0 ? RecipientClass.Provider : random.Next(8) == 0 ? RecipientClass.PesControl : RecipientClass.Welfare,
            Territory = random.Next(4) == 0 ? [] : [new Territory(Towns[random.Next(2)], null, random.Next(6) == 0 ? Cases.Today.AddDays(-1) : null)],
        }), Cases.Pes];
        Service[] services = [.. ServicesOf.Select(s => new Service
        {
            Code = s, Names = Cases.Words,
            Offers = [.. Offices.Append("pes").Where(_ => random.Next(3) > 0).Select(o => new ServiceOffer(o, random.Next(2) == 0 ? null : random.Next(3)) { OwnFirst = random.Next(3) == 0 })],
        })];
        var directory = new AgencyDirectory(
            "d", agencies, Towns.Select(t => new Municipality { Country = "BE", Code = t, Name = "Town " + t }), services,
            new Dictionary<string, IReadOnlyCollection<DateOnly>>());
        Collaboration[] sites = [.. Enumerable.Range(0, random.Next(3)).Select(i => Cases.Local with
        {
            Id = "site-" + i, Parties = ["pes", .. Offices.Where(_ => random.Next(2) == 0)], Providers = [.. Offices.Where(_ => random.Next(3) == 0)],
            Municipalities = [Towns[random.Next(2)]], Services = random.Next(3) == 0 ? [ServicesOf[random.Next(3)]] : [],
            WhenFull = random.Next(2) == 0 ? WhenFull.Hold : WhenFull.Waitlist, MostClientsPerOffice = random.Next(3) == 0 ? 2 : null,
            ValidTo = random.Next(6) == 0 ? Cases.Today.AddDays(-1) : null,
            NeedFirst = new Criterion.Any([new Criterion.OneOf("barriers", ["DEBT"]), new Criterion.OneOf("benefitScheme", ["UNEMPLOYMENT"])]),
            TargetGroups = random.Next(2) == 0 ? [] : [new TargetGroupRule(TargetGroup.BenefitClientWithBarriers, new Criterion.All([new Criterion.OneOf("barriers", ["DEBT"]), new Criterion.OneOf("benefitScheme", ["UNEMPLOYMENT"])]))],
        })];
        var places = new PlacesFor();
        foreach (var (office, service) in from o in Offices from s in ServicesOf select (o, s))
        {
            places.Held[(office, service)] = random.Next(3);
            places.Wait[(office, service)] = random.Next(2);
            places.Guided[office] = random.Next(4);
        }

        var given = Cases.Case(Cases.Referral.LivingIn(random.Next(6) == 0 ? null : Towns[random.Next(2)]) with
        {
            Services = [.. ServicesOf.Where(_ => random.Next(2) == 0).DefaultIfEmpty("S1")],
            Recipient = random.Next(2) == 0 ? null : new Party { Organisation = Offices[random.Next(Offices.Length)] },
            Barriers = random.Next(2) == 0 ? null : [new Barrier { Code = random.Next(2) == 0 ? "DEBT" : "HOUSING" }],
        });
        return (new Agreed(directory, Cases.Policy, sites), given, places, random);
    }
}
