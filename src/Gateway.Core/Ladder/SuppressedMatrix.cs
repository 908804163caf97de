using Gateway.Core.Operating;

namespace Gateway.Core.Ladder;

/// <summary>A matrix without small numbers: what pages and exports show.</summary>
/// <param name="Of">The matrix, of which only the question, the time and the notes are shown.</param>
/// <param name="Cells">Six by six.</param>
/// <param name="NotMeasured">By rung, with those without an exact rung last.</param>
/// <param name="Up">Higher.</param>
/// <param name="Same">The same.</param>
/// <param name="Down">Lower.</param>
/// <param name="Unknown">Without an exact rung before or after.</param>
/// <param name="NotMeasuredAgain">Not measured again.</param>
/// <param name="People">Everybody with something to compare with.</param>
/// <param name="First">Measured once, with nothing to compare with.</param>
/// <param name="VariantsMixed">Of those in the matrix, on two variants.</param>
/// <param name="Ambiguous">Of the unknown, ambiguous.</param>
public sealed record SuppressedMatrix(
    LadderMatrix Of, IReadOnlyList<IReadOnlyList<Cell>> Cells, IReadOnlyList<Cell> NotMeasured, Cell Up, Cell Same, Cell Down, Cell Unknown, Cell NotMeasuredAgain,
    Cell People, Cell First, Cell VariantsMixed, Cell Ambiguous)
{
    /// <summary>Share with an exact rung before and after, in whole per cent; null: it would give away a number that is hidden, or there is nobody.</summary>
    public int? CoveragePercent => new[] { Up, Same, Down, People }.All(c => c.Count is not null) && Of.Coverage is { } share ? (int)Math.Round(share * 100, MidpointRounding.AwayFromZero) : null;

    /// <summary>Hides small numbers, and those from which they could be computed.</summary>
    public static SuppressedMatrix Suppress(LadderMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        const int rungs = LadderMatrix.Rungs;
        List<int> counts = [.. matrix.Cells.SelectMany(r => r)];
        int Put(int count)
        {
            counts.Add(count);
            return counts.Count - 1;
        }

        var notMeasured = matrix.NotMeasured.Append(matrix.NotMeasuredUnknown).Select(Put).ToList();
        var (up, same, down, unknown, again, people) = (Put(matrix.Up), Put(matrix.Same), Put(matrix.Down), Put(matrix.Unknown), Put(matrix.NotMeasuredAgain), Put(matrix.People));
        var (first, mixed, ambiguous, notKnown) = (Put(matrix.First), Put(matrix.Comparability.VariantsMixed), Put(matrix.Comparability.Ambiguous), Put(matrix.Comparability.Unknown));
        var moves = Enumerable.Range(0, rungs * rungs).ToLookup(i => (i % rungs).CompareTo(i / rungs));
        var hidden = SmallNumbers.Suppress(counts,
        [
            new KnownSum(up, [.. moves[1]]), new KnownSum(same, [.. moves[0]]), new KnownSum(down, [.. moves[-1]]),
            new KnownSum(again, notMeasured), new KnownSum(people, [up, same, down, unknown, again]), new KnownSum(unknown, [ambiguous, notKnown]),
        ]);
        Cell At(int place) => new(hidden[place] == Suppression.None ? counts[place] : null, hidden[place]);
        return new SuppressedMatrix(
            matrix, [.. Enumerable.Range(0, rungs * rungs).Select(At).Chunk(rungs)], [.. notMeasured.Select(At)],
            At(up), At(same), At(down), At(unknown), At(again), At(people), At(first), At(mixed), At(ambiguous));
    }
}
