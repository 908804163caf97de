using System.Globalization;
using Gateway.Unit.Tests;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Gateway.Simulation;

public class SimulationTests(ITestOutputHelper output)
{
    /// <summary>Faults that are planted, each with the race in which it is found (null: days), a seed, and the steps that it takes at most.</summary>
    public static TheoryData<string, string?, string, int> Planted => new()
    {
        { "withdrawn-agreement-comes-back", null, "2-11", 20 },
        { "bytes-leave-after-a-withdrawal", "withdrawal-release", "2-1", 100 },
        { "objection-between-read-and-commit", "withdrawal-release", "2-1", 100 },
        { "cursor-beyond-the-end", null, "2-11", 20 },
        { "two-notices-for-one-withdrawal", null, "2-11", 20 },
        { "two-ids-for-one-handover", null, "2-11", 20 },
        { "replies-in-any-order", null, "2-41", 20 },
        { "reply-about-another-client", null, "2-11", 20 },
        { "objection-not-in-force", null, "2-11", 20 },
        { "answered-before-committed", null, "2-11", 20 },
        { "lost-message-is-lost", null, "2-13", 20 },
        { "field-that-no-list-names", null, "2-11", 20 },
    };

    public static TheoryData<string> Races => [.. SimulatedWorld.Races.Keys];

    [Fact]
    public void Days_of_crashes_losses_and_noes_are_lived_through()
    {
        foreach (var outcome in new Run().From(new Seed(1), Number("GATEWAY_SIMULATION_DAYS", 200)))
        {
            output.WriteLine(outcome.ToString());
            outcome.Fault.ShouldBeNull(outcome.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_fault_is_found(string fault, string? race, string seed, int steps)
    {
        Seed.Read(seed, out var first).ShouldBeNull();

        var outcome = new Run(race, fault).From(first, steps).Last();

        output.WriteLine(outcome.ToString());
        outcome.Fault.ShouldBeOfType<Checking.ViolationException>(outcome.ToString());
    }

    [Theory]
    [InlineData(null, "cursor-beyond-the-end", "2-11")]
    [InlineData("withdrawal-release", "objection-between-read-and-commit", "2-1")]
    public void The_printed_command_gives_the_same_failure(string? race, string fault, string seed)
    {
        Seed.Read(seed, out var first).ShouldBeNull();
        var found = new Run(race, fault).From(first, 100).Last();
        List<string> lines = [];

        SimulationCommand.Invoke(found.Replay.Split(" -- ")[1].Split(' '), lines.Add).ShouldBe(1);

        lines.ShouldBe([found.ToString()]);
    }

    [Theory]
    [MemberData(nameof(Races))]
    public void What_meets_comes_to_the_same_in_every_order(string race)
    {
        foreach (var outcome in new Run(race).From(new Seed(1), Number("GATEWAY_SIMULATION_SCHEDULES", 50)))
        {
            output.WriteLine(outcome.ToString());
            outcome.Fault.ShouldBeNull(outcome.ToString());
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        string Digest(int number) => new Run().From(new Seed(number), 2).Single().Digest;

        var first = Digest(7);

        Digest(7).ShouldBe(first);
        Digest(8).ShouldNotBe(first);
    }

    [Fact]
    public void A_seed_of_another_version_is_refused_in_words()
    {
        Seed.Read("1-42", out _).ShouldBe("Seed 1-42 is of version 1 of the simulator, and this is version 2: the same number would give another run. Check out the commit at which it was printed, or run 2-42 as a new seed.");
        Seed.Read("forty-two", out _).ShouldBe("'forty-two' is no seed. A seed is two numbers with a hyphen, as the simulator prints it, for example 2-42: the simulator's version and the number.");
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
