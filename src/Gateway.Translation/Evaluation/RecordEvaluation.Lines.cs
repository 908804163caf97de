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
