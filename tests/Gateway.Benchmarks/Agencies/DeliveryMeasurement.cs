using System.Diagnostics;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Npgsql;

namespace Gateway.Benchmarks.Agencies;

/// <summary>Measures <see cref="DeliverySpeed"/>: gateway in one process, on RabbitMQ and PostgreSQL.</summary>
internal sealed class DeliveryMeasurement(Grounds grounds, IReadOnlyList<Office> offices, Receivers receivers, Prepared prepared)
{
    private const string Maker = "benchmark";
    private const string WithoutDelivery = "api,translation,referral,outcome,clocks";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly DateOnly _today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Measures.</summary>
    /// <param name="number">Offices.</param>
    /// <param name="plan">Plan; twice as many deliveries wait as it has referrals.</param>
    /// <param name="times">Runs of each kind.</param>
    /// <param name="only">Only what waits is brought; no latencies.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<DeliverySpeed> MeasureAsync(int number, Plan plan, int times, bool only, CancellationToken cancellation)
    {
        var before = Noise.Now();
        var offices = ManyOffices.Of(number);
        await using var receivers = await Receivers.StartAsync(offices, cancellation);
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        var contracts = Directory.CreateTempSubdirectory("gateway-offices-");
        try
        {
            ManyOffices.Write(GatewayBuild.This.Contracts, contracts.FullName, offices, receivers.Address);
            var build = GatewayBuild.This with { Contracts = contracts.FullName };
            var measurement = new DeliveryMeasurement(grounds, offices, receivers, await PrepareAsync(grounds, build, offices, cancellation));
            return await measurement.RunAsync(plan, times, only, before, cancellation);
        }
        finally
        {
            contracts.Delete(recursive: true);
        }
    }

    private async Task<DeliverySpeed> RunAsync(Plan plan, int times, bool only, string? before, CancellationToken cancellation)
    {
        var waiting = 2 * plan.Referrals;
        var queued = await QueueAsync(waiting, plan, cancellation);
        var toHealthy = Enumerable.Range(0, waiting).Count(n => receivers.IsHealthy(offices[n % offices.Count].Id));
        List<Drain>[] drains = [[], []];
        List<Latency>[] latencies = [[], []];
        double? pace = null;
        for (var run = 0; run < times; run++)
        {
            // Who begins changes, so that what the machine does meanwhile meets both alike.
            foreach (var sick in run % 2 == 0 ? [false, true] : new[] { true, false })
            {
                var name = FormattableString.Invariant($"{(sick ? "sick" : "well")}{run}");
                drains[sick ? 1 : 0].Add(await DrainAsync(queued, name + "d", sick, toHealthy, cancellation));
                Progress.Said($"{(sick ? "Two sick" : "All well")}, run {run + 1} of {times}: {drains[sick ? 1 : 0][^1].PerSecond:0} deliveries/s.");
                if (only)
                    continue;
                (var latency, pace) = await PacedAsync(name + "p", sick, pace, plan, cancellation);
                latencies[sick ? 1 : 0].Add(latency);
                Progress.Said($"  at {pace:0} referrals/s: half within {latency.P50:0} ms, 99 of 100 within {latency.P99:0} ms.");
            }
        }

        return new DeliverySpeed(Machines.This, Environment.ProcessorCount, new Noise(before, Noise.Now()), offices.Count, toHealthy, pace ?? 0, drains[0], drains[1], latencies[0], latencies[1]);
    }

    /// <summary>Schema, keys of those who call, secrets of webhooks.</summary>
    private static async Task<Prepared> PrepareAsync(Grounds grounds, GatewayBuild build, IReadOnlyList<Office> offices, CancellationToken cancellation)
    {
        Progress.Said($"Preparing {offices.Count} offices.");
        var ground = await grounds.NewAsync("offices", cancellation);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var store = await FilledStore.FillAsync(ground, 0, _ => { }, cancellation, build.Contracts);
        foreach (var caller in offices.Where(o => o.Channel == ChannelKind.Feed).Select(o => o.Id).Append(Traffic.Sender))
            keys[caller] = (await store.Get<IApiKeys>().CreateAsync(caller, Maker, cancellation)).Key;
        foreach (var office in offices.Where(o => o.Channel == ChannelKind.Webhook))
            await store.Get<IWebhookSecrets>().CreateAsync(office.Id, Maker, cancellation);
        return new Prepared(build, ground, keys, new Dictionary<string, string>(StringComparer.Ordinal), 0);
    }

    /// <summary>The same with deliveries that wait: their referrals went through a gateway that brings nothing.</summary>
    private async Task<Prepared> QueueAsync(int referrals, Plan plan, CancellationToken cancellation)
    {
        Progress.Said($"Referring {referrals} clients, of whom nothing is brought yet.");
        var ground = await grounds.CopyAsync(prepared.Ground, "queued", cancellation);
        await using var process = await GatewayProcess.StartAsync(prepared.Build, ground, WithoutDelivery, cancellation);
        using var traffic = new Traffic(process.Address, prepared.Keys, prepared.Cursors);
        foreach (var together in Journeys(0, referrals).Chunk(plan.Batch))
            await traffic.PostAsync(together, cancellation);
        await UntilAsync(async () => await CountAsync(ground, DeliveryState.Waiting, cancellation) == referrals, cancellation);
        return prepared with { Ground = ground };
    }

