using Gateway.Core.Operating;
using Gateway.Core.Reading;

namespace Gateway.Demo.Report;

/// <summary>
/// The table per site. Cells under five are hidden, and further cells with them until no hidden number can be computed
/// from the exact totals of the funnel and from the stages beside it (primary and secondary suppression).
/// </summary>
/// <remarks>
/// <see cref="SmallNumbers"/> does not fit: it may hide a total, and the funnel above the table shows them all; and it knows
/// sums, not that a row never rises.
/// </remarks>
internal static class SiteTable
{
    /// <summary>Stages in the order of the columns.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["identified", "eligible", "offered", "agreed", "tookPart", "completed"];

    /// <summary>A site's count at a stage.</summary>
    public static int Of(SiteFigures site, string stage) => stage switch
    {
        "identified" => site.Identified,
        "eligible" => site.Eligible,
        "offered" => site.Offered,
        "agreed" => site.Agreed,
        "tookPart" => site.TookPart,
        "completed" => site.Completed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>What may be shown of a table of counts; rows never rise from left to right, column totals are public.</summary>
    public static Suppression[,] Suppress(int[,] counts)
    {
        var (rows, columns) = (counts.GetLength(0), counts.GetLength(1));
        var shown = new Suppression[rows, columns];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                shown[r, c] = counts[r, c] < SmallNumbers.Threshold ? Suppression.Small : Suppression.None;
        for (var c = 0; c < columns; c++)
            while (CanBeComputed(counts, shown, c) && SmallestShown(counts, shown, c) is { } row)
                shown[row, c] = Suppression.ProtectsAnother;
        return shown;
    }

    /// <summary>Whether a hidden cell of a column has only one possible value for someone who knows the total.</summary>
    private static bool CanBeComputed(int[,] counts, Suppression[,] shown, int column)
    {
        var hidden = Enumerable.Range(0, counts.GetLength(0)).Where(r => shown[r, column] is not Suppression.None).ToList();
        var sum = hidden.Sum(r => counts[r, column]);
        var bounds = hidden.ConvertAll(r => Bounds(counts, shown, r, column));
        var (least, most) = (bounds.Sum(b => b.Least), bounds.Sum(b => b.Most));
        return bounds.Exists(b => Math.Max(b.Least, sum - (most - b.Most)) == Math.Min(b.Most, sum - (least - b.Least)));
    }

    private static (int Least, int Most) Bounds(int[,] counts, Suppression[,] shown, int row, int column)
    {
        var (least, most) = shown[row, column] is Suppression.Small ? (0, SmallNumbers.Threshold - 1) : (SmallNumbers.Threshold, int.MaxValue / 64);
        for (var c = 0; c < counts.GetLength(1); c++)
        {
            if (shown[row, c] is not Suppression.None)
                continue;
            if (c < column)
                most = Math.Min(most, counts[row, c]);
            else if (c > column)
                least = Math.Max(least, counts[row, c]);
        }

        return (least, most);
    }

    private static int? SmallestShown(int[,] counts, Suppression[,] shown, int column) =>
        Enumerable.Range(0, counts.GetLength(0)).Where(r => shown[r, column] is Suppression.None)
            .OrderBy(r => counts[r, column]).Select(r => (int?)r).FirstOrDefault();
}
