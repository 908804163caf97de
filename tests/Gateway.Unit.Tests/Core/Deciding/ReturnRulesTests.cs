using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Returns;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A record that took no effect goes back to its sender.</summary>
public sealed class ReturnRulesTests
{
    private static readonly Guid Record = Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b40");
    private static readonly ReturnedRecord Reason = new(new RecordName(Record, 2), "unknown-code", new Sentence("The code QQ is not in the list."), "barriers.code", 31);

    [Theory]
    [InlineData(TaskKinds.SetAside, false, "pes", 1)]
    [InlineData(TaskKinds.SetAside, true, "pes", 0)]
    [InlineData(TaskKinds.Withheld, false, "pes", 0)]
    [InlineData(TaskKinds.Returned, false, "pes", 0)]
    [InlineData(TaskKinds.SetAside, false, "office-c", 0)]
    [InlineData(TaskKinds.SetAside, false, "nobody", 0)]
    public void Only_open_tasks_about_records_set_aside_go_back_and_only_to_whom_takes_part(string kind, bool closed, string agency, int expected)
    {
        var way = new Way();

        var (returned, decision) = Return(way, Task(kind, agency) with { ClosedAt = closed ? way.Now : null });

        returned.Count.ShouldBe(expected);
        decision.New<DeliverySnapshot>().Count(d => d.IsReturn && d.Recipient == agency && d.From == agency && d.ClientId == Record).ShouldBe(expected);
        decision.Effects.OfType<Effect.Audited>().Count(a => a.Kind == ReturnRules.AuditKind).ShouldBe(expected);
        decision.Effects.OfType<Effect.TaskClosed>().Count(c => c.By == ReturnRules.Returned).ShouldBe(expected, "what nobody is told of stays open");
    }

    [Fact]
    public void Two_tasks_about_one_record_are_one_return()
    {
        var (returned, decision) = Return(new Way(), Task(), Task());

        returned.ShouldBe([Record]);
        decision.New<DeliverySnapshot>().ShouldHaveSingleItem().Sequence.ShouldBe(1);
    }

    [Fact]
    public void What_still_waits_to_leave_is_joined_by_no_second_event()
    {
        var way = new Way();
        way.Known.Take(Return(way, Task()).Decision);

        var (returned, decision) = Return(way, Task() with { ReasonCode = "not-a-date" });

        returned.ShouldBe([Record]);
        decision.New<DeliverySnapshot>().ShouldBeEmpty();
        decision.After<DeliverySnapshot>().ShouldHaveSingleItem("its release at the same moment must notice");
    }

    [Fact]
    public void An_office_without_a_system_has_it_on_its_page()
    {
        var way = new Way { Agreed = Agreed(Cases.Pes with { Channel = ChannelKind.Inbox }) };

        var (returned, decision) = Return(way, Task());

        returned.ShouldBe([Record]);
        decision.New<DeliverySnapshot>().ShouldBeEmpty();
        var task = decision.New<OfficeTask>().ShouldHaveSingleItem();
        (task.Kind, task.Agency, task.SubjectId, task.ReasonCode).ShouldBe((TaskKinds.Returned, "pes", Record, "unknown-code"));
    }

    [Theory]
    [InlineData(ChannelKind.Feed, false)]
    [InlineData(ChannelKind.File, true)]
    [InlineData(ChannelKind.Amqp, true)]
    public void What_the_gateway_brings_is_work_for_the_delivery_stage(ChannelKind channel, bool brought) =>
        Return(new Way { Agreed = Agreed(Cases.Pes with { Channel = channel }) }, Task()).Decision.Effects.OfType<Effect.Enqueued>().Any(e => e.Stage == StageNames.Delivery).ShouldBe(brought);

