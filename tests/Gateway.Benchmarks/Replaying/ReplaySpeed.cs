using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Replaying;

/// <summary>How fast records that were set aside are translated again, beside how fast the same records are translated at first.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Database">Database.</param>
/// <param name="Records">Records of each kind, in one submission.</param>
/// <param name="TranslatedPerSecond">Records translated a second, from the answer to their submission on.</param>
/// <param name="PreviewedPerSecond">Records previewed a second.</param>
/// <param name="ReplayedPerSecond">Records translated again a second, from the beginning of the wave of the rest on.</param>
/// <param name="PreparedIn">Milliseconds until their exact set is frozen.</param>
/// <param name="Answers">Milliseconds of each call that a page makes, while all of them are set aside and, at most, while they are replayed.</param>
/// <param name="MemoryBefore">Megabytes the gateway had at most until they were set aside.</param>
/// <param name="Memory">Megabytes the gateway had at most in all.</param>
internal sealed record ReplaySpeed(
    string Machine, string Database, int Records, double TranslatedPerSecond, double PreviewedPerSecond, double ReplayedPerSecond, double PreparedIn,
    IReadOnlyList<CallTime> Answers, double MemoryBefore, double Memory)
{
    private const string User = "replayer";
    private const string Known = "DEBT_ADVICE";
    private const string Unknown = "DEBT_COUNSEL";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>The wave of the rest begins behind so many items.</summary>
    private const int BeforeTheRest = 11;

    /// <summary>As fast as at first is one.</summary>
    public double Ratio => ReplayedPerSecond / TranslatedPerSecond;

    /// <summary>Measures both in one run of one gateway, in one process.</summary>
    /// <param name="records">Records of each kind; more than the first two waves take.</param>
    /// <param name="postgres">On PostgreSQL instead of the embedded file.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<ReplaySpeed> MeasureAsync(int records, bool postgres, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        using var contracts = new CopiedContracts(GatewayBuild.This.Contracts);
        var prepared = await Prepared.MakeAsync(grounds, GatewayBuild.This with { Contracts = contracts.Folder }, "replays", cancellation);
        await GatewayProcess.VerbAsync(prepared.Build, prepared.Ground, ["user", "create", User, "--roles", "replay"], cancellation);
        var key = await GatewayProcess.VerbAsync(prepared.Build, prepared.Ground, ["user", "key", "create", User], cancellation);
        await using var gateway = await GatewayProcess.StartAsync(prepared.Build, prepared.Ground, roles: null, cancellation);
        using var sender = Caller(gateway, prepared.Keys[Traffic.Sender]);
        using var user = Caller(gateway, key);

        Progress.Said($"Warming up.");
        await TranslateAsync(sender, 0, Math.Min(records, 1_000), Known, cancellation);
        Progress.Said($"Measuring: {records} records translated.");
        var translated = await TranslateAsync(sender, 1_000, records, Known, cancellation);
        Progress.Said($"Setting {records} records aside.");
        await TranslateAsync(sender, 1_000 + records, records, Unknown, cancellation);
        contracts.Learn(Unknown, Known);

        var before = gateway.PeakMemory().Megabytes;
        Progress.Said($"Measuring: {records} records previewed and translated again.");
        var began = TimeProvider.System.GetTimestamp();
        var replay = await PrepareAsync(user, records, cancellation);
        var frozen = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        var cause = (await ReadAsync(user, "/v1/causes?kind=set-aside", cancellation))["items"]![0]!;
        string[] calls = ["/v1/causes", $"/v1/causes/set-aside/{Traffic.Sender}/{cause["code"]!.GetValue<string>()}", "/v1/replays", replay];
        List<CallTime> answers = [];
        foreach (var call in calls)
            answers.Add(new CallTime(call == replay ? "/v1/replays/{id}" : call, await OneAsync(user, call, cancellation)));
        var previewed = await PreviewAsync(user, replay, records, cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var meanwhile = LongestAsync(user, calls, over.Token);
        var replayed = await ReplayAsync(user, replay, records, cancellation);
        await over.CancelAsync();
        var longest = await meanwhile;
        return new ReplaySpeed(
            Machines.This, postgres ? "PostgreSQL" : "SQLite", records, translated, previewed, replayed, frozen,
            [.. answers.Select((a, i) => a with { Longest = longest[i] })], before, gateway.PeakMemory().Megabytes);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine}; {Database}; {Records} records in one submission"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"records translated per second",-50}{TranslatedPerSecond,10:0}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"records previewed per second",-50}{PreviewedPerSecond,10:0}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"records translated again per second",-50}{ReplayedPerSecond,10:0}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"again / at first",-50}{Ratio,10:0.00}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"their set frozen in, ms",-50}{PreparedIn,10:0}"));
        foreach (var answer in Answers)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"GET " + answer.Call + ", ms; longest while replayed",-50}{answer.Milliseconds,10:0}{answer.Longest,8:0}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"memory at most, MB; before they were replayed",-50}{Memory,10:0}{MemoryBefore,8:0}"));
    }

    private static async Task<double> TranslateAsync(HttpClient sender, int from, int records, string service, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var text = Encoding.UTF8.GetString(InventedReferral.Submission([.. Enumerable.Range(from, records).Select(n => new InventedReferral(n, today))]));
        using var body = new StringContent(text.Replace(Known, service, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var answer = await sender.PostAsync(new Uri("/v1/submissions/vdab-referral", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
        var began = TimeProvider.System.GetTimestamp();
        var path = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!["href"]!.GetValue<string>() + "?take=1";
        await UntilAsync(async () => (await ReadAsync(sender, path, cancellation))["state"]!.GetValue<string>() != "received", cancellation);
        return records / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string> PrepareAsync(HttpClient user, int records, CancellationToken cancellation)
    {
        var cause = (await ReadAsync(user, "/v1/causes?kind=set-aside", cancellation))["items"]![0]!;
        using var answer = await user.PostAsJsonAsync("/v1/replays", new { kind = "set-aside", code = cause["code"]!.GetValue<string>(), profile = "vdab-referral" }, cancellation);
        answer.EnsureSuccessStatusCode();
        var replay = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!;
        return replay["items"]!.GetValue<int>() == records ? "/v1/replays/" + replay["id"]!.GetValue<string>()
            : throw new InvalidOperationException($"The replay holds {replay["items"]} records instead of {records}.");
    }

    /// <summary>Until the gateway has loaded the repaired contracts, the preview says that nothing would change.</summary>
    private static async Task<double> PreviewAsync(HttpClient user, string replay, int records, CancellationToken cancellation)
    {
        double perSecond = 0;
        await UntilAsync(
            async () =>
            {
                var began = TimeProvider.System.GetTimestamp();
                var outcomes = (await ReadAsync(user, replay + "/preview", cancellation))["outcomes"]!.AsArray();
                perSecond = records / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
                return outcomes is [{ } only] && only["outcome"]!.GetValue<string>() == "translates";
            },
            cancellation);
        return perSecond;
    }

    private static async Task<double> ReplayAsync(HttpClient user, string replay, int records, CancellationToken cancellation)
    {
        (await user.PostAsync(new Uri(replay + "/start", UriKind.Relative), content: null, cancellation)).EnsureSuccessStatusCode();
        await UntilAsync(async () => (await StatusAsync())["wave"]!.GetValue<int>() == 3, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => (await StatusAsync())["succeeded"]!.GetValue<int>() == records, cancellation);
        return (records - BeforeTheRest) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        async Task<JsonNode> StatusAsync()
        {
            var status = (await ReadAsync(user, replay, cancellation))["replay"]!;
            return status["failed"]!.GetValue<int>() == 0 ? status : throw new InvalidOperationException("A record could not be translated again.");
        }
    }

    private static async Task<double> OneAsync(HttpClient user, string call, CancellationToken cancellation)
    {
        // The first of each compiles what the others run.
        await ReadAsync(user, call, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await ReadAsync(user, call, cancellation);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>The longest answer to each call until it is over.</summary>
    private static async Task<double[]> LongestAsync(HttpClient user, string[] calls, CancellationToken over)
    {
        var longest = new double[calls.Length];
        try
        {
            while (true)
            {
                foreach (var (call, i) in calls.Select((c, i) => (c, i)))
                {
                    var began = TimeProvider.System.GetTimestamp();
                    using var answer = await user.GetAsync(new Uri(call, UriKind.Relative), over);
                    longest[i] = Math.Max(longest[i], TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, over);
            }
        }
        catch (OperationCanceledException)
        {
            return longest;
        }
    }

    private static HttpClient Caller(GatewayProcess gateway, string key)
    {
        var http = new HttpClient { BaseAddress = gateway.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<JsonNode> ReadAsync(HttpClient http, string path, CancellationToken cancellation) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellation))!;

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellation)
    {
        while (!await holds())
            await Task.Delay(Look, TimeProvider.System, cancellation);
    }

    /// <summary>A contracts folder of the run's own, which learns a code.</summary>
    private sealed class CopiedContracts : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-contracts-");

        public CopiedContracts(string of)
        {
            foreach (var file in Directory.EnumerateFiles(of, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(of, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        public string Folder => _folder.FullName;

        public void Learn(string code, string meaning) =>
            File.AppendAllText(Path.Combine(Folder, "formats", "codes", "services.yaml"), $"\nentries:\n  - {{ code: {code}, means: {meaning} }}\n");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

