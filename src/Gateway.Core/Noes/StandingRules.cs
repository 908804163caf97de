using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>
/// What follows when a client objects, has processing restricted, or takes that back. Nothing leaves meanwhile: the gate asks
/// at every release. Here the offices that have the client's data are told (GDPR art. 19), and what was stopped is decided again.
/// </summary>
public static class StandingRules
{
    private static readonly string[] Stopped = [WithheldCodes.ClientObjected, WithheldCodes.ClientRestricted, WithheldCodes.ClientProtected];

    /// <summary>Takes over what is said of a client's restrictions, for each of the person's linked numbers, and what follows from it.</summary>
    /// <param name="draft">The decision; it knows everything of the client.</param>
    /// <param name="client">The client.</param>
    /// <param name="stated">What is said.</param>
    /// <param name="sentAt">Source time; null: the source gave none.</param>
    /// <param name="receivedAt">When it was received, UTC.</param>
    /// <param name="by">The agency that says so: it need not be told.</param>
    /// <returns>Whether anything changed.</returns>
    public static bool Note(Draft draft, Guid client, Protection stated, DateTimeOffset? sentAt, DateTimeOffset receivedAt, string by)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var changed = draft.SamePerson(client).Where(c => ProtectionRules.Note(draft, c, stated, sentAt, receivedAt)).ToList();
        foreach (var one in changed)
            Follow(draft, one, by);
        return changed.Count > 0;
    }

    /// <summary>Takes over what a record says of a client's restrictions. What follows is work of its own: the record's decision does not know all of the client.</summary>
    public static void NoteInTurn(Draft draft, Guid client, Protection? stated, DateTimeOffset? sentAt, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (ProtectionRules.Note(draft, client, stated, sentAt, receivedAt))
            draft.StartDeadline(DeadlineKinds.StandingChanged, client, draft.Moment.Now);
    }

    /// <summary>Tells the offices that have the client's data what holds now, and has decided again what was stopped and is not any more.</summary>
    /// <param name="draft">The decision; it knows everything of the client.</param>
    /// <param name="client">The client.</param>
    /// <param name="by">An agency that said so itself; null: none is known.</param>
    public static void Follow(Draft draft, Guid client, string? by)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Clients.Find(client) is not { } known)
            return;
        var free = known.Standing == ClientStanding.Free;
        foreach (var handover in draft.Handovers.All.Where(h => h.ClientId == client).ToList())
        {
            var told = Follow(draft, handover, CoarseStatuses.ClientObjected, known.Objected, by);
            told |= Follow(draft, handover, CoarseStatuses.ClientRestricted, known.Restricted, by);
            if (told && free && !Lifecycle.IsFinal(handover.State))
                HandoverRules.Tell(draft, handover, CoarseStatuses.Resumed, handover.Sender, handover.Recipient);
        }

        if (by is not null && by != known.Agency && !free)
            draft.OpenTask(TaskKinds.CaseWork, known.Agency, client, "client-said-no", TaskSentences.ClientSaidNo, dueOn: draft.TodayAt(known.Agency));
        if (free)
            DecideAgain(draft, client);
    }

    /// <returns>The office had been told, and need not heed it any more.</returns>
    private static bool Follow(Draft draft, HandoverSnapshot handover, string status, bool holds, string? by)
    {
        var standing = StopNotices.Standing(draft, handover, status);
        if (holds)
        {
            if (standing.Count == 0 && handover.Recipient != by && !Lifecycle.IsFinal(handover.State) && HandedOver.Has(draft, handover))
                StopNotices.Tell(draft, handover, status);
            return false;
        }

        foreach (var notice in standing)
            StopNotices.Lift(draft, notice);
        return standing.Exists(n => n.ReleasedAt is not null);
    }

    /// <summary>What protection stopped is decided again. What an agreement's withdrawal stopped stays stopped, whatever else stopped it too.</summary>
    private static void DecideAgain(Draft draft, Guid client)
    {
        foreach (var referral in draft.Referrals.All.Where(r => r.ClientId == client && r.EndedAt is null).ToList())
        {
            if (referral.State == ReferralState.Withheld && Stopped.Contains(referral.ReasonCode) && draft.Records.Find(referral.RecordId) is { } record)
                draft.DecideAgain(record);
            else if (referral.State == ReferralState.Issued)
                Revive(draft, referral);
        }
    }

    private static void Revive(Draft draft, ReferralSnapshot referral)
    {
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id).ToList())
        {
            var present = handover.State == HandoverState.Cancelled && Stopped.Contains(handover.LastReason) && !HandedOver.Has(draft, handover)
                ? HandoverRules.Reopen(draft, referral, handover)
                : handover;
            foreach (var delivery in draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.State == DeliveryState.Blocked && Stopped.Contains(d.ReasonCode)).ToList())
            {
                if (delivery.Step == 0 || !Lifecycle.IsFinal(present.State))
                    Revive(draft, delivery);
            }
        }
    }

    /// <summary>It waits for its release again; of one that was released before, the gate is asked about the same bytes once more.</summary>
    private static void Revive(Draft draft, DeliverySnapshot delivery)
    {
        draft.Deliveries.Change(delivery.Id, d => d with { State = d.ReleasedAt is null ? DeliveryState.Waiting : DeliveryState.Released, ReasonCode = null });
        draft.CloseTasks("decided-again", [delivery.Id], TaskKinds.Withheld);
        draft.Audit("delivery.decided-again", "gateway", delivery.Id);
        if (DepartureRules.NeedsWork(draft.Agreed.Directory.Party(delivery.Recipient)))
            draft.Enqueue(StageNames.Delivery, delivery.Id, delivery.TraceParent, draft.Known.Generations.TryGetValue(delivery.Id, out var last) ? last + 1 : 0);
    }
}
