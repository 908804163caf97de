using Gateway.Persistence.Keys;

namespace Gateway.Simulation.Running;

/// <summary>Every chance of a run, drawn from its seed. What draws often has a chance of its own, so that more draws here do not change what happens there.</summary>
/// <param name="seed">Number.</param>
internal sealed class Chance(int seed) : RandomBytes
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 to one less than a number.</summary>
    public int Of(int number) => _random.Next(number);

    /// <summary>From one number to another, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    /// <summary>Whether something happens that happens so many times in a hundred.</summary>
    public bool In100(double times) => _random.NextDouble() * 100 < times;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> several) => several[_random.Next(several.Count)];

    /// <inheritdoc />
    public override void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
}
