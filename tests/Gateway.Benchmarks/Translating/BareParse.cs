using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;
using Gateway.Translation;

namespace Gateway.Benchmarks.Translating;

/// <summary>
/// What the library that the gateway reads a form with needs for the same bytes: every name and every value once as a string,
/// and nothing made of them. Lines of fixed width are cut into their columns, for which there is no library.
/// </summary>
internal static class BareParse
{
    /// <summary>Reads a document to its end.</summary>
    /// <param name="profile">Its profile.</param>
    /// <param name="content">The document.</param>
    /// <param name="sheet">It is a spreadsheet.</param>
    /// <param name="widths">Widths of the columns of a line.</param>
    /// <returns>Characters of all values, so that none can be left out.</returns>
    public static long Read(Profile profile, Stream content, bool sheet, IReadOnlyList<int> widths) => profile.Format switch
    {
        SourceFormat.Json => Json(content),
        SourceFormat.Xml => Xml(content),
        SourceFormat.Fixed => Lines(content, widths),
        _ => sheet ? Sheet(content) : Csv(content),
    };

    private static long Json(Stream content)
    {
        var buffer = new byte[64 * 1024];
        var state = new JsonReaderState();
        long characters = 0;
        var (rest, last) = (0, false);
        while (!last)
        {
            var read = content.Read(buffer, rest, buffer.Length - rest);
            last = read == 0;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, rest + read), last, state);
            while (reader.Read())
            {
                characters += reader.TokenType switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString()!.Length,
                    JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan).Length,
                    _ => 0,
                };
            }

            state = reader.CurrentState;
            var consumed = (int)reader.BytesConsumed;
            rest = rest + read - consumed;
            buffer.AsSpan(consumed, rest).CopyTo(buffer);
            if (rest == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }

        return characters;
    }

    private static long Xml(Stream content)
    {
        long characters = 0;
        using var reader = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                characters += reader.LocalName.Length;
                while (reader.MoveToNextAttribute())
                    characters += reader.LocalName.Length + reader.Value.Length;
            }
            else if (reader.NodeType == XmlNodeType.Text)
            {
                characters += reader.Value.Length;
            }
        }

        return characters;
    }

    private static long Csv(Stream content)
    {
        long characters = 0;
        using var text = new StreamReader(content);
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", HasHeaderRecord = false });
        while (parser.Read())
        {
            for (var i = 0; i < parser.Count; i++)
                characters += parser[i].Length;
        }

        return characters;
    }

    private static long Sheet(Stream content)
    {
        long characters = 0;
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(content);
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                characters += Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)?.Length ?? 0;
        }

        return characters;
    }

    private static long Lines(Stream content, IReadOnlyList<int> widths)
    {
        long characters = 0;
        using var text = new StreamReader(content, Encoding.Latin1);
        while (text.ReadLine() is { } line)
        {
            var at = 0;
            foreach (var width in widths)
            {
                characters += line.Substring(at, width).Length;
                at += width;
            }
        }

        return characters;
    }
}
