using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.DryRuns;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Gateway.Translation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.CommandLine;

/// <summary>A dry run says what the gateway then does: the same files both ways, and what leaves compared byte for byte.</summary>
public sealed partial class BothWaysTests
{
    private static readonly string[] Readers = ["vdab", "ocmw-leuven", "ocmw-antwerpen", "ocmw-mortsel", "vzw-digiwijs", "isd-vallei"];

    private sealed record Handed(string What, string Agency, string Profile, string MediaType, byte[] Body);

    private sealed record Left(string Recipient, string Text);

    [Fact]
    public async Task What_a_dry_run_shows_is_what_becomes_of_the_records_and_what_leaves()
    {
        var written = new ConcurrentQueue<(string Recipient, string Event, string Text)>();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddSingleton<IEventWriter>(
            p => new NotingWriter(new ProfileEventWriter(p.GetRequiredService<IFormats>(), new RecordWriter()), written)));
        var files = Files();

        var dry = files.ConvertAll(Dry);
        List<Guid> sent = [];
        foreach (var file in files)
            sent.Add(await (await gateway.OfficeAsync(file.Agency)).SubmitAsync(file.Profile, file.Body, file.MediaType));
        await gateway.QuietAsync();
        var before = new List<(string Outcome, string? Code)[]>();
        foreach (var id in sent)
            before.Add(await OutcomesAsync(gateway, id));
        await ReadAllAsync(gateway);
        foreach (var (handover, recipient) in await gateway.ReadAsync(s => s.Handovers.Where(h => h.IssuedAt <= RunningGateway.Start).Select(h => ValueTuple.Create(h.Id, h.Recipient)).ToListAsync()))
            await (await gateway.OfficeAsync(recipient)).SubmitAsync(Cloud.Profile, Cloud.Reply(Shipped.Contracts.Agreed.Directory.Find(recipient)!.Name, handover.ToString("D"), "received"));
        await gateway.QuietAsync();
        await ReadAllAsync(gateway);

