namespace Gateway.Core.Evaluation;

/// <summary>
/// Difference of two shares with its 95% interval by Newcombe's hybrid score method (R. G. Newcombe, "Interval estimation for
/// the difference between independent proportions", Statistics in Medicine 17, 1998, method 10). It holds for small groups
/// and for shares near 0 and 1, where the textbook interval does not.
/// </summary>
/// <param name="Difference">First share less the second, from -1 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record ShareDifference(double Difference, double Low, double High)
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>Whether chance alone could explain the difference.</summary>
    public bool HoldsZero => Low <= 0 && High >= 0;

    /// <summary>Compares two shares.</summary>
    /// <param name="reached">Reached, in the first group.</param>
    /// <param name="of">People of the first group; above zero.</param>
    /// <param name="otherReached">Reached, in the second group.</param>
    /// <param name="otherOf">People of the second group; above zero.</param>
    public static ShareDifference Of(int reached, int of, int otherReached, int otherOf)
    {
        var (share, low, high) = Wilson(reached, of);
        var (other, otherLow, otherHigh) = Wilson(otherReached, otherOf);
        var difference = share - other;
        return new ShareDifference(difference, difference - Length(share - low, otherHigh - other), difference + Length(high - share, other - otherLow));
    }

    private static double Length(double first, double second) => Math.Sqrt((first * first) + (second * second));

    /// <summary>A share with Wilson's score interval.</summary>
    private static (double Share, double Low, double High) Wilson(int reached, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(of);
        const double Square = Normal95 * Normal95;
        var share = (double)reached / of;
        var middle = (share + (Square / (2 * of))) / (1 + (Square / of));
        var half = Normal95 * Math.Sqrt((share * (1 - share) / of) + (Square / (4.0 * of * of))) / (1 + (Square / of));
        return (share, middle - half, middle + half);
    }
}
