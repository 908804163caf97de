using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// A client died. Everything that is open ends: nothing more is sent, nobody is reminded of anything, and the offices that have
/// the client's data are told that the referral stops, never why.
/// </summary>
public static class DeathRules
{
    /// <summary>Takes over what is said of a death.</summary>
    /// <returns>False: the record was set aside.</returns>
    internal static bool Apply(Draft draft, RecordSnapshot record, ClientSnapshot client, Death death, DateTimeOffset? sentAt)
    {
        var said = LifeStatements.SaidAt(record, sentAt);
        if (death.Revoked == true)
        {
            Revoke(draft, record, client, said);
            return true;
        }

        if (LifeStatements.Day(death.On) is not { } day)
        {
            SetAside.Record(draft, record, LifeCodes.NotADate, LifeSentences.NoDay);
            return false;
        }

        if (day > draft.Moment.Today)
        {
            SetAside.Record(draft, record, LifeCodes.DayInFuture, LifeSentences.DayInFuture);
            return false;
        }

        // Told again, or revoked by something that was said later: nothing changes.
        if (client.Deceased || client.DeceasedAt >= said)
            return true;
        draft.Clients.Change(client.Id, c => c with { Deceased = true, DeceasedAt = said, BenefitEndsOn = null, BenefitAskAt = null, DecideApplicationBy = null });
        EndAll(draft, client.Id);
        draft.Audit("client.died", record.Agency, client.Id, new { record = record.Id });
        return true;
    }

    private static void Revoke(Draft draft, RecordSnapshot record, ClientSnapshot client, DateTimeOffset said)
    {
        if (!client.Deceased || client.DeceasedAt >= said)
        {
            LifeStatements.Remark(draft, record, LifeCodes.NoDeathKnown, LifeSentences.NoDeathKnown);
            return;
        }

        draft.Clients.Change(client.Id, c => c with { Deceased = false, DeceasedAt = said });
        draft.OpenTask(TaskKinds.CaseWork, client.Agency, client.Id, "death-revoked", LifeSentences.DeathRevoked, dueOn: draft.Moment.Today);
        draft.Audit("client.death-revoked", record.Agency, client.Id, new { record = record.Id });
    }

    private static void EndAll(Draft draft, Guid client)
    {
        foreach (var delivery in draft.Deliveries.All.Where(d => d.ClientId == client && (d.State is DeliveryState.Waiting or DeliveryState.Parked) && !ReleaseRules.IsStop(d)).ToList())
            draft.Deliveries.Change(delivery.Id, d => d with { State = DeliveryState.Blocked, ReasonCode = ReleaseRules.Ended });
        foreach (var notice in draft.Deliveries.All.Where(d => d.ClientId == client && d.ConfirmDueAt is not null).ToList())
            draft.Deliveries.Change(notice.Id, d => d with { ConfirmDueAt = null });
        var handovers = draft.Handovers.All.Where(h => h.ClientId == client).ToList();
        foreach (var handover in handovers.Where(h => !Lifecycle.IsFinal(h.State)))
        {
            HandoverRules.End(draft, handover, LifeCodes.ClientDied, tellSender: false);
            if (HandedOver.Has(draft, handover))
                HandoverRules.Tell(draft, handover, CoarseStatuses.Cancelled, handover.Sender, handover.Recipient);
        }

        var referrals = draft.Referrals.All.Where(r => r.ClientId == client).ToList();
        foreach (var referral in referrals.Where(r => r.EndedAt is null))
            draft.Referrals.Change(referral.Id, r => r with { EndedAt = draft.Moment.Now, AckDueAt = null });
        var agreements = draft.Agreements.All.Where(a => a.ClientId == client).ToList();
        foreach (var agreement in agreements.Where(a => a.AskAt is not null))
            draft.Agreements.Change(agreement.Id, a => a with { AskAt = null });
        draft.CloseTasks(LifeCodes.ClientDied,
        [
            client, .. referrals.Select(r => r.Id), .. handovers.Select(h => h.Id), .. agreements.Select(a => a.Id),
            .. draft.Deliveries.All.Where(d => d.ClientId == client).Select(d => d.Id),
        ]);
    }
}
