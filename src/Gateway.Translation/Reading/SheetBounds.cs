using System.IO.Compression;
using System.Xml;

namespace Gateway.Translation.Reading;

/// <summary>
/// Bounds what the library holds of a spreadsheet, while its parts are looked through: every shared text and every style of a cell
/// becomes an object before the first row is given, and a few bytes of a file can unpack to millions of them.
/// </summary>
internal sealed class SheetBounds
{
    private readonly char[] _chunk = new char[4096];
    private int _texts;
    private int _styles;

    /// <summary>Whether a part is of the binary form of workbooks, of which nothing is bounded.</summary>
    public static bool IsBinary(ZipArchiveEntry part) =>
        part.FullName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
        && (part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) || Path.GetFileNameWithoutExtension(part.Name).ToUpperInvariant() is "WORKBOOK" or "SHAREDSTRINGS" or "STYLES");

    /// <summary>Looks through a part to its end.</summary>
    /// <exception cref="XmlBounds.ExceededException">It holds too much.</exception>
    public void SeeAll(XmlReader part)
    {
        while (part.Read())
            See(part, wanted: false);
    }

    /// <summary>Counts the node that a part stands on.</summary>
    /// <param name="part">The part.</param>
    /// <param name="wanted">The beginning of a text is asked for.</param>
    /// <returns>The beginning of a text, when it is asked for; otherwise null.</returns>
    /// <exception cref="XmlBounds.ExceededException">It is one too many, or too long.</exception>
    public string? See(XmlReader part, bool wanted)
    {
        if (part.NodeType == XmlNodeType.Element)
        {
            if (part.LocalName is "si" && ++_texts > ReadingLimits.SheetTexts)
                throw new XmlBounds.ExceededException(ofAttributes: false);
            if (part.LocalName is "xf" or "numFmt" && ++_styles > ReadingLimits.SheetStyles)
                throw new XmlBounds.ExceededException(ofAttributes: false);
            return null;
        }

        return part.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? Text(part, wanted) : null;
    }

    private string? Text(XmlReader part, bool wanted)
    {
        var length = part.ReadValueChunk(_chunk, 0, _chunk.Length);
        var beginning = wanted ? new string(_chunk, 0, Math.Min(length, 64)) : null;
        for (var read = length; read > 0 && length <= ReadingLimits.RecordSize; length += read)
            read = part.ReadValueChunk(_chunk, 0, _chunk.Length);
        return length > ReadingLimits.RecordSize ? throw new XmlBounds.ExceededException(ofAttributes: false) : beginning;
    }
}
