namespace Gateway.Core.Operating;

/// <summary>A page of a list that people read.</summary>
/// <typeparam name="T">A line.</typeparam>
/// <param name="Lines">Its lines, <see cref="ListPage.Size"/> at most.</param>
/// <param name="More">Others come behind it.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Lines, bool More);

/// <summary>Pages of lists that people read.</summary>
public static class ListPage
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 80;

    /// <summary>The last page that can be asked for.</summary>
    public const int Last = 1000;

    /// <summary>Lines to read for a page: one more than it shows says whether others come behind it.</summary>
    public const int Read = Size + 1;

    /// <summary>Lines before a page.</summary>
    /// <param name="page">Its number, as <see cref="Number"/> gives it.</param>
    public static int Skipped(int page) => (page - 1) * Size;

    /// <summary>A page of what was read for it.</summary>
    /// <param name="read">At most <see cref="Read"/> lines.</param>
    public static ListPage<T> Of<T>(IReadOnlyList<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new ListPage<T>([.. read.Take(Size)], read.Count > Size);
    }

    /// <summary>The number of a page as an address names it; what is none is the first.</summary>
    public static int Number(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, Last) : 1;
}
