using System.Text;
using System.Xml;
using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Reading;

/// <summary>
/// Reads records from an XML document: no document type, no entity of its own, nothing fetched. Elements are matched
/// by local name. An envelope (SOAP) around the document is looked through. Memory is bounded by one record.
/// </summary>
internal sealed class XmlRecordReader(Stream content, ProfileRules rules)
{
    private readonly List<string> _path = [];
    private readonly IReadOnlyList<IReadOnlyList<string>> _records = [.. rules.Records, .. rules.Answers.Select(a => a.Record).OfType<IReadOnlyList<string>>()];
    private int _enveloped;

    public IEnumerable<SourceRecord> Read(int skip)
    {
        using var xml = Open(content, out var failure);
        var index = 0;
        while (failure is null && Next(xml!, out failure))
        {
            if (xml!.NodeType == XmlNodeType.EndElement)
            {
                if (_path.Count > 0)
                    _path.RemoveAt(_path.Count - 1);
                continue;
            }

            if (IsEnvelope(xml, ref failure))
                continue;
            _path.Add(xml.LocalName);
            if (_records.Any(IsHere))
            {
                index++;
                var line = LineOf(xml);
                if (XmlTree.Read(xml, keep: index > skip, out var root, out var problem, out failure) && index > skip)
                {
                    yield return root is null
                        ? new SourceRecord(index, line, default, null, problem)
                        : new SourceRecord(index, line, TreeBytes.Of(root, SourceFormat.Xml, omit: null), root, null);
                }

                if (failure is null)
                    _path.RemoveAt(_path.Count - 1);
                else
                    index--;
                continue;
            }

            if (_path.Count == 1 && !_records.Any(IsAbove))
            {
                failure = new Unreadable("other-document", $"The document is of another kind than this profile reads; its root must be {string.Join(" or ", rules.Records.Select(r => r[0]).Distinct(StringComparer.Ordinal))}.", LineOf(xml));
                break;
            }

            if (!_records.Any(IsAbove))
            {
                var line = LineOf(xml);
                var known = rules.Keep.Any(k => IsHere(k.Steps));
                XmlTree.Read(xml, keep: !known, out var outside, out var problem, out failure);
                if (failure is null && !known && (problem is not null || outside is { IsEmpty: false }) && ++index > skip)
                    yield return Outside(index, line, outside, problem);
                _path.RemoveAt(_path.Count - 1);
            }
            else if (xml.IsEmptyElement)
            {
                _path.RemoveAt(_path.Count - 1);
            }
        }

        if (failure is not null)
            yield return new SourceRecord(index + 1, failure.Line, default, null, failure);
    }

    private bool IsHere(IReadOnlyList<string> record) => record.SequenceEqual(_path, StringComparer.OrdinalIgnoreCase);

    private bool IsAbove(IReadOnlyList<string> record) => record.Take(_path.Count).SequenceEqual(_path, StringComparer.OrdinalIgnoreCase);

    private SourceRecord Outside(int index, int line, SourceNode? element, Unreadable? problem)
    {
        var path = string.Join('/', _path);
        return element is null
            ? new SourceRecord(index, line, default, null, problem)
            : new SourceRecord(index, line, TreeBytes.Of(element, SourceFormat.Xml, omit: null), element, null) { Outside = path };
    }

    /// <summary>Looks through an envelope: its body is the document, its header is passed over.</summary>
    private bool IsEnvelope(XmlReader xml, ref Unreadable? failure)
    {
        if (_path.Count > 0 || (_enveloped == 0 && (xml.LocalName != "Envelope" || _records.Any(r => r[0] == "Envelope"))) || _enveloped > 1)
            return false;
        if (_enveloped == 0)
            _enveloped = 1;
        else if (xml.LocalName == "Body")
            _enveloped = 2;
        else
            XmlTree.Read(xml, keep: false, out _, out _, out failure);
        return true;
    }

    /// <summary>A record's element on its own.</summary>
    public static SourceRecord Slice(ReadOnlyMemory<byte> slice, int index, ProfileRules rules)
    {
        using var content = new MemoryStream(slice.ToArray());
        using var xml = Open(content, out var failure);
        SourceNode? root = null;
        Unreadable? problem = null;
        if (failure is null && Next(xml!, out failure))
            XmlTree.Read(xml!, keep: true, out root, out problem, out failure);
        var known = root is null || rules.Records.Concat(rules.Answers.Select(a => a.Record).OfType<IReadOnlyList<string>>()).Any(r => r[^1].Equals(root.Name, StringComparison.OrdinalIgnoreCase));
        return new SourceRecord(index, 1, slice, failure is null ? root : null, failure ?? problem) { Outside = known ? null : root!.Name };
    }

    /// <summary>What went wrong, in the sender's terms. The parser's own sentence may quote the document, so it is not passed on.</summary>
    internal static Unreadable Explain(XmlException e)
    {
        int? line = e.LineNumber > 0 ? e.LineNumber : null;

        // The parser has no codes; its sentences are in English because the application is culture-invariant.
        var said = e.Message;
        if (said.Contains("DTD", StringComparison.Ordinal))
            return new Unreadable("dtd-forbidden", "The document has a document type declaration, which is refused; leave out <!DOCTYPE …>.", line);
        if (said.Contains("Root element is missing", StringComparison.Ordinal))
            return new Unreadable("empty-document", "The document is empty; send at least one record.", null);
        if (said.Contains("Unexpected end of file", StringComparison.Ordinal))
            return new Unreadable("truncated", "The document ends in the middle; send it again, whole. The records before this one were read.", line);
        if (said.Contains("encoding", StringComparison.OrdinalIgnoreCase) || said.Contains("Unicode", StringComparison.Ordinal))
            return new Unreadable("not-utf8", "The bytes are not in the encoding that the document declares; declare the one it is written in.", line);
        return new Unreadable("not-xml", "The document cannot be read on from here; it is not well-formed XML.", line);
    }

    internal static int LineOf(XmlReader xml) => xml is IXmlLineInfo info ? info.LineNumber : 0;

    private static XmlReader? Open(Stream content, out Unreadable? failure)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            failure = null;
            return XmlReader.Create(Encodings.WithCodePages(content), settings);
        }
        catch (XmlException e)
        {
            failure = Explain(e);
            return null;
        }
    }

    private static bool Next(XmlReader xml, out Unreadable? failure)
    {
        failure = null;
        try
        {
            while (xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                    return true;
            }
        }
        catch (XmlException e)
        {
            failure = Explain(e);
        }

        return false;
    }
}
