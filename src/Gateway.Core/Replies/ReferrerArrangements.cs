using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Replies;

/// <summary>
/// The office that refers confirms, moves or calls off an appointment, or says that it told the client: with the same answer
/// <c>arranged</c>, under its own ticket of the referral or that of one part. Of several parts <c>service</c> says which one is meant. The office
/// addressed is told how the appointment stands. An answer of that office that is newer holds.
/// </summary>
public static class ReferrerArrangements
{
    /// <summary>The open parts of an agency's own referral that it arranges something for; empty: it speaks of none of its own.</summary>
    internal static IReadOnlyList<HandoverSnapshot> Named(Draft draft, string agency, ReferralReply reply)
    {
        if (reply.Outcome != ReplyOutcomes.Arranged)
            return [];
        if (Guid.TryParse(reply.InReplyTo, out var id) && draft.Handovers.Find(id) is { } named && named.Sender == agency)
            return [named];
        if (ReferralLookup.ByTicket(draft, agency, reply.InReplyTo) is not { } referral)
            return [];
        List<HandoverSnapshot> parts = [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id && (reply.Service?.Code is not { } service || h.Services.Split(',').Contains(service)))];
        return parts.Exists(h => !Lifecycle.IsFinal(h.State)) ? [.. parts.Where(h => !Lifecycle.IsFinal(h.State))] : [.. parts.Take(1)];
    }

    /// <summary>It takes effect, or the record says why not.</summary>
    internal static void Apply(Draft draft, RecordSnapshot record, IReadOnlyList<HandoverSnapshot> meant, ReferralReply reply)
    {
        draft.Records.Change(record.Id, r => r with { ReferralId = meant[0].ReferralId });
        if (meant.Count > 1)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), "ambiguous-ticket", ArrangementProblems.WhichPart);
            return;
        }

        var handover = meant[0];
        if (HandedOver.NamesOther(draft, handover, reply.Client))
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient, StatementProblems.ReferralOfOtherClient);
            return;
        }

        if (Arrangements.Problem(draft, handover, reply) is { } problem)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), problem.Code, problem.Says);
            return;
        }

        var said = LifeStatements.SaidAt(record, reply.SentAt);
        var older = said < handover.LastReplyAt || said < handover.AppointmentSaidAt;
        // Only what the referring office may arrange: whether the need was met is asked by the office that served the client.
        var after = older ? handover : Arrangements.Note(handover, reply with { NeedMet = null }, said);
        if (!Arrangements.Differ(handover, after))
        {
            var (code, says) = WithoutEffect.Of(handover, reply, older, stopped: false);
            draft.Records.Change(record.Id, r => r with { ReasonCode = code, ReasonText = StoredSentence.Store(says) });
            return;
        }

        draft.Handovers.Change(handover.Id, _ => after);
        draft.Audit("referral.arranged", record.Agency, handover.Id, new { record = record.Id });
        // Providers and employers learn neither who refers nor what that office arranges.
        if (draft.Agreed.Directory.Find(after.Recipient) is not { Class: RecipientClass.Provider or RecipientClass.Employer })
            HandoverRules.Tell(draft, after, after.Told ?? CoarseStatuses.Pending, after.Sender, after.Recipient);
        Arrangements.WatchOut(draft, after);
    }
}
