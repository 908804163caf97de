using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Trail;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What is written down when bytes leave, whatever they are about: the delivery as released, the disclosure, the audit entry.</summary>
internal static class Leaving
{
    /// <summary>On what a disclosure rests.</summary>
    /// <param name="Purpose">Purpose.</param>
    /// <param name="Basis">Reference of the legal basis.</param>
    /// <param name="Manifest">List of fields that names what leaves.</param>
    /// <param name="Agreement">The client's agreement; null: none is needed.</param>
    internal sealed record Grounds(string Purpose, string Basis, string Manifest, ClientAgreement? Agreement = null);

    /// <summary>The event leaves for the first time.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="to">Recipient.</param>
    /// <param name="written">The event in the recipient's format.</param>
    /// <param name="fields">Canonical fields that leave.</param>
    /// <param name="grounds">On what the disclosure rests.</param>
    /// <param name="position">Position in the recipient's feed; null: it is brought to the recipient.</param>
    internal static ReleaseRules.Result First(
        Draft draft, DeliverySnapshot delivery, Agency to, WrittenEvent written, IEnumerable<string> fields, Grounds grounds, long? position)
    {
        // Microseconds: the coarsest resolution of the three databases. A redelivery is then the same to the byte.
        var at = draft.Moment.Now.AddTicks(-(draft.Moment.Now.Ticks % TimeSpan.TicksPerMicrosecond));
        var disclosure = new Disclosure
        {
            DeliveryId = delivery.Id,
            ReferralId = delivery.ReferralId,
            ClientId = delivery.ClientId,
            From = delivery.From,
            Recipient = delivery.Recipient,
            RecipientClass = to.Class.ToString(),
            Event = delivery.Event,
            Step = delivery.Step,
            Purpose = grounds.Purpose,
            Basis = grounds.Basis,
            Manifest = grounds.Manifest,
            PolicyVersion = draft.Agreed.Policy.Version,
            AgreementId = grounds.Agreement?.Id,
            AgreementVersion = grounds.Agreement?.Version,
            Fields = string.Join(',', fields),
            PayloadHmac = [],
            At = draft.Moment.Now,
        };
        var released = draft.Release(delivery, delivery with { State = DeliveryState.Released, ReleasedAt = at, MediaType = written.MediaType, Position = position, ReasonCode = null }, written.Bytes, disclosure);
        // The digest comes first: what is proved to outsiders is read from there.
        draft.Audit("delivery.released", "gateway", delivery.Id, new { disclosure = TrailText.DigestOf(disclosure), delivery.Event, delivery.Step, recipient = delivery.Recipient, grounds.Manifest, delivery.From });
        return new ReleaseRules.Result(draft.Decided(ItemOutcome.Completed), released, written.Bytes);
    }

    /// <summary>It does not leave.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="code">Why, as a code.</param>
    internal static ReleaseRules.Result Not(Draft draft, DeliverySnapshot delivery, string code)
    {
        draft.Deliveries.Change(delivery.Id, d => d with { State = DeliveryState.Blocked, ReasonCode = code });
        draft.Audit("delivery.blocked", "gateway", delivery.Id, new { code });
        return new ReleaseRules.Result(draft.Decided(ItemOutcome.Completed), null, default);
    }

    /// <summary>
    /// It was released before, and nobody can say whether it left: the same bytes leave under the same id once more. Its row is
    /// written although nothing of it changes: an attempt that is still under way cannot take the disclosure back any more, and one
    /// that just did is seen.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes cannot be opened.</exception>
    internal static ReleaseRules.Result Again(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, long? position)
    {
        if (!known.Payloads.TryGetValue(delivery.Id, out var bytes))
            throw new InvalidDataException(WorkProblems.PayloadUnreadable.Text);
        var again = draft.Deliveries.Change(delivery.Id, d => d with { Position = position ?? d.Position });
        return new ReleaseRules.Result(draft.Decided(ItemOutcome.Completed), again, bytes);
    }
}
