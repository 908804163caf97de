using System.Text.Json.Nodes;
using Gateway.Api.Feed;
using Gateway.Api.Health;
using Gateway.Api.Referrals;
using Gateway.Api.Submissions;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Core.Returns;

namespace Gateway.Api.Description;

/// <summary>Examples in the description. The person is invented; the number passes its check digits.</summary>
internal static class CallExamples
{
    private static readonly Guid SubmissionId = Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b40");
    private static readonly Guid ReferralId = Guid.Parse("019cad2e-1b40-7c11-8f3e-5a2d9b7c4e60");
    private static readonly DateTimeOffset Received = new(2026, 3, 2, 8, 15, 0, TimeSpan.Zero);

    public static readonly SubmissionAnswer Submitted = new(SubmissionId, $"/v1/submissions/{SubmissionId}", Repeated: false, TranslatedAgain: false);

    public static readonly SubmissionPage Submission = new(
        SubmissionId, "vdab-referral", "translated", Received: 2, SetAside: 1,
        [
            new RecordLine($"{SubmissionId}.1", "pending", "referral", Reason: null, [ReferralId]),
            new RecordLine($"{SubmissionId}.2", "setAside", "translation",
                new Reason(
                    "identifier-check-digits", "The number fails the check digits of insz. Correct it at the source; the gateway never guesses a number.", "person.insz", 31,
                    ReturnWords.Sentence("nl", "identifier-check-digits", written: null), ReturnWords.Remedy("nl", "identifier-check-digits")),
                [], CorrectedBy: null, Received.AddDays(1)),
        ],
        Next: null, Reason: null);

    public static readonly ReferralLine Referred = new(
        ReferralId, "sender", Received,
        [new ReferralPart("ocmw-leuven", CoarseStatuses.Accepted, Received.AddDays(2), "The office accepted the referral.")]);

    public static readonly ReferralListAnswer Listed = new(
        [
            new ListedReferral(
                ReferralId, "sender", "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01", Received,
                [new ReferralPart("ocmw-leuven", CoarseStatuses.Accepted, Received.AddDays(2), "The office accepted the referral.")]),
        ],
        Next: null);

    public static readonly Readiness Ready = new(Ready: true, [new ReadinessPart("database", Ready: true, Text: null)]);

    public static readonly Readiness NotReady = new(
        Ready: false, [new ReadinessPart("database", Ready: false, "The database does not answer: check Gateway:Database:ConnectionString.")]);

    public static readonly FeedAnswer Page = new(
        [
            new CloudEvent
            {
                Id = "019cb2c4-7d10-7e02-8a41-6c1f9e2b3d50",
                Source = CloudEvent.SourceOf("ocmw-leuven"),
                Type = EventTypes.ReferralStatusChanged,
                Subject = ReferralId.ToString(),
                Time = Received.AddDays(2),
                DataContentType = "application/json",
                DataSchema = EventTypes.SchemaOf(EventTypes.ReferralStatusChanged),
                Data = new JsonObject
                {
                    ["ticket"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e14",
                    ["inReplyTo"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
                    ["referralId"] = ReferralId.ToString(),
                    ["sentAt"] = "2026-03-04T08:15:00+00:00",
                    ["status"] = CoarseStatuses.Accepted,
                },
            },
        ],
        "42", More: false);

    public static JsonObject Withdrawal() => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e06",
        ["source"] = CloudEvent.SourceOf("vdab"),
        ["type"] = EventTypes.ConsentWithdrawn,
        ["time"] = "2026-03-23T08:15:00Z",
        ["datacontenttype"] = "application/json",
        ["dataschema"] = EventTypes.SchemaOf(EventTypes.ConsentWithdrawn),
        ["data"] = new JsonObject
        {
            ["ticket"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e06",
            ["inReplyTo"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
        },
    };

    /// <summary>A short record in profile <c>vdab-referral</c>.</summary>
    public static JsonObject Referral() => new()
    {
        ["message"] = new JsonObject
        {
            ["type"] = "referral",
            ["ticket"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
            ["sentAt"] = "2026-03-02T08:15:00Z",
            ["sender"] = new JsonObject { ["org"] = "VDAB", ["unit"] = "Leuven" },
            ["recipient"] = new JsonObject { ["org"] = "OCMW", ["nis"] = "24062" },
            ["purpose"] = "ACTIVATION",
        },
        ["question"] = "WELFARE_SUPPORT",
        ["person"] = new JsonObject { ["insz"] = "85073003328", ["familyName"] = "Verzinnaar", ["givenNames"] = new JsonArray("Joris") },
        ["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK" },
    };
}