    [Theory]
    [InlineData("en", "The field holds a code that is not in the agreed list.", "Use a code of the agreed list")]
    [InlineData("nl", "Het veld bevat een code die niet in de afgesproken lijst staat.", "Gebruik een code uit de afgesproken lijst")]
    [InlineData("fr", "Le champ contient un code qui ne figure pas dans la liste convenue.", "Utilisez un code de la liste convenue")]
    public void A_return_says_where_why_and_what_to_do_in_the_senders_language_and_no_value(string language, string sentence, string remedy)
    {
        var result = Release(new Way { Agreed = Agreed(Cases.Pes with { Language = language }) }, Reason);

        var data = JsonNode.Parse(result.Bytes.Span)!.AsObject();
        data.Select(m => m.Key).ShouldBe(OwnRecord.Fields, ignoreOrder: true);
        ((string?)data["record"], (string?)data["code"], (string?)data["path"], (int?)data["line"], (string?)data["sentence"], (string?)data["language"])
            .ShouldBe(($"{Record:D}.2", "unknown-code", "barriers.code", 31, sentence, language));
        ((string?)data["remedy"])!.ShouldStartWith(remedy);
        data.ToJsonString().ShouldNotContain("QQ");
        result.Decision.Effects.OfType<Effect.Released>().ShouldHaveSingleItem().Disclosure.Manifest.ShouldBe(OwnRecord.Name);
    }

    [Fact]
    public void What_is_longer_than_a_contract_event_holds_is_cut()
    {
        var result = Release(new Way(), Reason with { Code = "own-code", Path = string.Concat(Enumerable.Repeat("naïef🙂", 90)), Text = new Sentence(new string('x', 900)) });

        var data = JsonNode.Parse(result.Bytes.Span)!.AsObject();
        ((string)data["path"]!).EnumerateRunes().Count().ShouldBe(ContractText.Longest);
        ((string)data["sentence"]!).Length.ShouldBe(ContractText.Longest);
    }

    [Fact]
    public void What_was_settled_meanwhile_does_not_go_back()
    {
        var result = Release(new Way(), null);

        result.Released.ShouldBeNull();
        result.Decision.After<DeliverySnapshot>().Single().ReasonCode.ShouldBe(ReturnRules.Settled);
    }

    [Fact]
    public void Nothing_leaves_for_a_sender_that_is_not_in_the_directory_any_more()
    {
        var way = new Way();
        var delivery = Return(way, Task()).Decision.New<DeliverySnapshot>().Single();
        var without = new Way { Agreed = Agreed(Cases.Pes with { Live = false }) };

        var result = ReleaseRules.Decide(Known(delivery, Reason), without.Circumstances, delivery, new Plain());

        result.Decision.After<DeliverySnapshot>().Single().ReasonCode.ShouldBe(WithheldCodes.RecipientNotLive);
    }

    [Fact]
    public void Every_code_has_words_in_every_language_that_fit_into_an_event()
    {
        foreach (var code in ReturnWords.Codes)
        {
            var sentences = SpokenLanguage.Codes.Select(l => ReturnWords.Sentence(l, code, written: null)).ToList();
            var remedies = SpokenLanguage.Codes.Select(l => ReturnWords.Remedy(l, code)).ToList();
            (sentences.Distinct(StringComparer.Ordinal).Count(), remedies.Distinct(StringComparer.Ordinal).Count()).ShouldBe((3, 3), code);
            sentences.Concat(remedies).ShouldAllBe(t => t.Length <= ContractText.Longest);
        }
    }

    private static OfficeTask Task(string kind = TaskKinds.SetAside, string agency = "pes") =>
        new() { Id = Guid.CreateVersion7(Way.Morning), Kind = kind, Agency = agency, SubjectId = Record, ReasonCode = "unknown-code", Text = """["","A code that the list lacks."]""" };

    private static Agreed Agreed(Agency pes) =>
        Cases.Agreed(Cases.Local) with { Directory = new AgencyDirectory("dir-1", [pes], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };

    private static (IReadOnlyList<Guid> Returned, Decision Decision) Return(Way way, params OfficeTask[] tasks)
    {
        var draft = new Draft(way.Known, way.Circumstances);
        var returned = ReturnRules.Return(draft, "otto", tasks);
        return (returned, draft.Decided());
    }

    private static ReleaseRules.Result Release(Way way, ReturnedRecord? reason)
    {
        var delivery = Return(way, Task()).Decision.New<DeliverySnapshot>().Single();
        return ReleaseRules.Decide(Known(delivery, reason), way.Circumstances, delivery, new Plain());
    }

    private static ReleaseSnapshots Known(DeliverySnapshot delivery, ReturnedRecord? reason) => new()
    {
        Deliveries = new SnapshotSet<DeliverySnapshot>([delivery]),
        Returned = reason is null ? new Dictionary<Guid, ReturnedRecord>() : new Dictionary<Guid, ReturnedRecord> { [Record] = reason },
    };

    private sealed class Plain : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new("application/json", System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()), []);
    }
}
