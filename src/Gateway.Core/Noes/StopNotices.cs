using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>An office that has a client's data is told to stop or to pause, and somebody of it must say that it did.</summary>
public static class StopNotices
{
    /// <summary>Statuses that tell an office to stop or to pause.</summary>
    public static IReadOnlyList<string> Statuses { get; } = [CoarseStatuses.AgreementWithdrawn, CoarseStatuses.ClientObjected, CoarseStatuses.ClientRestricted];

    /// <summary>Reason code of a notice that asks for nothing any more, because the objection or restriction is lifted.</summary>
    public const string Lifted = "lifted";

    /// <summary>Tells the office of a handover.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="handover">The handover.</param>
    /// <param name="status">One of <see cref="Statuses"/>.</param>
    internal static void Tell(Draft draft, HandoverSnapshot handover, string status)
    {
        var recipient = draft.Agreed.Directory.Find(handover.Recipient)!;
        var due = draft.Agreed.Directory.AddWorkingDays(recipient, draft.Moment.Now, draft.Agreed.Policy.ConfirmStopWithinWorkingDays);
        var notice = HandoverRules.Tell(draft, handover, status, handover.Sender, handover.Recipient, draft.Agreed.Directory.EndAt(recipient.Id, due));
        draft.OpenTask(TaskKinds.WithdrawalUntold, handover.Recipient, notice.Id, "withdrawal-untold", SentenceOf(status), handover.ReferralId, due, told: false);
    }

    /// <summary>Notices of a status to the office of a handover that nothing has ended.</summary>
    internal static List<DeliverySnapshot> Standing(Draft draft, HandoverSnapshot handover, string status)
    {
        var about = draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.Recipient == handover.Recipient).ToList();
        var resumed = about.Where(d => d.Status == CoarseStatuses.Resumed).Select(d => d.Sequence).DefaultIfEmpty().Max();
        return about.FindAll(d => d.Status == status && d.State != DeliveryState.Blocked && d.ReasonCode != Lifted && d.Sequence > resumed);
    }

    /// <summary>What a notice tells is over: one that has not left does not leave, and nobody need confirm one that has.</summary>
    internal static void Lift(Draft draft, DeliverySnapshot notice)
    {
        draft.Deliveries.Change(notice.Id, d => d with
        {
            State = d.ReleasedAt is null ? DeliveryState.Blocked : d.State, ReasonCode = Lifted, ConfirmDueAt = null,
        });
        draft.CloseTasks(Lifted, [notice.Id]);
    }

    private static Wording SentenceOf(string status) => status switch
    {
        CoarseStatuses.ClientObjected => TaskSentences.ObjectionUntold,
        CoarseStatuses.ClientRestricted => TaskSentences.RestrictionUntold,
        _ => TaskSentences.WithdrawalUntold,
    };
}
