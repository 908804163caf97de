using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Compared;

/// <summary>
/// How a pipeline is usually written: a MassTransit consumer per stage, one message and one SaveChanges per record. It
/// keeps the bytes and hands them on; it has no rule, no key and no proof either. Queues and commits are as durable as
/// the gateway's.
/// </summary>
internal static class PlainWay
{
    /// <summary>Records per second through as many stages as the gateway has hops, after a warm-up.</summary>
    public static async Task<double> RunAsync(Uri rabbit, string postgres, Records records, CancellationToken cancellation)
    {
        var progress = new PlainProgress(records);
        var services = new ServiceCollection().AddLogging().AddSingleton(progress).AddDbContext<PlainContext>(o => o.UseNpgsql(postgres));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<PlainStage>();
            bus.UsingRabbitMq((context, transport) =>
            {
                transport.Host(rabbit);
                for (var hop = 0; hop < Records.Hops; hop++)
                {
                    transport.ReceiveEndpoint(PlainStage.Queue(hop), endpoint =>
                    {
                        endpoint.ConfigureConsumeTopology = false;
                        endpoint.SetQuorumQueue();
                        endpoint.PrefetchCount = 64;
                        endpoint.ConfigureConsumer<PlainStage>(context);
                    });
                }
            });
        });
        await using var provider = services.BuildServiceProvider();
        await using (var scope = provider.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<PlainContext>().Database.EnsureCreatedAsync(cancellation);
        var control = provider.GetRequiredService<IBusControl>();
        await control.StartAsync(cancellation);
        try
        {
            await PassAsync(control, progress, records, 0, records.WarmUp, cancellation);
            var began = Stopwatch.GetTimestamp();
            await PassAsync(control, progress, records, records.WarmUp, records.Count, cancellation);
            return (records.Count - records.WarmUp) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            await control.StopAsync(CancellationToken.None);
        }
    }

    private static async Task PassAsync(IBus bus, PlainProgress progress, Records records, int from, int until, CancellationToken cancellation)
    {
        progress.Through = new Countdown(until - from);
        var first = await bus.GetSendEndpoint(new Uri("exchange:" + PlainStage.Queue(0)));
        await Parallel.ForEachAsync(Enumerable.Range(from, until - from), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellation },
            async (number, token) => await first.Send(new PlainRecord(number, 0, records.Body(number, 0)), token));
        await progress.Through.Done.WaitAsync(cancellation);
    }
}

/// <summary>A record on its way.</summary>
internal sealed record PlainRecord(int Number, int Hop, byte[] Body);

/// <summary>Where the run stands.</summary>
internal sealed class PlainProgress(Records records)
{
    public Records Records { get; } = records;

    public Countdown Through { get; set; } = new(0);
}

/// <summary>A stage: keeps the record, hands it on.</summary>
internal sealed class PlainStage(PlainContext store, PlainProgress progress) : IConsumer<PlainRecord>
{
    public static string Queue(int hop) => string.Create(CultureInfo.InvariantCulture, $"plain.{hop}");

    public async Task Consume(ConsumeContext<PlainRecord> context)
    {
        var record = context.Message;
        store.Kept.Add(new PlainRow { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Hop = record.Hop, Body = record.Body });
        await store.SaveChangesAsync(context.CancellationToken);
        var next = record.Hop + 1;
        if (next == Records.Hops)
        {
            progress.Through.Add(1);
            return;
        }

        var endpoint = await context.GetSendEndpoint(new Uri("exchange:" + Queue(next)));
        await endpoint.Send(new PlainRecord(record.Number, next, progress.Records.Body(record.Number, next)), context.CancellationToken);
    }
}

/// <summary>What the plain way keeps.</summary>
internal sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options)
{
    public DbSet<PlainRow> Kept => Set<PlainRow>();
}

/// <summary>A record at a stage.</summary>
internal sealed class PlainRow
{
    public Guid Id { get; set; }

    public int Hop { get; set; }

    public required byte[] Body { get; set; }
}
