using System.Text;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Reading;

/// <summary>Picks the reader for a document.</summary>
internal static class DocumentReader
{
    public static IEnumerable<SourceRecord> Read(Profile profile, Stream content, TranslateOptions options, SliceFilter? wanted) => profile.Format switch
    {
        SourceFormat.Json => new JsonRecordReader(new EndMarkStream(Encodings.AsUtf8(content)), profile.Rules).Read(options.Skip, wanted),
        SourceFormat.Xml => new XmlRecordReader(content, profile.Rules).Read(options.Skip),
        SourceFormat.Fixed => FixedLines.Read(content, profile.Rules, Declared(profile.Rules, options), options.Skip),
        _ => Table(profile.Rules, content, options),
    };

    /// <summary>A record from its own slice.</summary>
    public static SourceRecord Slice(Profile profile, ReadOnlyMemory<byte> slice, int index)
    {
        if (slice.IsEmpty)
            return new SourceRecord(index, null, slice, null, new Unreadable("empty-document", DocumentProblems.NothingKept, null));
        return profile.Format == SourceFormat.Xml
            ? XmlRecordReader.Slice(slice, index, profile.Rules)
            : new SourceRecord(index, 1, slice, new JsonTree(profile.Rules.Names).Parse) { PlacesAreOffsets = true };
    }

    /// <summary>What the sender declares counts for this document, what the profile says for all.</summary>
    private static Encoding? Declared(ProfileRules rules, TranslateOptions options) => Encodings.Declared(options.ContentType) ?? rules.Encoding;

    private static IEnumerable<SourceRecord> Table(ProfileRules rules, Stream content, TranslateOptions options)
    {
        var head = new byte[4];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(head.AsMemory(0, length), content);
        return head.AsSpan(0, length) switch
        {
            [] => [new SourceRecord(1, null, default, null, new Unreadable("empty-document", DocumentProblems.Empty, null))],
            [(byte)'P', (byte)'K', 3, 4] => SheetRows.Read(whole, new TableRecordReader(rules), options.Skip),
            [0xD0, 0xCF, 0x11, 0xE0] => [new SourceRecord(1, null, default, null, new Unreadable("not-xlsx", DocumentProblems.OldSpreadsheet, null))],
            _ => Csv(rules, whole, options),
        };
    }

    private static IEnumerable<SourceRecord> Csv(ProfileRules rules, Stream content, TranslateOptions options)
    {
        var table = new TableRecordReader(rules);
        var found = false;
        var above = 0;
        foreach (var row in CsvRows.Read(content, Declared(rules, options), table.IsHeader, () => table.Width))
        {
            if (found)
            {
                if (table.Record(row, options.Skip, date1904: false, sheet: null) is { } record)
                    yield return record;
                continue;
            }

            if (row.Cells is not null && row.Cells.All(c => string.IsNullOrWhiteSpace(c.Text)))
                continue;
            found = row.Cells is not null && table.TryHeader(row);
            if (found)
                continue;
            if (++above < TableRecordReader.HeaderWithin)
                continue;
            yield return table.NoHeader(row.Line);
            yield break;
        }

        if (!found)
            yield return table.NoHeader(1);
    }
}
