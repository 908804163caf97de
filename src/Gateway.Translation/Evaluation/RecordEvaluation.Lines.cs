using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Ladder;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

internal sealed partial class RecordEvaluation
{
    /// <summary>Runs lines over a scope.</summary>
    /// <returns>Whether any value came from the source, and whether one of them belongs behind a wall.</returns>
    private (bool Sourced, bool Walled) Evaluate(FieldLine[] lines, SourceNode scope, EventDraft data)
    {
        var sourced = false;
        var walled = false;
        foreach (var line in lines)
        {
            if (line.Items is not null)
                sourced |= Items(line, scope, data);
            else if (line.Constant is { } constant)
                Fixed(line, constant, data);
            else if (line.IsList)
                sourced |= List(line, scope, data);
            else if (line.Ladder is null)
                sourced |= Scalar(line, scope, data, ref walled);
        }

        // A ladder is read last: what else is known of the measurement decides between absent and unknown.
        foreach (var line in lines)
            sourced |= line.Ladder is not null && Ladder(line, scope, data);
        return (sourced, walled);
    }

    private bool Scalar(FieldLine line, SourceNode scope, EventDraft data, ref bool walled)
    {
        if (!Raw(line, line.Source!, scope, out var node, out var raw))
        {
            walled |= line.Wall != Compartment.Ordinary;
            return ClosedFlag(line, node, data, isUnknown: false);
        }

        raw = WithOthers(line, scope, raw, ref node, out var joined);
        if (raw is null)
        {
            if (ClosedFlag(line, node, data, isUnknown: true))
                return true;
            Absent(line, scope, data);
            return false;
        }

        var converted = line.Conversion.Read(raw, _context);
        if (converted.Compartment != Compartment.Ordinary)
        {
            walled = true;
            Seal(node!, converted.Compartment);
            return false;
        }

        if (converted.Code is not null)
        {
            walled |= line.Wall != Compartment.Ordinary;
            if (line.Closed is null || line.Unknown == WhenUnreadable.SetAside)
                Unreadable(line, node!, converted);
            return ClosedFlag(line, node, data, isUnknown: false);
        }

        var value = converted.Value;
        if (value is string code && ProtectedCodes.CompartmentOf(line.FullTarget, code) is var belongs and not Compartment.Ordinary)
        {
            walled = true;
            Seal(node!, belongs);
            return false;
        }

        if (value is string text && (value = Taken(text, node!, line.FullTarget, line.Required)) is null)
            return false;
        if (value is null or "")
        {
            if (ClosedFlag(line, node, data, isUnknown: true))
                return true;
            Absent(line, scope, data);
            return false;
        }

        Trace(line.FullTarget, node!, raw, value, others: joined);
        data.Put(line.Place, value);
        return true;
    }

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
            {
                var raw = Meant(line, PlainText.Trim(part));
                if (raw.Length == 0 || IsUnknown(line, raw) || Excluded(line, node) || IsSecret(line, raw))
                    continue;
                if (IsChanged(line, raw))
                {
                    Unreadable(line, node, SpreadsheetChanged);
                    continue;
                }

                var converted = line.Conversion.Read(raw, _context);
                if (converted.Compartment != Compartment.Ordinary)
                {
                    Seal(node, converted.Compartment);
                    continue;
                }

                if (converted.Code is not null)
                {
                    Unreadable(line, node, converted);
                    continue;
                }

                var value = converted.Value;
                if (value is string code && ProtectedCodes.CompartmentOf(line.FullTarget, code) is var belongs and not Compartment.Ordinary)
                {
                    Seal(node, belongs);
                    continue;
                }

                if (value is string text && (value = Taken(text, node, line.FullTarget, required: false)) is null or "")
                    continue;
                if (value is IEnumerable<string> several)
                    values.AddRange(several);
                else if (value is not null)
                    values.Add(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                Trace(line.FullTarget, node, raw, value);
            }
        }

        if (values.Count == 0)
        {
            Absent(line, scope, data);
            return false;
        }

        data.Put(line.Place, values.Count == 1 ? [values[0]] : values.Distinct(StringComparer.Ordinal).ToList<object>());
        return true;
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

    /// <summary>A day, as much of it as is known; null when there is none.</summary>
    private string? DayOf(SourceNode? node) => node?.Text?.Trim() is { Length: > 0 } raw ? Day.Read(raw, _context).Value as string : null;

