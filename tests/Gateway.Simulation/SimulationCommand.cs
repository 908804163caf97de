using System.CommandLine;
using System.Globalization;
using Gateway.Simulation.Planted;

namespace Gateway.Simulation;

/// <summary>The command line: what is run, from which seed. Exit code 0: everything held; 1: something did not; 2: what was asked for cannot be run.</summary>
internal static class SimulationCommand
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="said">Gets each line.</param>
    public static int Invoke(IReadOnlyList<string> args, Action<string> said)
    {
        var seed = new Option<string>("--seed") { Description = "Seed to begin with, as it was printed.", DefaultValueFactory = _ => new Seed(1).ToString() };
        var days = new Option<int>("--days") { Description = "Simulated days.", DefaultValueFactory = _ => 200 };
        var race = new Option<string?>("--race") { Description = "Instead of days: schedules of one race, " + string.Join(", ", SimulatedWorld.Races.Keys) + "." };
        var schedules = new Option<int>("--schedules") { Description = "Schedules of the race.", DefaultValueFactory = _ => 100_000 };
        var fault = new Option<string?>("--planted") { Description = "Plants a fault, to see that it is found: " + string.Join(", ", Faults.All.Keys) + "." };
        var trace = new Option<bool>("--trace") { Description = "Prints each thing that happens." };
        race.AcceptOnlyFromAmong([.. SimulatedWorld.Races.Keys]);
        fault.AcceptOnlyFromAmong([.. Faults.All.Keys]);
        var command = new RootCommand("Lives through days of a whole gateway on one thread, from a seed, and checks the invariants of its design after every step.") { seed, days, race, schedules, fault, trace };
        command.SetAction(result =>
        {
            if (Seed.Read(result.GetValue(seed)!, out var first) is { } problem)
                return Refused(problem);
            var run = new Run(result.GetValue(race), result.GetValue(fault));
            var (steps, option) = run.Race is null ? (result.GetValue(days), "--days") : (result.GetValue(schedules), "--schedules");
            if (steps < 1)
                return Refused($"{option} is a number from 1 on, not {steps.ToString(CultureInfo.InvariantCulture)}.");
            var held = true;
            HashSet<ulong> orders = [];
            foreach (var outcome in run.From(first, steps, result.GetValue(trace) ? said : null))
            {
                said(outcome.ToString());
                held &= outcome.Fault is null;
                orders.UnionWith(outcome.Orders);
            }

            if (held && run.Race is not null)
                said($"{steps} schedules of {run.Race} in {orders.Count} different orders, everything held.");
            return held ? 0 : 1;
        });
        return command.Parse(args).Invoke();
    }

    private static int Refused(string problem)
    {
        Console.Error.WriteLine(problem);
        return 2;
    }
}
