using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A record that a rule sets aside says that rule's reason and nothing of an earlier one.</summary>
public sealed class SetAsideTests
{
    [Fact]
    public void The_place_of_an_earlier_reason_does_not_stay_beside_the_new_one()
    {
        var way = new Way();
        var record = new RecordSnapshot
        {
            Id = Guid.CreateVersion7(way.Now), Agency = "pes", Number = 1, ReceivedAt = way.Now, State = RecordState.Waiting, ReasonCode = "unknown-code", ReasonText = """["","A code."]""", ReasonPath = "service",
        };
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Added(record)]));
        var draft = new Draft(way.Known, way.Circumstances);

        SetAside.Record(draft, record, SetAside.OtherClient, StatementProblems.HandoverOfOtherClient);

        var after = draft.Decided(ItemOutcome.Completed).After<RecordSnapshot>().Single();
        (after.State, after.ReasonCode, after.ReasonPath).ShouldBe((RecordState.SetAside, SetAside.OtherClient, null));
    }
}
