using System.Diagnostics;
using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>One load after the other for some time.</summary>
/// <param name="PerSecond">Referrals per second, load by load.</param>
/// <param name="ProcessorMilliseconds">Processor time of the gateway per referral, load by load.</param>
/// <param name="StatementMilliseconds">Time in statements per referral, over all loads.</param>
/// <param name="DeadRows">Rows that were dead and not cleared away at the end.</param>
/// <param name="Megabytes">Length of the database at the end.</param>
internal sealed record Lasting(
    IReadOnlyList<double> PerSecond, IReadOnlyList<double> ProcessorMilliseconds, double? StatementMilliseconds, double DeadRows, double Megabytes);

/// <summary>
/// What it costs when somebody leaves a transaction open on the database: no row that died after it began can be cleared
/// away, and every query passes by them. The same load lasts as long without one, on a copy of the same database.
/// </summary>
internal sealed record OpenTransaction(string Machine, Noise Noise, Plan Plan, double Minutes, int Stored, Lasting Without, Lasting With)
{
    /// <summary>Measures.</summary>
    public static async Task<OpenTransaction> RunAsync(Plan plan, RunOptions options, double minutes, bool rabbit, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit, cancellation);
        var prepared = await (await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation)).FilledAsync(grounds, options.Stored, cancellation);
        var duration = TimeSpan.FromMinutes(minutes);
        Progress.Said($"Measuring {minutes} minutes without an open transaction, and {minutes} with one.");
        var without = await LastAsync(grounds, prepared, "without", open: false, plan, duration, cancellation);
        var with = await LastAsync(grounds, prepared, "with", open: true, plan, duration, cancellation);
        return new OpenTransaction(Machines.This, new Noise(before, Noise.Now()), plan, minutes, options.Stored, without, with);
    }

    public void Table(TextWriter to)
    {
        var (without, with) = (new Runs(Without.PerSecond), new Runs(With.PerSecond));
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"PostgreSQL; loads of {Plan.Referrals} referrals for {Minutes} minutes; {Stored} stored before"));
        to.WriteLine("noise, without: " + Noise.Line(without));
        to.WriteLine("noise, with: " + Noise.Line(with));
        to.WriteLine();
        to.WriteLine($"  {"a transaction left open on the database",-62}{"without",10}{"with",10}{"ratio",8}");
        Line("referrals per second, median of the loads", "0", without.Median, with.Median);
        Line("referrals per second, first load", "0", Without.PerSecond[0], With.PerSecond[0]);
        Line("referrals per second, last load", "0", Without.PerSecond[^1], With.PerSecond[^1]);
        Line("processor time of the gateway per referral, last load, ms", "0.00", Without.ProcessorMilliseconds[^1], With.ProcessorMilliseconds[^1]);
        Line("time in statements per referral, ms", "0.00", Without.StatementMilliseconds, With.StatementMilliseconds);
        Line("loads", "0", Without.PerSecond.Count, With.PerSecond.Count);
        Line("dead rows left", "0", Without.DeadRows, With.DeadRows);
        Line("database, MB", "0", Without.Megabytes, With.Megabytes);

        void Line(string what, string format, double? one, double? two)
        {
            if (one is { } a && two is { } b)
                to.WriteLine($"  {what,-62}{Text(a, format),10}{Text(b, format),10}{(a == 0 ? "" : Text(b / a, "0.00")),8}");
        }

        static string Text(double value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<Lasting> LastAsync(Grounds grounds, Prepared prepared, string name, bool open, Plan plan, TimeSpan duration, CancellationToken cancellation)
    {
        var ground = await grounds.CopyAsync(prepared.Ground, name, cancellation);
        try
        {
            await using var running = await RunningGateway.StartAsync(prepared, ground, workers: 0, cancellation);
            var people = new People(prepared.Stored, plan.Batch);
            var statistics = grounds.StatisticsOf(ground)!;
            return await running.Traffic.WithOfficesAsync(
                async () =>
                {
                    await running.LoadAsync(people.HalfTogether(plan.WarmUp), plan, perSecond: null, cancellation);
                    await using var left = open ? await LeaveAsync(ground, cancellation) : null;
                    var atFirst = await statistics.ReadAsync(cancellation);
                    List<Loaded> loads = [];
                    for (var began = Stopwatch.GetTimestamp(); loads.Count == 0 || Stopwatch.GetElapsedTime(began) < duration;)
                    {
                        loads.Add(await running.LoadAsync(people.HalfTogether(plan.Referrals), plan, perSecond: null, cancellation));
                        Progress.Said($"{name}: {loads[^1].PerSecond:0} referrals/s.");
                    }

                    var use = await statistics.SettledAsync(cancellation) - atFirst;
                    var (dead, megabytes) = await statistics.LeftAsync(cancellation);
                    return new Lasting(
                        loads.ConvertAll(l => l.PerSecond), loads.ConvertAll(l => l.ProcessorMilliseconds),
                        use?.Per((double)loads.Count * plan.Referrals).StatementMilliseconds, dead, megabytes);
                },
                cancellation);
        }
        finally
        {
            await grounds.RemoveAsync(ground, CancellationToken.None);
        }
    }

    /// <summary>A transaction with a number and a snapshot, which is left open until the connection is closed.</summary>
    private static async Task<NpgsqlConnection> LeaveAsync(Ground ground, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ground.Postgres + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        foreach (var statement in (string[])["BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT pg_current_xact_id()"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return connection;
    }
}
