using System.Globalization;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Reading;

/// <summary>A cell: text, or what a spreadsheet holds as a number.</summary>
internal readonly record struct Cell(string? Text, bool IsNumber);

/// <summary>A row of a table.</summary>
/// <param name="Line">1-based line (CSV) or row (spreadsheet).</param>
/// <param name="Cells">Cells; null when the row could not be read.</param>
/// <param name="Problem">Why it could not be read.</param>
/// <param name="Ended">False when the file ended within the row.</param>
/// <param name="Shifts">
/// A separator that belongs to a value shifts the columns behind it, so that one more value than there are columns is a sign of that,
/// though it is empty. Cells of a spreadsheet stand in their columns.
/// </param>
internal sealed record TableRow(int Line, Cell[]? Cells, Unreadable? Problem, bool Ended = true, bool Shifts = false);

/// <summary>Rows under a header become records, each cell named by its column.</summary>
internal sealed class TableRecordReader(ProfileRules rules)
{
    /// <summary>Rows among which the header must be: exports put a title or <c>sep=;</c> above it.</summary>
    public const int HeaderWithin = 20;

    /// <summary>Stands in a row whose days count from 1904, so that it says so by itself when it is read again.</summary>
    public static SourceName From1904 { get; } = SourceName.Of("#1904");

    private static readonly SourceName Root = SourceName.Of("");
    private readonly TreeBytes _bytes = new(SourceFormat.Table);
    private SourceName[]? _header;
    private string[] _written = [];
    private int _index;

    /// <summary>Columns of the header; 0 before it is found.</summary>
    public int Width => _header?.Length ?? 0;

    /// <summary>Whether these are the columns of this profile.</summary>
    public bool IsHeader(IEnumerable<string> names)
    {
        var keys = names.Select(ColumnNames.Key).ToHashSet(StringComparer.Ordinal);
        return rules.RequiredColumns.All(r => keys.Contains(ColumnNames.Key(r)));
    }

    /// <summary>
    /// Whether the row is a header of this profile, which it then becomes. A further one, on another sheet, must have most of
    /// the columns of the first.
    /// </summary>
    public bool TryHeader(TableRow row)
    {
        var names = row.Cells!.Select(c => c.Text?.Trim() ?? "").ToArray();
        if (names.Length > ReadingLimits.Columns || !IsHeader(names))
            return false;
        var before = _written.Select(ColumnNames.Key).ToHashSet(StringComparer.Ordinal);
        if (before.Count > 0 && names.Select(ColumnNames.Key).Distinct(StringComparer.Ordinal).Count(before.Contains) * 2 <= before.Count)
            return false;
        _written = names;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        _header = [.. names.Select((n, i) => rules.Names.Of(Name(n, i, seen)))];
        return true;
    }

    /// <summary>What to say of a table without the header.</summary>
    public SourceRecord NoHeader(int? line) => new(1, line, default, null, new Unreadable(
        "other-columns",
        DocumentProblems.OtherColumns.With(HeaderWithin, string.Join(", ", rules.RequiredColumns)),
        line));

    /// <summary>The record of a row; null for a row without any value, and for the header come again.</summary>
    public SourceRecord? Record(TableRow row, int skip, bool date1904, int? sheet)
    {
        if (row.Cells is null)
            return ++_index > skip ? new SourceRecord(_index, row.Line, default, null, row.Problem) { Sheet = sheet } : null;
        if (IsBlank(row.Cells) || IsHeaderAgain(row.Cells) || ++_index <= skip)
            return null;
        var header = _header!;
        if (IsTooLarge(row.Cells))
            return new SourceRecord(_index, row.Line, default, null, CsvRows.TooLong(row.Line)) { Sheet = sheet };
        var root = new SourceNode(Root, NodeKind.Object, null);
        root.Expect(Math.Min(row.Cells.Length, header.Length + ReadingLimits.Columns));
        // What a row has beyond any table is kept in one piece: each cell of its own would take a hundred times its length.
        var most = Math.Min(row.Cells.Length, header.Length + ReadingLimits.Columns);
        for (var i = 0; i < most; i++)
        {
            var cell = row.Cells[i];
            if (i >= header.Length && string.IsNullOrWhiteSpace(cell.Text))
                continue;
            var name = i < header.Length ? header[i] : SourceName.Of($"#{i + 1}");
            root.Add(new SourceNode(name, cell.Text is null ? NodeKind.Null : cell.IsNumber ? NodeKind.Number : NodeKind.Text, root) { Text = cell.Text });
        }

        if (most < row.Cells.Length)
            root.Add(new SourceNode(SourceName.Of($"#{most + 1}"), NodeKind.Text, root) { Text = string.Join(';', row.Cells.Skip(most).Select(c => c.Text)) });
        if (date1904)
            root.Add(new SourceNode(From1904, NodeKind.True, root) { Text = "true", Used = true });
        var slice = _bytes.Of(root);
        var problem = Problem(row, header);
        return problem is null
            ? new SourceRecord(_index, row.Line, slice, root, null) { Date1904 = date1904, Sheet = sheet, Notices = Notices(row, header) }
            : new SourceRecord(_index, row.Line, slice, null, problem) { Sheet = sheet };
    }

    /// <summary>A column without a name, or with a name that is taken, is known by its position and stays unmapped.</summary>
    private string Name(string written, int index, HashSet<string> seen)
    {
        if (written.Length == 0)
            return $"#{index + 1}";
        var name = rules.Columns.GetValueOrDefault(ColumnNames.Key(written), written);
        return seen.Add(name) ? name : $"{name}#{index + 1}";
    }

    private static Unreadable? Problem(TableRow row, SourceName[] header)
    {
        if (!row.Ended && row.Cells!.Length < header.Length)
            return new Unreadable("truncated", DocumentProblems.EndsInRow, row.Line);
        if (row.Shifts ? row.Cells!.Length > header.Length || IsBeyondNames(row.Cells, header) : row.Cells!.Length > header.Length && !IsBlank(row.Cells.AsSpan(header.Length)))
            return new Unreadable("row-shape", DocumentProblems.RowTooWide, row.Line);
        return null;
    }

    /// <summary>Whether a value stands behind the last column that has a name, where exports put a separator and nothing else.</summary>
    private static bool IsBeyondNames(Cell[] cells, SourceName[] header)
    {
        for (var i = Math.Min(cells.Length, header.Length) - 1; i >= 0 && header[i].Text.StartsWith('#'); i--)
        {
            if (!string.IsNullOrWhiteSpace(cells[i].Text))
                return true;
        }

        return false;
    }

    /// <summary>Reports repeat the header on every page.</summary>
    private bool IsHeaderAgain(Cell[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (!(cells[i].Text ?? "").AsSpan().Trim().Equals(i < _written.Length ? _written[i] : "", StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    private static bool IsTooLarge(Cell[] cells)
    {
        long length = 0;
        foreach (var cell in cells)
            length += cell.Text?.Length ?? 0;
        return length > ReadingLimits.RecordSize;
    }

    private static bool IsBlank(ReadOnlySpan<Cell> cells)
    {
        foreach (var cell in cells)
        {
            if (!string.IsNullOrWhiteSpace(cell.Text))
                return false;
        }

        return true;
    }

    private static IReadOnlyList<Unreadable> Notices(TableRow row, SourceName[] header) =>
        row.Cells!.Length < header.Length
            ? [new Unreadable("row-short", DocumentProblems.RowTooNarrow, row.Line)]
            : [];
}
