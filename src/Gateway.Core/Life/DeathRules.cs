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

        if (day > draft.TodayAt(record.Agency))
        {
            SetAside.Record(draft, record, LifeCodes.DayInFuture, LifeSentences.DayInFuture);
            return false;
        }

        foreach (var one in draft.SamePerson(client.Id))
            Die(draft, one, said, record.Agency, new { record = record.Id });
        return true;
    }

    /// <summary>Clients are one person from now on: who died under one number died under each, unless that was revoked under another since.</summary>
    internal static void Carry(Draft draft, IReadOnlyList<Guid> person)
    {
        var last = person.Select(draft.Clients.Get).Where(c => c.DeceasedAt is not null).MaxBy(c => c.DeceasedAt);
        if (last is not { Deceased: true, DeceasedAt: { } said })
            return;
        foreach (var one in person)
            Die(draft, one, said, last.Agency, new { linked = last.Id });
    }

    private static void Die(Draft draft, Guid client, DateTimeOffset said, string by, object detail)
    {
        // Told again, or revoked by something that was said later: nothing changes.
        if (draft.Clients.Find(client) is not { Deceased: false } known || known.DeceasedAt >= said)
            return;
        draft.Clients.Change(client, c => c with { Deceased = true, DeceasedAt = said, BenefitEndsOn = null, BenefitAskAt = null, DecideApplicationBy = null });
        EndAll(draft, client);
        draft.Audit("client.died", by, client, detail);
    }

    private static void Revoke(Draft draft, RecordSnapshot record, ClientSnapshot client, DateTimeOffset said)
    {
        List<Guid> alive = [.. draft.SamePerson(client.Id).Where(c => draft.Clients.Get(c) is { Deceased: true } told && told.DeceasedAt < said)];
        if (alive.Count == 0)
        {
            LifeStatements.Remark(draft, record, LifeCodes.NoDeathKnown, LifeSentences.NoDeathKnown);
            return;
        }

        foreach (var one in alive)
        {
            draft.Clients.Change(one, c => c with { Deceased = false, DeceasedAt = said });
            draft.Audit("client.death-revoked", record.Agency, one, new { record = record.Id });
        }

        draft.OpenTask(TaskKinds.CaseWork, client.Agency, client.Id, "death-revoked", LifeSentences.DeathRevoked, dueOn: draft.TodayAt(client.Agency));
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
