using System.Text;
using System.Xml;

namespace Gateway.Translation.Reading;

/// <summary>Turns one XML element into nodes, within bounds.</summary>
internal static class XmlTree
{
    private const string Declarations = "http://www.w3.org/2000/xmlns/";
    private const string Types = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Reads the element the reader stands on, to its end.</summary>
    /// <param name="xml">On a start tag.</param>
    /// <param name="keep">False: pass over it.</param>
    /// <param name="root">The element, or null when passed over or out of bounds.</param>
    /// <param name="problem">Why the record alone cannot be used.</param>
    /// <param name="failure">Why the document cannot be read on.</param>
    public static bool Read(XmlReader xml, bool keep, out SourceNode? root, out Unreadable? problem, out Unreadable? failure)
    {
        root = null;
        problem = null;
        failure = null;
        try
        {
            root = Element(xml, keep, out problem);
            return true;
        }
        catch (XmlException e)
        {
            failure = XmlRecordReader.Explain(e);
            return false;
        }
    }

    private static SourceNode? Element(XmlReader xml, bool keep, out Unreadable? problem)
    {
        problem = null;
        var size = 0;
        char[]? chunk = null;
        var root = keep ? Node(xml, null, ref size) : null;
        var at = root;
        var depth = xml.IsEmptyElement ? 0 : 1;
        while (depth > 0 && xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (at is not null)
                    {
                        var child = Node(xml, at, ref size);
                        at.Add(child);
                        at = xml.IsEmptyElement ? at : child;
                    }

                    depth += xml.IsEmptyElement ? 0 : 1;
                    if (at is not null && depth > ReadingLimits.Depth)
                        problem = new Unreadable("too-deep", "The record is nested deeper than 32 levels; send it as the profile describes.", XmlRecordReader.LineOf(xml));
                    break;
                case XmlNodeType.EndElement:
                    depth--;
                    at = at?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when at is not null:
                    Text(xml, at, chunk ??= new char[1024], ref size);
                    break;
            }

            if (at is not null && size > ReadingLimits.RecordSize)
                problem = new Unreadable("record-too-large", "The record is larger than 1 MiB; send less in one record.", XmlRecordReader.LineOf(xml));
            if (problem is not null)
                at = null;
        }

        return problem is null ? root : null;
    }

    private static SourceNode Node(XmlReader xml, SourceNode? parent, ref int size)
    {
        var line = XmlRecordReader.LineOf(xml);
        var node = new SourceNode(xml.LocalName, NodeKind.Object, parent) { Namespace = xml.NamespaceURI.Length == 0 ? null : xml.NamespaceURI, Place = line };
        size += xml.LocalName.Length + 8;
        if (xml.MoveToFirstAttribute())
        {
            do
            {
                size += xml.LocalName.Length + xml.Value.Length;
                // Declarations of namespaces and of types are grammar; every other attribute is content, by its local name.
                if (xml.NamespaceURI is not (Declarations or Types) && node.Child("@" + xml.LocalName) is null)
                    node.Add(new SourceNode("@" + xml.LocalName, NodeKind.Text, node) { Text = xml.Value, Place = line });
            }
            while (xml.MoveToNextAttribute());
            xml.MoveToElement();
        }

        return node;
    }

    private static void Text(XmlReader xml, SourceNode node, char[] chunk, ref int size)
    {
        var text = new StringBuilder(node.Text);
        int read;
        while (size <= ReadingLimits.RecordSize && (read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
        {
            text.Append(chunk, 0, read);
            size += read;
        }

        node.Text = text.ToString();
    }
}
