using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>What is told of a value: that it cannot be read, is sealed, or where it went.</summary>
internal sealed partial class RecordEvaluation
{
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
}