    private static DateConversion Day { get; } = new(DateForm.Iso, partial: true, serial: false, instant: false);

    private static Converted SpreadsheetChanged { get; } =
        Converted.Problem("spreadsheet-changed", ValueProblems.SpreadsheetChanged);

    private static Converted WrongShape { get; } =
        Converted.Problem("wrong-shape", ValueProblems.WrongShape);

    private static Converted Several { get; } =
        Converted.Problem("more-than-one", ValueProblems.SeveralValues);

    private void Absent(FieldLine line, SourceNode scope, EventDraft data)
    {
        if (line.Default is { } value)
            Fixed(line, value, data);
        else if (line.Required && IsFull)
            _failed = true;
        else if (line.Required)
            Fail("missing-field", PathOf(scope, line.Source!), _record.LineOf(scope), ValueProblems.Missing.With(PathOf(scope, line.Source!), line.FullTarget));
    }

    private void Unreadable(FieldLine line, SourceNode node, in Converted converted)
    {
        // What cannot be read where something behind a wall may stand is behind that wall too.
        var wall = line.Wall;
        if (wall != Compartment.Ordinary)
            Seal(node, wall);
        if (IsFull)
        {
            _failed |= converted.AlwaysSetsAside || line.Unknown == WhenUnreadable.SetAside;
            return;
        }

        // What programs write for no date says no more than an empty field does.
        var setsAside = converted.AlwaysSetsAside || (line.Unknown == WhenUnreadable.SetAside && (line.Required || !converted.IsNoDate));
        var path = PathOf(node);
        // Where a wall runs, no code is named: it may be an illness.
        var missing = wall == Compartment.Ordinary ? converted.Missing : null;
        if (setsAside)
            Fail(converted.Code!, path, _record.LineOf(node), ValueProblems.At.With(path, converted.Text), missing);
        else if (line.Unknown != WhenUnreadable.Ignore)
            LeaveOut(line.FullTarget, converted.Code!, path, _record.LineOf(node), converted.Text!, missing);
        if (wall == Compartment.Ordinary && line.Unknown != WhenUnreadable.Ignore)
            _fields?.Add(new FieldTrace(line.FullTarget, path, node.Text, null) { Fate = FieldFate.LeftOut });
    }

    private void Seal(SourceNode node, Compartment compartment)
    {
        node.Sealed = true;
        _sealed++;
        _fields?.Add(new FieldTrace("", PathOf(node), null, compartment == Compartment.Walled
            ? "control side: sealed behind the compliance wall, never forwarded"
            : "special category: sealed, never forwarded")
        { Fate = FieldFate.Sealed });
    }

    /// <summary>An item one of whose values is sealed goes behind the wall as a whole.</summary>
    private static void SealWhole(SourceNode node) => node.Sealed = true;

    private void Trace(string target, SourceNode? node, string? raw, object? value, FieldFate fate = FieldFate.Stated, string? others = null) =>
        _fields?.Add(new FieldTrace(target, node is null ? null : PathOf(node) + others, raw, Shown(value)) { Fate = fate });

    private static string? Shown(object? value) => value switch
    {
        IEnumerable<string> list => string.Join(", ", list),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private bool IsUnknown(FieldLine line, string raw) => IsUnknown(raw) || line.None.Contains(raw) || SaysNothing(line, raw);

    private bool IsUnknown(string raw) => _rules.UnknownValues.Contains(raw);

    private string PathOf(SourceNode node) => node.PathText(_rules.Separator);

    private string PathOf(SourceNode scope, SourcePath path) =>
        scope.Parent is null ? path.Text : PathOf(scope) + (path.Text[0] == '@' ? "" : _rules.Separator) + path.Text;

    private void Fixed(FieldLine line, string template, EventDraft data)
    {
        var text = Filled(template);
        if (text.Length == 0)
            return;
        Trace(line.FullTarget, null, null, text);
        data.Put(line.Place, Constant(line, text));
    }

    private static object Constant(FieldLine line, string text) => line.Kind switch
    {
        ContractKind.Number => int.Parse(text, CultureInfo.InvariantCulture),
        ContractKind.Flag => bool.Parse(text),
        _ when line.IsList => new List<object> { text },
        _ => text,
    };
}
