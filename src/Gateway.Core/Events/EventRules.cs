using System.Collections.Frozen;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;

namespace Gateway.Core.Events;

/// <summary>Whether a field is personal data (GDPR art. 4(1)).</summary>
public enum PersonalData
{
    /// <summary>It says nothing of a person.</summary>
    None = 0,

    /// <summary>It identifies or reaches the client.</summary>
    Identifies = 1,

    /// <summary>It says something of the client, or bears a number of the client's case.</summary>
    About = 2,

    /// <summary>It names or reaches a member of an office's staff.</summary>
    Staff = 3,
}

/// <summary>What follows of an event from its type, its fields and the policy.</summary>
public static class EventRules
{
    /// <summary>Events about nobody.</summary>
    private static readonly FrozenSet<string> AboutNobody = new[]
    {
        EventTypes.PilotCounts, EventTypes.CapacityStated, EventTypes.ChannelTested,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Identifying = new[]
    {
        "identifiers", "familyName", "givenNames", "fullName", "birthDate", "contact", "residence", "phone", "email", "address",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Replaced = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EventTypes.ReferralAmended] = "What was stated before of the same referral.",
        [EventTypes.ReferralCancelled] = "The referral that it names: it is asked no more.",
        [EventTypes.ReferralRecalled] = "The referral that it names: it should not have been sent.",
        [EventTypes.ConsentGiven] = "An earlier agreement of the client, where this one is newer.",
        [EventTypes.ConsentWithdrawn] = "The agreement that it names: nothing leaves on it any more.",
        [EventTypes.ClientChanged] = "The details that it names; everything else of the client stays.",
        [EventTypes.BenefitTransferred] = "The benefit that was known of the client, from the first day of the new one on.",
        [EventTypes.PilotCounts] = "The counts of the same site and month.",
        [EventTypes.CapacityStated] = "What the office stated before of the same service.",
        [EventTypes.ReferralReply] = "The office's earlier answer to the same handover, where it is newer or goes further.",
        [EventTypes.ReferralHandover] = "An earlier version of the same step of the same handover.",
        [EventTypes.ReferralStatusChanged] = "What was told before of the same part of the referral.",
        [EventTypes.PlanChanged] = "The plan as it was told before.",
        [EventTypes.TaskChanged] = "The task as it was told before.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every sentence about what is replaced.</summary>
    public static IEnumerable<string> Sentences => Replaced.Values;

    /// <summary>Which earlier message an event takes the place of; null: none, each stands beside the earlier ones.</summary>
    public static string? Replaces(string type) => Replaced.GetValueOrDefault(type);

    /// <summary>Who sends an event and who gets it.</summary>
    /// <param name="type">Event type.</param>
    /// <param name="policy">Policy.</param>
    public static EventWays WaysOf(string type, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var between = policy.Manifests.Where(m => m.Event == type).Select(m => (m.From, m.To)).Distinct().Order().ToList();
        return new EventWays(
            EventTypes.All[type].IsAssignableTo(typeof(IStatement)),
            between.Count > 0 || type is EventTypes.ReferralHandover or EventTypes.ReferralStatusChanged or EventTypes.MandateAnswered || FormatGaps.AsContractEvents.Contains(type, StringComparer.Ordinal),
            between);
    }

    /// <summary>Whether a field of an event is personal data.</summary>
    /// <param name="type">Event type.</param>
    /// <param name="path">Path from the event on.</param>
    public static PersonalData PersonalOf(string type, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = (path.StartsWith("referral.", StringComparison.Ordinal) ? path["referral.".Length..] : path).Split('.');
        if (AboutNobody.Contains(type))
            return PersonalData.None;
        if (parts[0] is "sender" or "recipient")
            return parts.Contains("contact", StringComparer.Ordinal) ? PersonalData.Staff : PersonalData.None;
        if (parts[0] is "sentAt" or "basis" or "language" or "sentence" or "purpose")
            return PersonalData.None;
        return parts.Any(Identifying.Contains) ? PersonalData.Identifies : PersonalData.About;
    }
}
