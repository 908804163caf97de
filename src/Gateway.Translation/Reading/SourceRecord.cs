using Gateway.Core.Clients;
using Gateway.Core.Operating;

namespace Gateway.Translation.Reading;

/// <summary>Bounds that keep one record or one document from taking the process with it.</summary>
internal static class ReadingLimits
{
    /// <summary>Bytes (JSON), characters (XML, CSV) of one record.</summary>
    public const int RecordSize = 1024 * 1024;

    /// <summary>Nesting of one record.</summary>
    public const int Depth = 32;

    /// <summary>Bytes of what an XML parser must hold as a whole: a tag, a comment.</summary>
    public const int XmlToken = 16 * 1024 * 1024;

    /// <summary>Attributes of one XML element.</summary>
    public const int XmlAttributes = 65_536;

    /// <summary>Bytes of a spreadsheet file, of all its unpacked parts, and how much a part may unpack to.</summary>
    public const long SheetFile = 64L * 1024 * 1024;

    public const long SheetUnpacked = 512L * 1024 * 1024;

    public const long SheetRatio = 200;

    /// <summary>Different texts that the cells of a spreadsheet may share, and styles and number formats they may have.</summary>
    public const int SheetTexts = 1_048_576;

    public const int SheetStyles = 65_536;

    /// <summary>Rows and columns a sheet may have, and how many places that may be: a sheet of two cells can claim to be vast.</summary>
    public const int SheetRows = 1_048_576;

    public const int SheetColumns = 16_384;

    public const long SheetPlaces = 200_000_000;

    /// <summary>Columns of a table.</summary>
    public const int Columns = 1000;

    /// <summary>Problems told of one record.</summary>
    public const int Problems = 100;
}

/// <summary>Why a record or a document could not be read; becomes a <see cref="TranslationProblem"/>.</summary>
internal sealed record Unreadable(string Code, Sentence Text, int? Line)
{
    /// <summary>What it is about, in the source's own terms; null: all of it.</summary>
    public string? Path { get; init; }
}

/// <summary>One record as a reader found it: its bytes, and either its nodes or why it has none.</summary>
internal sealed class SourceRecord
{
    private readonly Func<SourceRecord, (SourceNode?, Unreadable?)>? _parse;
    private SourceNode? _root;
    private Unreadable? _problem;
    private bool _parsed;
    private int _place;
    private int _lines;

    public SourceRecord(int index, int? line, ReadOnlyMemory<byte> slice, Func<SourceRecord, (SourceNode?, Unreadable?)> parse)
    {
        Index = index;
        Line = line;
        Slice = slice;
        _parse = parse;
    }

    public SourceRecord(int index, int? line, ReadOnlyMemory<byte> slice, SourceNode? root, Unreadable? problem)
    {
        Index = index;
        Line = line;
        Slice = slice;
        _root = root;
        _problem = problem;
        _parsed = true;
    }

    /// <summary>1-based position in the document.</summary>
    public int Index { get; }

    public int? Line { get; }

    public ReadOnlyMemory<byte> Slice { get; }

    /// <summary>Whether <see cref="SourceNode.Place"/> is a byte offset in the slice (JSON) and not a line.</summary>
    public bool PlacesAreOffsets { get; init; }

    /// <summary>Spreadsheet whose serial days count from 1904.</summary>
    public bool Date1904 { get; init; }

    /// <summary>Which of the shown sheets it is on; null on the first that holds records.</summary>
    public int? Sheet { get; init; }

    /// <summary>Set when this is no record but something that stands outside the records: its path in the document.</summary>
    public string? Outside { get; init; }

    /// <summary>Notices found while reading, for example a row that is shorter than the header.</summary>
    public IReadOnlyList<Unreadable> Notices { get; init; } = [];

    /// <summary>Notices of the document, told with its last record.</summary>
    public IReadOnlyList<Unreadable> OfDocument { get; set; } = [];

    public SourceNode? Root
    {
        get
        {
            Parse();
            return _root;
        }
    }

    public Unreadable? Problem
    {
        get
        {
            Parse();
            return _problem;
        }
    }

    public int? LineOf(SourceNode? node)
    {
        if (Line is null || node is null)
            return Line;
        return PlacesAreOffsets ? Line + LinesBefore(Math.Min(node.Place, Slice.Length)) : node.Place > 0 ? node.Place : Line;
    }

    /// <summary>Counts on from where it was asked last: a record may have thousands of mistakes, one behind the other.</summary>
    private int LinesBefore(int place)
    {
        if (place < _place)
            (_place, _lines) = (0, 0);
        _lines += Slice.Span[_place..place].Count((byte)'\n');
        _place = place;
        return _lines;
    }

    private void Parse()
    {
        if (_parsed)
            return;
        (_root, _problem) = _parse!(this);
        _parsed = true;
    }
}
