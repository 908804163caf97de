using Gateway.Contracts.Events;

namespace Gateway.Contracts;

/// <summary>Names of the contract events and the C# type of each one's data.</summary>
public static class EventTypes
{
    /// <summary>An agency asks another office's services for a client.</summary>
    public const string ReferralSubmitted = "referral.submitted";

    /// <summary>The sender corrects or completes an earlier referral.</summary>
    public const string ReferralAmended = "referral.amended";

    /// <summary>The sender no longer asks; nothing had to be undone.</summary>
    public const string ReferralCancelled = "referral.cancelled";

    /// <summary>The sender takes a referral back because it should not have been sent.</summary>
    public const string ReferralRecalled = "referral.recalled";

    /// <summary>A client agreed to a service.</summary>
    public const string ConsentGiven = "consent.given";

    /// <summary>A client withdrew an agreement; in force when accepted.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>Details of a client changed at the sender (identifier replaced, address, protection).</summary>
    public const string ClientChanged = "client.changed";

    /// <summary>A client moved from one benefit scheme to another.</summary>
    public const string BenefitTransferred = "benefit.transferred";

    /// <summary>A benefit will end; a task for the client's own counsellor.</summary>
    public const string BenefitEndingNotice = "benefit.ending-notice";

    /// <summary>A participation ladder measurement.</summary>
    public const string LadderMeasured = "ladder.measured";

    /// <summary>The client applied for assistance; statutory clocks start.</summary>
    public const string ApplicationLodged = "application.lodged";

    /// <summary>Benefits a client has had; history.</summary>
    public const string BenefitRecorded = "benefit.recorded";

    /// <summary>Services a client has had or has at the sender; history.</summary>
    public const string ServicesRecorded = "services.recorded";

    /// <summary>A jobseeker's profile under a pseudonym, tied to no person.</summary>
    public const string JobseekerPublished = "jobseeker.published";

    /// <summary>Something happened to an application for assistance, without persons.</summary>
    public const string ApplicationProgressed = "application.progressed";

    /// <summary>Counts of a pilot site without persons.</summary>
    public const string PilotCounts = "pilot.counts";

    /// <summary>How many places of a service are free at an office, without persons.</summary>
    public const string CapacityStated = "capacity.stated";

    /// <summary>A recipient's answer to a handover.</summary>
    public const string ReferralReply = "referral.reply";

    /// <summary>A handover to a recipient, step one or step two.</summary>
    public const string ReferralHandover = "referral.handover";

    /// <summary>What the referring office may learn of its referral.</summary>
    public const string ReferralStatusChanged = "referral.status-changed";

    /// <summary>What the offices that lead a joint plan may know of it: who leads which part, and where each stands.</summary>
    public const string PlanChanged = "plan.changed";

    /// <summary>A record of an agency that took no effect goes back to it, with the reason.</summary>
    public const string RecordReturned = "record.returned";

    /// <summary>The office that referred a client has erased it: who got something of it is told, and decides about its own copy.</summary>
    public const string ClientErased = "client.erased";

    /// <summary>A person of the office must do something, or what they must do has changed.</summary>
    public const string TaskChanged = "task.changed";

    /// <summary>How many referrals an agency sent and received, by state: the gateway's counts, or the agency's own.</summary>
    public const string ReconciliationCounted = "reconciliation.counted";

    /// <summary>A test of an agency's own channel, which its technician asked for; nothing happened, and no client is in it.</summary>
    public const string ChannelTested = "channel.tested";

    /// <summary>What a control service gets on a mandate, in a feed of its own.</summary>
    public const string MandateAnswered = "mandate.answered";

    /// <summary>Every event type with the type of its data.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [ReferralSubmitted] = typeof(ReferralSubmitted),
        [ReferralAmended] = typeof(ReferralSubmitted),
        [ReferralCancelled] = typeof(ReferralEnded),
        [ReferralRecalled] = typeof(ReferralEnded),
        [ConsentGiven] = typeof(ConsentGiven),
        [ConsentWithdrawn] = typeof(ConsentWithdrawn),
        [ClientChanged] = typeof(ClientChanged),
        [BenefitTransferred] = typeof(BenefitTransferred),
        [BenefitEndingNotice] = typeof(BenefitEndingNotice),
        [LadderMeasured] = typeof(LadderMeasured),
        [ApplicationLodged] = typeof(ApplicationLodged),
        [BenefitRecorded] = typeof(BenefitRecorded),
        [ServicesRecorded] = typeof(ServicesRecorded),
        [JobseekerPublished] = typeof(JobseekerPublished),
        [ApplicationProgressed] = typeof(ApplicationProgressed),
        [PilotCounts] = typeof(PilotCounts),
        [CapacityStated] = typeof(CapacityStated),
        [ReferralReply] = typeof(ReferralReply),
        [ReferralHandover] = typeof(ReferralHandover),
        [ReferralStatusChanged] = typeof(ReferralStatusChanged),
        [PlanChanged] = typeof(PlanChanged),
        [RecordReturned] = typeof(RecordReturned),
        [ClientErased] = typeof(ClientErased),
        [TaskChanged] = typeof(TaskChanged),
        [ReconciliationCounted] = typeof(ReconciliationCounted),
        [ChannelTested] = typeof(ChannelTested),
        [MandateAnswered] = typeof(MandateAnswered),
    };

    /// <summary>URN of the JSON Schema of an event's data.</summary>
    public static string SchemaOf(string type) => $"urn:work-welfare-gateway:event:{type}:1";
}
