using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A record that took no effect goes back to its sender.</summary>
public sealed class ReturnRulesTests
{
    private static readonly Guid Record = Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b40");
    private static readonly ReturnedRecord Reason = new(new RecordName(Record, 2), "unknown-code", "The code is not in the list.", "barriers.code", 31);

    [Theory]
    [InlineData(TaskKinds.SetAside, false, 1)]
    [InlineData(TaskKinds.SetAside, true, 0)]
    [InlineData(TaskKinds.Withheld, false, 0)]
    public void Only_open_tasks_about_records_set_aside_go_back(string kind, bool closed, int deliveries)
    {
        var decision = Return(new Way(), kind, closed);

        decision.New<DeliverySnapshot>().Count(d => d is { Event: EventTypes.RecordReturned, Recipient: "pes", From: "pes" }).ShouldBe(deliveries);
        decision.Effects.OfType<Effect.Audited>().Count(a => a.Kind == "record.returned").ShouldBe(deliveries);
        decision.Effects.OfType<Effect.TasksClosed>().Count(c => c.By == ReturnRules.Returned).ShouldBe(deliveries);
    }

    [Fact]
    public void A_return_says_where_why_and_what_to_do_and_nothing_else()
    {
        var way = new Way();
        var result = Release(way, Reason);

        var data = JsonNode.Parse(result.Bytes.Span)!.AsObject();
        data.Select(m => m.Key).ShouldBe(OwnRecord.Fields, ignoreOrder: true);
        ((string?)data["record"], (string?)data["code"], (string?)data["path"], (int?)data["line"], (string?)data["sentence"])
            .ShouldBe(($"{Record:D}.2", "unknown-code", "barriers.code", 31, "The code is not in the list."));
        result.Decision.Effects.OfType<Effect.Released>().ShouldHaveSingleItem().Disclosure.Manifest.ShouldBe(OwnRecord.Name);
    }

    [Fact]
    public void What_was_settled_meanwhile_does_not_go_back()
    {
        var result = Release(new Way(), null);

        result.Released.ShouldBeNull();
        result.Decision.After<DeliverySnapshot>().Single().ReasonCode.ShouldBe(ReturnRules.Settled);
    }

    [Fact]
    public void Every_code_has_words_in_every_language()
    {
        foreach (var code in ReturnWords.Codes)
        {
            ReturnWords.Languages.Select(l => ReturnWords.Sentence(l, code, written: null)).Distinct(StringComparer.Ordinal).Count().ShouldBe(3, code);
            ReturnWords.Languages.Select(l => ReturnWords.Remedy(l, code)).Distinct(StringComparer.Ordinal).Count().ShouldBe(3, code);
        }
    }

    [Theory]
    [InlineData(ReplyOutcomes.Completed, true)]
    [InlineData(ReplyOutcomes.DeclinedOther, true)]
    [InlineData(ReplyOutcomes.InService, false)]
    public void An_answer_after_the_final_one_goes_back_to_its_office(string before, bool told)
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Reply(before, way.Now);

        var late = way.Reply(ReplyOutcomes.Accepted, way.Now.AddMinutes(1));

        var record = late.After<RecordSnapshot>().Single();
        (record.State, record.ReasonCode).ShouldBe((RecordState.Done, told ? ReplyRules.AlreadyFinal : null));
        late.New<DeliverySnapshot>().Any(d => d.IsReturn && d.Recipient == "office-a").ShouldBe(told);
    }

    private static Decision Return(Way way, string kind, bool closed)
    {
        var draft = new Draft(way.Known, way.Circumstances);
        ReturnRules.Return(draft, "otto", [new OfficeTask { Kind = kind, Agency = "pes", SubjectId = Record, ReasonCode = "unknown-code", Text = "", ClosedAt = closed ? way.Now : null }]);
        return draft.Decided();
    }

    private static ReleaseRules.Result Release(Way way, ReturnedRecord? reason)
    {
        var delivery = Return(way, TaskKinds.SetAside, closed: false).New<DeliverySnapshot>().Single();
        var known = new ReleaseSnapshots
        {
            Deliveries = new SnapshotSet<DeliverySnapshot>([delivery]),
            Returned = reason is null ? new Dictionary<Guid, ReturnedRecord>() : new Dictionary<Guid, ReturnedRecord> { [Record] = reason },
        };
        return ReleaseRules.Decide(known, way.Circumstances, delivery, new Plain());
    }

    private sealed class Plain : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new("application/json", System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()), []);
    }
}
