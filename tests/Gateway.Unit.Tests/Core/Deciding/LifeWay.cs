using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What tests about a client's life share: statements, deadlines that pass, and what is said.</summary>
internal static class LifeWay
{
    internal static Client Person { get; } = new() { Identifiers = [new Identifier("insz", Way.Insz)] };

    /// <summary>A way under dated rules, on which offices that know the benefit get it in step two.</summary>
    internal static Way Begin()
    {
        var way = new Way();
        way.Agreed = way.Agreed with
        {
            Policy = way.Agreed.Policy with
            {
                Manifests = [.. way.Agreed.Policy.Manifests.Select(m => m.Id switch
                {
                    "handover-1" => m with { Fields = [.. m.Fields, "client.identifiers.scheme", "client.identifiers.value", "client.identifiers.status", "client.identifiers.replacedBy"] },
                    "handover-2" => m with { Fields = [.. m.Fields, "client.identifiers.value", "registration.benefitScheme"] },
                    _ => m,
                })],
                Life = new LifeTerms
                {
                    BenefitNotices = [new("BE", "UNEMPLOYMENT", 6, new DateOnly(2026, 3, 1), null, "law"), new("BE", null, 3, null, null, "practice")],
                    Applications = [new("BE", 30, 5, null, null, "law")],
                },
            },
        };
        return way;
    }

    /// <summary>A way on which the ordinary referral has left.</summary>
    internal static Way Referred()
    {
        var way = Begin();
        way.Refer();
        way.ReleaseAll();
        return way;
    }

    internal static ClientSnapshot Now(this Way way) => way.Known.Clients.Find(way.Client.Id)!;

    internal static Decision Change(this Way way, Func<ClientChanged, ClientChanged> change) =>
        way.State(EventTypes.ClientChanged, change(new ClientChanged { Ticket = "c-" + way.Next(), Client = Person, SentAt = way.Now }));

    internal static Decision Transfer(this Way way, string to, string on, string? from = "UNEMPLOYMENT") =>
        way.State(EventTypes.BenefitTransferred, new BenefitTransferred { Ticket = "b-" + way.Next(), Client = Person, FromScheme = from, ToScheme = to, EffectiveOn = on, SentAt = way.Now });

    internal static Decision Ending(this Way way, string on, string? scheme = "UNEMPLOYMENT") =>
        way.State(EventTypes.BenefitEndingNotice, new BenefitEndingNotice { Ticket = "n-" + way.Next(), Client = Person, Scheme = scheme, EndsOn = on, SentAt = way.Now });

    internal static Decision Lodge(this Way way, string on, string? municipality = null, string agency = "pes") => way.State(
        EventTypes.ApplicationLodged,
        new ApplicationLodged { Ticket = "a-" + way.Next(), Client = Person with { Residence = municipality is null ? null : new Residence { Municipality = municipality } }, LodgedOn = on, SentAt = way.Now },
        agency: agency);

    /// <summary>An office answers that it is not competent. No other office is, so it goes back to whoever referred.</summary>
    internal static Decision Decline(this Way way, string office)
    {
        way.Reply(ReplyOutcomes.DeclinedNotCompetent, way.Now, office: office);
        return way.Again();
    }

    /// <summary>A deadline of a decision passes.</summary>
    internal static Decision Pass(this Way way, Deadline deadline)
    {
        way.Now = deadline.DueAt;
        var known = new DeadlineSnapshots
        {
            Clients = way.Known.Clients, Referrals = way.Known.Referrals, Handovers = way.Known.Handovers, Deliveries = way.Known.Deliveries, Records = way.Known.Records,
            Agreements = way.Known.Agreements, Disclosed = way.Known.Disclosed, LastSequences = way.Known.LastSequences, Deadlines = [deadline],
        };
        var decision = DeadlineRules.Decide(known, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Clocks, SubjectId = deadline.Id });
        way.Known.Take(decision);
        return decision;
    }

    internal static Deadline Clock(this Decision decision) => decision.New<Deadline>().ShouldHaveSingleItem();

    internal static OfficeTask Task(this Decision decision) => decision.New<OfficeTask>().Where(t => t.ReasonCode != "not-accepted").ShouldHaveSingleItem();

    internal static RecordSnapshot Record(this Decision decision) => decision.After<RecordSnapshot>().ShouldHaveSingleItem();

    internal static string Says(this OfficeTask task) => StoredSentence.Read(task.Text).ToString();

    /// <summary>Handovers that a decision sends once more.</summary>
    internal static IReadOnlyList<DeliverySnapshot> Corrections(this Decision decision) => [.. decision.New<DeliverySnapshot>().Where(d => d.Event == EventTypes.ReferralHandover && d.Revision > 0)];
}
