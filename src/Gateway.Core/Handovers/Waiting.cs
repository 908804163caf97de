using Gateway.Contracts;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>Records that name a referral or handover not known yet: they wait in a worklist and go on when it arrives.</summary>
public static class Waiting
{
    /// <summary>Reason code of a record that waits.</summary>
    public const string UnknownReferral = "unknown-referral";

    /// <summary>
    /// Hashes under which records may wait for what arrives with a ticket: its sender's own under the sender's, a reply
    /// that came first under that of the office it came from.
    /// </summary>
    /// <param name="index">Blind index.</param>
    /// <param name="sender">The agency whose ticket it is.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="waiting">Agencies of which records wait.</param>
    public static IEnumerable<byte[]> Hashes(BlindIndex index, string sender, string ticket, IEnumerable<string> waiting)
    {
        ArgumentNullException.ThrowIfNull(index);
        return waiting.Prepend(sender).Distinct(StringComparer.Ordinal).Select(agency => index.Ticket(agency, ticket));
    }

    /// <summary>Makes a record wait for a ticket.</summary>
    public static void Begin(Draft draft, RecordSnapshot record, byte[] ticket, Sentence text)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        draft.Records.Change(record.Id, r => r with { State = RecordState.Waiting, WaitingFor = ticket, ReasonCode = UnknownReferral, ReasonText = StoredSentence.Store(text) });
        draft.OpenTask(TaskKinds.WaitingReply, record.Agency, record.Id, UnknownReferral, text);
        draft.Audit("record.waiting", record.Agency, record.Id);
    }

    /// <summary>A record's statements took effect: it waits for nothing, and nobody need look at it.</summary>
    public static void End(Draft draft, RecordSnapshot record)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        var waited = record.State == RecordState.Waiting;
        draft.Records.Change(record.Id, r => r with
        {
            State = RecordState.Done,
            WaitingFor = null,
            ReasonCode = r.ReasonCode == UnknownReferral ? null : r.ReasonCode,
            ReasonText = r.ReasonCode == UnknownReferral ? null : r.ReasonText,
        });
        if (waited)
            draft.CloseTasks("arrived", [record.Id]);
    }

    /// <summary>A ticket is known from now on: what waited for it is decided again.</summary>
    public static void Arrived(Draft draft, byte[] ticket)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.NoteArrival(ticket);
        foreach (var record in draft.Records.All.Where(r => r.State == RecordState.Waiting && AgreementRules.Same(r.WaitingFor, ticket)).ToList())
            draft.DecideAgain(record);
    }
}
