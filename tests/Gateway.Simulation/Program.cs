using System.CommandLine;
using System.Globalization;
using Gateway.Simulation;
using Gateway.Simulation.Planted;

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
    var (asked, option) = result.GetValue(race) is null ? (result.GetValue(days), "--days") : (result.GetValue(schedules), "--schedules");
    if (asked < 1)
        return Refused($"{option} is a number from 1 on, not {asked.ToString(CultureInfo.InvariantCulture)}.");
    var planted = result.GetValue(fault) is { } name ? Faults.All[name] : () => PlantedFault.None;
    var told = result.GetValue(trace) ? (Action<string>)Console.WriteLine : null;
    var held = true;
    foreach (var outcome in result.GetValue(race) is { } which ? Run.Schedules(first, which, asked, planted, told) : Run.Days(first, asked, planted, told))
    {
        Console.WriteLine(outcome);
        held &= outcome.Fault is null;
    }

    return held ? 0 : 1;
});
return command.Parse(args).Invoke();

static int Refused(string problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}
