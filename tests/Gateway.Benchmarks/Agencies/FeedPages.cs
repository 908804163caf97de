using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Benchmarks.Finding;
using Gateway.Contracts;
using Gateway.Core.Callers;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Npgsql;

namespace Gateway.Benchmarks.Agencies;

/// <summary>How long a page of a long feed takes, near its beginning, in its middle and near its end, asked in turn over HTTP.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Database">Database.</param>
/// <param name="Events">Events in the feed.</param>
/// <param name="Pages">Cursor, and milliseconds of a page behind it.</param>
internal sealed record FeedPages(string Machine, string Database, int Events, IReadOnlyList<FeedPages.Page> Pages)
{
    private const string Agency = "ocmw-leuven";
    private const int Take = 200;
    private const int Together = 2_000;
    private const int OfOneClient = 100;
    private const int Times = 100;
    private const double MostRatio = 1.2;

    /// <summary>The slowest of the medians over the quickest.</summary>
    public double Ratio => Pages.Max(p => p.Milliseconds.P50) / Pages.Min(p => p.Milliseconds.P50);

    /// <summary>Measures.</summary>
    public static async Task<FeedPages> MeasureAsync(int events, bool postgres, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        var ground = await grounds.NewAsync("feed", cancellation);
        string key;
        Progress.Said($"Writing a feed of {events} events.");
        await using (var store = await FilledStore.FillAsync(ground, 0, _ => { }, cancellation))
        {
            key = (await store.Get<IApiKeys>().CreateAsync(Agency, "benchmark", cancellation)).Key;
            await FillAsync(store, events, cancellation);
        }

        if (ground.Postgres is not null)
            await AnalyseAsync(ground.Postgres, cancellation);
        await using var gateway = await GatewayProcess.StartAsync(GatewayBuild.This, ground, roles: null, cancellation);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        int[] cursors = [events / 1_000, events / 2, events - Math.Max(events / 1_000, Take + Times)];
        var took = cursors.Select(_ => new List<double>()).ToArray();
        for (var time = -5; time < Times; time++)
        {
            for (var which = 0; which < cursors.Length; which++)
            {
                var began = TimeProvider.System.GetTimestamp();
                var page = await http.GetByteArrayAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/v1/feed?after={cursors[which] + time}&take={Take}"), UriKind.Relative), cancellation);
                if (page.Length < Take * Payload.Length)
                    throw new InvalidOperationException("A page is not full.");
                // The first compile the program and fill the caches.
                if (time >= 0)
                    took[which].Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return new FeedPages(Machines.This, postgres ? "PostgreSQL" : "SQLite", events, [.. cursors.Zip(took, (cursor, milliseconds) => new Page(cursor, Latency.Of(milliseconds)))]);
    }

    /// <summary>A page behind a cursor, asked for many times.</summary>
    internal sealed record Page(int Cursor, Latency Milliseconds);

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"{Database}; a feed of {Events:#,0} events, pages of {Take}, {Times} at each cursor in turn"));
        foreach (var (cursor, took) in Pages)
            to.WriteLine(FormattableString.Invariant($"  {$"a page behind {cursor:#,0}, ms (p50, p99)",-62}{took.P50,10:0.0}{took.P99,10:0.0}"));
        to.WriteLine(FormattableString.Invariant($"  {"slowest median over quickest",-62}{Ratio,10:0.00}  (goal: constant, {MostRatio} at most){(Ratio > MostRatio ? "  OVER" : "")}"));
    }

    private static byte[] Payload { get; } = Encoding.UTF8.GetBytes($"{{\"message\":{{\"ticket\":\"{new string('x', 600)}\"}}}}");

    private static async Task FillAsync(FilledStore store, int events, CancellationToken cancellation)
    {
        var (keys, ring, units, now) = (store.Get<IKeys>(), store.Get<KeyRing>(), store.Get<UnitsOfWork>(), TimeProvider.System.GetUtcNow());
        var (client, clientKey) = (Guid.Empty, Array.Empty<byte>());
        for (var from = 0; from < events; from += Together)
        {
            await using var unit = units.Open();
            for (var number = from; number < Math.Min(from + Together, events); number++)
            {
                if (number % OfOneClient == 0)
                {
                    client = keys.Next();
                    (var wrapped, clientKey) = ring.CreateFor(client);
                    unit.Write(new ClientSnapshot { Id = client, Agency = Traffic.Sender, Wrapped = wrapped });
                }

                var id = keys.Next();
                unit.Write(new DeliverySnapshot
                {
                    Id = id, ReferralId = id, HandoverId = id, ClientId = client, From = Traffic.Sender, Recipient = Agency, Event = EventTypes.ReferralHandover, Step = 1, Sequence = number + 1,
                    State = DeliveryState.Confirmed, IssuedAt = now, ReleasedAt = now, Position = number + 1, MediaType = "application/json", Payload = Sealing.Seal(clientKey, Payload, Sealing.Context(id, "payload")),
                });
            }

            await unit.CommitAsync(cancellation);
        }

        await using var last = units.Open();
        last.Write(new FeedSnapshot { Agency = Agency, Last = events, Acknowledged = events });
        await last.CommitAsync(cancellation);
    }

    private static async Task AnalyseAsync(string postgres, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(postgres + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("VACUUM (ANALYZE) \"Delivery\"", connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
