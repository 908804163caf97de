namespace Gateway.Core.Ladder;

/// <summary>What of the participation ladder is asked for. What is null is not narrowed.</summary>
/// <param name="Year">Calendar year of the later measurement.</param>
public sealed record LadderQuestion(int Year)
{
    /// <summary>Agency that measures; whoever it took over from is counted with it.</summary>
    public string? Organisation { get; init; }

    /// <summary>Municipality, today's code; the codes that became it are counted with it.</summary>
    public string? Municipality { get; init; }

    /// <summary>Subgroup, a code of the directory.</summary>
    public string? Subgroup { get; init; }

    /// <summary>Instrument in use, a code of the directory.</summary>
    public string? Instrument { get; init; }
}

/// <summary>A count of a cell's kind, rungs and doubt, over everything that a question asks for.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="From">Rung before; 0: not known, or none.</param>
/// <param name="To">Rung after; 0: not known, or none.</param>
/// <param name="Doubt">Why it says less than it seems to.</param>
/// <param name="People">People.</param>
public sealed record LadderTally(LadderCellKind Kind, int Year, int From, int To, LadderDoubt Doubt, int People);

/// <summary>
/// Where people went on the participation ladder in a year, exact: small numbers are not hidden here. What is shown goes
/// through <see cref="SuppressedMatrix"/>.
/// </summary>
public sealed record LadderMatrix
{
    /// <summary>Rungs of the ladder.</summary>
    public const int Rungs = 6;

    /// <summary>What was asked.</summary>
    public required LadderQuestion Question { get; init; }

    /// <summary>When it was read, domain time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Six by six: rung before, then rung after.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Cells { get; init; }

    /// <summary>By the rung on which they stood at the end of the year before: people who were not measured again in the year. Not measured is not fallen.</summary>
    public required IReadOnlyList<int> NotMeasured { get; init; }

    /// <summary>People of the year before without an exact rung who were not measured again.</summary>
    public required int NotMeasuredUnknown { get; init; }

    /// <summary>People with two measurements of which one stands for no exact rung.</summary>
    public required int Unknown { get; init; }

    /// <summary>People measured once in the year and not in the year before: there is nothing to compare with.</summary>
    public required int First { get; init; }

    /// <summary>How far the figures can be compared.</summary>
    public required LadderComparability Comparability { get; init; }

    /// <summary>People who are higher than before.</summary>
    public int Up => Sum((from, to) => to > from);

    /// <summary>People on the same rung.</summary>
    public int Same => Sum((from, to) => to == from);

    /// <summary>People who are lower than before.</summary>
    public int Down => Sum((from, to) => to < from);

    /// <summary>Everybody who was not measured again.</summary>
    public int NotMeasuredAgain => NotMeasured.Sum() + NotMeasuredUnknown;

    /// <summary>People with something before to compare with: the whole of which coverage is a share.</summary>
    public int People => Up + Same + Down + Unknown + NotMeasuredAgain;

    /// <summary>Share of <see cref="People"/> with an exact rung before and after; null: there is nobody.</summary>
    public double? Coverage => People == 0 ? null : (double)(Up + Same + Down) / People;

