using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;

namespace Gateway.Store.Tests;

/// <summary>Rows of invented content, complete enough to be stored.</summary>
internal static class Rows
{
    internal const string Stage = StageNames.Referral;

    private static readonly byte[] Hash = new byte[32];

    internal static ClientSnapshot Client(Guid id, string agency = "vdab") => new() { Id = id, Agency = agency };

    internal static ClientAgreement Agreement(Guid id) => new() { Id = id, Agency = "vdab", ClientId = id };

    internal static ReferralSnapshot Referral(Guid id) => new()
    {
        Id = id, Agency = "vdab", ClientId = id, TicketHash = Unique(id), StatementHash = Hash, Purpose = "referral",
    };

    internal static HandoverSnapshot Handover(Guid id) => new()
    {
        Id = id, ReferralId = id, ClientId = id, Sender = "vdab", Recipient = "ocmw-leuven", Services = "budget-advice", TicketHash = Unique(id),
    };

    internal static DeliverySnapshot Delivery(Guid id, Guid client, int sequence = 1, string recipient = "ocmw-leuven") => new()
    {
        Id = id, ReferralId = id, ClientId = client, From = "vdab", Recipient = recipient, Event = "referral.handover", Sequence = sequence,
    };

    internal static RecordSnapshot Record(Guid id, string agency = "vdab") => new() { Id = id, SubmissionId = id, Number = 1, Agency = agency, ClientId = id };

    internal static SubmissionSnapshot Submission(Guid id, long bytes) => new()
    {
        Id = id, Agency = "vdab", Profile = "vdab-referral", KeyHash = Unique(id), BodyHash = Hash, Wrapped = [1], Bytes = bytes,
    };

    private static byte[] Unique(Guid id) => [.. id.ToByteArray(), .. id.ToByteArray()];
}
