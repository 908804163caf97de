using System.Globalization;

namespace Gateway.Simulation;

/// <summary>
/// What a run follows from, written <c>{version}-{number}</c>. The version says under which simulator the number means something:
/// another one draws other chances from the same number, so a seed of another version is refused and never misread.
/// </summary>
/// <param name="Number">Number.</param>
internal readonly record struct Seed(int Number)
{
    /// <summary>Raised with every change of the simulator after which the same number gives another run.</summary>
    public const int Version = 2;

    /// <summary>Reads a seed.</summary>
    /// <param name="text">As it was printed.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>What is wrong, as a sentence; null: nothing is.</returns>
    public static string? Read(string text, out Seed seed)
    {
        seed = default;
        var parts = text.Split('-');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return $"'{text}' is no seed. A seed is two numbers with a hyphen, as the simulator prints it, for example {Version}-42: the simulator's version and the number.";
        if (version != Version)
            return $"Seed {text} is of version {version} of the simulator, and this is version {Version}: the same number would give another run. Check out the commit at which it was printed, or run {Version}-{number} as a new seed.";
        seed = new Seed(number);
        return null;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}-{Number}");
}
