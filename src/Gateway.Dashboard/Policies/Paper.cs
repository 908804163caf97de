namespace Gateway.Dashboard.Policies;

/// <summary>A document for people who print it: headings, sentences and tables. It is written as HTML, Markdown, CSV or JSON.</summary>
/// <param name="Name">Name of its files, without an ending.</param>
/// <param name="Title">Title.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Subtitle">Which policy it is about, and of which day.</param>
/// <param name="Parts">Parts in order.</param>
public sealed record Paper(string Name, string Title, string Language, string Subtitle, IReadOnlyList<PaperPart> Parts)
{
    /// <summary>The same as data: what programs read, without words.</summary>
    public required PaperData Data { get; init; }
}

/// <summary>The rows behind a document, with codes instead of words.</summary>
/// <param name="Columns">Names of the columns, the same in every language.</param>
/// <param name="Rows">Rows.</param>
public sealed record PaperData(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A part of a document.</summary>
public abstract record PaperPart
{
    /// <summary>A heading.</summary>
    /// <param name="Level">2 or 3.</param>
    /// <param name="Text">Its words.</param>
    public sealed record Heading(int Level, string Text) : PaperPart;

    /// <summary>A paragraph.</summary>
    /// <param name="Words">Its words.</param>
    public sealed record Paragraph(string Words) : PaperPart;

    /// <summary>A list.</summary>
    /// <param name="Items">Entries.</param>
    /// <param name="IsNumbered">Whether they are numbered from 1.</param>
    public sealed record List(IReadOnlyList<string> Items, bool IsNumbered = false) : PaperPart;

    /// <summary>A table.</summary>
    /// <param name="Columns">Heads.</param>
    /// <param name="Rows">Rows; the first cell names the row.</param>
    public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperPart
    {
        /// <summary>Whether all cells but the first are short marks, which are centred.</summary>
        public bool IsGrid { get; init; }

        /// <summary>Whether the last cells hold words all the same.</summary>
        public bool HasNotes { get; init; }

        /// <summary>What it shows; null: the heading above says it.</summary>
        public string? Caption { get; init; }

        /// <summary>So many cells at the end are numbers, which stand on the right.</summary>
        public int Numbers { get; init; }
    }

    /// <summary>A chart of bars beside a table that says the same.</summary>
    /// <param name="Title">What it shows.</param>
    /// <param name="Bars">Bars, each with its own words.</param>
    public sealed record Chart(string Title, IReadOnlyList<ChartBar> Bars) : PaperPart;
}

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Value">How long it is, not negative; null: the number is hidden or not known, and there is no bar.</param>
/// <param name="Text">The number as the table has it.</param>
public sealed record ChartBar(string Label, decimal? Value, string Text);
