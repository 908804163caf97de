using System.Text.Json.Nodes;
using Gateway.Core.Returns;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What was read for releases.</summary>
public sealed class ReleaseSnapshots : Snapshots
{
    /// <summary>Current statements of referrals; those whose key was destroyed are not there.</summary>
    public IReadOnlyDictionary<Guid, ReferralStatement> Statements { get; init; } = new Dictionary<Guid, ReferralStatement>();

    /// <summary>Clients whose key was destroyed: nothing of them can leave any more.</summary>
    public IReadOnlySet<Guid> Erased { get; init; } = new HashSet<Guid>();

    /// <summary>
    /// Clients, referrals and handovers of which something is there and cannot be opened (a damaged row, a wrong key): that is
    /// a fault of the store and no erasure, so nothing is decided about them.
    /// </summary>
    public IReadOnlySet<Guid> Unreadable { get; init; } = new HashSet<Guid>();

    /// <summary>Payloads of deliveries that were released before, opened; one that cannot be opened is not there.</summary>
    public IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Payloads { get; init; } = new Dictionary<Guid, ReadOnlyMemory<byte>>();

    /// <summary>Records, and submissions as a whole, that go back to their sender; what has no reason (any more) is not there.</summary>
    public IReadOnlyDictionary<Guid, ReturnedRecord> Returned { get; init; } = new Dictionary<Guid, ReturnedRecord>();

    /// <summary>What agencies are told of their counts, by key of the counts.</summary>
    public IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Counted { get; init; } = new Dictionary<Guid, ReadOnlyMemory<byte>>();

    /// <summary>Agencies to which nothing is brought for a while.</summary>
    public IReadOnlySet<string> OnHold { get; init; } = new HashSet<string>();
}

/// <summary>A referral's current statement.</summary>
/// <param name="Data">As JSON.</param>
/// <param name="Ticket">The ticket the sender knows the referral by.</param>
public sealed record ReferralStatement(JsonObject Data, string Ticket);
