using Gateway.Contracts.Events;

namespace Gateway.Core.Noes;

/// <summary>What a client says no to.</summary>
public enum NoKind
{
    /// <summary>The client takes back an agreement (GDPR art. 7(3)).</summary>
    Withdrawal = 0,

    /// <summary>The client objects to processing (GDPR art. 21).</summary>
    Objection = 1,

    /// <summary>The client has processing restricted (GDPR art. 18).</summary>
    Restriction = 2,
}

/// <summary>A client's no, or that it is lifted.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Lifted">The client, or who decided about the objection, takes it back. A withdrawal is never lifted: the client agrees anew.</param>
public sealed record ClientNo(NoKind Kind, bool Lifted = false)
{
    /// <summary>Kinds as calls, forms and the command line write them.</summary>
    public static IReadOnlyDictionary<string, NoKind> Kinds { get; } = new Dictionary<string, NoKind>(StringComparer.Ordinal)
    {
        ["withdrawal"] = NoKind.Withdrawal, ["objection"] = NoKind.Objection, ["restriction"] = NoKind.Restriction,
    };

    /// <summary>The no of a kind.</summary>
    /// <returns>Null: there is no such kind.</returns>
    public static ClientNo? Of(string? kind, bool lifted = false) => Kinds.TryGetValue(kind ?? "", out var known) ? new ClientNo(known, lifted) : null;

    /// <summary>The no that an answer of an office says; null: it says none.</summary>
    /// <param name="outcome">One of <see cref="ReplyOutcomes"/>.</param>
    public static ClientNo? OfOutcome(string outcome) => outcome switch
    {
        ReplyOutcomes.ClientWithdrew => new ClientNo(NoKind.Withdrawal),
        ReplyOutcomes.ClientObjected => new ClientNo(NoKind.Objection),
        ReplyOutcomes.ClientRestricted => new ClientNo(NoKind.Restriction),
        _ => null,
    };

    /// <summary>Outcomes that say a no.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [.. ReplyOutcomes.All.Where(o => OfOutcome(o) is not null)];

    /// <summary>Whether a statement says a no, or that one is lifted: it takes effect when its submission is accepted.</summary>
    public static bool IsSaidBy(IStatement statement) => statement switch
    {
        ConsentWithdrawn => true,
        ReferralReply reply => OfOutcome(reply.Outcome) is not null,
        ClientChanged changed => OfProtection(changed.Client.Protection) is not null,
        _ => false,
    };

    /// <summary>What is stated of objection and restriction alone; null: nothing is.</summary>
    public static Protection? OfProtection(Protection? stated) =>
        stated is { Restricted: null, Objected: null } or null ? null : new Protection { Restricted = stated.Restricted, Objected = stated.Objected };

    /// <summary>As a statement about the client; null for a withdrawal, which is about an agreement.</summary>
    internal Protection? Protection => Kind switch
    {
        NoKind.Objection => new Protection { Objected = !Lifted },
        NoKind.Restriction => new Protection { Restricted = !Lifted },
        _ => null,
    };
}
