using System.Globalization;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>
/// Every matrix of a year that anything shows: the whole, and one for each value of each dimension. Small numbers are hidden over
/// all of them together, because readers can subtract the parts from the whole. Matrices by two dimensions at once are not in
/// it and are shown nowhere: with them there would be too many sums to hide anything but everything.
/// </summary>
public sealed class LadderBook
{
    private const string All = "all";
    private readonly IReadOnlyDictionary<string, Cell> _cells;
    private readonly LadderMatrix _whole;
    private readonly IReadOnlyDictionary<LadderDimension, IReadOnlyList<(string Value, LadderMatrix Matrix)>> _by;

    private LadderBook(LadderMatrix whole, IReadOnlyDictionary<LadderDimension, IReadOnlyList<(string Value, LadderMatrix Matrix)>> by, IReadOnlyDictionary<string, Cell> cells) =>
        (_whole, _by, _cells) = (whole, by, cells);

    /// <summary>Calendar year.</summary>
    public int Year => _whole.Question.Year;

    /// <summary>The whole.</summary>
    public SuppressedMatrix Whole => Shown(All, _whole);

    /// <summary>The values of a dimension, each with its matrix.</summary>
    /// <param name="by">Dimension.</param>
    public IReadOnlyList<(string Value, SuppressedMatrix Matrix)> Parts(LadderDimension by) => [.. _by.GetValueOrDefault(by, []).Select(p => (p.Value, Shown(Name(by, p.Value), p.Matrix)))];

    /// <summary>The matrix that a question asks for; null: it narrows by more than one dimension.</summary>
    /// <param name="question">Question about this year.</param>
    public SuppressedMatrix? Find(LadderQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var narrowed = Narrowed(question);
        return narrowed.Count switch
        {
            0 => Whole,
            1 => _by.GetValueOrDefault(narrowed[0].By, []).FirstOrDefault(p => p.Value == narrowed[0].Value) is { Matrix: { } matrix } ? Shown(Name(narrowed[0].By, narrowed[0].Value!), matrix) : Nobody(question, _whole.At),
            _ => null,
        };
    }

    /// <summary>The matrix of nobody; null: the question narrows by more than one dimension.</summary>
    /// <param name="question">What was asked, of a year of which nothing is known.</param>
    /// <param name="at">When.</param>
    public static SuppressedMatrix? OfNothing(LadderQuestion question, DateTimeOffset at) => Narrowed(question).Count > 1 ? null : Nobody(question, at);

    private static List<(LadderDimension By, string? Value)> Narrowed(LadderQuestion question) =>
    [
        .. new (LadderDimension By, string? Value)[]
        {
            (LadderDimension.Organisation, question.Organisation), (LadderDimension.Municipality, question.Municipality), (LadderDimension.Subgroup, question.Subgroup), (LadderDimension.Instrument, question.Instrument),
        }.Where(n => n.Value is not null),
    ];

    /// <summary>The matrix of nobody.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="at">When.</param>
    public static SuppressedMatrix Nobody(LadderQuestion question, DateTimeOffset at) => Of(LadderMatrix.Of(question, at, [], new LadderNotes([], [], [])), new Dictionary<LadderDimension, IReadOnlyList<(string Value, LadderMatrix Matrix)>>()).Whole;

    /// <summary>Hides small numbers of a year.</summary>
    /// <param name="whole">The whole, exact.</param>
    /// <param name="by">Matrices for every value of each dimension, exact, without the whole.</param>
    public static LadderBook Of(LadderMatrix whole, IReadOnlyDictionary<LadderDimension, IReadOnlyList<(string Value, LadderMatrix Matrix)>> by)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(by);
        var numbers = new ReportNumbers();
        Put(numbers, All, whole);
        foreach (var (dimension, values) in by.Where(d => d.Value.Count > 0))
        {
            foreach (var (value, matrix) in values)
                Put(numbers, Name(dimension, value), matrix);
            foreach (var number in Numbers(whole).Select(n => n.Name))
            {
                // Whoever has two instruments in use is in two matrices: each by itself is a part of the whole.
                if (dimension == LadderDimension.Instrument)
                {
                    foreach (var (value, _) in values)
                        numbers.SumWithRest($"{All}/{number}", [$"{Name(dimension, value)}/{number}"]);
                }
                else
                {
                    numbers.SumWithRest($"{All}/{number}", [.. values.Select(v => $"{Name(dimension, v.Value)}/{number}")]);
                }
            }
        }

        return new LadderBook(whole, by, numbers.Suppress());
    }

    private static void Put(ReportNumbers numbers, string name, LadderMatrix matrix)
    {
        foreach (var (number, people) in Numbers(matrix))
            numbers.Put($"{name}/{number}", people);
        void Sum(string total, IEnumerable<string> parts) => numbers.Sum($"{name}/{total}", parts.Select(p => $"{name}/{p}"));
        foreach (var (move, sign) in new[] { ("up", 1), ("same", 0), ("down", -1) })
            Sum(move, Rungs.SelectMany(from => Rungs.Where(to => Math.Sign(to - from) == sign).Select(to => Moved(from, to))));
        Sum("again", Rungs.Prepend(0).Select(Left));
        Sum("people", ["up", "same", "down", "unknown", "again"]);
        Sum("known", ["up", "same", "down"]);
        numbers.SumWithRest($"{name}/unknown", [$"{name}/ambiguous"]);
        numbers.SumWithRest($"{name}/known", [$"{name}/mixed"]);
    }

    private static IReadOnlyList<int> Rungs { get; } = [.. Enumerable.Range(1, LadderMatrix.Rungs)];

    private static IReadOnlyList<(string Name, int People)> Numbers(LadderMatrix matrix) =>
    [
        .. Rungs.SelectMany(from => Rungs.Select(to => (Moved(from, to), matrix.Cells[from - 1][to - 1]))),
        .. Rungs.Select(from => (Left(from), matrix.NotMeasured[from - 1])), (Left(0), matrix.NotMeasuredUnknown),
        ("up", matrix.Up), ("same", matrix.Same), ("down", matrix.Down), ("unknown", matrix.Unknown), ("again", matrix.NotMeasuredAgain), ("people", matrix.People),
        ("known", matrix.Up + matrix.Same + matrix.Down), ("first", matrix.First), ("mixed", matrix.Comparability.VariantsMixed), ("ambiguous", matrix.Comparability.Ambiguous),
    ];

    private SuppressedMatrix Shown(string name, LadderMatrix matrix)
    {
        Cell At(string number) => _cells[$"{name}/{number}"];
        return new SuppressedMatrix(
            matrix, [.. Rungs.Select(from => (IReadOnlyList<Cell>)[.. Rungs.Select(to => At(Moved(from, to)))])], [.. Rungs.Append(0).Select(from => At(Left(from)))],
            At("up"), At("same"), At("down"), At("unknown"), At("again"), At("people"), At("first"), At("mixed"), At("ambiguous"));
    }

    private static string Name(LadderDimension by, string value) => $"{by}/{value}";

    private static string Moved(int from, int to) => string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");

    private static string Left(int from) => string.Create(CultureInfo.InvariantCulture, $"{from}-left");
}
