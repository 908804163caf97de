namespace Gateway.Host.Commands;

/// <summary>A list for people: a line of headers, a line a row, columns below each other; one sentence when there is nothing.</summary>
/// <param name="headers">Headers of the columns.</param>
internal sealed class Listing(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    internal void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => string.IsNullOrEmpty(c) ? "-" : c)]);

    /// <summary>Prints it.</summary>
    /// <param name="empty">What is said instead of a list without rows.</param>
    internal void Write(string empty)
    {
        if (_rows.Count == 0)
        {
            Console.WriteLine(empty);
            return;
        }

        var widths = Enumerable.Range(0, headers.Length).Select(i => _rows.Append(headers).Max(r => r[i].Length)).ToArray();
        Shown.Header(Line(headers, widths));
        foreach (var row in _rows)
            Console.WriteLine(Line(row, widths));
    }

    /// <summary>Rows as JSON when a program asks, as a list otherwise.</summary>
    /// <returns>The exit code of what is done.</returns>
    internal static int Write<T>(IReadOnlyCollection<T> rows, bool json, string empty, string[] headers, Func<T, string?[]> cells)
    {
        if (json)
        {
            Shown.Json(rows);
            return ExitCode.Done;
        }

        var listing = new Listing(headers);
        foreach (var row in rows)
            listing.Add(cells(row));
        listing.Write(empty);
        return ExitCode.Done;
    }

    private static string Line(string[] cells, int[] widths) => string.Join("  ", cells.Select((c, i) => i == widths.Length - 1 ? c : c.PadRight(widths[i])));
}
