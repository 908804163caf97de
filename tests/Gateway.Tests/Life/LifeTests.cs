using System.Text.Json.Nodes;
using Gateway.Core.Life;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Life;

/// <summary>Events in a client's life as offices state them, good and bad; and a link between numbers that the command line undoes.</summary>
public sealed class LifeTests
{
    private const string Bis = "98472899765";

    [Fact]
    public async Task When_a_client_died_the_office_is_told_to_stop_and_nothing_else_is_said_or_asked()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single().Ticket;
        await vdab.SettledAsync(Cloud.Profile, Told("benefit.ending-notice", insz, new() { ["endsOn"] = "2026-04-30" }));
        // A number of the file: step two waits for the office when the notice comes.
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover, insz, "received", caseNumber: "L-1"));

        await vdab.SettledAsync(Cloud.Profile, Told("client.changed", insz, new() { ["death"] = new JsonObject { ["on"] = "2026-03-09" } }));

        var feed = await leuven.NewAsync();
        Ocmw.Handovers(feed).ShouldBeEmpty();
        Ocmw.Statuses(feed).ShouldBe(["cancelled"]);
        string.Concat(feed.Select(f => f.ToJsonString())).ShouldNotContain("2026-03-09");
        (await OpenAsync(gateway)).ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).ShouldSatisfyAllConditions(r => r.EndedAt.ShouldNotBeNull(), r => r.AckDueAt.ShouldBeNull());
        // Months later: no reminder, no announcement, no message to the sender.
        await vdab.NewAsync();
        gateway.Time.Advance(TimeSpan.FromDays(200));
        await gateway.QuietAsync();
        (await OpenAsync(gateway)).ShouldBeEmpty();
        (await vdab.NewAsync()).ShouldBeEmpty();
        var again = await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        Reason(again).Code.ShouldBe(LifeCodes.ClientDied);

        // It was a mistake.
        await vdab.SettledAsync(Cloud.Profile, Told("client.changed", insz, new() { ["death"] = new JsonObject { ["revoked"] = true } }, gateway.Time.GetUtcNow()));
        (await OpenAsync(gateway)).ShouldContain(("vdab", "death-revoked"));
        (await leuven.NewAsync()).ShouldBeEmpty("nothing begins again by itself");
    }

    /// <summary>What is stated, the code it gets and a part of the sentence that its sender reads.</summary>
    public static TheoryData<string, string, string, string> Bad => new()
    {
        { "client.changed", """{"movedOn":"2026-03-01","client":{"residence":{"municipality":"99999"}}}""", "move-municipality-unknown", "ask the gateway desk to add it" },
        { "client.changed", """{"movedOn":"2026-03-01"}""", "move-municipality-unknown", "Correct the code" },
        { "client.changed", """{"movedOn":"2026-12-01","client":{"residence":{"municipality":"11002"}}}""", "day-in-future", "Send the record on that day" },
        { "client.changed", """{"movedOn":"2026-03-01","client":{"residence":{"municipality":"37015"}}}""", "move-municipality-retired", "it was read as 37022" },
        { "client.changed", """{"death":{"on":"2027-01-01"}}""", "day-in-future", "counts from the day on which it happened" },
        { "client.changed", """{"death":{"revoked":true}}""", "no-death-known", "nothing has changed" },
        { "client.changed", """{"client":{"identifiers":[{"scheme":"insz","value":"98472899765","replacedBy":"17073003384"}]}}""", "not-a-register", "Have the register send its notice" },
        { "benefit.transferred", """{"fromScheme":"UNEMPLOYMENT","toScheme":"SOCIAL_ASSISTANCE","effectiveOn":"2026-03-01"}""", "benefit-end-not-known", "Announce the end" },
        { "application.lodged", """{"lodgedOn":"2026-05-01"}""", "day-in-future", "an application counts" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Whatever_is_stated_wrongly_is_told_with_what_to_do(string type, string more, string code, string says)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var stated = JsonNode.Parse(more)!.AsObject();
        var own = stated["client"]?.DeepClone().AsObject() ?? [];
        stated.Remove("client");
        var record = Told(type, Bis, stated);
        foreach (var (name, value) in own)
            record["data"]!["client"]![name] = value!.DeepClone();

        var answer = await vdab.SettledAsync(Cloud.Profile, record);

        var (found, text) = Reason(answer);
        found.ShouldBe(code);
        text.ShouldContain(says);
        text.ShouldNotContain(Bis);
    }

    [Fact]
    public async Task The_command_line_undoes_a_link_once()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var (vdab, register) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ksz"));
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: Bis));
            var notice = Told("client.changed", Bis, []);
            notice["data"]!["client"]!["identifiers"]![0]!["replacedBy"] = "17073003384";
            await register.SettledAsync(Cloud.Profile, notice);
            var client = await gateway.ReadAsync(s => s.Clients.SingleAsync(c => c.Agency == "vdab"));
            client.Life.ShouldNotBeNull();
            System.Text.Encoding.UTF8.GetString(client.Life).ShouldNotContain("17073003384", Case.Sensitive, "it is sealed");
            (await gateway.ReadAsync(s => s.ClientIdentifiers.CountAsync(i => i.Agency == "vdab"))).ShouldBe(2);
        }

        var (code, output, _) = await Verb.AskedAsync(Bis + "\n", data.Path, "client", "unlink", "--agency", "vdab", "--json");
        (code, JsonNode.Parse(output)!["code"]!.GetValue<string>()).ShouldBe((0, LinkAnswers.Undone));
        var (refused, _, error) = await Verb.AskedAsync(Bis + "\n", data.Path, "client", "unlink", "--agency", "vdab");
        (refused, error.Trim()).ShouldBe((2, LinkAnswers.Sentences[LinkAnswers.NothingLinked]));

        await using var after = await RunningGateway.StartAsync(data.Path);
        (await after.ReadAsync(s => s.ClientIdentifiers.CountAsync(i => i.Agency == "vdab"))).ShouldBe(1, "the new number names nobody again");
    }

    private static JsonObject Told(string type, string insz, JsonObject more, DateTimeOffset? at = null)
    {
        var data = new JsonObject { ["ticket"] = People.Ticket(), ["sentAt"] = (at ?? new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), ["client"] = Cloud.Client(insz) };
        foreach (var (name, value) in more)
            data[name] = value?.DeepClone();
        return Cloud.Event(type, data);
    }

    private static (string? Code, string Text) Reason(JsonNode submission)
    {
        var reason = submission["records"]!.AsArray().Single()!["reason"];
        return (reason?["code"]?.GetValue<string>(), reason?["text"]?.GetValue<string>() ?? "");
    }

    private static async Task<IReadOnlyList<(string, string)>> OpenAsync(RunningGateway gateway) =>
        [.. (await gateway.ReadAsync(s => s.Tasks.Where(t => t.ClosedAt == null).ToListAsync())).Select(t => (t.Agency, t.ReasonCode))];
}
