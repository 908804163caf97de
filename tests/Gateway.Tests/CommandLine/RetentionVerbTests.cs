using System.Text.Json.Nodes;
using Gateway.Core.Retention;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.CommandLine;

/// <summary>What is kept how long, what would be purged, and legal holds, from the command line.</summary>
public sealed class RetentionVerbTests
{
    [Fact]
    public async Task What_would_be_purged_is_told_and_then_purged_except_what_a_dispute_keeps()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        Guid client;
        // The records are of the beginning of the year; the verbs' clock is the machine's.
        await using (var gateway = await RunningGateway.StartAsync(data.Path, time: new(new DateTimeOffset(2022, 3, 8, 9, 0, 0, TimeSpan.Zero))))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            // Without an agreement nothing is handed over: it is withheld, and abandoned.
            var referral = Vdab.Referral();
            referral.Remove("agreement");
            // The sample was measured on the ladder later.
            referral.Remove("ladder");
            await vdab.SettledAsync(Vdab.Profile, referral);
            // Its deadline passes; while it runs the referral is needed.
            gateway.Time.Advance(TimeSpan.FromDays(30));
            await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Referrals.AllAsync(r => r.AckDueAt == null)));
            await gateway.QuietAsync();
            // What its sender is told is read: while it waits the referral is needed too.
            (await vdab.NewAsync()).ShouldNotBeEmpty();
            client = await gateway.ReadAsync(s => s.Clients.Where(c => c.Agency == "vdab").Select(c => c.Id).SingleAsync());
        }

        var terms = await RunAsync(data, "retention", "show");
        foreach (var kind in RetentionKinds.All)
            terms.Output.ShouldContain(kind);

        (await RunAsync(data, "retention", "hold", "add", client.ToString("D"), "--ground", "dispute", "--reference", "2026/14")).Code.ShouldBe(0);
        (await RunAsync(data, "retention", "hold", "add", client.ToString("D"), "--ground", "dispute", "--reference", "2026/14")).Code.ShouldBe(2);
        (await RunAsync(data, "retention", "hold", "list")).Output.ShouldContain("2026/14");
        var sentence = await RunAsync(data, "retention", "hold", "add", client.ToString("D"), "--ground", "dispute", "--reference", "the mother of Jan phoned");
        (sentence.Code, sentence.Errors.Contains(LegalHoldRules.ReferenceForm, StringComparison.Ordinal)).ShouldBe((2, true), sentence.Errors);
        var held = await ForecastAsync(data, RetentionKinds.ReferralsAbandoned);
        held["records"]!.GetValue<long>().ShouldBe(0);
        held["kept"]!.AsObject().Single(k => k.Key.Equals("LegalHold", StringComparison.OrdinalIgnoreCase)).Value!.GetValue<long>().ShouldBe(1);

        (await RunAsync(data, "retention", "hold", "lift", client.ToString("D"))).Code.ShouldBe(0);
        var forecast = await ForecastAsync(data, RetentionKinds.ReferralsAbandoned);
        forecast["records"]!.GetValue<long>().ShouldBe(1);
        forecast["upTo"]!.GetValue<DateTimeOffset>().Year.ShouldBe(2022);

        var purged = await RunAsync(data, "retention", "run");
        purged.Code.ShouldBe(0, purged.Errors);
        purged.Output.ShouldContain(RetentionKinds.ReferralsAbandoned);
        (await ForecastAsync(data, RetentionKinds.ReferralsAbandoned))["records"]!.GetValue<long>().ShouldBe(0);
        (await RunAsync(data, "audit", "verify")).Code.ShouldBe(0);
    }

    private static async Task<JsonNode> ForecastAsync(TempFolder data, string kind)
    {
        var told = await RunAsync(data, "retention", "run", "--dry-run", "--json");
        told.Code.ShouldBe(0, told.Errors);
        return JsonNode.Parse(told.Output)!.AsArray().Single(f => f!["kind"]!.GetValue<string>() == kind)!;
    }

    private static Task<Verb> RunAsync(TempFolder data, params string[] arguments) => Verb.RunAsync(data.Path, arguments);
}
