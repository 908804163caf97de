using System.Xml;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Reading;

/// <summary>
/// Reads records from an XML document. Elements are matched by local name. An envelope (SOAP) around the document is looked
/// through. Memory is bounded by one record.
/// </summary>
internal sealed class XmlRecordReader(Stream content, ProfileRules rules)
{
    private readonly List<string> _path = [];
    private readonly IReadOnlyList<string>[] _records = [.. Paths(rules)];
    private readonly HashSet<string> _kept = rules.Keep.Select(k => string.Join('/', k.Steps)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly XmlTree _tree = new(rules.Names);
    private readonly TreeBytes _bytes = new(SourceFormat.Xml);
    private int _enveloped;

    public IEnumerable<SourceRecord> Read(int skip)
    {
        using var xml = new XmlSource(content);
        Unreadable? other = null;
        var index = 0;
        while (other is null && xml.ReadElement())
        {
            if (xml.Reader.NodeType == XmlNodeType.EndElement)
            {
                if (_path.Count > 0)
                    _path.RemoveAt(_path.Count - 1);
                continue;
            }

            if (IsEnvelope(xml))
                continue;
            _path.Add(xml.Reader.LocalName);
            var line = xml.Line;
            if (Array.Exists(_records, IsHere))
            {
                var root = _tree.Read(xml, keep: index >= skip, out var problem);
                if (xml.Failure is not null)
                    break;
                if (++index > skip)
                    yield return Record(index, line, root, problem);
                _path.RemoveAt(_path.Count - 1);
            }
            else if (Array.Exists(_records, IsAbove))
            {
                if (xml.Reader.IsEmptyElement)
                    _path.RemoveAt(_path.Count - 1);
            }
            else if (_path.Count == 1)
            {
                other = new Unreadable("other-document", DocumentProblems.OtherRoot.With(string.Join(" or ", rules.Records.Select(r => r[0]).Distinct(StringComparer.Ordinal))), line);
            }
            else
            {
                var known = _kept.Contains(string.Join('/', _path));
                var outside = _tree.Read(xml, keep: !known, out var problem);
                if (xml.Failure is null && !known && (problem is not null || outside is { IsEmpty: false }) && ++index > skip)
                    yield return Record(index, line, outside, problem, string.Join('/', _path));
                _path.RemoveAt(_path.Count - 1);
            }
        }

        if ((xml.Failure ?? other) is { } failure)
            yield return new SourceRecord(index + 1, failure.Line, default, null, failure);
    }

    /// <summary>A record's element on its own.</summary>
    public static SourceRecord Slice(ReadOnlyMemory<byte> slice, int index, ProfileRules rules)
    {
        using var content = new MemoryStream(slice.ToArray());
        using var xml = new XmlSource(content);
        Unreadable? problem = null;
        var root = xml.ReadElement() ? new XmlTree(rules.Names).Read(xml, keep: true, out problem) : null;
        var known = root is null || Paths(rules).Any(r => r[^1].Equals(root.Name, StringComparison.OrdinalIgnoreCase));
        return new SourceRecord(index, 1, slice, root, xml.Failure ?? problem) { Outside = known ? null : root!.Name };
    }

    private SourceRecord Record(int index, int line, SourceNode? root, Unreadable? problem, string? outside = null) => root is null
        ? new SourceRecord(index, line, default, null, problem)
        : new SourceRecord(index, line, _bytes.Of(root), root, null) { Outside = outside };

    private static IReadOnlyList<IReadOnlyList<string>> Paths(ProfileRules rules) => [.. rules.Records, .. rules.Answers.Select(a => a.Record).OfType<IReadOnlyList<string>>()];

    private bool IsHere(IReadOnlyList<string> record) => record.Count == _path.Count && IsAbove(record);

    private bool IsAbove(IReadOnlyList<string> record)
    {
        if (record.Count < _path.Count)
            return false;
        for (var i = _path.Count - 1; i >= 0; i--)
        {
            if (!record[i].Equals(_path[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    /// <summary>Looks through an envelope: its body is the document, its header is passed over.</summary>
    private bool IsEnvelope(XmlSource xml)
    {
        var name = xml.Reader.LocalName;
        if (_path.Count > 0 || (_enveloped == 0 && (name != "Envelope" || Array.Exists(_records, r => r[0] == "Envelope"))) || _enveloped > 1)
            return false;
        if (_enveloped == 0)
            _enveloped = 1;
        else if (name == "Body")
            _enveloped = 2;
        else
            _tree.Read(xml, keep: false, out _);
        return true;
    }
}
