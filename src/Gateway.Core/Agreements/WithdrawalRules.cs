using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Noes;
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

    /// <summary>Reason of a part that ended because the client withdrew; it stays in the gateway.</summary>
    private const string Ended = "agreement-withdrawn";

    /// <summary>Withdraws what the statement names: one agreement, the agreement of one referral, or every agreement of the client.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="agency">The agency that says so.</param>
    /// <param name="client">Its client, as the statement identifies it; null when it names none.</param>
    /// <param name="withdrawn">The statement.</param>
    /// <remarks>
    /// An office to which a referral was handed over speaks about the agreement that the referral rests on, with the same force
    /// as the agency that referred. A statement that names another agency as its sender, or a referral of another client, has no
    /// effect here; translation and the referral stage set its record aside.
    /// </remarks>
    public static void Apply(Draft draft, string agency, Guid? client, ConsentWithdrawn withdrawn)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(withdrawn);
        if (draft.Agreed.Directory.Find(agency) is not { } caller || !draft.Agreed.Directory.IsSelf(caller, withdrawn.Sender, draft.TodayAt(agency)))
            return;
        var ticket = withdrawn.InReplyTo is { } inReplyTo ? draft.Index.Ticket(agency, inReplyTo) : null;
        var record = withdrawn.AgreementRecordId is { } recordId ? draft.Index.AgreementRecord(agency, recordId) : null;
        var referral = ReferralLookup.ByTicket(draft, agency, ticket);
        if (referral is not null && client is { } named && draft.PersonOf(named) != draft.PersonOf(referral.ClientId))
            return;
        if (referral is null && ApplyHandedOver(draft, agency, withdrawn))
            return;
        var who = referral?.ClientId ?? client;
        foreach (var agreement in Named(draft, agency, who, ticket, record, referral?.AgreementId).Where(IsInForce).ToList())
            Withdraw(draft, agreement, new Teller(agency));
        NoteAhead(draft, agency, who, ticket, record);
    }

    /// <summary>Withdraws every agreement that an agency has of a client.</summary>
    /// <returns>The agreements that were in force.</returns>
    internal static IReadOnlyList<ClientAgreement> WithdrawAll(Draft draft, string agency, Guid client)
    {
        var agreements = draft.Agreements.All.Where(a => a.Agency == agency && a.ClientId == client && IsInForce(a)).ToList();
        foreach (var agreement in agreements)
            Withdraw(draft, agreement, new Teller(agency));
        NoteAhead(draft, agency, client, null, null);
        return agreements;
    }

    /// <summary>
    /// A register's notice makes two clients of an agency one person: what was withdrawn under one number is withdrawn under the other.
    /// What the client gave under that one on a later day stands.
    /// </summary>
    internal static void Carry(Draft draft, Guid from, Guid to)
    {
        foreach (var withdrawn in draft.Agreements.All.Where(a => a.ClientId == from && a is { Status: AgreementStatus.Withdrawn, WithdrawnAt: not null }).ToList())
        {
            if (draft.Agreements.All.Any(a => a.ClientId == to && a.Status == AgreementStatus.Withdrawn && SameMeant(a, withdrawn) && a.WithdrawnAt >= withdrawn.WithdrawnAt))
                continue;
            var day = draft.Agreed.Directory.DayAt(withdrawn.Agency, withdrawn.WithdrawnAt!.Value);
            foreach (var agreement in draft.Agreements.All.Where(a => a.ClientId == to && IsInForce(a) && IsMeant(withdrawn, a) && !(DateSpan.Parse(a.GivenOn)?.First > day)).ToList())
                Withdraw(draft, agreement, new Teller(withdrawn.Agency));
            var row = draft.Agreements.Add(new ClientAgreement
            {
                Id = draft.NewKey(), Agency = withdrawn.Agency, ClientId = to, Status = AgreementStatus.Withdrawn, RecordedAt = draft.Moment.Now, WithdrawnAt = withdrawn.WithdrawnAt,
                TicketHash = Renewed(draft, withdrawn.TicketHash), RecordHash = Renewed(draft, withdrawn.RecordHash),
            });
            draft.Audit(Ahead, withdrawn.Agency, row.Id);
        }
    }

    private static byte[]? Renewed(Draft draft, byte[]? digest) => digest is null ? null : draft.Index.Renewed(digest);

    private static bool SameMeant(ClientAgreement one, ClientAgreement other) => Equal(one.TicketHash, other.TicketHash) && Equal(one.RecordHash, other.RecordHash);

    private static bool Equal(byte[]? one, byte[]? other) => (one is null && other is null) || AgreementRules.Same(one, other);

    /// <summary>Whether a withdrawal is of every agreement of its client.</summary>
    private static bool IsAll(ClientAgreement withdrawn) => withdrawn is { TicketHash: null, RecordHash: null };

    private static bool IsMeant(ClientAgreement withdrawn, ClientAgreement agreement) =>
        IsAll(withdrawn) || AgreementRules.Same(withdrawn.RecordHash, agreement.RecordHash) || AgreementRules.Same(withdrawn.TicketHash, agreement.TicketHash);

    /// <summary>Withdraws the agreement that a handed-over referral rests on, as its office says.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="handover">The handover through which the office speaks of the client.</param>
    /// <param name="answered">The office says so in an answer, which itself ends the office's own part.</param>
    /// <returns>The agreement, when one was in force.</returns>
    internal static ClientAgreement? WithdrawHandedOver(Draft draft, HandoverSnapshot handover, bool answered)
    {
        if (!HandedOver.Has(draft, handover) || draft.Referrals.Find(handover.ReferralId) is not { } referral)
            return null;
        var agreement = draft.Agreements.Find(referral.AgreementId) is { } current && IsInForce(current) ? current : null;
        if (agreement is not null)
            Withdraw(draft, agreement, new Teller(handover.Recipient, answered));
        // As it is stored it may be a digest under an older key; what is inserted is one under the newest.
        var ticket = draft.Index.Renewed(referral.TicketHash);
        if (!draft.Agreements.All.Any(a => a.Agency == referral.Agency && a.Status == AgreementStatus.Withdrawn && AgreementRules.Same(a.TicketHash, ticket)))
            NoteAhead(draft, referral.Agency, referral.ClientId, ticket, null);
        return agreement;
    }

    /// <returns>The statement names a handover, and nothing of the office's own.</returns>
    private static bool ApplyHandedOver(Draft draft, string office, ConsentWithdrawn withdrawn)
    {
        if (withdrawn.InReplyTo is { } inReplyTo)
        {
            var named = HandedOver.Named(draft, office, inReplyTo).Where(h => HandedOver.Has(draft, h)).ToList();
            foreach (var handover in named.Where(h => !HandedOver.NamesOther(draft, h, withdrawn.Client)))
                WithdrawHandedOver(draft, handover, answered: false);
            return named.Count > 0;
        }

        if (withdrawn.Client is { } stated && withdrawn.AgreementRecordId is null)
        {
            foreach (var handover in HandedOver.Of(draft, office, stated))
                WithdrawHandedOver(draft, handover, answered: false);
        }

        return false;
    }

    private static bool IsInForce(ClientAgreement agreement) => agreement.Status is not (AgreementStatus.Withdrawn or AgreementStatus.Refused);

    private static IEnumerable<ClientAgreement> Named(Draft draft, string agency, Guid? client, byte[]? ticket, byte[]? record, Guid? current)
    {
        var mine = draft.Agreements.All.Where(a => a.Agency == agency);
        return ticket is null && record is null
            ? mine.Where(a => client is not null && a.ClientId == client)
            : mine.Where(a => AgreementRules.Same(a.RecordHash, record) || AgreementRules.Same(a.TicketHash, ticket) || (current is not null && a.Id == current));
    }

    private static void Withdraw(Draft draft, ClientAgreement agreement, Teller by)
    {
        draft.Agreements.Change(agreement.Id, a => a with { Status = AgreementStatus.Withdrawn, WithdrawnAt = draft.Moment.Now });
        draft.Audit("agreement.withdrawn", by.Agency, agreement.Id);
        foreach (var referral in draft.Referrals.All.Where(r => r.AgreementId == agreement.Id && RestsOnAgreement(draft, r)).ToList())
            Stop(draft, referral, by);
    }

    /// <summary>What rests on another basis goes on; what cannot be told rests on the agreement.</summary>
    private static bool RestsOnAgreement(Draft draft, ReferralSnapshot referral) =>
        referral.BasisReference is not { } reference
        || !draft.Agreed.Policy.Bases.TryGetValue(reference, out var basis)
        || !draft.Agreed.Policy.Purposes.TryGetValue(referral.Purpose, out var purpose)
        || purpose.AgreementRequired || basis.Kind == BasisKind.Consent;

    private static void Stop(Draft draft, ReferralSnapshot referral, Teller by)
    {
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State)).ToList())
        {
            HandoverRules.CancelWaiting(draft, handover, WithheldCodes.AgreementWithdrawn);
            if (handover.Recipient == by.Agency)
                Heard(draft, handover, by);
            else
                Stop(draft, handover);
        }

        // Nothing ever left: to everybody the referral is one that was withheld, and nobody is reminded of it.
        if (referral.State == ReferralState.Issued && !draft.Known.Disclosed.Any(d => d.Referral == referral.Id))
            draft.Referrals.Change(referral.Id, r => r with { State = ReferralState.Withheld, ReasonCode = WithheldCodes.AgreementWithdrawn });
    }

    private static void Stop(Draft draft, HandoverSnapshot handover)
    {
        if (HandedOver.Has(draft, handover))
            StopNotices.Tell(draft, handover, CoarseStatuses.AgreementWithdrawn);
        HandoverRules.End(draft, handover, Ended, tellSender: handover.AcknowledgedAt is not null);
    }

    /// <summary>The office itself says so: it need not be told, and has answered with it.</summary>
    private static void Heard(Draft draft, HandoverSnapshot handover, Teller by)
    {
        // Its answer, when it is worked on, says where its part ends.
        if (by.Answered)
            return;
        draft.CloseTasks("acknowledged", [handover.Id], TaskKinds.Overdue, TaskKinds.Unanswered, TaskKinds.Escalated);
        HandoverRules.End(draft, draft.Handovers.Change(handover.Id, h => h with { AcknowledgedAt = h.AcknowledgedAt ?? draft.Moment.Now }), Ended, tellSender: true);
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
        // Of this and an erasure at the same moment the second decides again: the no must be of whoever the number names from then on.
        if (draft.Clients.Find(client) is { } known)
            draft.RelyOn(known);
    }

    /// <summary>Who says that the client withdrew.</summary>
    /// <param name="Agency">Agency.</param>
    /// <param name="Answered">It says so in an answer to a handover.</param>
    private sealed record Teller(string Agency, bool Answered = false);
}
