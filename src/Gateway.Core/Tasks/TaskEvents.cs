using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>
/// Tells an office in its own channel of its tasks. Nothing of a client is in such an event: ids that the office has, codes,
/// days and the gateway's own sentence. It keeps its place in the order of the client's events, and says what is true when it
/// leaves.
/// </summary>
public static class TaskEvents
{
    /// <summary>Name under which the disclosure register lists it, as purpose, manifest and basis.</summary>
    public const string Name = "own-task";

    /// <summary>Reason code of an event that does not leave, because the task was closed before its office heard of it.</summary>
    public const string Settled = "settled";

    /// <summary>Fields of such an event.</summary>
    public static IReadOnlySet<string> Fields { get; } = new[]
    {
        "ticket", "task", "kind", "code", "state", "sentAt", "referralId", "inReplyTo", "record", "dueOn", "wentUp", "askedOf", "claimedBy", "attempts", "outcome", "language", "sentence",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Tells the office that a task is there, or has changed. An event that still waits to leave is not joined by a second one.</summary>
    internal static void Tell(Draft draft, OfficeTask task)
    {
        if (task.ClientId is not { } client || draft.Agreed.Directory.Find(task.Agency) is not { Live: true, Channel: ChannelKind.Feed or ChannelKind.File or ChannelKind.Amqp or ChannelKind.Webhook })
            return;
        if (draft.Deliveries.All.FirstOrDefault(d => d.IsTask && d.ReferralId == task.Id && d.State == DeliveryState.Waiting) is { } waiting)
        {
            // Of this and its release at the same moment the second decides again.
            draft.Deliveries.Change(waiting.Id, d => d with { IssuedAt = draft.Moment.Now });
            return;
        }

        HandoverRules.Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(), ReferralId = task.Id, ClientId = client, From = task.Agency, Recipient = task.Agency, Event = EventTypes.TaskChanged,
        });
    }

    /// <summary>Decides the release of one: to the office itself, as long as its client was not erased.</summary>
    internal static ReleaseRules.Result Release(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, IEventWriter writer, long? position)
    {
        if (draft.Agreed.Directory.Find(delivery.Recipient) is not { Live: true } to || delivery.From != delivery.Recipient)
            return Leaving.Not(draft, delivery, WithheldCodes.RecipientNotLive);
        if (known.Erased.Contains(delivery.ClientId) || draft.Tasks.Find(delivery.ReferralId) is not { } task || task.Agency != to.Id)
            return Leaving.Not(draft, delivery, DecisionSentences.Erased);
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, position);
        // Nobody at the office did anything about it: it was settled before they could have heard of it.
        if (task is { ClosedAt: not null, Outcome: null, ClaimedAt: null, Rung: 0 })
            return Leaving.Not(draft, delivery, Settled);
        var data = JsonSerializer.SerializeToNode(DataOf(draft, delivery, task, to, writer), ContractJson.Options)!.AsObject();
        var fields = data.Select(m => m.Key).ToList();
        if (fields.Exists(f => !Fields.Contains(f)))
            return Leaving.Not(draft, delivery, WithheldCodes.NoManifest);
        var written = writer.Write(to, delivery.Event, data);
        return Leaving.First(draft, delivery, to, written, fields.Except(written.NotCarried, StringComparer.Ordinal), new Leaving.Grounds(Name, Name, Name), position);
    }

    private static TaskChanged DataOf(Draft draft, DeliverySnapshot delivery, OfficeTask task, Agency to, IEventWriter writer) => new()
    {
        Ticket = delivery.Id.ToString("D"),
        Task = task.Id.ToString("D"),
        Kind = task.Kind,
        Code = task.ReasonCode,
        State = TaskCodes.StateOf(task),
        SentAt = draft.Moment.Second,
        ReferralId = task.ReferralId?.ToString("D"),
        InReplyTo = task.HandoverId?.ToString("D"),
        Record = task.Source,
        DueOn = task.DueOn,
        WentUp = task.Rung > 0 ? task.Rung : null,
        AskedOf = TaskLadder.AskedOf(to, task)?.Role,
        ClaimedBy = task.ClaimedBy,
        Attempts = task.Attempts > 0 ? task.Attempts : null,
        Outcome = task.Outcome,
        Language = to.Language,
        Sentence = writer.Say(to, StoredSentence.Read(task.Text)),
    };
}
