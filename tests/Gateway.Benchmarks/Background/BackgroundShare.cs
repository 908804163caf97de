using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Background;

/// <summary>What was measured of one gateway.</summary>
/// <param name="Idle">Cores that it and its servers use while nothing is sent.</param>
/// <param name="Full">Full load.</param>
/// <param name="Left">What of the background goes on when the load is over.</param>
/// <param name="Counting">What counting the load's traffic takes; null: not measured.</param>
internal sealed record Backed(double? Idle, Loaded Full, string Left, CountingShare? Counting = null)
{
    /// <summary>Cores that gateway and servers use under full load for so many referrals a second.</summary>
    public double? Cores(double perSecond) => Full.Beside.ServersMilliseconds is { } servers ? (Full.ProcessorMilliseconds + servers) * perSecond / 1000 : null;
}

/// <summary>
/// Which share of a core retention and the rotations of master key and index key use: with nothing else to do, and beside full
/// load. The same load runs without them before, on a copy of the same database.
/// </summary>
internal sealed record BackgroundShare(string Machine, string Database, Noise Noise, Plan Plan, int Stored, Backed Without, Backed With)
{
    /// <summary>Referrals stored when nothing else is said: so much that the background goes on during the load.</summary>
    public const int Enough = 20_000;

    private const double Goal = 0.10;
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(10);

    /// <summary>Cores, with nothing else to do.</summary>
    public double? Alone => With.Idle - Without.Idle;

    /// <summary>Cores, beside full load: what the same referrals took more.</summary>
    public double? BesideLoad => With.Cores(With.Full.PerSecond) - Without.Cores(With.Full.PerSecond);

    /// <summary>Measures.</summary>
    public static async Task<BackgroundShare> RunAsync(Plan plan, int stored, bool postgres, bool rabbit, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres, rabbit, cancellation);
        var prepared = await (await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation)).FilledAsync(grounds, stored, cancellation);
        var without = await MeasureAsync(grounds, prepared, background: false, plan, cancellation);
        var with = await MeasureAsync(grounds, prepared, background: true, plan, cancellation);
        return new BackgroundShare(Machines.This, postgres ? "PostgreSQL" : "SQLite", new Noise(before, Noise.Now()), plan, stored, without, with);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"{Database}; {Stored} referrals stored, {Plan.Referrals} sent; retention at work again each second, master key and index key rotated"));
        to.WriteLine("noise: " + Noise.Line(new Runs([Without.Full.PerSecond, With.Full.PerSecond])));
        to.WriteLine("behind the load: " + With.Left);
        to.WriteLine();
        to.WriteLine($"  {"retention and rotation",-62}{"without",10}{"with",10}");
        Line("cores used by gateway and servers, nothing sent", "0.000", Without.Idle, With.Idle);
        Line("referrals per second, full load", "0", Without.Full.PerSecond, With.Full.PerSecond);
        Line("processor time of the gateway per referral, ms", "0.00", Without.Full.ProcessorMilliseconds, With.Full.ProcessorMilliseconds);
        Line("processor time of the servers per referral, ms", "0.00", Without.Full.Beside.ServersMilliseconds, With.Full.Beside.ServersMilliseconds);
        to.WriteLine();
        Share("share of a core, nothing sent", Alone);
        Share("share of a core, beside full load (no more exact than the noise)", BesideLoad);
        if (Without.Counting is { } counting)
        {
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {"counting the traffic of the load, of the processor time that the load took",-72}{counting.Share * 100,8:0.00} %{(counting.Share > CountingShare.Goal ? "  over 2 %" : "")}"));
        }

        void Line(string what, string format, double? one, double? two) => to.WriteLine($"  {what,-62}{Text(one, format),10}{Text(two, format),10}");

        void Share(string what, double? share) =>
            to.WriteLine($"  {what,-72}{Text(share * 100, "0.0"),8} %{(share > Goal ? "  over 10 %" : "")}");

        static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<Backed> MeasureAsync(Grounds grounds, Prepared prepared, bool background, Plan plan, CancellationToken cancellation)
    {
        var copy = await grounds.CopyAsync(prepared.Ground, background ? "with" : "without", cancellation);
        var ground = copy with { Further = ["--Gateway:Retention:Every=" + (background ? "00:00:01" : "00:00:00")] };
        try
        {
            if (background)
                await RotateAsync(prepared.Build, ground, cancellation);
            Progress.Said($"Measuring {(background ? "with" : "without")} retention and rotation.");
            var began = TimeProvider.System.GetUtcNow();
            Backed measured;
            await using (var running = await RunningGateway.StartAsync(prepared, ground, workers: 0, cancellation))
            {
                var people = new People(prepared.Stored, plan.Batch);
                measured = await running.Traffic.WithOfficesAsync(
                    async () =>
                    {
                        await running.LoadAsync(people.HalfTogether(plan.WarmUp), plan, perSecond: null, cancellation);
                        var idle = await running.CoresAsync(Looked, cancellation);
                        return new Backed(idle, await running.LoadAsync(people.HalfTogether(plan.Referrals), plan, perSecond: null, cancellation), "");
                    },
                    cancellation);
            }

            if (background)
                return measured with { Left = await LeftAsync(prepared.Build, ground, cancellation) };
            return ground.Postgres is null
                ? measured
                : measured with { Counting = await CountingShare.MeasureAsync(ground, plan.Referrals, began, measured.Cores(measured.Full.PerSecond) * 1000 / measured.Full.PerSecond * plan.Referrals, cancellation) };
        }
        finally
        {
            await grounds.RemoveAsync(ground, CancellationToken.None);
        }
    }

    private static async Task RotateAsync(GatewayBuild build, Ground ground, CancellationToken cancellation)
    {
        // Of a shared database nobody makes a key by himself.
        if (ground.Postgres is not null)
            await File.AppendAllTextAsync(Path.Combine(ground.Folder, "master.key"), "\n" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n", cancellation);
        await GatewayProcess.VerbAsync(build, ground, ["keys", "rotate", "master"], cancellation);
        await GatewayProcess.VerbAsync(build, ground, ["keys", "rotate", "index"], cancellation);
    }

    private static async Task<string> LeftAsync(GatewayBuild build, Ground ground, CancellationToken cancellation)
    {
        var keys = JsonNode.Parse(await GatewayProcess.VerbAsync(build, ground, ["keys", "show", "--json"], cancellation))!;
        var purged = JsonNode.Parse(await GatewayProcess.VerbAsync(build, ground, ["retention", "show", "--json"], cancellation))!.AsArray().Sum(k => k!["purged"]!.GetValue<long>());
        string Of(string kind) => keys[kind]?["rotation"] is { } pass ? FormattableString.Invariant($"goes on, {pass["done"]!.GetValue<long>()} changed") : "is over";
        return FormattableString.Invariant($"rotation of the master key {Of("master")}; of the index key {Of("index")}; {purged} rows purged");
    }
}
