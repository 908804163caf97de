using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks;

/// <summary>
/// The least that could be done with the same bytes: a bare endpoint reads each submission and each reply, one writer
/// inserts them in batches with synchronous=FULL, and all are read back over HTTP. No format, no rule, no key, no proof.
/// </summary>
internal static class Floor
{
    public static async Task<(double PerSecond, double AloneP50)> RunAsync(IReadOnlyList<Journey> journeys, Plan plan, string folder, CancellationToken cancellation)
    {
        await using var table = new FloorTable(Path.Combine(folder, "floor.db"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        app.MapPost("/", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            await table.InsertAsync(body.ToArray());
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        app.MapGet("/{after:long}", async (HttpContext http, long after) => await http.Response.Body.WriteAsync(table.Read(after, 200), http.RequestAborted));
        app.UseEndpoints(_ => { });
        await app.StartAsync(cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(address) };

        var bodies = Bodies(journeys, plan);
        await PassAsync(http, [.. bodies.Take(200)], plan, 0, cancellation);
        var alone = new List<double>();
        foreach (var body in bodies.Take(plan.Alone))
        {
            var posted = Stopwatch.GetTimestamp();
            await PassAsync(http, [body], plan, table.Count, cancellation);
            alone.Add(Stopwatch.GetElapsedTime(posted).TotalMilliseconds);
        }

        var began = Stopwatch.GetTimestamp();
        await PassAsync(http, bodies, plan, table.Count, cancellation);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await app.StopAsync(cancellation);
        return (journeys.Count / seconds, Latency.Of(alone).P50);
    }

    // What the gateway was sent: submissions in arrays and singly, and the offices' replies likewise.
    private static List<byte[]> Bodies(IReadOnlyList<Journey> journeys, Plan plan)
    {
        var together = journeys.Where(j => j.Together).Select(j => j.Referral).Chunk(plan.Batch).ToList();
        var single = journeys.Where(j => !j.Together).Select(j => j.Referral).ToList();
        static string Reply(InventedReferral referral) => referral.Reply(referral.Ticket);
        return
        [
            .. single.Select(r => InventedReferral.Submission([r])), .. together.Select(InventedReferral.Submission),
            .. single.Select(r => InventedReferral.Document([Reply(r)])), .. together.Select(b => InventedReferral.Document([.. b.Select(Reply)])),
        ];
    }

    private static async Task PassAsync(HttpClient http, IReadOnlyList<byte[]> bodies, Plan plan, long after, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = plan.Connections, CancellationToken = cancellation }, async (body, token) =>
        {
            using var answer = await http.PostAsync("/", new ByteArrayContent(body), token);
            answer.EnsureSuccessStatusCode();
        });
        for (var read = 0L; read < bodies.Count; read += 200)
            await http.GetByteArrayAsync($"/{after + read}", cancellation);
    }
}
