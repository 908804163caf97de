using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 5: personal data stays in the store, sealed, and in contract events.</summary>
public sealed class CanaryTests
{
    private static readonly string[] Words =
    [
        "Kanarievogel", "Zangertje", "kanarie.mail", "+32469777333", "Kanariestraat", "Kanariedorp", "kanarie-vrij", "kanarie-onbekend", "kanarie-code",
        "kanarie-datum", "kanarie-eenheid", "kanarie-naam", "+32469777444", "kanarie-akkoord", "kanarie-hoe", "kanarie-reden", "kanarie-dossier", "kanarie-doel",
        "kanarie-basis", "kanarie-kantoor", "kanarie-tijd", "kanarie-nummer",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clients_words_numbers_and_addresses_are_in_clear_nowhere_but_in_contract_events(bool direct)
    {
        using var captured = new Captured();
        var gateway = await RunningGateway.StartAsync(further: services =>
        {
            services.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace));
            services.Around(StageNames.Referral, (p, _) => new BatchStage(
                new ThrowingRules(p.GetRequiredService<ReferralStage>(), r => r.Number == 13, () => new InvalidOperationException("Kanarievogel in an exception")),
                p.GetRequiredService<IStageStore>(), p.GetRequiredService<IStoreFaults>(), p.GetRequiredService<ILogger<BatchStage>>()));
        }, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Relay:Direct"] = direct ? "true" : "false" });
        List<string> problems = [];
        List<string> numbers = [];
        try
        {
            using var sending = gateway.Services.GetRequiredService<IBus>().ConnectSendObserver(captured);
            await RunAsync(gateway, numbers, problems);
            (await gateway.ReadAsync(s => s.WorkItems.CountAsync(t => t.State == WorkItemState.Parked))).ShouldBe(1);
            (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBeGreaterThan(3);
            (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.Kind == TaskKinds.SetAside))).ShouldBeGreaterThan(10);
        }
        finally
        {
            await gateway.AbandonAsync();
        }

