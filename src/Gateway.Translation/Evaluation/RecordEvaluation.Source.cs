using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Ladder;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

internal sealed partial class RecordEvaluation
{
    /// <summary>Fetches the text of a path; false when a problem was reported.</summary>
    private bool Raw(FieldLine line, SourcePath path, SourceNode scope, out SourceNode? node, out string? raw, bool unknownIsAbsent = true)
    {
        raw = null;
        var several = false;
        node = line.Take is { } take ? Chosen(line, path, scope, take) : path.Single(scope, out several);
        if (several && !AreSame(path.All(scope)))
        {
            Unreadable(line, node!, Several);
            return false;
        }

        if (node is null || node.Sealed || node.IsEmpty || Excluded(line, node))
            return true;
        if (node.Text is null && HasOnlyAttributes(node))
            return true;
        if (node.Text is null)
        {
            Unreadable(line, node, WrongShape);
            return false;
        }

        raw = PlainText.Trim(node.Text);
        if (IsChanged(line, raw))
        {
            Unreadable(line, node, SpreadsheetChanged);
            return false;
        }

        raw = Meant(line, raw);
        if (SaysNothing(line, raw))
        {
            Trace(line.FullTarget, node, raw, "says nothing here: not stated", FieldFate.NotStated);
            raw = null;
            return true;
        }

        if (raw.Length > 0 && unknownIsAbsent && (IsUnknown(raw) || line.None.Contains(raw)))
        {
            Trace(line.FullTarget, node, raw, IsUnknown(raw) ? "unknown at the source: not stated" : "says nothing here: not stated", FieldFate.NotStated);
            raw = null;
        }

        if (raw is { Length: > 0 } && IsSecret(line, raw))
        {
            Trace(line.FullTarget, node, null, "not stated: it is secret where it stands a second time", FieldFate.NotStated);
            raw = null;
        }

        raw = raw is { Length: 0 } ? null : raw;
        return true;
    }

    /// <summary>Whether a spreadsheet has put something else in the place of the value. A number of a person says so itself.</summary>
    private bool IsChanged(FieldLine line, string raw) =>
        line.Conversion is not IdentifierConversion
        && (_profile.Format == SourceFormat.Table && line.Conversion is TextConversion ? PlainText.IsChanged(raw) : PlainText.IsFailed(raw));

    /// <summary>The value without what a program wrote around a number. A code that is one stays as it is.</summary>
    private string Meant(FieldLine line, string raw) => line.Conversion switch
    {
        TextConversion when line.Ladder is null => PlainText.WholeFigure(raw),
        CodeConversion code when code.Map.Find(raw, _context.Today) is not null => raw,
        _ => PlainText.Whole(raw),
    };

    /// <summary>Whether the value is a word for nothing, and no code of the line.</summary>
    private bool SaysNothing(FieldLine line, string raw) =>
        WordsForNothing.Are(raw, line.FullTarget) && !(line.Conversion is CodeConversion code && code.Map.Find(raw, _context.Today) is not null);

    private static bool HasOnlyAttributes(SourceNode node)
    {
        foreach (var child in node.Children)
        {
            if (!child.IsAttribute)
                return false;
        }

        return true;
    }

    /// <summary>The same value several times is one value.</summary>
    private static bool AreSame(SourceNode[] nodes) =>
        Array.TrueForAll(nodes, n => n.Text is not null && n.Text.Trim() == nodes[0].Text?.Trim());

    /// <summary>One of several values, among those that are values.</summary>
    private SourceNode? Chosen(FieldLine line, SourcePath path, SourceNode scope, Choice take)
    {
        var values = Array.FindAll(path.All(scope), n => !n.Sealed && n.Text?.Trim() is { Length: > 0 } text && !IsUnknown(line, text) && !Excluded(line, n) && !IsSecret(line, text) && !HasEnded(line, n, Nearest(line.Until, n, scope) is { } end ? [end] : []));
        if (line.By is { } by)
            values = [.. values.OrderBy(n => DayOf(Nearest(by, n, scope)) ?? "", StringComparer.Ordinal)];
        return take switch
        {
            _ when values.Length == 0 => null,
            Choice.First => values[0],
            Choice.Last => values[^1],
            _ => values.MaxBy(n => line.Conversion.Read(n.Text!.Trim(), _context).Value as int? ?? int.MinValue),
        };
    }

    /// <summary>What a path leads to beside a value, or else around it.</summary>
    private static SourceNode? Nearest(SourcePath? path, SourceNode node, SourceNode scope)
    {
        for (var around = node.Parent; path is not null && around is not null; around = around == scope ? null : around.Parent)
        {
            if (around.Kind != NodeKind.Array && path.Single(around, out _) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Further sources: appended where the line joins them, otherwise the first that has a value counts.</summary>
    private string? WithOthers(FieldLine line, SourceNode scope, string? raw, ref SourceNode? node, out string? joined)
    {
        joined = null;
        if (line.AlsoUnless is { } there && Array.Exists(there.All(scope), n => !n.IsEmpty))
            return raw;
        foreach (var also in line.Also)
        {
            if (raw is not null && line.Join is null)
                break;
            if (!Raw(line, also, scope, out var other, out var more) || more is null)
                continue;
            if (raw is null)
            {
                (node, raw) = (other, more);
                continue;
            }

            raw += line.Join + more;
            joined += FieldTrace.And + PathOf(other!);
        }

        return raw;
    }
}
