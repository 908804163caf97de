using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Waiting;

/// <summary>How long it takes until every referral that waits for a place at one office is decided again and handed over, when the office states that it has enough.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Database">Database.</param>
/// <param name="Referrals">Referrals that wait.</param>
/// <param name="Seconds">From the answer to the statement until the last is handed over.</param>
internal sealed partial record WaitingSpeed(string Machine, string Database, int Referrals, double Seconds)
{
    private const string Office = "ocmw-mortsel";
    private const string Nis = "11029";
    private const string Service = "CHILDCARE_PLACE";
    private const string User = "watcher";
    private const int Together = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures in one run of one gateway, in one process.</summary>
    /// <param name="referrals">How many wait.</param>
    /// <param name="postgres">On PostgreSQL instead of the embedded file.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<WaitingSpeed> MeasureAsync(int referrals, bool postgres, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        var prepared = await Prepared.MakeAsync(grounds, GatewayBuild.This, "waiting", cancellation);
        await GatewayProcess.VerbAsync(prepared.Build, prepared.Ground, ["user", "create", User, "--roles", "viewer"], cancellation);
        var key = await GatewayProcess.VerbAsync(prepared.Build, prepared.Ground, ["user", "key", "create", User], cancellation);
        await using var gateway = await GatewayProcess.StartAsync(prepared.Build, prepared.Ground, roles: null, cancellation);
        using var sender = Caller(gateway, prepared.Keys[Traffic.Sender]);
        using var office = Caller(gateway, prepared.Keys[Office]);
        using var user = Caller(gateway, key);

        await StateAsync(office, 0, cancellation);
        Progress.Said($"Referring {referrals} clients to an office without a place.");
        for (var from = 0; from < referrals; from += Together)
            await ReferAsync(sender, from, Math.Min(Together, referrals - from), cancellation);
        await UntilAsync(async () => await WaitingAsync(user, cancellation) == referrals, cancellation);
        Progress.Said($"Measuring: the office states that it has a place for each.");
        await StateAsync(office, referrals, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => await WaitingAsync(user, cancellation) == 0, cancellation);
        return new WaitingSpeed(Machines.This, postgres ? "PostgreSQL" : "SQLite", referrals, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine}; {Database}; {Referrals} referrals wait for a place at one office"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"seconds until each is decided again and handed over",-60}{Seconds,8:0.0}"));
    }

    private static async Task ReferAsync(HttpClient sender, int from, int count, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var text = Encoding.UTF8.GetString(InventedReferral.Submission([.. Enumerable.Range(from, count).Select(n => new InventedReferral(n, today))]));
        text = Towns().Replace(text.Replace("DEBT_ADVICE", Service, StringComparison.Ordinal), "${town}\"" + Nis + "\"");
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await sender.PostAsync(new Uri("/v1/submissions/vdab-referral", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task StateAsync(HttpClient office, int free, CancellationToken cancellation)
    {
        var stated = new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"), ["source"] = "urn:invented", ["type"] = "capacity.stated", ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject { ["ticket"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"), ["service"] = Service, ["freePlaces"] = free },
        };
        using var body = new StringContent(stated.ToJsonString(), Encoding.UTF8, "application/cloudevents+json");
        using var answer = await office.PostAsync(new Uri("/v1/events", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
    }

    private static async Task<int> WaitingAsync(HttpClient user, CancellationToken cancellation) =>
        JsonNode.Parse(await user.GetStringAsync(new Uri("/v1/causes?kind=unroutable", UriKind.Relative), cancellation))!["items"]!.AsArray()
            .Where(c => c!["code"]!.GetValue<string>() == "no-capacity").Sum(c => c!["open"]!.GetValue<int>());

    private static HttpClient Caller(GatewayProcess gateway, string key)
    {
        var client = new HttpClient { BaseAddress = gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellation)
    {
        while (!await holds())
            await Task.Delay(Look, TimeProvider.System, cancellation);
    }

    [GeneratedRegex("(?<town>\"nis(Residence)?\":\\s*)\"\\d{5}\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Towns();
}
