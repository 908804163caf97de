using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Returns;
using Gateway.Core.Work;

namespace Gateway.Core.Rights;

/// <summary>
/// Tells an office to which something of an erased client left: the handover has ended, and the office decides about its own
/// copy (GDPR art. 17(2), 19). Nothing of the client is in it but the ticket that the office has already.
/// </summary>
public static class ErasureNotices
{
    /// <summary>Name under which the disclosure register lists it, as purpose, manifest and basis.</summary>
    public const string Name = "erasure-notice";

    private static readonly InLanguages Says = new(
        "The office that referred this client has erased what it knew. The handover has ended. Decide whether you may keep your own copy (GDPR articles 17 and 19).",
        "De dienst die deze cliënt doorverwees, heeft gewist wat hij wist. De overdracht is beëindigd. Beslis of u uw eigen kopie mag bewaren (AVG, artikelen 17 en 19).",
        "Le service qui a orienté ce client a effacé ce qu'il savait. Le passage de relais a pris fin. Décidez si vous pouvez conserver votre propre copie (RGPD, articles 17 et 19).");

    /// <summary>Fields of such a notice.</summary>
    public static IReadOnlySet<string> Fields { get; } =
        new[] { "ticket", "inReplyTo", "sentAt", "status", "language", "sentence" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Queues the notice about one handover. It lies under a key of its own, because the client's is destroyed before it leaves.</summary>
    internal static void Tell(Draft draft, HandoverSnapshot handover) => HandoverRules.Queue(draft, new DeliverySnapshot
    {
        Id = draft.NewKey(),
        ReferralId = handover.ReferralId,
        HandoverId = handover.Id,
        ClientId = handover.ClientId,
        From = handover.Sender,
        Recipient = handover.Recipient,
        Event = EventTypes.ClientErased,
        Status = CoarseStatuses.Ended,
    });

    /// <summary>Decides its release: nothing about the client is asked any more, only whether somebody is there to be told.</summary>
    internal static ReleaseRules.Result Release(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, IEventWriter writer, long? position)
    {
        if (draft.Agreed.Directory.Party(delivery.Recipient) is not { Live: true } to || !known.Keys.ContainsKey(delivery.ClientId))
            return Leaving.Not(draft, delivery, WithheldCodes.RecipientNotLive);
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, position);
        var data = JsonSerializer.SerializeToNode(
            new ClientErased
            {
                Ticket = delivery.Id.ToString("D"),
                InReplyTo = delivery.HandoverId!.Value.ToString("D"),
                SentAt = draft.Moment.Second,
                Status = CoarseStatuses.Ended,
                Language = to.Language,
                Sentence = Says.In(to.Language),
            },
            ContractJson.Options)!.AsObject();
        var written = writer.Write(to, delivery.Event, data);
        return Leaving.First(draft, delivery, to, written, Fields.Except(written.NotCarried, StringComparer.Ordinal), new Leaving.Grounds(Name, Name, Name), position);
    }
}
