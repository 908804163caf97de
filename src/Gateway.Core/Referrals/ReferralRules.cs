using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Plans;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>What a referring agency says of a referral: a new one, a correction, its end. False: the referral that is meant is not known (yet).</summary>
public static class ReferralRules
{
    /// <summary>
    /// A referral is submitted. The same one again changes nothing; one that could not be decided is decided again; another
    /// one under the ticket, of the same client, corrects it.
    /// </summary>
    public static bool Submit(Draft draft, RecordSnapshot record, Statement statement, ReferralSubmitted stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(statement);
        var hash = HashOf(draft, statement);
        if (ReferralLookup.ByTicket(draft, record.Agency, stated.Ticket) is { } known)
            return SubmitAgain(draft, record, statement, stated, known, hash);
        if (record.ClientId is not { } clientId || draft.Clients.Find(clientId) is not { } client)
        {
            SetAside.Record(draft, record, "client-gone", StatementProblems.ClientErased);
            return true;
        }

        if (client.Deceased)
        {
            SetAside.Record(draft, record, LifeCodes.ClientDied, LifeSentences.ClientDied);
            return true;
        }

        StandingRules.NoteInTurn(draft, clientId, stated.Client.Protection, stated.SentAt, record.ReceivedAt);
        var sender = draft.Agreed.Directory.Party(record.Agency)!;
        var referral = draft.Referrals.Add(new ReferralSnapshot
        {
            Id = draft.NewKey(),
            Agency = record.Agency,
            ClientId = clientId,
            TicketHash = draft.Index.Ticket(record.Agency, stated.Ticket),
            StatementHash = hash,
            RecordId = record.Id,
            SourceTime = LifeStatements.SaidAt(record, stated.SentAt),
            SubmittedAt = record.ReceivedAt,
            Purpose = KnownCodes.Purpose(draft.Agreed.Policy, stated.Purpose),
            AckDueAt = sender.Monitoring ? draft.Moment.Now : CountryTime.EndOf(sender.Country, AckDueOn(draft.Agreed, sender.Country, record.ReceivedAt)),
        });
        draft.Records.Change(record.Id, r => r with { ReferralId = referral.Id });
        draft.Audit("referral.submitted", record.Agency, referral.Id, new { record = record.Id });
        var agreement = AgreementRules.Note(draft, Told(draft, record, stated, clientId));
        referral = TakeGoal(draft, record, draft.Referrals.Change(referral.Id, r => r with { AgreementId = agreement?.Id }), stated);
        ReferralDecisions.Decide(draft, referral, stated);
        Waiting.Arrived(draft, referral.TicketHash);
        return true;
    }

    /// <summary>
    /// A referral is corrected. What is older than what is known stays in its record. The same correction again, sent twice or
    /// decided twice, changes nothing of a referral that is issued: whoever has it has had it.
    /// </summary>
    public static bool Amend(Draft draft, RecordSnapshot record, Statement statement, ReferralSubmitted stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(statement);
        if (ReferralLookup.ByTicket(draft, record.Agency, stated.InReplyTo ?? stated.Ticket) is not { } referral)
            return false;
        Correct(draft, record, statement, stated, referral);
        return true;
    }

    private static void Correct(Draft draft, RecordSnapshot record, Statement statement, ReferralSubmitted stated, ReferralSnapshot referral)
    {
        if (IsOfOtherClient(draft, record, referral))
            return;
        var hash = HashOf(draft, statement);
        if (referral.State == ReferralState.Issued && BlindIndex.Same(referral.StatementHash, hash))
        {
            if (referral.RecordId == record.Id && referral.EndedAt is null)
                Onward.Decide(draft, referral, stated);
            return;
        }

        var sourceTime = LifeStatements.SaidAt(record, stated.SentAt);
        if (referral.EndedAt is not null || sourceTime < referral.SourceTime)
        {
            draft.Audit("referral.amendment-in-history", record.Agency, referral.Id, new { record = record.Id });
            return;
        }

        StandingRules.NoteInTurn(draft, referral.ClientId, stated.Client.Protection, stated.SentAt, record.ReceivedAt);
        var (before, told) = (draft.Agreements.Find(referral.AgreementId), Told(draft, record, stated, referral.ClientId));
        var claimed = referral.RecordId == record.Id ? AgreementRules.NoteAgain(draft, told, before) : AgreementRules.Note(draft, told);
        var agreement = AgreementRules.Prevailing(before, claimed);
        referral = draft.Referrals.Change(referral.Id, r => r with
        {
            SourceTime = sourceTime, StatementHash = hash, RecordId = record.Id, AgreementId = agreement?.Id ?? r.AgreementId,
        });
        draft.Audit("referral.amended", record.Agency, referral.Id, new { record = record.Id });
        referral = TakeGoal(draft, record, referral, stated);
        if (referral.State == ReferralState.Issued)
        {
            HandoverRules.Revise(draft, referral);
            Prerequisites.Corrected(draft, referral, draft.Agreed.Directory.ServicesOf(stated));
            // What was declined before this correction, and was to be decided with the statement before, is decided now.
            Onward.Decide(draft, referral, stated);
        }
        else
            ReferralDecisions.Decide(draft, referral, stated);
    }

