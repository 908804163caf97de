using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What an office receives, byte by byte: the example of every event in every format that writes it.</summary>
public class WrittenFormTests
{
    private static readonly string[] Told =
    [
        EventTypes.ReferralHandover, EventTypes.ReferralStatusChanged, EventTypes.PlanChanged, EventTypes.TaskChanged, EventTypes.RecordReturned, EventTypes.ClientErased,
        EventTypes.ReconciliationCounted,
    ];

    public static TheoryData<string, string> Written
    {
        get
        {
            var written = new TheoryData<string, string>();
            foreach (var profile in Translating.Profiles.All.Where(p => p.Id != KnownProfiles.CloudEvents))
            {
                foreach (var type in profile.Writes)
                    written.Add(profile.Id, type);
            }

            return written;
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void An_event_is_written_as_it_was_approved(string profile, string type)
    {
        var written = new RecordWriter().Write(Translating.Profiles.Find(profile)!, type, Example(type));

        var extension = written.MediaType.Split('/')[1];
        (Translating.Text(written.Bytes).ReplaceLineEndings("\n").TrimEnd() + "\n").ShouldBeApproved($"formats/{profile}/written/{type}.{extension}");
    }

    [Theory]
    [InlineData("vdab-referral", "vdab-referral")]
    [InlineData("ocmw-referral", "ocmw-result")]
    public void An_office_with_a_format_of_ours_gets_every_event_in_it_with_all_that_is_in_it(string handovers, string statuses)
    {
        foreach (var type in Told)
        {
            var written = new RecordWriter().Write(Translating.Profiles.Find(type == EventTypes.ReferralHandover ? handovers : statuses)!, type, Example(type));

            // To an employment service no client is told to apply; the category is never forwarded.
            written.NotCarried.Except(["tellClientToApply", "referral.registration.category"], StringComparer.Ordinal).ShouldBeEmpty(type);
        }
    }

    private static JsonObject Example(string type) => JsonNode.Parse(File.ReadAllText(Path.Combine(Translating.Contracts, "events", type + ".example.json")))!.AsObject();
}
