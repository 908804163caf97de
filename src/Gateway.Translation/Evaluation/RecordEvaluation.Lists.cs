using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>Fields that have several values or entries.</summary>
internal sealed partial class RecordEvaluation
{
    private bool List(FieldLine line, SourceNode scope, EventDraft data)
    {
        var values = new List<string>();
        foreach (var node in line.Source!.All(scope))
        {
            if (node.Sealed || node.IsEmpty)
                continue;
            if (node.Text is null)
            {
                Unreadable(line, node, WrongShape);
                continue;
            }

            var parts = line.Separators.Length == 0 ? [node.Text] : node.Text.Split(line.Separators, StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in parts)
                Part(line, node, part, values);
        }

        if (values.Count == 0)
        {
            Absent(line, scope, data);
            return false;
        }

        data.Put(line.Place, values.Count == 1 ? [values[0]] : values.Distinct(StringComparer.Ordinal).ToList<object>());
        return true;
    }

    /// <summary>One entry of a list; nothing when it is sealed, unknown or cannot be read.</summary>
    private void Part(FieldLine line, SourceNode node, string part, List<string> values)
    {
        var raw = Meant(line, PlainText.Trim(part));
        if (raw.Length == 0 || IsUnknown(line, raw) || Excluded(line, node) || IsSecret(line, raw))
            return;
        var converted = IsChanged(line, raw) ? SpreadsheetChanged : line.Conversion.Read(raw, _context);
        if (converted.Compartment != Compartment.Ordinary)
        {
            Seal(node, converted.Compartment);
            return;
        }

        if (converted.Code is not null)
        {
            Unreadable(line, node, converted);
            return;
        }

        var value = converted.Value;
        if (value is string code && ProtectedCodes.CompartmentOf(line.FullTarget, code) is var belongs and not Compartment.Ordinary)
        {
            Seal(node, belongs);
            return;
        }

        if (value is string text && (value = Taken(text, node, line.FullTarget, required: false)) is null or "")
            return;
        if (value is IEnumerable<string> several)
            values.AddRange(several);
        else if (value is not null)
            values.Add(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        Trace(line.FullTarget, node, raw, value);
    }

    private bool Items(FieldLine line, SourceNode scope, EventDraft data)
    {
        var items = new List<object>();
        var nodes = line.Source!.All(scope);
        if (!line.ItemsRepeat && nodes.Length > 1)
            Fail("more-than-one", PathOf(scope, line.Source), _record.LineOf(nodes[1]), ValueProblems.SeveralRecords.With(PathOf(scope, line.Source)));
        foreach (var node in nodes)
        {
            if (node.Sealed || (node.IsEmpty && node != scope))
                continue;
            if (node.IsLeaf && (node.Kind != NodeKind.Object || !string.IsNullOrWhiteSpace(node.Text)))
            {
                if (line.TakesTexts && node != scope)
                    Texts(line, node, items);
                else
                    Unreadable(line, node, WrongShape);
                continue;
            }

            Entry(line, node, items);
        }

        if (items.Count == 0)
        {
            Absent(line, scope, data);
            return false;
        }

        // Several lines may fill one list from different places.
        if (data.Find(line.Place) is List<object> earlier)
            earlier.AddRange(items);
        else
            data.Put(line.Place, items);
        return true;
    }

    /// <summary>Entries that are words in one value: split, trimmed, each looked up. What is sealed of one seals the value.</summary>
    private void Texts(FieldLine line, SourceNode node, List<object> items)
    {
        var text = PlainText.Trim(node.Text!);
        if (_profile.Format == SourceFormat.Table && PlainText.IsChanged(text))
        {
            Unreadable(line, node, SpreadsheetChanged);
            return;
        }

        HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in line.Separators.Length == 0 ? [text] : text.Split(line.Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = PlainText.Trim(part);
            if (word.Length == 0 || IsUnknown(line, word) || !words.Add(word))
                continue;
            var entry = new SourceNode(node.Label, NodeKind.Text, node.Parent) { Text = word, Place = node.Place };
            Entry(line, entry, items);
            node.Sealed |= entry.Sealed;
        }
    }

    private void Entry(FieldLine line, SourceNode node, List<object> items)
    {
        if (IsProtected(line, node) || HasEnded(line, node, line.Until?.All(node) ?? []))
            return;
        var item = new EventDraft(line.Item!);
        var told = _fields?.Count ?? 0;
        var (sourced, walled) = Evaluate(line.Items!, node, item);
        var made = !(walled && line.ItemsRepeat) && sourced && !Array.Exists(line.Items!, f => f.Required && item.Find(f.Place) is null);
        if (walled && line.ItemsRepeat)
            SealWhole(node);
        if (made)
            items.Add(item);
        else
            Untell(told);
    }

    /// <summary>Takes back what was told of an item that is in no statement after all.</summary>
    private void Untell(int from)
    {
        for (var i = (_fields?.Count ?? 0) - 1; i >= from; i--)
        {
            if (_fields![i].Fate == FieldFate.Stated)
                _fields.RemoveAt(i);
        }
    }

    /// <summary>What ended before today is history: kept raw, not stated. An end that cannot be read is told, and nothing has ended by it.</summary>
    private bool HasEnded(FieldLine line, SourceNode item, SourceNode[] ends)
    {
        string? last = null;
        var isOpen = ends.Length == 0;
        foreach (var end in ends)
        {
            if (end.IsEmpty || (end.Text is null && HasOnlyAttributes(end)))
            {
                isOpen |= ends.Length == 1;
                continue;
            }

            var read = end.Text is { } text ? Day.Read(PlainText.Trim(text), _context) : WrongShape;
            if (read.Code is not null)
                TellOnce(end, read.Code, () => ValueProblems.EndUnreadable.With(PathOf(end), PathOf(item)));
            if (read.Value is not string day || string.CompareOrdinal(day, _document.Today[..day.Length]) >= 0)
                isOpen = true;
            else if (string.CompareOrdinal(day, last) > 0)
                last = day;
        }

        if (isOpen || last is null)
            return false;
        item.UseAll();
        Trace(line.FullTarget, item, null, $"ended on {last}: history, not stated", FieldFate.NotStated);
        return true;
    }
}
