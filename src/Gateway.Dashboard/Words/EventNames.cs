using System.Collections.Frozen;
using Gateway.Contracts;

namespace Gateway.Dashboard.Words;

/// <summary>Kinds of statements as a client would call them, in English; pages translate.</summary>
internal static class EventNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EventTypes.ReferralSubmitted] = "Referral of a client",
        [EventTypes.ReferralAmended] = "Correction of a referral",
        [EventTypes.ReferralCancelled] = "A referral that is not asked any more",
        [EventTypes.ReferralRecalled] = "A referral that was taken back",
        [EventTypes.ConsentGiven] = "An agreement that was given",
        [EventTypes.ConsentWithdrawn] = "An agreement that was withdrawn",
        [EventTypes.ClientChanged] = "A change of the client's details",
        [EventTypes.BenefitTransferred] = "A change of benefit scheme",
        [EventTypes.BenefitEndingNotice] = "A benefit that will end",
        [EventTypes.LadderMeasured] = "A measurement on the participation ladder",
        [EventTypes.ApplicationLodged] = "An application for assistance",
        [EventTypes.BenefitRecorded] = "Benefits of the past",
        [EventTypes.ServicesRecorded] = "Services of the past",
        [EventTypes.JobseekerPublished] = "A jobseeker's profile without a name",
        [EventTypes.ApplicationProgressed] = "How an application goes on",
        [EventTypes.PilotCounts] = "Counts without persons",
        [EventTypes.CapacityStated] = "How many places an office has free",
        [EventTypes.ReferralReply] = "An office's answer",
        [EventTypes.ReferralHandover] = "A handover to an office",
        [EventTypes.ReferralStatusChanged] = "A message about where a referral stands",
        [EventTypes.PlanChanged] = "How a joint plan stands",
        [EventTypes.RecordReturned] = "A record that came back",
        [EventTypes.ClientErased] = "A message that a client's data was erased",
        [EventTypes.TaskChanged] = "A task of an office",
        [EventTypes.ReconciliationCounted] = "Counts to compare with the gateway's",
        [EventTypes.ChannelTested] = "A test of an agency's channel",
        [EventTypes.MandateAnswered] = "An answer to a control service",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Name of an event type, in English; its code when it has none.</summary>
    internal static string Of(string type) => Names.GetValueOrDefault(type, type);

    /// <summary>Every name.</summary>
    internal static IEnumerable<string> All => Names.Values;

    /// <summary>Whether a type has a name.</summary>
    internal static bool Knows(string type) => Names.ContainsKey(type);
}