        for (var i = 0; i < files.Count; i++)
            dry[i].Select(r => (r.Outcome, r.Code)).ShouldBe(before[i], files[i].What);
        var shown = dry.SelectMany(Final).ToList();
        var real = await RealAsync(gateway, written);
        real.Count.ShouldBeGreaterThan(12);
        shown.Select(s => new Left(s.Recipient, Invented().Replace(Encoding.UTF8.GetString(s.Document.Span), "handover"))).OrderBy(l => l.Recipient + l.Text, StringComparer.Ordinal)
            .ShouldBe(real);
        shown.Select(s => $"{s.Recipient} {s.Step} {string.Join(',', s.Fields)}").Order(StringComparer.Ordinal)
            .ShouldBe(await DisclosedAsync(gateway));
        string.Join(' ', dry.SelectMany(r => r).Select(r => r.Outcome).Distinct().Order(StringComparer.Ordinal)).ShouldBe("applied handed-over set-aside unroutable waits withheld");
    }

    private static List<DryRunResult> Dry(Handed file)
    {
        var profile = Shipped.Contracts.Profiles.Find(file.Profile)!;
        var options = new TranslateOptions { Today = DateOnly.FromDateTime(RunningGateway.Start.UtcDateTime), ContentType = file.MediaType };
        var translator = new Translator();
        return [.. DryRun.Of(
            Shipped.Contracts.Agreed,
            Shipped.Contracts.Agreed.Directory.Find(file.Agency)!,
            RunningGateway.Start,
            [.. translator.Noes(profile, new MemoryStream(file.Body), options, CancellationToken.None).Select(s => (IClientStatement)s.Content)],
            translator.Translate(profile, new MemoryStream(file.Body), options, CancellationToken.None).Select(r => r.AsRead()),
            ProfileEventWriter.Of(Shipped.Contracts.Profiles, new RecordWriter()))];
    }

    /// <summary>A record that corrects another of its file shows the same step once more; only the last of them leaves.</summary>
    private static IEnumerable<DryRunStep> Final(List<DryRunResult> results) =>
        results.SelectMany(r => r.Handovers).GroupBy(h => (h.Recipient, h.Step, string.Join(',', h.Services), Invented().Match(Encoding.UTF8.GetString(h.Document.Span)).Value)).Select(g => g.Last());

    private static async Task ReadAllAsync(RunningGateway gateway)
    {
        foreach (var reader in Readers)
            await (await gateway.OfficeAsync(reader)).NewAsync();
        await gateway.QuietAsync();
    }

    private static async Task<(string Outcome, string? Code)[]> OutcomesAsync(RunningGateway gateway, Guid submission)
    {
        var records = await gateway.ReadAsync(s => s.Records.Where(r => r.SubmissionId == submission).OrderBy(r => r.Number).ToListAsync());
        var referrals = await gateway.ReadAsync(s => s.Referrals.ToDictionaryAsync(r => r.Id));
        return [.. records.Select(r => r.State switch
        {
            RecordState.SetAside => ("set-aside", r.ReasonCode),
            RecordState.Waiting => ("waits", null),
            _ when r.StatementType is EventTypes.ReferralSubmitted or EventTypes.ReferralAmended && referrals[r.ReferralId!.Value] is { } referral => referral.State switch
            {
                ReferralState.Withheld => ("withheld", referral.ReasonCode),
                ReferralState.Unroutable => ("unroutable", referral.ReasonCode),
                _ => ("handed-over", null),
            },
            _ => ("applied", (string?)null),
        })];
    }

    private static async Task<List<Left>> RealAsync(RunningGateway gateway, IEnumerable<(string Recipient, string Event, string Text)> written)
    {
        var ids = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).ToListAsync());
        return [.. written.Where(w => w.Event == EventTypes.ReferralHandover)
            .Select(w => new Left(w.Recipient, ids.Aggregate(w.Text, (t, id) => t.Replace(id.ToString("D"), "handover", StringComparison.Ordinal))))
            .OrderBy(l => l.Recipient + l.Text, StringComparer.Ordinal)];
    }

    private static async Task<List<string>> DisclosedAsync(RunningGateway gateway) =>
        [.. (await gateway.ReadAsync(s => s.Disclosures.Where(d => d.Event == EventTypes.ReferralHandover).ToListAsync())).Select(d => $"{d.Recipient} {d.Step} {d.Fields}").Order(StringComparer.Ordinal)];

    private static List<Handed> Files()
    {
        var withdrawn = Vdab.Referral();
        var corrected = Vdab.Referral();
        var twice = Vdab.Referral();
        return
        [
            Json("debts in Leuven", Vdab.Referral()),
            Json("an office and a provider", With(Vdab.Referral(), r => r["requestedService"] = new JsonArray("DEBT_ADVICE", "NGO_DIGITAL_SKILLS"))),
            Json("another town with a local agreement", Vdab.Referral(town: "11029")),
            Json("a town without a local agreement", Vdab.Referral(town: "11002")),
            Json("no assessment", With(Vdab.Referral(), r => r.Remove("assessment"))),
            Json("an unknown basis", With(Vdab.Referral(), r => r["basis"]!["reference"] = "KSZ-2099-999")),
            Json("a service that the office does not have", With(Vdab.Referral(town: "11002"), r => r["requestedService"] = new JsonArray("CHILDCARE_PLACE"))),
            Json("a number that fails its check digits", With(Vdab.Referral(), r => r["person"]!["insz"] = "85073003329")),
            Json("a withdrawal in the same file", new JsonArray(withdrawn, Vdab.Withdrawal(withdrawn))),
            Json("a correction in the same file", new JsonArray(corrected, With(Vdab.Amendment(corrected, "2026-03-10T08:30:00Z"), a => a["barriers"] = new JsonArray(new JsonObject { ["code"] = "HOUSING" })))),
            Json("the same referral twice", new JsonArray(twice, twice.DeepClone())),
            Json("a correction of nothing", Vdab.Amendment(Vdab.Referral(), "2026-03-10T08:30:00Z")),
            Event("vdab", "a secret address", With(Cloud.Referral(People.Ticket(), People.Insz()), r => r["client"]!["protection"] = new JsonObject { ["secretAddress"] = true })),
            Event("vdab", "an objection", With(Cloud.Referral(People.Ticket(), People.Insz()), r => r["client"]!["protection"] = new JsonObject { ["objected"] = true })),
            Event("vdab", "somebody else's referral", Cloud.Referral(People.Ticket(), People.Insz(), sender: "UWV")),
            new("from a welfare office", "ocmw-leuven", Ocmw.ReferralProfile, "application/xml", Encoding.UTF8.GetBytes(Ocmw.Referral(People.Ticket(), People.Insz()).ToString())),
            new("a spreadsheet's rows", "uwv", "sonar-export", "text/csv", File.ReadAllBytes(Path.Combine(Shipped.Folder, "formats", "sonar-export", "samples", "export.csv"))),
            new("a reply to nothing", "ocmw-leuven", Ocmw.ResultProfile, "application/xml", Encoding.UTF8.GetBytes(Ocmw.Reply(People.Ticket(), People.Insz(), "received").ToString())),
        ];
    }

    private static Handed Json(string what, JsonNode body) => new(what, "vdab", Vdab.Profile, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));

    private static Handed Event(string agency, string what, JsonObject data) =>
        new(what, agency, Cloud.Profile, "application/cloudevents+json", Encoding.UTF8.GetBytes(Cloud.Event(EventTypes.ReferralSubmitted, data).ToJsonString()));

    private static JsonObject With(JsonObject record, Action<JsonObject> change)
    {
        change(record);
        return record;
    }

    [GeneratedRegex("0000[0-9a-f]{4}-0000-0000-0000-000000000000", RegexOptions.None, 1000)]
    private static partial Regex Invented();

    private sealed class NotingWriter(IEventWriter inner, ConcurrentQueue<(string Recipient, string Event, string Text)> written) : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data)
        {
            var made = inner.Write(to, eventType, data);
            written.Enqueue((to.Id, eventType, Encoding.UTF8.GetString(made.Bytes.Span)));
            return made;
        }
    }
}
