using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// Two welfare offices answer that they are not competent for a client, for example because the client moved: somebody must settle it.
/// A task with a named owner stands on the desk every working day until an office has accepted the client or the sender asks no more.
/// </summary>
public static class CompetenceRules
{
    /// <summary>An office answered that it is not competent: when it is the second one, the conflict begins.</summary>
    internal static void Declined(Draft draft, HandoverSnapshot handover)
    {
        if (Refused(draft, handover.ClientId) is { Count: 2 } offices && offices[^1].Id == handover.Id)
            Task(draft, offices);
    }

    /// <summary>
    /// It was returned to whoever referred. The client's other referrals are not at hand there: they are looked at as soon as this is
    /// committed.
    /// </summary>
    internal static void Returned(Draft draft, HandoverSnapshot handover)
    {
        var offices = Refused(draft, handover.ClientId);
        if (offices.Count == 2 && offices[^1].Id == handover.Id)
            Task(draft, offices);
        else if (offices.Count == 1)
            draft.StartDeadline(DeadlineKinds.CompetenceConflict, handover.ClientId, draft.Moment.Now);
    }

    /// <summary>A working day later.</summary>
    internal static void Again(Draft draft, Guid client)
    {
        var offices = Refused(draft, client);
        var asked = draft.Handovers.All.Where(h => h.ClientId == client && h.LastOutcome == ReplyOutcomes.DeclinedNotCompetent).Select(h => h.Id).ToList();
        draft.CloseTasks(offices.Count > 1 ? "next-day" : "settled", asked, TaskKinds.CaseWork);
        if (offices.Count > 1)
            Task(draft, offices);
    }

    private static void Task(Draft draft, List<HandoverSnapshot> offices)
    {
        var last = offices[^1];
        var directory = draft.Agreed.Directory;
        var collaboration = offices.Select(h => draft.Agreed.Sites.Find(draft.Referrals.Find(h.ReferralId)?.Collaboration)).FirstOrDefault(c => c?.CompetenceOwner is not null);
        var owner = collaboration?.CompetenceOwner;
        var agency = owner?.Agency ?? "gateway";
        // Where the offices agreed nothing, the last one has to have it settled (law of 2 April 1965, art. 15): the desk calls it.
        var named = owner is not null ? Named(directory.Find(owner.Agency), new DutyContact(owner.Role, owner.Phone, null)) : Named(directory.Find(last.Recipient), directory.Find(last.Recipient)?.DutyContact);
        draft.OpenTask(TaskKinds.CaseWork, agency, last.Id, LifeCodes.CompetenceConflict,
            LifeSentences.CompetenceConflict.With(offices[0].Recipient, last.Recipient, named), last.ReferralId, draft.TodayAt(last.Recipient));
        var tomorrow = directory.Party(last.Recipient) is { } office ? directory.AddWorkingDays(office, draft.Moment.Now, 1) : draft.TodayAt(last.Recipient).AddDays(1);
        draft.StartDeadline(DeadlineKinds.CompetenceConflict, last.ClientId, directory.StartAt(last.Recipient, tomorrow));
        draft.Audit("competence.conflict", "gateway", last.Id, new { offices = offices.Select(h => h.Recipient).ToArray() });
    }

    private static string Named(Agency? office, DutyContact? contact) =>
        contact is null ? office?.Name ?? "gateway" : string.Join(", ", office?.Name, contact.Role, contact.Phone);

    /// <summary>The last refusal of each office, in order; none when the sender asks no more or an office has accepted since.</summary>
    private static List<HandoverSnapshot> Refused(Draft draft, Guid client)
    {
        if (draft.Clients.Find(client) is { Deceased: true })
            return [];
        var theirs = draft.Handovers.All.Where(h => h.ClientId == client && draft.Agreed.Directory.Find(h.Recipient)?.Class == RecipientClass.Welfare).ToList();
        var refused = theirs
            .Where(h => h.LastOutcome == ReplyOutcomes.DeclinedNotCompetent && h.NotAcceptedAt is not null && h.Told == CoarseStatuses.NotAccepted && draft.Referrals.Find(h.ReferralId) is { EndedAt: null })
            .GroupBy(h => h.Recipient, StringComparer.Ordinal).Select(g => g.MaxBy(h => h.NotAcceptedAt)!)
            .OrderBy(h => h.NotAcceptedAt).ThenBy(h => h.Id).ToList();
        var first = refused.Count > 0 ? refused[0].NotAcceptedAt : null;
        return theirs.Exists(h => h.AcceptedAt > first || h.InServiceAt > first) ? [] : refused;
    }
}
