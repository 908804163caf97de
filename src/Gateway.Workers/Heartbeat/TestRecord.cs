using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Intake;

namespace Gateway.Workers.Heartbeat;

/// <summary>
/// One test record: a referral of a client who does not exist, without a legal basis. The same number always gives the same
/// bytes under the same key, so that one sent twice is one.
/// </summary>
internal static class TestRecord
{
    /// <summary>What is offered to intake.</summary>
    internal static IntakeRequest Of(long number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test-{number}");
        var record = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = name,
            ["source"] = CloudEvent.SourceOf(TestAgency.Id),
            ["type"] = EventTypes.ReferralSubmitted,
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject
            {
                ["ticket"] = name,
                ["purpose"] = "ACTIVATION",
                ["question"] = "WELFARE_SUPPORT",
                ["client"] = new JsonObject
                {
                    ["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = IdentifierSchemes.AgencyReference, ["value"] = name }),
                },
            },
        };
        return new IntakeRequest
        {
            Agency = TestAgency.Id,
            Profile = KnownProfiles.CloudEvents,
            IdempotencyKey = name,
            ContentType = CloudEvent.MediaType,
            Content = new MemoryStream(Encoding.UTF8.GetBytes(record.ToJsonString(ContractJson.Options)), writable: false),
        };
    }
}
