using Gateway.Contracts;

namespace Gateway.Core.Work;

/// <summary>Names of the stages: queues, work items and roles bear them.</summary>
public static class StageNames
{
    /// <summary>Submission to canonical statements.</summary>
    public const string Translation = "translation";

    /// <summary>Statements of the sender: admissible, routed, view.</summary>
    public const string Referral = "referral";

    /// <summary>Bytes to channels that the gateway writes to.</summary>
    public const string Delivery = "delivery";

    /// <summary>Replies of recipients.</summary>
    public const string Outcome = "outcome";

    /// <summary>Deadlines that passed.</summary>
    public const string Clocks = "clocks";

    /// <summary>Every stage.</summary>
    public static IReadOnlyList<string> All { get; } = [Translation, Referral, Delivery, Outcome, Clocks];

    /// <summary>The stage in which a statement takes effect: replies in <see cref="Outcome"/>, everything else in <see cref="Referral"/>.</summary>
    /// <param name="type">Type of the statement.</param>
    public static string OfStatement(string? type) => type == EventTypes.ReferralReply ? Outcome : Referral;
}
