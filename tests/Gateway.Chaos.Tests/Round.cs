using Gateway.Chaos.Tests.Gateways;

namespace Gateway.Chaos.Tests;

/// <summary>One kill.</summary>
/// <param name="After">How long after the one before.</param>
/// <param name="Parts">What is killed, all at once.</param>
/// <param name="UntilReady">Whether the next round waits until all of them work again; otherwise it may hit a start.</param>
internal sealed record Round(TimeSpan After, IReadOnlyList<IPart> Parts, bool UntilReady)
{
    /// <summary>Draws rounds: every part is killed as often as any other, alone, with another, and all at once.</summary>
    public static IReadOnlyList<Round> Draw(Random chance, IReadOnlyList<IPart> parts, int count)
    {
        Queue<IReadOnlyList<IPart>> deck = [];
        List<Round> rounds = [];
        while (rounds.Count < count)
        {
            if (deck.Count == 0)
                deck = new(Shuffled(chance, parts));
            rounds.Add(new Round(TimeSpan.FromMilliseconds(chance.Next(500, 3_000)), deck.Dequeue(), chance.Next(2) == 0));
        }

        return rounds;
    }

    private static IReadOnlyList<IPart>[] Shuffled(Random chance, IReadOnlyList<IPart> parts)
    {
        List<IReadOnlyList<IPart>> cards = [.. parts.Select(p => (IReadOnlyList<IPart>)[p])];
        if (parts.Count > 1)
        {
            cards.AddRange(Enumerable.Range(0, parts.Count / 3).Select(_ => chance.GetItems([.. parts], 2).Distinct().ToList()));
            cards.Add([.. parts.OfType<GatewayProcess>()]);
            cards.Add(parts);
        }

        var shuffled = cards.ToArray();
        chance.Shuffle(shuffled);
        return shuffled;
    }
}