    /// <summary>A referral is cancelled or recalled by its sender: what waits does not leave, who has it is told to stop.</summary>
    public static bool End(Draft draft, RecordSnapshot record, string type, ReferralEnded ended)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(ended);
        if (ReferralLookup.ByTicket(draft, record.Agency, ended.InReplyTo) is not { } referral)
            return false;
        if (IsOfOtherClient(draft, record, referral) || referral.EndedAt is not null)
            return true;
        draft.Referrals.Change(referral.Id, r => r with { EndedAt = draft.Moment.Now, AckDueAt = null });
        draft.Audit(type, record.Agency, referral.Id);
        // Nobody need act on it any more. That an office was told to stop is still to be said by somebody of it.
        draft.CloseTasks("ended-by-sender", [referral.Id]);
        draft.CloseTasks("ended-by-sender", [.. draft.Deliveries.All.Where(d => d.ReferralId == referral.Id).Select(d => d.Id)], TaskKinds.Withheld, TaskKinds.CaseWork);
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State)).ToList())
        {
            HandoverRules.CancelWaiting(draft, handover, "ended");
            HandoverRules.End(draft, handover, type == EventTypes.ReferralRecalled ? "recalled" : "cancelled", tellSender: false);
            if (HandedOver.Has(draft, handover))
                HandoverRules.Tell(draft, handover, CoarseStatuses.Cancelled, handover.Sender, handover.Recipient);
        }

        return true;
    }

    /// <summary>A statement that points at a referral and names another client is set aside: one of the two is a mistake. Linked numbers of one client are no difference.</summary>
    internal static bool IsOfOtherClient(Draft draft, RecordSnapshot record, ReferralSnapshot referral)
    {
        draft.Records.Change(record.Id, r => r with { ReferralId = referral.Id });
        if (record.ClientId is not { } named || draft.PersonOf(named) == draft.PersonOf(referral.ClientId))
            return false;
        SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient,
            StatementProblems.ReferralOfOtherClient);
        return true;
    }

    private static bool SubmitAgain(Draft draft, RecordSnapshot record, Statement statement, ReferralSubmitted stated, ReferralSnapshot known, byte[] hash)
    {
        draft.Records.Change(record.Id, r => r with { ReferralId = known.Id });
        if (known.RecordId == record.Id && known.State is ReferralState.Withheld or ReferralState.Unroutable && known.EndedAt is null)
            DecideAgain(draft, record, stated, known);
        else if (known.RecordId == record.Id && known.State == ReferralState.Issued && known.EndedAt is null)
            Onward.Decide(draft, known, stated);
        else if (!BlindIndex.Same(known.StatementHash, hash) && known.EndedAt is null && (stated.InReplyTo == stated.Ticket || (record.ClientId is { } named && draft.PersonOf(named) == draft.PersonOf(known.ClientId))))
            Correct(draft, draft.Records.Get(record.Id), statement, stated, known);
        else if (!BlindIndex.Same(known.StatementHash, hash))
            SetAside.Record(draft, draft.Records.Get(record.Id), "duplicate-ticket", StatementProblems.TicketUsed);
        return true;
    }

    /// <summary>Last day on which whoever referred is to hear that an office has answered, counted from the day on which the referral came.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="country">Country of the referring agency.</param>
    /// <param name="receivedAt">When the referral came.</param>
    public static DateOnly AckDueOn(Agreed agreed, string country, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        return agreed.Directory.AddWorkingDays(country, CountryTime.DayOf(country, receivedAt), agreed.Policy.AcknowledgeWithinWorkingDays);
    }

    private static ReferralSnapshot TakeGoal(Draft draft, RecordSnapshot record, ReferralSnapshot referral, ReferralSubmitted stated)
    {
        var (taken, wrong) = Goals.Take(draft, referral, record.Agency, may: true, stated.Goal);
        if (wrong is { } goal)
            PlanReplies.Say(draft, record, goal.Code, goal.Says);
        return taken;
    }

    private static void DecideAgain(Draft draft, RecordSnapshot record, ReferralSubmitted stated, ReferralSnapshot known)
    {
        var agreement = AgreementRules.NoteAgain(draft, Told(draft, record, stated, known.ClientId), draft.Agreements.Find(known.AgreementId));
        var now = StatedSince.Of(stated, draft.LifeOf(known.ClientId), known.SourceTime, draft.Agreed.Directory.DayAt(known.Agency, known.SourceTime), draft.TodayAt(known.Agency));
        ReferralDecisions.Decide(draft, agreement is null ? known : draft.Referrals.Change(known.Id, r => r with { AgreementId = agreement.Id }), now);
    }

    private static AgreementRules.Told Told(Draft draft, RecordSnapshot record, ReferralSubmitted stated, Guid client) => new(
        record.Agency, client, stated.Agreement, stated.Purpose, stated.Client.BirthDate, draft.Index.Ticket(record.Agency, stated.InReplyTo ?? stated.Ticket),
        stated.SentAt > record.ReceivedAt ? record.ReceivedAt : stated.SentAt, record.Id, draft.Agreed.Directory.ServicesOf(stated), Explicit: false);

    private static byte[] HashOf(Draft draft, Statement statement) =>
        draft.Index.Statement(Encoding.UTF8.GetBytes(statement.Data.ToJsonString(ContractJson.Options)));
}
