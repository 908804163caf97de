using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Rights;

namespace Gateway.Unit.Tests.Core.Rights;

/// <summary>A correction is what the agency itself would have sent.</summary>
public sealed class CorrectionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Referral = new(1, 0, 0, new byte[8]);

    private const string Said = """
        {"ticket":"t-1","purpose":"ACTIVATION","question":"WELFARE_SUPPORT","sender":{"organisation":"pes"},
         "client":{"identifiers":[{"scheme":"insz","value":"85073003328"}],"familyName":"Peters","contact":{"phone":"+3216000001"},"protection":{"secretAddress":false}}}
        """;

    public static TheoryData<string, string?, int> Fields() => new()
    {
        { "client.familyName", "\"Peeters\"", 2 },
        { "client.familyName", null, 2 },
        { "client.contact.phone", "\"+3216000002\"", 2 },
        { "client.residence.street", "\"Bondgenotenlaan 1\"", 2 },
        { "client.needsInterpreter", "true", 2 },
        { "client.givenNames", "[\"An\"]", 2 },
        { "client.familyName", "\"Peters\"", 0 },
        { "client.familyName", "7", 0 },
        { "client.givenNames", "\"An\"", 0 },
        { "client.identifiers.value", "\"85073003328\"", 0 },
        { "client.protection.secretAddress", "false", 0 },
        { "question", "\"OTHER\"", 0 },
        { "client.nothing", "\"x\"", 0 },
        { "client", "{}", 0 },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_of_the_client_is_corrected_and_nothing_else(string field, string? value, int events)
    {
        var made = CorrectionRules.Events(Stated(), new Correction(field, value is null ? null : JsonNode.Parse(value)), "rights-1", Now);

        made.Count.ShouldBe(events);
    }

    [Fact]
    public void Each_referral_is_amended_under_its_own_ticket_and_the_client_changed_once()
    {
        var made = CorrectionRules.Events(Stated(), new Correction("client.contact.phone", "+3216000002"), "rights-1", Now);

        made.Select(e => (e.Type, (string?)e.Data["ticket"], (string?)e.Data["inReplyTo"])).ShouldBe([(EventTypes.ReferralAmended, "rights-1-1", "t-1"), (EventTypes.ClientChanged, "rights-1", null)]);
        made.ShouldAllBe(e => (string?)e.Data["client"]!["contact"]!["phone"] == "+3216000002" && (string?)e.Data["client"]!["familyName"] == "Peters");
        made.ShouldAllBe(e => e.Data["client"]!["protection"] == null && e.Data["sender"] == null, "what protects the client is not said again with a newer time");
        ((string?)made[0].Data["question"]).ShouldBe("WELFARE_SUPPORT");
    }

    private static StatedNow Stated() => new(Guid.Empty, [new StatedReferral(Referral, JsonNode.Parse(Said)!.AsObject())], [], []);
}
