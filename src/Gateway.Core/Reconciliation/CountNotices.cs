using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Reconciliation;

/// <summary>The event that tells an agency what is counted for it. It is about no referral and no client, and lies under a key of its own.</summary>
public static class CountNotices
{
    /// <summary>Name under which the disclosure register lists it, as purpose, manifest and basis.</summary>
    public const string Name = "own-counts";

    private static readonly FrozenSet<string> Fields =
        new[] { "ticket", "sentAt", "from", "until", "sent", "received", "agrees", "differences" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Queues it.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="counts">Key of the counts.</param>
    public static void Tell(Draft draft, string agency, Guid counts)
    {
        ArgumentNullException.ThrowIfNull(draft);
        HandoverRules.Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(),
            ReferralId = counts,
            ClientId = counts,
            From = agency,
            Recipient = agency,
            Event = EventTypes.ReconciliationCounted,
        });
        draft.Audit(EventTypes.ReconciliationCounted, "gateway", counts);
    }

    /// <summary>Decides its release: to the agency itself, as long as the counts are kept.</summary>
    internal static ReleaseRules.Result Release(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, IEventWriter writer, long? position)
    {
        if (draft.Agreed.Directory.Party(delivery.Recipient) is not { Live: true } to || delivery.From != delivery.Recipient)
            return Leaving.Not(draft, delivery, WithheldCodes.RecipientNotLive);
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, position);
        if (!known.Counted.TryGetValue(delivery.ClientId, out var kept))
            return Leaving.Not(draft, delivery, "erased");
        var data = JsonNode.Parse(kept.Span)!.AsObject();
        data["ticket"] = delivery.Id.ToString("D");
        if (data.Any(m => !Fields.Contains(m.Key)))
            return Leaving.Not(draft, delivery, WithheldCodes.NoManifest);
        var written = writer.Write(to, delivery.Event, data);
        return Leaving.First(draft, delivery, to, written, data.Select(m => m.Key).Except(written.NotCarried, StringComparer.Ordinal), new Leaving.Grounds(Name, Name, Name), position);
    }
}