    private async Task<Drain> DrainAsync(Prepared queued, string name, bool sick, int toHealthy, CancellationToken cancellation)
    {
        var ground = await grounds.CopyAsync(queued.Ground, name, cancellation);
        receivers.Begin(sick, told: null);
        var drain = await DrainedAsync(queued, ground, toHealthy, cancellation);
        await grounds.RemoveAsync(ground, CancellationToken.None);
        return drain;
    }

    private async Task<Drain> DrainedAsync(Prepared queued, Ground ground, int toHealthy, CancellationToken cancellation)
    {
        var statistics = grounds.StatisticsOf(ground)!;
        var before = await statistics.ByStatementAsync(cancellation);
        await using var process = await GatewayProcess.StartAsync(queued.Build, ground, roles: null, cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = receivers.ReadAsync(ground.Rabbit!, process.Address, queued.Keys, over.Token);
        await UntilAsync(() => Task.FromResult(receivers.Healthy >= toHealthy / 10), cancellation);
        var (first, from) = (receivers.Healthy, Stopwatch.GetTimestamp());
        var (gateway, own, machine) = (process.Processor.TotalMilliseconds, Environment.CpuUsage.TotalTime.TotalMilliseconds, MachineTime.Now());
        await UntilAsync(() => Task.FromResult(receivers.Healthy >= toHealthy), cancellation);
        var (arrived, brought) = (Stopwatch.GetTimestamp(), (double)(toHealthy - first));
        (gateway, own, machine) = (process.Processor.TotalMilliseconds - gateway, Environment.CpuUsage.TotalTime.TotalMilliseconds - own, MachineTime.Now() - machine);
        await UntilAsync(async () => await CountAsync(ground, DeliveryState.Confirmed, cancellation) >= toHealthy, cancellation);
        var recorded = Stopwatch.GetElapsedTime(arrived).TotalSeconds;
        await over.CancelAsync();
        await reading;
        var after = await statistics.ByStatementAsync(cancellation);
        return new Drain(
            brought / Stopwatch.GetElapsedTime(from, arrived).TotalSeconds, gateway / brought, (machine - gateway - own) / brought, own / brought, recorded,
            StatementUse.Between(before, after, after, after, toHealthy));
    }

    /// <summary>From posting until the webhook has it, at a pace.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="sick">Two are sick.</param>
    /// <param name="pace">Referrals per second; null: half of what goes at most is found out first.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="cancellation">Cancellation.</param>
    private async Task<(Latency Latency, double Pace)> PacedAsync(string name, bool sick, double? pace, Plan plan, CancellationToken cancellation)
    {
        var ground = await grounds.CopyAsync(prepared.Ground, name, cancellation);
        var webhooks = offices.Where(o => o.Channel == ChannelKind.Webhook).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        Latency latency;
        await using (var running = await RunningGateway.StartAsync(prepared, ground, workers: 0, cancellation))
        {
            receivers.Begin(sick, body =>
            {
                using var content = System.Text.Json.JsonDocument.Parse(body);
                if (content.RootElement.GetProperty("data") is { ValueKind: System.Text.Json.JsonValueKind.String } data)
                    running.Traffic.Brought(data.GetString()!);
            });
            var warm = await LoadAsync(0, plan.WarmUp, perSecond: null);
            var most = pace is null ? (await LoadAsync(plan.WarmUp, plan.Half, perSecond: null)).PerSecond : 0;
            pace ??= most / 2;
            var journeys = Journeys(plan.WarmUp + plan.Half, plan.Half);
            await LoadOfAsync(journeys, pace);
            latency = Latency.Of(journeys.Where(IsMeasured).Select(j => j.ToStepOne));

            Task<Loaded> LoadAsync(int from, int count, double? perSecond) => LoadOfAsync(Journeys(from, count), perSecond);

            async Task<Loaded> LoadOfAsync(IReadOnlyList<Journey> journeys, double? perSecond)
            {
                // Nobody waits for what goes to the others.
                foreach (var journey in journeys.Where(j => !IsMeasured(j)))
                    journey.StepOne();
                return await running.LoadAsync(journeys, plan, perSecond, cancellation);
            }
        }

        await grounds.RemoveAsync(ground, CancellationToken.None);
        return (latency, pace.Value);

        bool IsMeasured(Journey journey) => webhooks.Contains(journey.Referral.Office) && receivers.IsHealthy(journey.Referral.Office);
    }

    private List<Journey> Journeys(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => new Journey(new InventedReferral(n, _today, (offices[n % offices.Count].Id, offices[n % offices.Count].Nis)), together: false, answered: false))];

    /// <summary>Deliveries in a state; of those that are confirmed, only what healthy offices have.</summary>
    private async Task<long> CountAsync(Ground ground, DeliveryState state, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ground.Postgres + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM \"Delivery\" WHERE \"State\" = {(int)state}{(state == DeliveryState.Confirmed ? $" AND \"Recipient\" NOT IN ('{receivers.Dead}', '{receivers.Slow}')" : "")}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellation)
    {
        while (!await holds())
            await Task.Delay(Look, TimeProvider.System, cancellation);
    }
}
