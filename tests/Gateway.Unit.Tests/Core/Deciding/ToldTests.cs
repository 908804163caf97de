using System.Globalization;
using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Deadlines;
using Gateway.Core.Handovers;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>
/// Everything that decisions about handovers and agreements do, line by line, as <c>told.txt</c> beside this file has it: nothing more,
/// and nothing less. <c>GATEWAY_APPROVE=1</c> writes it anew, and the difference is to be read.
/// </summary>
public sealed class ToldTests
{
    private Way _way = new();
    private readonly StringBuilder _told = new();

    [Fact]
    public void Decisions_do_what_the_table_says()
    {
        foreach (var tell in new Action[]
        {
            A_referral_is_issued,
            A_handover_is_released,
            A_delivery_is_confirmed_returned_and_parked,
            What_waits_or_is_parked_of_a_part_is_cancelled,
            A_part_gets_its_second_step_a_correction_and_an_end,
            A_correction_of_what_has_not_left_goes_along_with_it,
            A_withdrawal_before_anything_left,
            A_withdrawal_after_the_office_has_begun,
            A_withdrawal_that_the_office_of_the_handover_says,
            A_withdrawal_of_what_nobody_knows_yet_waits,
            An_agreement_asks_again_and_ends,
            An_agreement_is_narrowed_and_given_anew,
            A_record_that_names_no_known_referral_waits_until_it_arrives,
            A_handover_is_brought_once_more,
            A_release_that_the_gate_stops,
        })
        {
            _way = new Way();
            _told.Append(CultureInfo.InvariantCulture, $"\n# {tell.Method.Name.Replace('_', ' ')}\n");
            tell();
        }

        var file = Path.Combine(Repository.Root, "tests", "Gateway.Unit.Tests", "Core", "Deciding", "told.txt");
        if (Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1")
            File.WriteAllText(file, _told.ToString());
        _told.ToString().ShouldBe(File.ReadAllText(file));
    }

    private void A_referral_is_issued() => Is(_way.Refer(recordId: "A-1"));

    private void A_handover_is_released()
    {
        _way.Refer();

        Is(_way.Release(_way.Deliveries.Single()).Decision);
    }

    private void A_delivery_is_confirmed_returned_and_parked()
    {
        var delivery = Released();

        Is(Decide(d => ConfirmationRules.Confirm(d, delivery)));
        Is(Decide(d => ConfirmationRules.Return(d, delivery)));
        Is(Decide(d => ConfirmationRules.Park(d, delivery, Guid.Empty, new Fault("broken", "IOException."))));
        Is(Decide(d => ConfirmationRules.ParkUnbrought(d, _way.Known, delivery, new Fault("broken", "IOException."))));
        Is(Decide(d => HandoverRules.CancelWaiting(d, _way.Handover, "because")));
    }

    private void What_waits_or_is_parked_of_a_part_is_cancelled()
    {
        _way.Refer();

        Is(Decide(d => HandoverRules.CancelWaiting(d, _way.Handover, "because")));
    }

    private void A_part_gets_its_second_step_a_correction_and_an_end()
    {
        Released();

        Is(Decide(d => HandoverRules.IssueStepTwo(d, _way.Handover)));
        Is(Decide(d => HandoverRules.Revise(d, _way.Referral)));
        Is(Decide(d => HandoverRules.End(d, _way.Handover, "because", tellSender: false)));
        Is(Decide(d => HandoverRules.End(d, _way.Handover, "because", tellSender: true)));
        Is(Decide(d => HandoverRules.TellSender(d, _way.Referral, CoarseStatuses.Pending)));
        Is(Decide(d => HandoverRules.Begin(d, _way.Referral, d.Handovers.Change(_way.Handover.Id, h => h with { WaitsFor = "HOUSING", State = Gateway.Core.Referrals.HandoverState.Cancelled, LastReason = "x", AckDueAt = null }))));
        Is(Decide(d => HandoverRules.Reopen(d, _way.Referral, d.Handovers.Change(_way.Handover.Id, h => h with { WaitsFor = "HOUSING" }))));
    }

    private void A_correction_of_what_has_not_left_goes_along_with_it()
    {
        _way.Refer();

        Is(Decide(d => HandoverRules.Revise(d, _way.Referral)));
    }

    private void A_withdrawal_before_anything_left()
    {
        _way.Refer(recordId: "A-1");

        Is(_way.Withdraw());
    }

    private void A_withdrawal_after_the_office_has_begun()
    {
        Released();
        _way.Reply(ReplyOutcomes.InService, _way.Now);

        Is(_way.Withdraw(ticket: null, client: _way.Client.Id));
        _way.ReleaseAll();
        Is(Decide(d => ConfirmationRules.Acknowledge(d, _way.Deliveries.Single(x => x.Status == CoarseStatuses.AgreementWithdrawn))));
    }

    private void A_withdrawal_that_the_office_of_the_handover_says()
    {
        Released();

        var draft = new Draft(_way.Known, _way.Circumstances);
        WithdrawalRules.Apply(draft, "office-a", null, new ConsentWithdrawn { Ticket = "w", InReplyTo = _way.Handover.Id.ToString(), Sender = new Party { Organisation = "office-a vzw" } });

        Is(draft.Decided());
    }

    private void A_withdrawal_of_what_nobody_knows_yet_waits() => Is(_way.Withdraw("t-9", "A-9"));

    private void An_agreement_asks_again_and_ends()
    {
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Agreement = Way.Claim("2026-03-01", "A-1") with { Expires = "2026-06-30" } });
        var agreement = _way.Known.Agreements.All.Single();

