using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Numbers are replaced on the notice of a register and of nobody else; the link is attributable and can be undone.</summary>
public sealed class ReplacementTests
{
    private const string Second = "17073003384";
    private const string Third = "98472899765";

    [Fact]
    public void A_register_replaces_and_who_has_the_client_is_corrected()
    {
        var way = LifeWay.Referred();

        var decision = way.Replace(Way.Insz, Second);

        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Second)).ShouldBe(way.Client.Id);
        var sent = Encoding.UTF8.GetString(way.Release(decision.Corrections().ShouldHaveSingleItem()).Bytes.Span);
        sent.ShouldContain($$"""[{"scheme":"insz","value":"{{Second}}"},{"scheme":"insz","value":"{{Way.Insz}}","status":"cancelled","replacedBy":"{{Second}}"}]""");
        var entry = way.Known.Lives[way.Client.Id].Numbers.ShouldHaveSingleItem();
        (entry.By, entry.At, entry.Counts).ShouldBe(("register", way.Now, true));
        decision.Effects.OfType<Effect.Audited>().Where(a => a.Kind == "client.identifier-replaced").Select(a => (a.Actor, a.Subject)).ShouldContain(("register", way.Client.Id));
        way.Replace(Way.Insz, Second).Corrections().ShouldBeEmpty("told once");
    }

    [Theory]
    [InlineData("pes")]
    [InlineData("office-a")]
    public void Nobody_else_replaces_a_number_and_is_told_so(string agency)
    {
        var way = LifeWay.Referred();

        var decision = way.Replace(Way.Insz, Second, agency);

        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Second)).ShouldBeNull();
        decision.Corrections().ShouldBeEmpty();
        decision.Record().ReasonCode.ShouldBe(LifeCodes.NotARegister);
        (decision.Task().Agency, decision.Task().ReasonCode).ShouldBe((agency, LifeCodes.NotARegister));
        ClientsByNumber.HashesOf(way.Index, agency, new Client { Identifiers = [new Identifier("insz", Way.Insz) { ReplacedBy = Second }] }).Count().ShouldBe(1, "also not in a referral");
    }

    [Fact]
    public void Two_clients_of_one_agency_become_one_person()
    {
        var way = LifeWay.Referred();
        var other = way.Meet("pes", Second);

        way.Replace(Way.Insz, Second);

        way.Now().LinkedTo.ShouldBe(other.Id);
        way.State(EventTypes.ReferralAmended, Cases.Referral with { InReplyTo = "t-1", SentAt = way.Now.AddMinutes(-1), Client = Cases.Referral.Client with { Identifiers = [new Identifier("insz", Second)] } }, other.Id)
            .After<RecordSnapshot>().Last().ReasonCode.ShouldNotBe(SetAside.OtherClient);
        way.Reply(ReplyOutcomes.Received, way.Now, insz: Second).After<RecordSnapshot>().Single().State.ShouldBe(RecordState.Done);
    }

    [Fact]
    public void Who_is_known_under_two_linked_numbers_withdraws_and_objects_under_both()
    {
        var way = LifeWay.Referred();
        var other = way.Meet("pes", Second);
        way.Replace(Way.Insz, Second);

        way.SayNo("pes", new ClientChanged { Ticket = "c-9", Client = new Client { Identifiers = [new Identifier("insz", Second)], Protection = new Protection { Objected = true } } }, other.Id);
        (way.Now().Objected, way.Known.Clients.Find(other.Id)!.Objected).ShouldBe((true, true));
        way.SayNo("pes", new ConsentWithdrawn { Ticket = "w-1", Client = new Client { Identifiers = [new Identifier("insz", Second)] } }, other.Id);
        way.Known.Agreements.All.Where(a => a.GivenOn is not null).ShouldAllBe(a => a.Status == Gateway.Core.Privacy.AgreementStatus.Withdrawn);
    }

    [Fact]
    public void Somebody_with_another_number_is_never_linked()
    {
        var way = LifeWay.Referred();
        var namesake = way.Meet("pes", Third);

        way.Replace(Way.Insz, Second);

        (way.Now().LinkedTo, way.Known.Clients.Find(namesake.Id)!.LinkedTo).ShouldBe((null, null));
        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Third)).ShouldBe(namesake.Id);
    }

    [Fact]
    public void A_chain_is_followed_to_its_end_in_either_order()
    {
        var way = LifeWay.Referred();
        way.Replace(Second, Third);

        var decision = way.Replace(Way.Insz, Second);

        way.Known.Lives[way.Client.Id].Latest("insz", Way.Insz).ShouldBe(Third);
        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Third)).ShouldBe(way.Client.Id);
        Encoding.UTF8.GetString(way.Release(decision.Corrections().Single()).Bytes.Span).ShouldContain($"\"replacedBy\":\"{Third}\"");

        var other = LifeWay.Referred();
        other.Replace(Way.Insz, Second);
        other.Replace(Second, Third);
        other.Known.Lives[other.Client.Id].Latest("insz", Way.Insz).ShouldBe(Third);
    }

    [Fact]
    public void A_number_never_replaces_itself()
    {
        var way = LifeWay.Referred();
        way.Replace(Way.Insz, Way.Insz).Record().ReasonCode.ShouldBe(LifeCodes.ReplacedInCircle);
        way.Replace(Way.Insz, Second);
        way.Replace(Second, Third);

        foreach (var (old, by) in new[] { (Third, Way.Insz), (Second, Way.Insz), (Third, Second) })
        {
            var record = way.Replace(old, by).Record();
            (record.State, record.ReasonCode).ShouldBe((RecordState.SetAside, LifeCodes.ReplacedInCircle));
        }

        way.Known.Lives[way.Client.Id].Latest("insz", Way.Insz).ShouldBe(Third);
    }

    [Fact]
    public void Three_clients_whose_numbers_are_replaced_one_by_the_other_are_one_person()
    {
        var way = LifeWay.Referred();
        var (second, third) = (way.Meet("pes", Second), way.Meet("pes", Third));

        way.Replace(Way.Insz, Second);
        way.Replace(Second, Third);

        Heads(way, way.Client, second, third).ShouldBe([third.Id, third.Id, third.Id]);
        var other = LifeWay.Referred();
        (second, third) = (other.Meet("pes", Second), other.Meet("pes", Third));
        other.Replace(Second, Third);
        other.Replace(Way.Insz, Second);
        Heads(other, other.Client, second, third).ShouldBe([third.Id, third.Id, third.Id]);
    }

    [Fact]
    public void Two_numbers_that_one_replaced_are_one_person()
    {
        var way = LifeWay.Referred();
        var (second, third) = (way.Meet("pes", Second), way.Meet("pes", Third));

        way.Replace(Way.Insz, Third);
        var decision = way.Replace(Second, Third);

        Heads(way, way.Client, second, third).ShouldBe([third.Id, third.Id, third.Id]);
        decision.Effects.OfType<Effect.ReliedOn>().ShouldContain(r => r.Row.Id == third.Id, "of two notices at the same moment the second sees the first");
        way.Reply(ReplyOutcomes.Received, way.Now, insz: Second).After<RecordSnapshot>().Single().State.ShouldBe(RecordState.Done);
    }

    [Fact]
    public void A_no_under_the_third_number_reaches_the_first()
    {
        var way = LifeWay.Referred();
        var third = Chained(way).Third;

        way.SayNo("pes", new ClientChanged { Ticket = "c-9", Client = Of(Third) with { Protection = new Protection { Objected = true } } }, third.Id);
        way.Now().Objected.ShouldBeTrue();
        way.SayNo("pes", new ConsentWithdrawn { Ticket = "w-1", Client = Of(Third) }, third.Id);
        way.Known.Agreements.All.Where(a => a.GivenOn is not null).ShouldAllBe(a => a.Status == Gateway.Core.Privacy.AgreementStatus.Withdrawn);
    }

    [Fact]
    public void Who_links_the_middle_wrongly_parts_it_and_leaves_the_rest()
    {
        var way = LifeWay.Referred();
        var (second, third) = Chained(way);

        way.Known.Take(UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Second, "dora").Decision);

        Heads(way, way.Client, second, third).ShouldBe([second.Id, second.Id, third.Id]);
        way.Known.Take(UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Way.Insz, "dora").Decision);
        Heads(way, way.Client, second, third).ShouldBe([way.Client.Id, second.Id, third.Id]);

        var known = LifeWay.Referred();
        (second, third) = Chained(known);
        known.Known.Take(UndoneLinkRules.Decide(known.Known, known.Circumstances, "pes", "insz", Way.Insz, "dora").Decision);
        Heads(known, known.Client, second, third).ShouldBe([known.Client.Id, third.Id, third.Id]);
    }

    [Fact]
    public void A_link_is_undone_under_the_number_that_stands_for_the_others()
    {
        var way = LifeWay.Referred();
        var second = way.Meet("pes", Second);
        way.Replace(Way.Insz, Second);

        var (answer, decision) = UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Second, "dora");
        way.Known.Take(decision);

        answer.Code.ShouldBe(LinkAnswers.Undone);
        Heads(way, way.Client, second).ShouldBe([way.Client.Id, second.Id]);
    }

    [Fact]
    public void Numbers_that_only_followed_from_an_undone_link_name_nobody_again()
    {
        var way = LifeWay.Referred();
        way.Replace(Way.Insz, Second);
        way.Replace(Second, Third);

        way.Known.Take(UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Way.Insz, "dora").Decision);

        foreach (var number in new[] { Second, Third })
            way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", number)).ShouldBeNull();
        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Way.Insz)).ShouldBe(way.Client.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_no_that_was_said_before_the_link_counts_under_each_number(bool first)
    {
        var way = LifeWay.Referred();
        var second = way.Meet("pes", Second);
        var (said, number) = first ? (way.Client, Way.Insz) : (second, Second);
        way.SayNo("pes", new ClientChanged { Ticket = "c-9", SentAt = way.Now, Client = Of(number) with { Protection = new Protection { Objected = true } } }, said.Id);
        way.Now = way.Now.AddHours(1);

        var clock = way.Replace(Way.Insz, Second).Clock();

        (way.Now().Objected, way.Known.Clients.Find(second.Id)!.Objected).ShouldBe((true, true));
        (clock.Kind, clock.SubjectId).ShouldBe((DeadlineKinds.StandingChanged, first ? second.Id : way.Client.Id));
        way.Pass(clock);
        way.Deliveries.Any(d => d.Recipient == "office-a" && d.Status == CoarseStatuses.ClientObjected).ShouldBeTrue();
    }

    [Fact]
    public void What_is_not_objected_to_under_one_number_lifts_nothing_under_the_other()
    {
        var way = LifeWay.Referred();
        var second = way.Meet("pes", Second);
        way.SayNo("pes", new ClientChanged { Ticket = "c-8", SentAt = way.Now, Client = Of(Way.Insz) with { Protection = new Protection { Objected = true } } }, way.Client.Id);
        way.Now = way.Now.AddHours(1);
        var lifted = new ClientChanged { Ticket = "c-9", SentAt = way.Now, Client = Of(Second) with { Protection = new Protection { Objected = false } } };
        way.SayNo("pes", lifted, second.Id);

        way.Replace(Way.Insz, Second);

        (way.Now().Objected, way.Known.Clients.Find(second.Id)!.Objected).ShouldBe((true, true));
        way.SayNo("pes", lifted, second.Id);
        way.Known.Clients.Find(second.Id)!.Objected.ShouldBeTrue("said once more");
        way.Now = way.Now.AddHours(1);
        way.SayNo("pes", lifted with { SentAt = way.Now }, second.Id);
        (way.Now().Objected, way.Known.Clients.Find(second.Id)!.Objected).ShouldBe((false, false));
    }

    [Fact]
    public void A_secret_address_under_one_number_protects_under_each()
    {
        var way = LifeWay.Referred();
        var third = Chained(way).Third;

        var clock = way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-9", SentAt = way.Now, Client = Of(Third) with { Protection = new Protection { SecretAddress = true } } }, third.Id).Clock();
        way.Pass(clock);

        way.Now().SecretAddress.ShouldBeTrue();
        way.Now = way.Now.AddHours(1);
        way.Pass(way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-9", SentAt = way.Now, Client = Of(Third) with { Protection = new Protection { SecretAddress = false } } }, third.Id).Clock());
        way.Now().SecretAddress.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "2026-03-09", true)]
    [InlineData(null, "2026-03-10", false)]
    [InlineData("A-1", "2026-03-09", true)]
    [InlineData("A-2", "2026-03-09", false)]
    public void What_was_withdrawn_before_the_link_is_withdrawn_under_each_number(string? record, string givenOn, bool withdrawn)
    {
        var way = LifeWay.Begin();
        var second = way.Meet("pes", Second);
        way.SayNo("pes", new ConsentWithdrawn { Ticket = "w-1", AgreementRecordId = record, Client = Of(Second) }, second.Id);
        way.Now = way.Now.AddDays(2);
        way.Refer(givenOn, recordId: "A-1");
        way.ReleaseAll();

        way.Replace(Way.Insz, Second);

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(withdrawn ? Gateway.Core.Privacy.AgreementStatus.Withdrawn : Gateway.Core.Privacy.AgreementStatus.Given);
        way.Deliveries.Any(d => d.Status == CoarseStatuses.AgreementWithdrawn && d.Recipient == "office-a").ShouldBe(withdrawn, "the office is told");
        way.Refer(givenOn, recordId: "A-1", ticket: "t-2");
        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(withdrawn ? Gateway.Core.Privacy.AgreementStatus.Withdrawn : Gateway.Core.Privacy.AgreementStatus.Given, "repeating it opens nothing");
    }

    private static Client Of(string number) => new() { Identifiers = [new Identifier("insz", number)] };

    private static (ClientSnapshot Second, ClientSnapshot Third) Chained(Way way)
    {
        var clients = (way.Meet("pes", Second), way.Meet("pes", Third));
        way.Replace(Way.Insz, Second);
        way.Replace(Second, Third);
        return clients;
    }

    private static List<Guid> Heads(Way way, params ClientSnapshot[] clients) => [.. clients.Select(c => way.Known.Clients.Find(c.Id)!.Person)];

    [Fact]
    public void An_officer_undoes_the_link_and_the_office_is_corrected_back()
    {
        var way = LifeWay.Referred();
        way.Release(way.Replace(Way.Insz, Second).Corrections().Single());

        var (answer, decision) = UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Way.Insz, "dora");
        way.Known.Take(decision);

        answer.ShouldBe(new LinkAnswer(LinkAnswers.Undone, 1));
        Encoding.UTF8.GetString(way.Release(decision.Corrections().Single()).Bytes.Span).ShouldNotContain(Second);
        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Second)).ShouldBeNull("it names nobody again");
        var entry = way.Known.Lives[way.Client.Id].Numbers.ShouldHaveSingleItem();
        (entry.By, entry.UndoneBy, entry.UndoneAt).ShouldBe(("register", "dora", way.Now), "the history stays");
        decision.Effects.OfType<Effect.Audited>().ShouldContain(a => a.Kind == "client.link-undone" && a.Actor == "dora");
        UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Way.Insz, "dora").Answer.Code.ShouldBe(LinkAnswers.NothingLinked);
        UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Second, "dora").Answer.Code.ShouldBe(LinkAnswers.UnknownClient);
        way.Replace(Way.Insz, Second).Corrections().Count.ShouldBe(1, "a new notice links again");
    }

    [Fact]
    public void Two_clients_whose_link_is_undone_are_two_again()
    {
        var way = LifeWay.Referred();
        var other = way.Meet("pes", Second);
        way.Replace(Way.Insz, Second);

        way.Known.Take(UndoneLinkRules.Decide(way.Known, way.Circumstances, "pes", "insz", Way.Insz, "dora").Decision);

        way.Now().LinkedTo.ShouldBeNull();
        way.Known.ClientOf("pes", way.Index.Identifier("pes", "insz", Second)).ShouldBe(other.Id, "it named the other before");
    }
}
