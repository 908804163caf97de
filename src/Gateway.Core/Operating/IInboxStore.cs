using Gateway.Core.Handovers;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>What the web inbox reads: handovers and deliveries of the agency they are addressed to.</summary>
public interface IInboxStore
{
    /// <summary>Handovers to an agency in some states, with their parts.</summary>
    /// <param name="agency">Recipient.</param>
    /// <param name="states">States.</param>
    /// <param name="newestFirst">The newest first; otherwise by the day they are due.</param>
    /// <param name="skip">Handovers before the first that are left out.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<AddressedHandover>> ListAsync(string agency, IReadOnlyList<HandoverState> states, bool newestFirst, int skip, int most, CancellationToken cancellation);

    /// <summary>A handover with what was released of it; null when there is none for this agency.</summary>
    Task<AddressedFile?> ReadAsync(string agency, Guid handover, CancellationToken cancellation);

    /// <summary>Whether something of a handover waits to be opened.</summary>
    Task<bool> WaitsAsync(string agency, Guid handover, CancellationToken cancellation);
}

/// <summary>A handover with its parts, without anything about the client.</summary>
/// <param name="Handover">Handover.</param>
/// <param name="Parts">Deliveries about it.</param>
public sealed record AddressedHandover(HandoverSnapshot Handover, IReadOnlyList<AddressedPart> Parts);

/// <summary>A delivery about a handover.</summary>
/// <param name="Handover">Handover.</param>
/// <param name="Step">Step; 0: a message.</param>
/// <param name="State">State.</param>
/// <param name="Status">Coarse status of a message.</param>
/// <param name="ReleasedAt">When it was released, UTC; null: it was not.</param>
/// <param name="Unacknowledged">It is a notice of withdrawal that left, and nobody of the agency has acknowledged it.</param>
public sealed record AddressedPart(Guid Handover, int Step, DeliveryState State, string? Status, DateTimeOffset? ReleasedAt, bool Unacknowledged)
{
    /// <summary>Of a delivery about a handover.</summary>
    public static AddressedPart Of(Guid handover, DeliverySnapshot delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new AddressedPart(handover, delivery.Step, delivery.State, delivery.Status, delivery.ReleasedAt, delivery.IsUnacknowledged);
    }
}

/// <summary>A handover with what was released of it.</summary>
/// <param name="Handover">Handover.</param>
/// <param name="Deliveries">Deliveries about it, the newest first.</param>
/// <param name="Payloads">Bytes of those that can be opened.</param>
/// <param name="Fields">Fields that each disclosure names.</param>
/// <param name="CaseNumber">The agency's own case number, opened.</param>
/// <param name="Answers">What the agency answered so far.</param>
public sealed record AddressedFile(
    HandoverSnapshot Handover, IReadOnlyList<DeliverySnapshot> Deliveries, IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Payloads,
    IReadOnlyDictionary<Guid, string> Fields, string? CaseNumber, IReadOnlyList<GivenAnswer> Answers)
{
    /// <summary>Without what is opened: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(AddressedFile)} {{ Handover = {Handover.Id} }}";
}