        _way.Now = agreement.AskAt!.Value;
        Is(Due(agreement.Id));
        _way.Now = _way.Known.Agreements.Find(agreement.Id)!.AskAt!.Value;
        Is(Due(agreement.Id));
    }

    private void An_agreement_is_narrowed_and_given_anew()
    {
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Agreement = Way.Claim("2026-03-01", "A-1") with { ExplicitNeeds = true } });

        Is(Give(Way.Claim("2026-03-01", "A-1") with { ExplicitNeeds = false }));
        Is(Give(Way.Claim("2026-03-08", "A-2") with { GivenBy = "ADMINISTRATOR", MandateScope = "PERSON", MandateUntil = "2026-06-30" }));
    }

    private void A_record_that_names_no_known_referral_waits_until_it_arrives()
    {
        Is(_way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "c-1", InReplyTo = "t-1" }));
        Is(_way.Refer());
    }

    private void A_handover_is_brought_once_more()
    {
        var delivery = Released();
        _way.Agreed = _way.Agreed with { Directory = new Gateway.Core.Directory.AgencyDirectory("v", _way.Agreed.Directory.Agencies.Select(a => a with { Channel = Gateway.Core.Directory.ChannelKind.File }), [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)) };
        _way.Known.Take(Decide(d => ConfirmationRules.Confirm(d, delivery)));

        Is(Decide(d => RedeliveryRules.Redeliver(d, _way.Handover.Id, "otto")));
    }

    private void A_release_that_the_gate_stops()
    {
        _way.Refer();
        _way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(_way.Client, _way.Client with { Restricted = true })]));

        Is(_way.Release(_way.Deliveries.Single()).Decision);
    }

    private void Is(Decision decision)
    {
        foreach (var line in Told.By(decision))
            _told.Append(line).Append('\n');
        _told.Append("--\n");
    }

    private DeliverySnapshot Released()
    {
        _way.Refer();
        _way.ReleaseAll();
        return _way.Deliveries.Single();
    }

    private Decision Decide(Action<Draft> act)
    {
        var draft = new Draft(_way.Known, _way.Circumstances);
        act(draft);
        return draft.Decided();
    }

    private Decision Give(AgreementClaim claim) => _way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-" + _way.Next(), InReplyTo = "t-1", SentAt = _way.Now, Agreement = claim });

    private Decision Due(Guid agreement)
    {
        var known = new DeadlineSnapshots { Agreements = _way.Known.Agreements, Referrals = _way.Known.Referrals, Clients = _way.Known.Clients };
        var decision = DeadlineRules.Decide(known, _way.Circumstances, new WorkItem { Id = _way.Next(), Stage = StageNames.Clocks, SubjectId = agreement });
        _way.Known.Take(decision);
        return decision;
    }
}
