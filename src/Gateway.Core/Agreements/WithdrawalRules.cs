using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>
/// A client withdraws an agreement (GDPR art. 7(3)). It is decided inside the transaction that accepts the submission, and
/// only there: what the client agrees to afterwards must not be undone when the record is worked on in its turn.
/// </summary>
public static class WithdrawalRules
{
    /// <summary>Kind of the audit entry of a withdrawal that was noted before its agreement was known.</summary>
    public const string Ahead = "agreement.withdrawn-ahead";

    /// <summary>Working days that a recipient has to confirm that it stopped (practice between Dutch agencies).</summary>
    private const int ConfirmWithinWorkingDays = 5;

    /// <summary>Withdraws what the statement names: one agreement, the agreement of one referral, or every agreement of the client.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="agency">The agency that says so.</param>
    /// <param name="client">Its client, as the statement identifies it; null when it names none.</param>
    /// <param name="withdrawn">The statement.</param>
    /// <remarks>
    /// A statement that names another agency as its sender, or a referral of another client, has no effect here; translation
    /// and the referral stage set its record aside.
    /// </remarks>
    public static void Apply(Draft draft, string agency, Guid? client, ConsentWithdrawn withdrawn)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(withdrawn);
        if (draft.Agreed.Directory.Find(agency) is not { } caller || !draft.Agreed.Directory.IsSelf(caller, withdrawn.Sender, draft.Moment.Today))
            return;
        var ticket = withdrawn.InReplyTo is { } inReplyTo ? draft.Index.Ticket(agency, inReplyTo) : null;
        var record = withdrawn.AgreementRecordId is { } recordId ? draft.Index.AgreementRecord(agency, recordId) : null;
        var referral = ReferralLookup.ByTicket(draft, agency, ticket);
        if (referral is not null && client is not null && client != referral.ClientId)
            return;
        var who = referral?.ClientId ?? client;
        foreach (var agreement in Named(draft, agency, who, ticket, record, referral?.AgreementId).Where(IsInForce).ToList())
            Withdraw(draft, agreement);
        NoteAhead(draft, agency, who, ticket, record);
    }

    private static bool IsInForce(ClientAgreement agreement) => agreement.Status is not (AgreementStatus.Withdrawn or AgreementStatus.Refused);

    private static IEnumerable<ClientAgreement> Named(Draft draft, string agency, Guid? client, byte[]? ticket, byte[]? record, Guid? current)
    {
        var mine = draft.Agreements.All.Where(a => a.Agency == agency);
        return ticket is null && record is null
            ? mine.Where(a => client is not null && a.ClientId == client)
            : mine.Where(a => AgreementRules.Same(a.RecordHash, record) || AgreementRules.Same(a.TicketHash, ticket) || (current is not null && a.Id == current));
    }

    private static void Withdraw(Draft draft, ClientAgreement agreement)
    {
        draft.Agreements.Change(agreement.Id, a => a with { Status = AgreementStatus.Withdrawn, WithdrawnAt = draft.Moment.Now });
        draft.Audit("agreement.withdrawn", agreement.Agency, agreement.Id);
        foreach (var referral in draft.Referrals.All.Where(r => r.AgreementId == agreement.Id && RestsOnAgreement(draft, r)).ToList())
            Stop(draft, referral);
    }

    /// <summary>What rests on another basis goes on; what cannot be told rests on the agreement.</summary>
    private static bool RestsOnAgreement(Draft draft, ReferralSnapshot referral) =>
        referral.BasisReference is not { } reference
        || !draft.Agreed.Policy.Bases.TryGetValue(reference, out var basis)
        || !draft.Agreed.Policy.Purposes.TryGetValue(referral.Purpose, out var purpose)
        || purpose.AgreementRequired || basis.Kind == BasisKind.Consent;

    private static void Stop(Draft draft, ReferralSnapshot referral)
    {
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State)).ToList())
        {
            HandoverRules.CancelWaiting(draft, handover, WithheldCodes.AgreementWithdrawn);
            if (draft.Known.Disclosed.Contains((referral.Id, handover.Recipient)))
                TellRecipient(draft, handover);
            HandoverRules.End(draft, handover, "agreement-withdrawn", tellSender: handover.AcknowledgedAt is not null);
        }

        // Nothing ever left: to everybody the referral is one that was withheld, and nobody is reminded of it.
        if (referral.State == ReferralState.Issued && !draft.Known.Disclosed.Any(d => d.Referral == referral.Id))
            draft.Referrals.Change(referral.Id, r => r with { State = ReferralState.Withheld, ReasonCode = WithheldCodes.AgreementWithdrawn });
    }

    /// <summary>The recipient has it: it is told to stop, and a person or system of it must confirm that.</summary>
    private static void TellRecipient(Draft draft, HandoverSnapshot handover)
    {
        var recipient = draft.Agreed.Directory.Find(handover.Recipient)!;
        var due = draft.Agreed.Directory.AddWorkingDays(recipient.Country, draft.Moment.Today, ConfirmWithinWorkingDays);
        var notice = HandoverRules.Tell(draft, handover, CoarseStatuses.AgreementWithdrawn, handover.Sender, handover.Recipient, Moment.EndOf(due));
        draft.OpenTask(TaskKinds.WithdrawalUntold, handover.Recipient, notice.Id, "withdrawal-untold",
            "The client withdrew the agreement; the office must confirm that it was told to stop.", handover.ReferralId, due);
    }

    /// <summary>What is withdrawn may be accepted already and not yet worked on: the withdrawal waits for it in a row of its own.</summary>
    private static void NoteAhead(Draft draft, string agency, Guid? client, byte[]? ticket, byte[]? record)
    {
        if (client is null && ticket is null && record is null)
            return;
        var row = draft.Agreements.Add(new ClientAgreement
        {
            Id = draft.NewKey(),
            Agency = agency,
            ClientId = client ?? Guid.Empty,
            TicketHash = ticket,
            RecordHash = record,
            Status = AgreementStatus.Withdrawn,
            RecordedAt = draft.Moment.Now,
            WithdrawnAt = draft.Moment.Now,
        });
        draft.Audit(Ahead, agency, row.Id);
    }
}
