using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Host.Composition;
using Gateway.Persistence.Audit;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Trail;

/// <summary>Who trusts neither the operator nor the vendor checks the trail with files, Node.js and nothing else (tests/conformance/src/trail.js).</summary>
public sealed class TrailFilesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Shipped.Repository, "tests", "conformance");

    private readonly TempFolder _files = new();
    private readonly TempFolder _data = new();
    private readonly TempFolder _contracts = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _files.Dispose();
        _data.Dispose();
        _contracts.Dispose();
    }

    [Fact]
    public async Task A_true_trail_is_proved_and_a_rewritten_a_forked_a_restored_and_a_foreign_one_are_told()
    {
        using var earlier = new TempFolder();
        await using (var gateway = await StartAsync())
        {
            await ReferAsync(gateway);
            await SaveAsync(gateway, "vdab", "/v1/trail/heads?take=1000", "heads-first.json");
        }

        SqliteConnection.ClearAllPools();
        TempFolder.Copy(_data.Path, earlier.Path);
        string disclosure;
        await using (var gateway = await StartAsync())
        {
            disclosure = await ReferAsync(gateway);
            await SaveAsync(gateway, "vdab", "/v1/trail/heads?take=1000", "heads.json");
            var (first, last) = (Newest("heads-first.json"), Newest("heads.json"));
            last.ShouldBeGreaterThan(first);
            await SaveAsync(gateway, "vdab", $"/v1/trail/heads/{last}/consistency?from={first}", "consistency.json");
            await SaveAsync(gateway, "ocmw-leuven", $"/v1/disclosures/{disclosure}/proof", "proof.json");
            (await StatusAsync(gateway, "ocmw-mortsel", $"/v1/disclosures/{disclosure}/proof")).ShouldBe((404, "disclosure-unknown"), "another agency's");
            (await StatusAsync(gateway, "ocmw-leuven", $"/v1/disclosures/{disclosure}/proof?size=1")).ShouldBe((409, "disclosure-not-sealed"));
            (await StatusAsync(gateway, "vdab", $"/v1/trail/heads/{last + 1000}/consistency?from=1")).ShouldBe((404, "head-unknown"));
            await CountersignAsync(gateway, last);
        }

        SqliteConnection.ClearAllPools();
        await VerbAsync(_data.Path, "export.jsonl", "audit", "export");
        await VerbAsync(_data.Path, "proof-desk.json", "audit", "proof", disclosure);
        await VerbAsync(_data.Path, "heads-desk.json", "audit", "heads");
        await VerbAsync(_data.Path, "consistency-desk.json", "audit", "consistency", "--from", "1", "--size", $"{Newest("heads.json")}");

        var (code, said) = await CheckAsync("heads-first.json", "heads.json", "consistency.json", "proof.json", "proof-desk.json", "heads-desk.json", "consistency-desk.json", "export.jsonl");
        code.ShouldBe(0, said);
        said.ShouldContain($"The disclosure {Guid.Parse(disclosure):N} to 'ocmw-leuven' is in the trail");
        said.ShouldContain("nothing before it was changed");
        said.ShouldContain("entries is whole");
        said.ShouldContain($"'vdab' countersigned a head of size {Newest("heads.json")}.");
        foreach (var name in new[] { "proof.json", "export.jsonl", "heads.json", "consistency.json" })
            (await File.ReadAllTextAsync(_files.Named(name))).ShouldNotContain("Voorbeeld", customMessage: name);

        await ChangesAreFoundAsync();
        await OtherDatabasesAreFoundAsync(earlier.Path);
    }

    /// <summary>A changed proof, head, countersignature and export; files of another gateway; a file that is none.</summary>
    private async Task ChangesAreFoundAsync()
    {
        await ShouldSayAsync("another disclosure, or the disclosure was changed", Changed("proof.json", p => p["disclosure"]!["fields"] = "client.name"));
        await ShouldSayAsync("is not in the trail under the head", Changed("proof.json", p => p["entry"]!["digest"] = new string('0', 64)));
        await ShouldSayAsync("was not signed by gateway", Changed("heads.json", h => h["heads"]![0]!["root"] = new string('0', 64)));
        await ShouldSayAsync("countersignature of 'vdab'", Changed("heads-desk.json", h => h["heads"]!.AsArray().SelectMany(x => x!["countersignatures"]!.AsArray()).Single()!["signature"] = Convert.ToBase64String(new byte[64])));
        await ShouldSayAsync("does not go on from that of size", Changed("consistency.json", c => c["proof"]![0] = new string('0', 64)));

        var lines = await File.ReadAllLinesAsync(_files.Named("export.jsonl"));
        var seal = JsonNode.Parse(lines[1])!;
        seal["leaves"] = Convert.ToBase64String(new byte[32]);
        await File.WriteAllLinesAsync(_files.Named("changed.jsonl"), [lines[0], seal.ToJsonString(), .. lines[2..]]);
        await ShouldSayAsync("seal 1 was changed", "changed.jsonl");
        await File.WriteAllLinesAsync(_files.Named("changed.jsonl"), [lines[0], .. lines[2..]]);
        await ShouldSayAsync("seal 1 is missing", "changed.jsonl");

        using var foreign = new TempFolder();
        await using (var other = await RunningGateway.StartAsync(foreign.Path, ContractsFolder.LoadOrFail(_contracts.Path)))
        {
            await ReferAsync(other);
            await SaveAsync(other, "vdab", "/v1/trail/heads", "heads-foreign.json");
        }

        await ShouldSayAsync("heads-foreign.json is of another gateway", "heads.json", "heads-foreign.json");
        await File.WriteAllTextAsync(_files.Named("cut.json"), (await File.ReadAllTextAsync(_files.Named("heads.json")))[..40]);
        (await CheckAsync("cut.json")).ShouldBe((2, "cut.json is not JSON. It may have been cut short: fetch it again.\n"));
    }

    private async Task OtherDatabasesAreFoundAsync(string earlier)
    {
        // Somebody with every key writes another history, and signs it: heads that agencies kept tell.
        using var rewritten = new TempFolder();
        TempFolder.Copy(_data.Path, rewritten.Path);
        await RewriteAsync(rewritten.Path);
        await VerbAsync(rewritten.Path, "export-rewritten.jsonl", "audit", "export");
        await VerbAsync(rewritten.Path, "heads-forked.json", "audit", "heads");
        await ShouldSayAsync("The trail was rewritten", "heads-first.json", "export-rewritten.jsonl");
        await ShouldSayAsync("Two different stories", "heads.json", "heads-forked.json");
        var against = await Verb.RunAsync(rewritten.Path, "audit", "verify", "--against", _files.Named("heads.json"));
        (against.Code, against.Output.Contains("is another in the database: the trail was rewritten", StringComparison.Ordinal) || against.Output.Contains("noted outside", StringComparison.Ordinal)).ShouldBe((1, true), against.Output);

        // A database from a backup, with the file of heads of that day.
        await VerbAsync(earlier, "export-earlier.jsonl", "audit", "export");
        await ShouldSayAsync("restored from an older one", "heads.json", "export-earlier.jsonl");
        var restored = await Verb.RunAsync(earlier, "audit", "verify", "--against", _files.Named("heads.json"));
        (restored.Code, restored.Output.Contains("The database is older than the head of size", StringComparison.Ordinal)).ShouldBe((1, true), restored.Output);

        // The true one, in parts, and as far as it got.
        var point = _files.Named("verified");
        (await Verb.RunAsync(_data.Path, "audit", "verify", "--resume", point, "--against", _files.Named("heads.json"))).Code.ShouldBe(0);
        var again = await Verb.RunAsync(_data.Path, "audit", "verify", "--resume", point, "--json");
        (again.Code, JsonNode.Parse(again.Output)!["sealed"]!.GetValue<long>()).ShouldBe((0, 0L), again.Output);
        await File.WriteAllTextAsync(point, "1 00 00");
        (await Verb.RunAsync(_data.Path, "audit", "verify", "--resume", point)).Output.ShouldContain("was not written by this gateway");
        await File.WriteAllTextAsync(_data.Named("audit-heads.log"), "");
        (await Verb.RunAsync(_data.Path, "audit", "verify")).Output.ShouldContain("No head is noted outside the database");
    }

    private async Task<RunningGateway> StartAsync()
    {
        if (!File.Exists(Path.Combine(_contracts.Path, "directory", "agencies.yaml")))
        {
            TempFolder.Copy(Shipped.Folder, _contracts.Path);
            var file = Path.Combine(_contracts.Path, "directory", "agencies.yaml");
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, text.Replace("  - id: vdab\n", $"  - id: vdab\n    trailKey: {Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo())}\n", StringComparison.Ordinal));
            await Shipped.FillAsync(_data.Path);
        }

        return await RunningGateway.StartAsync(_data.Path, ContractsFolder.LoadOrFail(_contracts.Path));
    }

    /// <summary>A referral is handed over; the id of the event.</summary>
    private static async Task<string> ReferAsync(RunningGateway gateway)
    {
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        var read = await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        await gateway.QuietAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(async s => await AuditChain.UnsealedAsync(s, CancellationToken.None) == 0));
        return read[^1]["id"]!.GetValue<string>();
    }

    private async Task CountersignAsync(RunningGateway gateway, int size)
    {
        await File.WriteAllTextAsync(_files.Named("key.pem"), _key.ExportECPrivateKeyPem());
        var (code, body) = await NodeAsync("countersign", _files.Named("heads.json"), $"{size}", "vdab", _files.Named("key.pem"));
        code.ShouldBe(0, body);
        var path = $"/v1/trail/heads/{size}/countersignatures";
        (await PostAsync(gateway, "vdab", path, body)).ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync(gateway, "vdab", path, body)).ShouldBe(HttpStatusCode.NoContent, "sent again");
        (await PostAsync(gateway, "ocmw-leuven", path, body)).ShouldBe(HttpStatusCode.Conflict, "it has no key");
        var forged = JsonNode.Parse(body)!;
        forged["signature"] = Convert.ToBase64String(new byte[64]);
        (await PostAsync(gateway, "vdab", path, forged.ToJsonString())).ShouldBe(HttpStatusCode.UnprocessableEntity);
        forged["root"] = new string('0', 64);
        (await PostAsync(gateway, "vdab", path, forged.ToJsonString())).ShouldBe(HttpStatusCode.Conflict, "another story");
        (await PostAsync(gateway, "vdab", path, "{}")).ShouldBe(HttpStatusCode.BadRequest);
        await SaveAsync(gateway, "ocmw-leuven", "/v1/trail/heads", "heads-desk.json");
    }

    private static async Task<HttpStatusCode> PostAsync(RunningGateway gateway, string agency, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await (await gateway.OfficeAsync(agency)).Http.PostAsync(path, content);
        return answer.StatusCode;
    }

    private static async Task<(int Status, string? Code)> StatusAsync(RunningGateway gateway, string agency, string path)
    {
        using var answer = await (await gateway.OfficeAsync(agency)).Http.GetAsync(path);
        return ((int)answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    private async Task SaveAsync(RunningGateway gateway, string agency, string path, string name) =>
        await File.WriteAllTextAsync(_files.Named(name), await (await gateway.OfficeAsync(agency)).Http.GetStringAsync(path));

    private async Task VerbAsync(string data, string name, params string[] arguments)
    {
        var verb = await Verb.RunAsync(data, [.. arguments, "--Gateway:Contracts=" + _contracts.Path]);
        verb.Code.ShouldBe(0, verb.Errors);
        await File.WriteAllTextAsync(_files.Named(name), verb.Output);
    }

    private int Newest(string name) => JsonNode.Parse(File.ReadAllText(_files.Named(name)))!["heads"]![0]!["size"]!.GetValue<int>();

    private string Changed(string name, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(File.ReadAllText(_files.Named(name)))!;
        change(document);
        File.WriteAllText(_files.Named("changed.json"), document.ToJsonString());
        return "changed.json";
    }

    private async Task ShouldSayAsync(string sentence, params string[] files)
    {
        var (code, said) = await CheckAsync(files);
        (code, said.Contains(sentence, StringComparison.Ordinal)).ShouldBe((1, true), $"{string.Join(' ', files)}: {said}");
    }

    private Task<(int Code, string Said)> CheckAsync(params string[] files) => NodeAsync(files);

    private async Task<(int Code, string Said)> NodeAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "src", "trail.js"), .. arguments]) { WorkingDirectory = _files.Path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    /// <summary>Another history with the same keys: an entry says something else, and every seal is made anew.</summary>
    private async Task RewriteAsync(string data)
    {
        await using var gateway = await RunningGateway.StartAsync(data, ContractsFolder.LoadOrFail(_contracts.Path), settings: new Dictionary<string, string?> { ["Gateway:Audit:SealEvery"] = "01:00:00" });
        var keys = gateway.Services.GetRequiredService<TrailKeys>();
        await using (var store = gateway.Database.Open())
        {
            var victim = await store.Audit.OrderBy(a => a.Period).ThenBy(a => a.Id).FirstAsync();
            var other = AuditEntry.Of(keys, victim.Id, victim.At, "harmless", victim.Actor, victim.SubjectId, null);
            (victim.Kind, victim.Detail, victim.Digest) = (other.Kind, other.Detail, other.Digest);
            await store.SaveChangesAsync();
            await store.AuditSeals.ExecuteDeleteAsync();
        }

        while (await gateway.Services.GetRequiredService<AuditChain>().SealAsync(2_000, lease: null, CancellationToken.None) is not null)
        {
        }
    }
}
