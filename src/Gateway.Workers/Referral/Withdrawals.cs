using System.Linq.Expressions;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Workers.Translation;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// Withdraws agreements (GDPR art. 7(3)), inside the transaction that accepts the submission and only there: what the
/// client agrees to afterwards must not be undone when the record is worked on in its turn.
/// </summary>
internal sealed class Withdrawals(Agreed agreed, Installation installation, ClientKeys clientKeys, Handovers handovers)
{
    private static readonly Expression<Func<ClientAgreement, bool>> InForce = a => a.Status != AgreementStatus.Withdrawn && a.Status != AgreementStatus.Refused;

    private BlindIndex Index => installation.Index;

    /// <summary>Withdraws what the statement names: one agreement, the agreement of one referral, or every agreement of the client.</summary>
    internal async Task ApplyAsync(UnitOfWork unit, string agency, ConsentWithdrawn withdrawn, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(agency) is not { } caller || !agreed.Directory.IsSelf(caller, withdrawn.Sender, unit.Today))
            return; // Translation sets the record aside: an agency speaks for itself only.
        var referral = withdrawn.InReplyTo is { } ticket ? await ReferralAsync(unit, agency, ticket, cancellation) : null;
        var client = referral?.ClientId ?? await ClientAsync(unit, agency, withdrawn.Client, cancellation);
        var agreements = await Named(unit.Store, agency, withdrawn, referral?.AgreementId, client).Where(InForce).ToListAsync(cancellation);
        foreach (var agreement in agreements)
            await WithdrawAsync(unit, agreement, cancellation);
        // An agreement that was about to arrive has arrived now, or will find the withdrawal noted ahead.
        var seen = agreements.ConvertAll(a => a.Id);
        unit.Pass(Passage.Alone);
        unit.Inside(async store =>
        {
            if (await Named(store, agency, withdrawn, referral?.AgreementId, client).Where(InForce).AnyAsync(a => !seen.Contains(a.Id), cancellation))
                throw new DbUpdateConcurrencyException("An agreement that is withdrawn arrived meanwhile.");
        });
        // Always: what it withdraws may be accepted already and not yet worked on.
        NoteAhead(unit, agency, client, withdrawn);
    }

    private async Task<ReferralSnapshot?> ReferralAsync(UnitOfWork unit, string agency, string ticket, CancellationToken cancellation)
    {
        var hash = Index.Ticket(agency, ticket);
        return await unit.Store.Referrals.SingleOrDefaultAsync(r => r.Agency == agency && r.TicketHash == hash, cancellation);
    }

    private async Task<Guid?> ClientAsync(UnitOfWork unit, string agency, Client? client, CancellationToken cancellation)
    {
        if (client is not { Identifiers.Count: > 0 })
            return null;
        var set = await clientKeys.LoadAsync(unit, [(agency, client)], cancellation);
        return set.Of(agency, client).ClientId;
    }

    /// <summary>Agreements that the statement names, in whatever state.</summary>
    private IQueryable<ClientAgreement> Named(GatewayContext store, string agency, ConsentWithdrawn withdrawn, Guid? current, Guid? client)
    {
        var mine = store.ClientAgreements.Where(a => a.Agency == agency);
        if (withdrawn.AgreementRecordId is null && withdrawn.InReplyTo is null)
            return mine.Where(a => a.ClientId == client);
        var record = withdrawn.AgreementRecordId is { } recordId ? Index.AgreementRecord(agency, recordId) : null;
        var ticket = withdrawn.InReplyTo is { } inReplyTo ? Index.Ticket(agency, inReplyTo) : null;
        return mine.Where(a => (record != null && a.RecordHash == record) || (ticket != null && a.TicketHash == ticket) || a.Id == current);
    }

    private async Task WithdrawAsync(UnitOfWork unit, ClientAgreement agreement, CancellationToken cancellation)
    {
        agreement.Status = AgreementStatus.Withdrawn;
        agreement.WithdrawnAt = unit.Now;
        agreement.Version++;
        unit.Record("agreement.withdrawn", agreement.Agency, agreement.Id);
        var referrals = await unit.Store.Referrals.Where(r => r.AgreementId == agreement.Id).ToListAsync(cancellation);
        // What rests on another basis goes on.
        var ids = referrals.FindAll(RestsOnAgreement).ConvertAll(r => r.Id);
        var open = await unit.Store.Handovers.Where(h => ids.Contains(h.ReferralId) && h.State < HandoverState.NotAccepted).ToListAsync(cancellation);
        var pairs = await PairSequences.LoadAsync(unit, [agreement.ClientId], cancellation);
        foreach (var handover in open)
            await StopAsync(unit, pairs, handover, cancellation);
    }

    private async Task StopAsync(UnitOfWork unit, PairSequences pairs, HandoverSnapshot handover, CancellationToken cancellation)
    {
        var received = await unit.Store.Disclosures.AnyAsync(d => d.ReferralId == handover.ReferralId && d.Recipient == handover.Recipient, cancellation);
        if (!received)
            return; // Nothing left; the gate blocks what waits.
        var notice = handovers.Tell(unit, pairs, handover, CoarseStatuses.AgreementWithdrawn, handover.Sender, handover.Recipient);
        var recipient = agreed.Directory.Find(handover.Recipient)!;
        var due = agreed.Directory.AddWorkingDays(recipient.Country, unit.Today, 5);
        unit.OpenTask(TaskKinds.WithdrawalUntold, handover.Recipient, notice.Id, "withdrawal-untold",
            "The client withdrew the agreement; the office must confirm that it was told to stop.", handover.ReferralId, due);
        unit.StartDeadline(DeadlineKinds.WithdrawalTold, notice.Id, ReferralDecisions.EndOf(due));
        await EndAsync(unit, pairs, handover, cancellation);
    }

    /// <summary>The referring office learns that the route ended, never why.</summary>
    private async Task EndAsync(UnitOfWork unit, PairSequences pairs, HandoverSnapshot handover, CancellationToken cancellation)
    {
        if (handover.InServiceAt is not null)
        {
            handover.State = HandoverState.Stopped;
            handover.StoppedAt = unit.Now;
        }
        else
        {
            handover.State = HandoverState.Cancelled;
        }

        handover.LastReason = "agreement-withdrawn";
        // Before the office has answered, the sender is told nothing: that somebody had the file would be news to it.
        if (handover.AcknowledgedAt is null)
            return;
        var status = handover.InServiceAt is null ? CoarseStatuses.NotStarted : CoarseStatuses.Ended;
        handover.Told = status;
        handover.ToldAt = unit.Now;
        handovers.Tell(unit, pairs, handover, status, handover.Recipient, handover.Sender);
        foreach (var clock in await unit.Store.Deadlines.Where(c => (c.SubjectId == handover.ReferralId || c.SubjectId == handover.Id) && c.State == DeadlineState.Running).ToListAsync(cancellation))
            clock.State = DeadlineState.Stopped;
    }

    private bool RestsOnAgreement(ReferralSnapshot referral) =>
        referral.BasisReference is not { } reference
        || !agreed.Policy.Bases.TryGetValue(reference, out var basis)
        || !agreed.Policy.Purposes.TryGetValue(referral.Purpose, out var purpose)
        || purpose.AgreementRequired || basis.Kind == BasisKind.Consent;

    /// <summary>What is withdrawn is not here yet: the withdrawal waits for it in its own row and is in force when it comes.</summary>
    private void NoteAhead(UnitOfWork unit, string agency, Guid? client, ConsentWithdrawn withdrawn)
    {
        if (client is null && withdrawn.InReplyTo is null && withdrawn.AgreementRecordId is null)
            return;
        var row = new ClientAgreement
        {
            Id = unit.Keys.Next(),
            Agency = agency,
            ClientId = client ?? Guid.Empty,
            TicketHash = withdrawn.InReplyTo is { } ticket ? Index.Ticket(agency, ticket) : null,
            RecordHash = withdrawn.AgreementRecordId is { } id ? Index.AgreementRecord(agency, id) : null,
            Status = AgreementStatus.Withdrawn,
            RecordedAt = unit.Now,
            WithdrawnAt = unit.Now,
        };
        unit.Write(row);
        unit.Record("agreement.withdrawn-ahead", agency, row.Id);
    }
}
