using System.Globalization;
using Gateway.Simulation.Planted;
using Gateway.Unit.Tests;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Gateway.Simulation;

public class SimulationTests(ITestOutputHelper output)
{
    /// <summary>Faults that are planted, each with a seed under which it is found and the days that it takes at most.</summary>
    public static TheoryData<string, string, int> Planted => new()
    {
        { "withdrawn-agreement-comes-back", "1-11", 20 },
        { "cursor-beyond-the-end", "1-11", 20 },
        { "two-notices-for-one-withdrawal", "1-11", 20 },
        { "two-ids-for-one-handover", "1-11", 20 },
        { "replies-in-any-order", "1-11", 20 },
        { "reply-about-another-client", "1-11", 20 },
        { "objection-not-in-force", "1-11", 20 },
        { "answered-before-committed", "1-11", 20 },
        { "lost-message-is-lost", "1-11", 20 },
        { "field-that-no-list-names", "1-11", 20 },
    };

    public static TheoryData<string> Races => ["withdrawal-release", "waits-arrives", "one-key"];

    [Fact]
    public void Days_of_crashes_losses_and_noes_are_lived_through()
    {
        foreach (var outcome in Run.Days(new Seed(1), Number("GATEWAY_SIMULATION_DAYS", 100), () => PlantedFault.None))
        {
            output.WriteLine(outcome.ToString());
            outcome.Fault.ShouldBeNull(outcome.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_fault_is_found(string fault, string seed, int days)
    {
        Seed.Read(seed, out var first).ShouldBeNull();

        var outcome = Run.Days(first, days, Faults.All[fault]).Last();

        output.WriteLine(outcome.ToString());
        outcome.Fault.ShouldBeOfType<Checking.ViolationException>(outcome.ToString());
    }

    [Theory]
    [MemberData(nameof(Races))]
    public void What_meets_comes_to_the_same_in_every_order(string race)
    {
        foreach (var outcome in Run.Schedules(new Seed(1), race, Number("GATEWAY_SIMULATION_SCHEDULES", 50), () => PlantedFault.None))
        {
            output.WriteLine(outcome.ToString());
            outcome.Fault.ShouldBeNull(outcome.ToString());
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        string Digest(int number) => Run.Days(new Seed(number), 2, () => PlantedFault.None).Single().Digest;

        var first = Digest(7);

        Digest(7).ShouldBe(first);
        Digest(8).ShouldNotBe(first);
    }

    [Fact]
    public void A_seed_of_another_version_is_refused_in_words()
    {
        Seed.Read("0-42", out _).ShouldBe("Seed 0-42 is of version 0 of the simulator, and this is version 1: the same number would give another run. Check out the commit at which it was printed, or run 1-42 as a new seed.");
        Seed.Read("forty-two", out _).ShouldBe("'forty-two' is no seed. A seed is two numbers with a hyphen, as the simulator prints it, for example 1-42: the simulator's version and the number.");
        Seed.Read(new Seed(42).ToString(), out var read).ShouldBeNull();
        read.Number.ShouldBe(42);
    }

    [Fact]
    public void The_model_is_small_and_shares_nothing_with_the_rules()
    {
        var model = File.ReadAllLines(Path.Combine(Repository.Root, "tests/Gateway.Simulation/Checking/Model.cs"));
        var rules = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Gateway.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Sum(f => File.ReadLines(f).Count());

        model.Length.ShouldBeLessThan(rules / 10);
        model.ShouldNotContain(l => l.Contains("using ", StringComparison.Ordinal) || l.Contains("Gateway.Core", StringComparison.Ordinal));
    }

    private static int Number(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