        string[] canaries = [.. Words, .. numbers];
        captured.Lines.ShouldNotBeEmpty();
        captured.Spans.ShouldContain(s => s.StartsWith("Gateway ", StringComparison.Ordinal));
        // Handed on in the process, nothing need be sent; over the bus everything is.
        if (!direct)
            captured.Sent.ShouldNotBeEmpty();
        Found(captured.Lines, canaries).ShouldBeEmpty("log lines");
        Found(captured.Spans, canaries).ShouldBeEmpty("spans");
        Found(captured.Sent, canaries).ShouldBeEmpty("messages");
        Found(problems, canaries).ShouldBeEmpty("problem bodies, submission pages and what went back to its sender");
        Found(Directory.EnumerateFileSystemEntries(gateway.Data, "*", SearchOption.AllDirectories), canaries).ShouldBeEmpty("file names");
        foreach (var file in Directory.EnumerateFiles(gateway.Data))
        {
            var bytes = await ReadSharedAsync(file);
            canaries.Where(c => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c)) >= 0).ShouldBeEmpty($"bytes of {Path.GetFileName(file)}: every plain column of the store, its log included");
        }

        Directory.Delete(gateway.Data, recursive: true);
    }

    private static async Task RunAsync(RunningGateway gateway, List<string> numbers, List<string> problems)
    {
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        JsonObject Next()
        {
            var insz = People.Insz();
            numbers.Add(insz);
            return Sung(insz);
        }

        var records = new JsonArray(
            Next(), Changed(Next(), r => r["person"]!["nisResidence"] = "42006"), Changed(Next(), r => r["person"]!["insz"] = "kanarie-nummer"),
            Changed(Next(), r => r["question"] = "kanarie-code"), Changed(Next(), r => r["requestedService"] = new JsonArray("kanarie-code")),
            Changed(Next(), r => r["barriers"] = new JsonArray(new JsonObject { ["code"] = "kanarie-code" })), Changed(Next(), r => r["agreement"]!["givenOn"] = "kanarie-datum"),
            Changed(Next(), r => r["ladder"]!["variant"] = "kanarie-code"), Changed(Next(), r => r["message"]!["purpose"] = "kanarie-code"),
            Changed(Next(), r => r["message"]!["sender"]!["org"] = "kanarie-kantoor"), Changed(Next(), r => r["message"]!["recipient"] = new JsonObject { ["org"] = "kanarie-kantoor", ["nis"] = "kanarie-kantoor" }),
            Changed(Next(), r => r["basis"]!["reference"] = "kanarie-basis"), Next(), Changed(Next(), r => r["basis"]!["kind"] = "kanarie-code"),
            Changed(Next(), r => r["message"]!["type"] = "kanarie-code"), Changed(Next(), r => r["person"]!["birthDate"] = "kanarie-datum"),
            Changed(Next(), r => r["ladder"]!["rung"] = "kanarie-code"), Changed(Next(), r => r["profile"] = new JsonObject { ["isced2011"] = "kanarie-code" }),
            Changed(Next(), r => r["registration"]!["benefitScheme"] = "kanarie-code"), Changed(Next(), r => r["registration"]!["category"] = "kanarie-code"),
            Changed(Next(), r => r["person"] = "Kanarievogel"), Changed(Next(), r => r["person"]!["Kanarievogel"] = "Kanarievogel"),
            Changed(Next(), r => r["agreement"]!["noticeVersion"] = "kanarie-akkoord"), Changed(Next(), r => r["agreement"]!["how"] = "kanarie-hoe"),
            Changed(Next(), r => r["agreement"]!["givenBy"] = "kanarie-hoe"), Changed(Next(), r => r["agreement"]!["mandate"] = new JsonObject { ["scope"] = "kanarie-hoe", ["until"] = "kanarie-datum" }));
        await TellAsync(gateway, vdab, Vdab.Profile, records, problems);
        await TellAsync(gateway, vdab, Cloud.Profile, CloudBatch(numbers), problems);

        var handovers = Ocmw.Handovers(await leuven.NewAsync());
        handovers.ShouldNotBeEmpty();
        foreach (var handover in handovers)
        {
            var reply = Ocmw.Reply(handover.Ticket, handover.Insz, "received", caseNumber: "kanarie-dossier");
            reply.Element("Intake")!.Add(new XElement("Toelichting", "kanarie-vrij"), new XElement("Contactpersoon", "kanarie-naam"));
            await leuven.SubmitAsync(Ocmw.ResultProfile, reply);
            await leuven.SubmitAsync(Cloud.Profile, Cloud.Reply("OCMW Leuven", handover.Ticket, "dropped-out", "kanarie-reden"));
        }

        await gateway.QuietAsync();
        await leuven.NewAsync();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(records[0]!.AsObject()));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(records[1]!.AsObject()));
        foreach (var (profile, body) in new[] { (Vdab.Profile, "{\"person\":{\"familyName\":\"Kanarievogel\","), ("ocmw-referral", "<Doorverwijzing><Client><Naam>Kanarievogel</Na"), ("kanarie-profiel", "Kanarievogel") })
        {
            using var answer = await (profile == "ocmw-referral" ? leuven : vdab).PostAsync(profile, Encoding.UTF8.GetBytes(body), "application/octet-stream");
            problems.Add(await answer.Content.ReadAsStringAsync());
        }

        var aside = await gateway.ReadAsync(s => s.Tasks.Where(w => w.Kind == TaskKinds.SetAside && w.ClosedAt == null).Select(w => w.Id).ToListAsync());
        (await gateway.Services.GetRequiredService<IWorklists>().ReturnAsync("otto", aside, CancellationToken.None)).ShouldBe(aside.Count);
        var returned = (await vdab.NewAsync()).Concat(await leuven.NewAsync()).Where(i => (string?)i["type"] == "record.returned").ToList();
        returned.Count.ShouldBe(aside.Count);
        problems.AddRange(returned.Select(i => i.ToJsonString()));
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(30));
        await gateway.QuietAsync();
        await vdab.NewAsync();
        await leuven.NewAsync();
        await leuven.ConfirmAsync();
    }

    private static async Task TellAsync(RunningGateway gateway, Office office, string profile, JsonNode body, List<string> problems)
    {
        var page = await office.SettledAsync(profile, body);
        problems.Add(page.ToJsonString());
        foreach (var id in page["records"]!.AsArray().SelectMany(r => r!["referralIds"]!.AsArray()).Select(i => i!.GetValue<Guid>()))
            problems.Add((await office.ReferralAsync(id)).ToJsonString());
    }

    /// <summary>A referral with a canary wherever a person or an office may write something.</summary>
    private static JsonObject Sung(string insz)
    {
        var record = Vdab.Referral(insz: insz, agreement: "kanarie-akkoord-" + insz);
        record["message"]!["sender"]!["unit"] = "kanarie-eenheid";
        record["message"]!["sender"]!["contact"] = new JsonObject { ["name"] = "kanarie-naam", ["function"] = "kanarie-naam", ["phone"] = "+32469777444" };
        var person = record["person"]!;
        person["familyName"] = "Kanarievogel";
        person["givenNames"] = new JsonArray("Zangertje");
        person["nationality"] = "kanarie-code";
        person["contact"] = new JsonObject { ["phone"] = "+32469777333", ["email"] = "kanarie.mail@example.org", ["preferredTime"] = "kanarie-tijd" };
        record["barriers"]![0]!["note"] = "kanarie-vrij";
        record["goal"] = new JsonObject { ["code"] = "kanarie-doel", ["setBy"] = "kanarie-doel" };
        record["kanarie-onbekend"] = "kanarie-onbekend";
        return record;
    }

    private static JsonArray CloudBatch(List<string> numbers)
    {
        JsonObject Next(Action<JsonObject> change)
        {
            var insz = People.Insz();
            numbers.Add(insz);
            var data = Cloud.Referral(People.Ticket(), insz);
            data["client"]!["familyName"] = "Kanarievogel";
            data["client"]!["residence"] = new JsonObject { ["municipality"] = "24062", ["street"] = "Kanariestraat", ["place"] = "Kanariedorp" };
            change(data);
            return Cloud.Event("referral.submitted", data);
        }

        return new JsonArray(
            Next(_ => { }), Next(d => d["purpose"] = "kanarie-code"), Next(d => d["question"] = "kanarie-code"), Next(d => d["basis"]!["reference"] = "kanarie-basis"),
            Next(d => d["recipient"] = new JsonObject { ["organisation"] = "kanarie-kantoor" }), Next(d => d["agreement"]!["expires"] = "kanarie-datum"),
            Next(d => d["client"]!["residence"]!["municipality"] = "kanarie-kantoor"), Next(d => d["client"]!["identifiers"]![0]!["scheme"] = "kanarie-code"),
            Next(d => d["agreement"]!["how"] = "kanarie-hoe"), Next(d => d["agreement"]!["noticeVersion"] = "kanarie-akkoord"));
    }

    private static JsonObject Changed(JsonObject record, Action<JsonObject> change)
    {
        change(record);
        return record;
    }

    private static IEnumerable<string> Found(IEnumerable<string> texts, string[] canaries) =>
        texts.Where(t => canaries.Any(c => t.Contains(c, StringComparison.OrdinalIgnoreCase))).Take(5);

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}