    /// <summary>The matrix of what was counted.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="at">When it was read.</param>
    /// <param name="tallies">Counts of the year, and of the year before.</param>
    /// <param name="notes">What the directory says of comparability.</param>
    public static LadderMatrix Of(LadderQuestion question, DateTimeOffset at, IReadOnlyCollection<LadderTally> tallies, LadderNotes notes)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(tallies);
        ArgumentNullException.ThrowIfNull(notes);
        var year = tallies.Where(t => t.Year == question.Year).ToList();
        var moved = year.Where(t => t.Kind == LadderCellKind.Moved).ToList();
        int Stood(int rung) =>
            tallies.Where(t => t.Year == question.Year - 1 && t.Kind != LadderCellKind.Left && t.To == rung).Sum(t => t.People)
            - year.Where(t => t.Kind == LadderCellKind.Left && t.From == rung).Sum(t => t.People);
        return new LadderMatrix
        {
            Question = question,
            At = at,
            Cells = [.. Enumerable.Range(1, Rungs).Select(from => (IReadOnlyList<int>)[.. Enumerable.Range(1, Rungs).Select(to => moved.Where(t => t.From == from && t.To == to).Sum(t => t.People))])],
            // What was purged or erased since may leave a difference below nothing; it is nothing.
            NotMeasured = [.. Enumerable.Range(1, Rungs).Select(rung => Math.Max(0, Stood(rung)))],
            NotMeasuredUnknown = Math.Max(0, Stood(0)),
            Unknown = moved.Where(t => t.From == 0 || t.To == 0).Sum(t => t.People),
            First = year.Where(t => t.Kind == LadderCellKind.First).Sum(t => t.People),
            Comparability = new LadderComparability(
                moved.Where(t => t.Doubt == LadderDoubt.VariantsMixed).Sum(t => t.People),
                moved.Where(t => t.Doubt == LadderDoubt.Ambiguous).Sum(t => t.People),
                moved.Where(t => t.Doubt == LadderDoubt.Unknown).Sum(t => t.People),
                notes),
        };
    }

    private int Sum(Func<int, int, bool> where) =>
        Enumerable.Range(0, Rungs).Sum(from => Enumerable.Range(0, Rungs).Where(to => where(from, to)).Sum(to => Cells[from][to]));
}

/// <summary>How far the figures of a matrix can be compared.</summary>
/// <param name="VariantsMixed">People whose two measurements were made on different variants; they are in the matrix.</param>
/// <param name="Ambiguous">People of <see cref="LadderMatrix.Unknown"/> of whom one measurement stands for several rungs, or for none.</param>
/// <param name="Unknown">People of <see cref="LadderMatrix.Unknown"/> of whom one measurement says that the rung is not known.</param>
/// <param name="Notes">What the directory says of it.</param>
public sealed record LadderComparability(int VariantsMixed, int Ambiguous, int Unknown, LadderNotes Notes);

/// <summary>What the directory says of the comparability of a question's figures.</summary>
/// <param name="Variants">Variants that are agreed in the year and the year before; more than one: organisations measure differently.</param>
/// <param name="ChangedVariant">Organisations that change their variant within the year or at its beginning.</param>
/// <param name="Merged">Organisations that closed in the year or the year before; their people are counted with the one that follows, and as measured for the first time there.</param>
public sealed record LadderNotes(IReadOnlyList<string> Variants, IReadOnlyList<string> ChangedVariant, IReadOnlyList<string> Merged);

/// <summary>Figures of the participation ladder, from counts that are rolled up as measurements come in.</summary>
public interface ILadderFigures
{
    /// <summary>The matrix that a question asks for, exact.</summary>
    Task<LadderMatrix> ReadAsync(LadderQuestion question, CancellationToken cancellation);

    /// <summary>Matrices of the same year for every value of one dimension, exact, in one query; the whole first, under an empty value.</summary>
    /// <param name="question">What is asked of each.</param>
    /// <param name="by">Dimension.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<(string Value, LadderMatrix Matrix)>> ReadAsync(LadderQuestion question, LadderDimension by, CancellationToken cancellation);

    /// <summary>Years of which there are counts, latest first.</summary>
    Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancellation);
}

/// <summary>Values of questions beside codes of the directory.</summary>
public static class LadderValues
{
    /// <summary>Those whose municipality or subgroup is not known.</summary>
    public const string None = "-";
}

/// <summary>By what matrices are told apart.</summary>
public enum LadderDimension
{
    /// <summary>Agency that measures.</summary>
    Organisation,

    /// <summary>Municipality.</summary>
    Municipality,

    /// <summary>Subgroup.</summary>
    Subgroup,

    /// <summary>Instrument in use; whoever has two is in two, so these do not add up.</summary>
    Instrument,
}
