using System.Diagnostics;
using System.Globalization;
using Gateway.Contracts;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Host.Composition;

namespace Gateway.Benchmarks.Deciding;

/// <summary>
/// How many releases and views one core decides with the shipped policy: the legs of the pilot in both steps, and a status back.
/// Beside it how many referrals it routes with the directory of a whole country. Per second of processor time of one thread,
/// whoever else uses the machine.
/// </summary>
internal sealed record DecisionSpeed(string Machine, int Cases, double GatePerSecond, double ViewsPerSecond, double RoutesPerSecond)
{
    private const double Goal = 200_000;
    private const double RoutingGoal = 100_000;
    private const int Referrals = 2_000;
    private const int Seed = 20_260_319;
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);
    private static readonly DateOnly Today = new(2026, 3, 19);

    private static readonly (string From, string To)[] Legs =
        [("vdab", "ocmw-leuven"), ("ocmw-leuven", "vdab"), ("vdab", "vzw-digiwijs"), ("ocmw-leuven", "vzw-digiwijs"), ("vdab", "vdab-control")];

    /// <summary>Measures.</summary>
    public static DecisionSpeed Measure(CancellationToken cancellation)
    {
        var agreed = ContractsFolder.LoadOrFail(GatewayBuild.This.Contracts).Agreed;
        ReleaseCase[] cases = [.. Legs.SelectMany(l => Enumerable.Range(0, 3).Select(step => Case(agreed, l.From, l.To, step)))];
        return new DecisionSpeed(
            Machines.This, cases.Length, PerSecond(cases, c => ReleaseGate.Decide(c, agreed), cancellation), PerSecond(cases, c => Views.Decide(c, agreed), cancellation),
            Routing(agreed.Policy, cancellation));
    }

    private static double Routing(Policy policy, CancellationToken cancellation)
    {
        var (agreed, cases) = InventedDirectory.Make(policy, Seed, Referrals);
        var places = new InventedDirectory.Places();
        return PerSecond(cases, c => Routes.Decide(c, agreed, places), cancellation);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine($"  {"decisions per second of one core",-62}{"",10}");
        Line(FormattableString.Invariant($"the gate, {Cases} cases in turn"), GatePerSecond);
        Line(FormattableString.Invariant($"views, {Cases} cases in turn"), ViewsPerSecond);
        Line(FormattableString.Invariant($"routing, {InventedDirectory.Offices} offices, {InventedDirectory.Services} services, seed {Seed}"), RoutesPerSecond, RoutingGoal);

        void Line(string what, double perSecond, double goal = Goal) =>
            to.WriteLine(FormattableString.Invariant($"  {what,-62}{perSecond,12:#,0}{(perSecond < goal ? FormattableString.Invariant($"  under {goal:#,0}") : "")}"));
    }

    private static ReleaseCase Case(Agreed agreed, string from, string to, int step) => new()
    {
        Event = step == 0 ? EventTypes.ReferralStatusChanged : EventTypes.ReferralHandover, Step = step, Purpose = "ACTIVATION", BasisReference = "KSZ-2026-014",
        From = agreed.Directory.Find(from)!, To = agreed.Directory.Find(to)!, Today = Today,
    };

    private static double PerSecond<T>(T[] cases, Func<T, object?> decide, CancellationToken cancellation)
    {
        Run(WarmUp);
        return Enumerable.Range(0, Rounds).Max(_ => Run(Long));

        double Run(TimeSpan length)
        {
            using var process = Process.GetCurrentProcess();
            GC.Collect();
            process.Refresh();
            var (before, began) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            long decided = 0;
            while (Stopwatch.GetElapsedTime(began) < length)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var i = 0; i < 1_000; i++)
                    GC.KeepAlive(decide(cases[decided++ % cases.Length]));
            }

            process.Refresh();
            return decided / (process.TotalProcessorTime - before).TotalSeconds;
        }
    }
}
