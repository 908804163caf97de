using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Explaining;

internal sealed partial class TwinRecord
{
    /// <summary>What is the same in two places is the same in the twin.</summary>
    private string Invented(SourceNode node, string text)
    {
        var lines = LinesOf(node);
        var key = (text, string.Join(',', lines.Select(l => l.Conversion.Name + l.Required)) + _days.Contains(node));
        if (!_invented.TryGetValue(key, out var invented))
            _invented[key] = invented = string.Concat(Parts(text, lines).Select(p => Staying(p, lines) ?? Invented(p, lines, _days.Contains(node))));
        return invented;
    }

    /// <summary>A value, or a list inside one value part by part, each separator a part of its own.</summary>
    private static IEnumerable<string> Parts(string text, List<FieldLine> lines)
    {
        if (lines.Count == 0 || lines[0].Separators is not { Length: > 0 } between)
        {
            yield return text;
            yield break;
        }

        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !between.Contains(text[i]))
                continue;
            yield return text[from..i];
            if (i < text.Length)
                yield return text[i..(i + 1)];
            from = i + 1;
        }
    }

    /// <summary>What stands in the twin of a text that is nobody's: a word for nothing, a number, a code. Null: it is invented.</summary>
    private string? Staying(string text, List<FieldLine> lines)
    {
        var raw = PlainText.Trim(text);
        if (raw.Length == 0 || profile.Rules.UnknownValues.Contains(raw) || lines.Exists(l => l.None.Contains(raw)))
            return text;
        if (lines.Find(l => l.Conversion is CodeConversion) is { } coded)
            return Coded(text, raw, coded);
        return lines.Exists(l => l.Ladder is not null || (l.Conversion is YesNoConversion or NumberConversion or LicenceConversion && l.Conversion.Read(raw, context).Code is null)) && raw.Length <= 2 * LongestKept
            ? text
            : null;
    }

    /// <summary>Codes are nobody's: they stay, unless they say something of a compartment (then another of it takes their place) or could be more than a code.</summary>
    private string? Coded(string text, string raw, FieldLine line)
    {
        var map = ((CodeConversion)line.Conversion).Map;
        var read = line.Conversion.Read(raw, context);
        if (read.Compartment != Compartment.Ordinary)
        {
            var alike = map.Entries.Where(e => e.Compartment == read.Compartment).Select(e => e.Code).ToList();
            return alike.Find(c => !_special.Contains(c)) ?? alike.Find(c => c != raw) ?? alike[0];
        }

        return read.Code is null || (line.Wall == Compartment.Ordinary && read.Missing is not null) ? text : null;
    }

    private string Invented(string text, List<FieldLine> lines, bool isDay)
    {
        var raw = PlainText.Trim(text);
        var reads = lines.Select(l => l.Conversion).Concat(isDay ? [Day] : []).ToList();
        var wanted = Says(reads, raw);
        var dated = reads.Exists(c => c is DateConversion or DateTimeConversion) && reads.TrueForAll(c => c.Read(raw, context).Code is null);
        var candidate = _texts.TryLike(text, dated);
        for (var i = 0; i < Tries && candidate is not null && !Says(reads, PlainText.Trim(candidate)).SequenceEqual(wanted, StringComparer.Ordinal); i++)
            candidate = _texts.TryLike(text, dated);
        return candidate ?? InventedText.Shapeless(text);
    }

    /// <summary>What reading a text says: why it cannot be read, and of a day whether it is over.</summary>
    private List<string> Says(List<Conversion> reads, string text)
    {
        var today = context.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return reads.ConvertAll(c =>
        {
            var read = c.Read(text, context);
            return read.Code ?? (c is DateConversion or DateTimeConversion && read.Value is string day ? string.CompareOrdinal(day, today) < 0 ? "past" : "to come" : "");
        });
    }
}
