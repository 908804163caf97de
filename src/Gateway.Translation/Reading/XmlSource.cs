using System.Xml;
using Gateway.Core.Intake;

namespace Gateway.Translation.Reading;

/// <summary>
/// An XML document that is read on until it ends or cannot be read: no document type, no entity of its own, nothing fetched.
/// What the parser must hold as a whole (a tag, a comment) is bounded.
/// </summary>
internal sealed class XmlSource : IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly XmlBounds _content;
    private readonly IXmlLineInfo? _lines;
    private readonly int _above;

    public XmlSource(Stream content)
    {
        _content = new XmlBounds(new EndMarkStream(XmlBeginning.Of(Encodings.WithCodePages(content), out _above, out var text)));
        _content.Allow(ReadingLimits.XmlToken);
        try
        {
            Reader = text is null ? XmlReader.Create(_content, Settings) : XmlReader.Create(new StreamReader(_content, text), Settings);
        }
        catch (XmlException e)
        {
            Failure = Explain(e);
            Reader = XmlReader.Create(TextReader.Null, Settings);
        }

        _lines = Reader as IXmlLineInfo;
    }

    /// <summary>Where it stands.</summary>
    public XmlReader Reader { get; }

    /// <summary>Why the document cannot be read on; null while it can, and at its end.</summary>
    public Unreadable? Failure { get; private set; }

    public int Line => _lines is { LineNumber: > 0 and var line } ? line + _above : 0;

    /// <summary>Goes to the next node; false at the end and at a failure.</summary>
    public bool Read() => Guarded(null) > 0;

    /// <summary>The next characters of the text it stands on; 0 when there are no more.</summary>
    public int ReadText(char[] buffer) => Guarded(buffer);

    /// <summary>Goes to the next start or end of an element.</summary>
    public bool ReadElement()
    {
        while (Read())
        {
            if (Reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                return true;
        }

        return false;
    }

    public void Dispose() => Reader.Dispose();

    /// <param name="text">Where to read text to; null: go to the next node.</param>
    private int Guarded(char[]? text)
    {
        _content.Allow(ReadingLimits.XmlToken);
        try
        {
            if (Failure is not null)
                return 0;
            return text is not null ? Reader.ReadValueChunk(text, 0, text.Length) : Reader.Read() ? 1 : 0;
        }
        catch (XmlException e)
        {
            Failure = Explain(e);
        }
        catch (NotSupportedException)
        {
            // A declared encoding that the platform refuses, such as UTF-7.
            Failure = UnknownEncoding(1);
        }
        catch (XmlBounds.ExceededException e)
        {
            Failure = e.OfAttributes
                ? new Unreadable("record-too-large", DocumentProblems.TooManyAttributes, Line)
                : new Unreadable("record-too-large", DocumentProblems.TokenTooLong, Line);
        }

        return 0;
    }

    private static Unreadable WrongEncoding(int? line) =>
        new("not-utf8", DocumentProblems.OtherEncoding, line);

    private static Unreadable UnknownEncoding(int? line) =>
        new("not-utf8", DocumentProblems.EncodingUnknown, line);

    /// <summary>What went wrong, in the sender's terms. The parser's own sentence may quote the document, so it is not passed on.</summary>
    private Unreadable Explain(XmlException e)
    {
        int? line = e.LineNumber > 0 ? e.LineNumber + _above : null;

        // The parser has no codes; its sentences are in English because the application is culture-invariant.
        var said = e.Message;
        if (said.Contains("DTD", StringComparison.Ordinal))
            return new Unreadable("dtd-forbidden", DocumentProblems.DocumentType, line);
        if (said.Contains("Root element is missing", StringComparison.Ordinal))
            return new Unreadable("empty-document", DocumentProblems.Empty, null);
        if (said.Contains("Unexpected end of file", StringComparison.Ordinal))
            return new Unreadable("truncated", DocumentProblems.EndsInRecord, line);
        if (said.Contains("does not support", StringComparison.Ordinal))
            return UnknownEncoding(line);
        if (said.Contains("encoding", StringComparison.OrdinalIgnoreCase) || said.Contains("Unicode", StringComparison.Ordinal))
            return WrongEncoding(line);
        if (said.Contains("multiple root", StringComparison.Ordinal))
            return new Unreadable("not-xml", DocumentProblems.SecondRoot, line);
        return new Unreadable("not-xml", DocumentProblems.XmlBroken, line);
    }
}
