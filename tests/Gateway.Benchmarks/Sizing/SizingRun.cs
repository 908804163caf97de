using Npgsql;

namespace Gateway.Benchmarks.Sizing;

/// <summary>What one gateway used at full load and how long it took at half.</summary>
/// <param name="Full">As fast as it goes.</param>
/// <param name="Half">At half that rate.</param>
/// <param name="Processes">Roles of each process (null: all), its processor time per referral at full load in ms, its peak memory in MB.</param>
/// <param name="Connections">Most connections to the database at once.</param>
/// <param name="Messages">Messages that the broker took per referral.</param>
/// <param name="Kilobytes">By how much the database grew per referral.</param>
/// <param name="LogKilobytes">Length of its write-ahead log per referral.</param>
/// <param name="Megabytes">Length of the database before the load.</param>
internal sealed record SizingRun(
    Loaded Full, Loaded Half, IReadOnlyList<(string? Roles, double Milliseconds, double Megabytes)> Processes, int Connections, double Messages, double Kilobytes, double LogKilobytes, double Megabytes)
{
    // Counted since the broker's start, for every protocol and every kind of queue; the names of the others differ.
    private const string Counted = "lists:sum([maps:get(messages_received_total, M, 0) || {_, M} <- maps:to_list(rabbit_global_counters:overview())]).";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs a gateway on a copy of what was prepared, on RabbitMQ and PostgreSQL.</summary>
    public static async Task<SizingRun> RunAsync(Grounds grounds, Prepared prepared, string name, IReadOnlyList<string?> roles, Plan plan, CancellationToken cancellation)
    {
        Progress.Said($"Measuring: {string.Join("; ", roles.Select(r => r ?? "everything in one process"))}.");
        var ground = await grounds.CopyAsync(prepared.Ground, name, cancellation);
        try
        {
            await using var running = await RunningGateway.StartAsync(prepared, ground, roles, cancellation);
            var (people, statistics) = (new People(prepared.Stored, plan.Batch), grounds.StatisticsOf(ground)!);
            return await running.Traffic.WithOfficesAsync(
                async () =>
                {
                    await running.LoadAsync(people.HalfTogether(plan.WarmUp), plan, perSecond: null, cancellation);
                    var (messages, log, length, use) = (await MessagesAsync(grounds, cancellation), await LogAsync(), await LengthAsync(), running.Use);
                    using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                    var connections = MostConnectionsAsync(grounds, ground, over.Token);
                    var full = await running.LoadAsync(people.HalfTogether(plan.Referrals), plan, perSecond: null, cancellation);
                    await over.CancelAsync();
                    var after = running.Use;
                    var run = new SizingRun(
                        full, full, [.. use.Zip(after, (a, b) => (b.Roles, (b.Milliseconds - a.Milliseconds) / plan.Referrals, b.Megabytes))], await connections,
                        (await MessagesAsync(grounds, cancellation) - messages) / plan.Referrals, (await LengthAsync() - length) * 1024 / plan.Referrals, (await LogAsync() - log) / plan.Referrals, length);
                    return run with { Half = await running.LoadAsync(people.HalfTogether(plan.Half), plan, full.PerSecond / 2, cancellation) };
                },
                cancellation);

            async Task<double> LogAsync() => (await statistics.ReadAsync(cancellation)).LogKilobytes;

            async Task<double> LengthAsync() => (await statistics.LeftAsync(cancellation)).Megabytes;
        }
        finally
        {
            await grounds.RemoveAsync(ground, CancellationToken.None);
        }
    }

    private static async Task<double> MessagesAsync(Grounds grounds, CancellationToken cancellation) =>
        double.Parse(await grounds.Rabbit!.ControlAsync(cancellation, "eval", Counted), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> MostConnectionsAsync(Grounds grounds, Ground ground, CancellationToken cancellation)
    {
        var most = 0;
        await using var connection = new NpgsqlConnection(grounds.Postgres!.Maintenance + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT count(*)::int FROM pg_stat_activity WHERE datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = new NpgsqlConnectionStringBuilder(ground.Postgres).Database! } },
        };
        while (!cancellation.IsCancellationRequested)
        {
            most = Math.Max(most, (int)(await command.ExecuteScalarAsync(CancellationToken.None))!);
            await Task.WhenAny(Task.Delay(Look, TimeProvider.System, cancellation));
        }

        return most;
    }
}
