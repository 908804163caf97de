using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A record that comes before what it is about waits under a hash, and is found by it when that arrives.</summary>
public sealed class WaitingTests
{
    private readonly Way _way = new();

    [Theory]
    [InlineData("pes", true, "the sender's own records wait under its ticket")]
    [InlineData("office-a", true, "a reply waits under the ticket of the office it came from")]
    [InlineData("office-b", false, "nothing waits there")]
    public void What_waits_for_a_ticket_is_looked_for_under_every_agency_of_which_records_wait(string agency, bool found, string why) =>
        Waiting.Hashes(_way.Index, "pes", "t-1", ["office-a"]).Any(h => h.SequenceEqual(_way.Index.Ticket(agency, "t-1"))).ShouldBe(found, why);

    [Fact]
    public void Every_ticket_that_a_referral_makes_known_is_among_those_that_were_looked_for()
    {
        var looked = Waiting.Hashes(_way.Index, "pes", "t-1", ["office-a"]).ToList();

        var arrived = _way.Refer().Effects.OfType<Effect.Arrived>().Select(e => e.Ticket).ToList();

        arrived.Count.ShouldBe(2, "the referral's own and its handover's");
        arrived.ShouldAllBe(a => looked.Exists(l => l.SequenceEqual(a)));
    }

    [Fact]
    public void A_reply_that_came_first_is_decided_again_when_its_handover_is_issued()
    {
        var early = new RecordSnapshot
        {
            Id = _way.Next(), SubmissionId = _way.Next(), Number = 1, Agency = "office-a", StatementType = EventTypes.ReferralReply,
            State = RecordState.Waiting, WaitingFor = _way.Index.Ticket("office-a", "t-1"),
        };
        _way.Known.Records.Add(early);

        var again = _way.Refer().Effects.OfType<Effect.Enqueued>().ShouldHaveSingleItem();

        (again.Stage, again.Subject, again.Generation).ShouldBe((StageNames.Outcome, early.Id, 1));
    }
}
