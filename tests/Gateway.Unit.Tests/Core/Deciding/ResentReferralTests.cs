using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A referral that is sent again under its ticket.</summary>
public sealed class ResentReferralTests
{
    private static readonly ReferralSubmitted First = Cases.Referral with { Ticket = "t-1", Agreement = Way.Claim("2026-03-01") };

    [Theory]
    [InlineData(false, false, null, "referral.amended", null, "something else of the same client: a correction")]
    [InlineData(true, false, null, null, null, "the same: nothing")]
    [InlineData(false, true, null, null, "duplicate-ticket", "something else of another client")]
    [InlineData(false, false, "other", "referral.amended", null, "whatever it says that it answers, its own ticket is known")]
    [InlineData(false, true, "t-1", null, SetAside.OtherClient, "it says that it corrects, and names another client")]
    public void A_known_ticket_corrects_for_the_same_client_only(bool same, bool otherClient, string? inReplyTo, string? audited, string? reason, string why)
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, First);
        var resent = (same ? First : First with { Services = ["JOB_COACHING"] }) with { InReplyTo = inReplyTo };

        var decision = way.State(EventTypes.ReferralSubmitted, resent, client: otherClient ? way.Next() : null);

        way.Known.Referrals.All.Count().ShouldBe(1, why);
        decision.Effects.OfType<Effect.Audited>().Any(a => a.Kind == "referral.amended").ShouldBe(audited is not null, why);
        decision.After<RecordSnapshot>().Single().ReasonCode.ShouldBe(reason, why);
    }

    [Fact]
    public void Under_the_number_that_replaced_the_first_it_is_a_correction()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, First);
        var other = way.Meet("pes", "17073003384");
        way.Replace(Way.Insz, "17073003384");

        way.State(EventTypes.ReferralSubmitted, First with { Services = ["JOB_COACHING"] }, client: other.Id)
            .Effects.OfType<Effect.Audited>().ShouldContain(a => a.Kind == "referral.amended");
    }

    [Fact]
    public void When_the_sender_ends_it_nobody_need_act_on_it_any_more()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, First);
        way.Referral.State.ShouldBe(ReferralState.Issued);

        var ended = way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "e-1", InReplyTo = "t-1" }).Effects.OfType<Effect.TasksClosed>().ToList();

        ended.ShouldContain(c => c.Subjects.Contains(way.Referral.Id) && c.Kinds.Count == 0);
        ended.Where(c => c.Subjects.Contains(way.Deliveries.First().Id)).SelectMany(c => c.Kinds).ShouldBe([TaskKinds.Withheld, TaskKinds.CaseWork]);
    }

    [Fact]
    public void After_its_end_a_ticket_stands_for_no_other_referral()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, First);
        way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "e-1", InReplyTo = "t-1" });

        var decision = way.State(EventTypes.ReferralSubmitted, First with { Services = ["JOB_COACHING"] });

        decision.After<RecordSnapshot>().Single().ReasonCode.ShouldBe("duplicate-ticket");
    }

    [Fact]
    public void What_was_said_before_what_is_known_enters_history()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, First with { SentAt = Way.Morning.AddHours(-1) });

        var decision = way.State(EventTypes.ReferralSubmitted, First with { SentAt = Way.Morning.AddHours(-2), Services = ["JOB_COACHING"] });

        decision.Effects.OfType<Effect.Audited>().ShouldContain(a => a.Kind == "referral.amendment-in-history");
        decision.After<RecordSnapshot>().Single().State.ShouldBe(RecordState.Done);
    }
}
