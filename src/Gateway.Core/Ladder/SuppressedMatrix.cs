using Gateway.Core.Operating;

namespace Gateway.Core.Ladder;

/// <summary>A matrix without small numbers: what pages and exports show. <see cref="Reports.LadderBook"/> makes it, over all matrices of a year together.</summary>
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
}
