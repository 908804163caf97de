using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Returns;

/// <summary>
/// A record that took no effect goes back to its sender: an event in the sender's own channel says where, why and what to do.
/// It leaves like everything else, by a release that is asked once more just before.
/// </summary>
public static class ReturnRules
{
    /// <summary>What closes a task about a record that went back.</summary>
    public const string Returned = "returned";

    /// <summary>Kind of the audit entry about a record, or a submission as a whole, that went back.</summary>
    public const string AuditKind = "record.returned";

    /// <summary>Reason code of a return that does not leave, because the record has no reason any more: it was repaired, corrected or erased meanwhile.</summary>
    public const string Settled = "settled";

    /// <summary>
    /// Somebody sends records back: their tasks are closed, and their sender is told. A task whose sender is not live in the
    /// directory stays open, because nobody would be told. An event that still waits to leave is not joined by a second one:
    /// it will say what is true when it leaves.
    /// </summary>
    /// <param name="draft">The decision; of deliveries it knows those returns of the same records that still wait.</param>
    /// <param name="user">Who does it.</param>
    /// <param name="open">Tasks about records that were set aside.</param>
    /// <returns>Records, or submissions as a whole, that went back.</returns>
    public static IReadOnlyList<Guid> Return(Draft draft, string user, IReadOnlyList<OfficeTask> open)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(open);
        List<Guid> returned = [];
        foreach (var task in open.Where(t => t.Kind == TaskKinds.SetAside && t.ClosedAt is null).DistinctBy(t => t.SubjectId))
        {
            if (draft.Agreed.Directory.Party(task.Agency) is not { Live: true } sender)
                continue;
            draft.CloseTask(task, Returned);
            draft.Operated(new PageOperation(user, "returned-to-sender", task.SubjectId, task.ReasonCode));
            draft.Audit(AuditKind, "gateway", task.SubjectId, new { code = task.ReasonCode });
            if (sender.Channel == ChannelKind.Inbox)
                ShowInInbox(draft, task);
            else
                Tell(draft, task);
            returned.Add(task.SubjectId);
        }

        return returned;
    }

    /// <summary>Case workers of an office without a system read it on their page, until one of them has.</summary>
    private static void ShowInInbox(Draft draft, OfficeTask task)
    {
        draft.CloseTasks(Returned, [task.SubjectId], TaskKinds.Returned);
        draft.OpenTask(TaskKinds.Returned, task.Agency, task.SubjectId, task.ReasonCode, StoredSentence.Read(task.Text));
    }

    private static void Tell(Draft draft, OfficeTask task)
    {
        if (draft.Deliveries.All.FirstOrDefault(d => d.IsReturn && d.ClientId == task.SubjectId && d.State == DeliveryState.Waiting) is { } waiting)
        {
            // Of this and its release at the same moment the second decides again.
            draft.Deliveries.Change(waiting.Id, d => d with { IssuedAt = draft.Moment.Now, TraceParent = draft.Cause });
            return;
        }

        HandoverRules.Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(),
            ReferralId = task.SubjectId,
            ClientId = task.SubjectId,
            From = task.Agency,
            Recipient = task.Agency,
            Event = EventTypes.RecordReturned,
        });
    }

    /// <summary>Decides the release of a return: to the sender itself, and as long as the record has a reason.</summary>
    internal static ReleaseRules.Result Release(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, IEventWriter writer, long? position)
    {
        if (draft.Agreed.Directory.Party(delivery.Recipient) is not { Live: true } to || delivery.From != delivery.Recipient)
            return Leaving.Not(draft, delivery, WithheldCodes.RecipientNotLive);
        if (known.Erased.Contains(delivery.ClientId))
            return Leaving.Not(draft, delivery, "erased");
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, position);
        if (!known.Returned.TryGetValue(delivery.ClientId, out var record))
            return Leaving.Not(draft, delivery, Settled);
        // The gateway's own words throughout: nothing is cut out of what an agency stated, so nothing is projected.
        var data = Data(draft, delivery, record, to);
        var fields = data.Select(m => m.Key).ToList();
        if (fields.Exists(f => !OwnRecord.Fields.Contains(f)))
            return Leaving.Not(draft, delivery, WithheldCodes.NoManifest);
        var written = writer.Write(to, delivery.Event, data);
        return Leaving.First(
            draft, delivery, to, written, fields.Except(written.NotCarried, StringComparer.Ordinal), new Leaving.Grounds(OwnRecord.Name, OwnRecord.Name, OwnRecord.Name), position);
    }

    private static JsonObject Data(Draft draft, DeliverySnapshot delivery, ReturnedRecord record, Agency to) => JsonSerializer.SerializeToNode(
        new RecordReturned
        {
            Ticket = delivery.Id.ToString("D"),
            Record = record.Name.ToString(),
            SentAt = draft.Moment.Second,
            Code = record.Code,
            Path = ReturnWords.Bounded(record.Path),
            Line = record.Line,
            Language = to.Language,
            Sentence = ReturnWords.Sentence(to.Language, record.Code, record.Text),
            Remedy = ReturnWords.Remedy(to.Language, record.Code),
        },
        ContractJson.Options)!.AsObject();
}
