using Gateway.Chaos.Tests.Gateways;
using Shouldly;

namespace Gateway.Chaos.Tests;

public sealed class RoundTests
{
    private static readonly IReadOnlyList<IPart> Parts =
    [
        .. new[] { "one", "two", "three" }.Select(n => new GatewayProcess(n, new Uri("http://127.0.0.1:1"), [], "")),
        new ServerPart("broker", () => Task.CompletedTask, () => Task.CompletedTask),
        new ServerPart("database", () => Task.CompletedTask, () => Task.CompletedTask),
    ];

    [Fact]
    public void The_same_seed_draws_the_same_rounds()
    {
        Drawn(4711).ShouldBe(Drawn(4711));
        Drawn(4711).ShouldNotBe(Drawn(4712));
    }

    [Fact]
    public void Thirty_rounds_kill_every_part_alone_and_everything_at_once()
    {
        var rounds = Round.Draw(new Random(4711), Parts, 30);
        rounds.Count.ShouldBe(30);
        foreach (var part in Parts)
            rounds.ShouldContain(r => r.Parts.Count == 1 && r.Parts[0] == part);
        rounds.ShouldContain(r => r.Parts.Count == Parts.Count);
        rounds.ShouldContain(r => r.UntilReady);
        rounds.ShouldContain(r => !r.UntilReady);
    }

    private static IReadOnlyList<string> Drawn(int seed) =>
        [.. Round.Draw(new Random(seed), Parts, 30).Select(r => $"{r.After} {string.Join(',', r.Parts.Select(p => p.Name))} {r.UntilReady}")];
}
