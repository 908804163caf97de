using Gateway.Contracts.Events;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;

namespace Gateway.Core.Clients;

/// <summary>
/// Values that a sender chooses, made into codes that the gateway knows before they stand in a plain column. A value that is none
/// stays in the sealed record: one word could be a name, and a number could be a person's.
/// </summary>
public static class KnownCodes
{
    /// <summary>Stands for a value that is no known code.</summary>
    public const string Other = "other";

    /// <summary>Stands for a purpose that the policy does not know.</summary>
    public const string UnknownPurpose = "unknown";

    /// <summary>Stages of a pilot between which sites count losses.</summary>
    public static IReadOnlyList<string> LossStages { get; } = ["identified", "eligible", "offered"];

    /// <summary>Reasons for which sites lose people, as they count them.</summary>
    public static IReadOnlyList<string> LossReasons { get; } =
        ["own-places-first", "commissioned-services", "procedures", "registration-systems", "privacy", "who-follows-up", "declined-offer", .. ReplyReasons.All];

    /// <summary>A purpose of the policy, or <see cref="UnknownPurpose"/>.</summary>
    public static string Purpose(Policy policy, string? stated)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return stated is not null && policy.Purposes.ContainsKey(stated) ? stated : UnknownPurpose;
    }

    /// <summary>An outcome of a reply, or <see cref="Other"/>.</summary>
    public static string Outcome(string? stated) => Of(ReplyOutcomes.All, stated);

    /// <summary>A loss with a stage and a reason that are known.</summary>
    public static PilotLoss Loss(PilotLoss counted)
    {
        ArgumentNullException.ThrowIfNull(counted);
        return counted with { Stage = Of(LossStages, counted.Stage), Reason = Of(LossReasons, counted.Reason) };
    }

    /// <summary>A month as <c>2026-03</c>; null: it is none.</summary>
    public static string? Month(string? stated) => stated is { Length: 7 } && DateSpan.Parse(stated) is not null ? stated : null;

    /// <summary>A day, month or year as it was stated, without what stands behind the day; null: it is none.</summary>
    public static string? Day(string? stated) => DateSpan.Parse(stated) is null ? null : stated!.Length > 10 ? stated[..10] : stated;

    private static string Of(IReadOnlyList<string> known, string? stated) => stated is not null && known.Contains(stated, StringComparer.Ordinal) ? stated : Other;
}
