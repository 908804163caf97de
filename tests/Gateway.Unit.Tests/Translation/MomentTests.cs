using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Moments in other spellings than the contract's become the contract's; what is none is told.</summary>
public class MomentTests
{
    private const string Client = "\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}]}";

    [Theory]
    [InlineData("2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.5Z")]
    [InlineData("2026-01-31T09:30:00.1234567Z", "2026-01-31T09:30:00.1234567Z")]
    [InlineData("2026-01-31T09:30:00.120Z", "2026-01-31T09:30:00.12Z")]
    [InlineData("2026-01-31T09:30:00.0Z", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T09:30:00+00:00", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T10:30:00+01:00", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T09:30Z", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")]
    [InlineData("1800-01-01T00:00:00Z", "1800-01-01T00:00:00Z")]
    public void A_moment_becomes_the_contracts(string sent, string stated)
    {
        var statement = Translate(sent).Statements.ShouldHaveSingleItem();

        statement.Data["sentAt"]!.GetValue<string>().ShouldBe(stated);
        statement.Content.ShouldBeOfType<ClientChanged>().SentAt.ShouldBe(DateTimeOffset.Parse(stated, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1200-01-01T00:00:00Z")]
    [InlineData("1799-12-31T23:59:59Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-00-10T00:00:00Z")]
    [InlineData("2026-01-32T00:00:00Z")]
    [InlineData("2026-01-31T24:30:00Z")]
    [InlineData("2026-01-31T09:60:00Z")]
    [InlineData("2026-01-31T09:30:61Z")]
    [InlineData("2026-01-31T09:30:0xZ")]
    [InlineData("2026-01-31T09:30:00.Z5")]
    [InlineData("2026x01-31T09:30:00Z")]
    [InlineData("-026-01-31T09:30:00Z")]
    public void What_is_no_moment_is_told(string sent) =>
        Translate(sent).Codes().ShouldContain("not-a-date-time");

    private static TranslatedRecord Translate(string sentAt) => Translating.Translate(
        "cloudevents",
        $$"""{"specversion":"1.0","id":"1","source":"urn:x","type":"client.changed","data":{"ticket":"t","sentAt":"{{sentAt}}",{{Client}}} }""").ShouldHaveSingleItem();
}
