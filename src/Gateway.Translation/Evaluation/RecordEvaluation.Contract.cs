using System.Globalization;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

internal sealed partial class RecordEvaluation
{
    /// <summary>A record that is a contract event already: known members are taken over, the rest stays raw.</summary>
    private List<Statement> FromContract(ContractRule rule)
    {
        var type = rule.Type.Single(_root, out _)?.Text;
        if (type is null || !_profile.Reads.Contains(type) || ContractShape.Of(type) is not { } shape)
        {
            Fail("unknown-type", rule.Type.Text, _record.LineOf(rule.Type.Single(_root, out _)), ValueProblems.TypeUnknown.With(string.Join(", ", _profile.Reads)));
            return [];
        }

        if (rule.Data.Single(_root, out _) is not { Kind: NodeKind.Object } node)
        {
            Fail("missing-field", rule.Data.Text, _record.Line, ValueProblems.DataMissing.With(rule.Data.Text));
            return [];
        }

        var walled = false;
        var data = Take(node, shape, rule, ref walled);
        return !_failed && Complete(shape, data) && State(type, data) is { } statement ? [statement] : [];
    }

    private EventDraft Take(SourceNode node, ContractShape shape, ContractRule rule, ref bool walled)
    {
        var data = new EventDraft(shape);
        foreach (var child in node.Children)
        {
            if (child.Sealed || !shape.Members.TryGetValue(child.Name, out var member))
                continue;
            if (Member(child, member, rule, ref walled) is { } value)
                data.Set(member.Number, value);
        }

        return data;
    }

    private void Check(SourceNode node, EventDraft data, string scheme, string number)
    {
        if (scheme is not (IdentifierSchemes.Insz or IdentifierSchemes.Bsn or IdentifierSchemes.Fnr or IdentifierSchemes.AgencyReference))
            Fail("unknown-scheme", PathOf(node), _record.LineOf(node), ValueProblems.SchemeUnknown);
        else if (IdentifierConversion.Of(scheme, number) is { Value: string normal })
            data.Set("value", normal);
        else
            Fail("identifier-check-digits", PathOf(node), _record.LineOf(node), IdentifierConversion.Of(scheme, number).Text!);
    }

    private object? Member(SourceNode node, ContractShape shape, ContractRule rule, ref bool walled)
    {
        node.Used = true;
        if (node.Kind == NodeKind.Null)
            return null;
        switch (shape.Kind)
        {
            case ContractKind.Object when node.Kind == NodeKind.Object:
                return Take(node, shape, rule, ref walled);
            case ContractKind.List when node.Kind == NodeKind.Array:
                return TakeList(node, shape.Item!, rule);
            case ContractKind.Text or ContractKind.Instant when node.Kind == NodeKind.Text:
            case ContractKind.Number when node.Kind == NodeKind.Number:
            case ContractKind.Flag when node.Kind is NodeKind.True or NodeKind.False:
                return Value(node, shape, rule, ref walled);
            default:
                SealWhereAWallRuns(node, shape.Path, rule);
                Fail("wrong-shape", PathOf(node), _record.LineOf(node), ValueProblems.MustBe.With(PathOf(node), shape.Kind.ToString().ToLowerInvariant()));
                return null;
        }
    }

    /// <summary>A part of another shape may hold what belongs behind a wall.</summary>
    private void SealWhereAWallRuns(SourceNode node, string path, ContractRule rule)
    {
        var wall = rule.Checks.Where(c => c.Key == path || c.Key.StartsWith(path + ".", StringComparison.Ordinal)).Select(c => c.Value.Wall).DefaultIfEmpty(Compartment.Ordinary).Max();
        if (wall != Compartment.Ordinary)
            Seal(node, wall);
    }

    private List<object>? TakeList(SourceNode node, ContractShape item, ContractRule rule)
    {
        var list = new List<object>();
        foreach (var child in node.Children)
        {
            var walled = false;
            object? value;
            if (item.Kind == ContractKind.Object && child.Kind == NodeKind.Object)
            {
                child.Used = true;
                value = Take(child, item, rule, ref walled);
                if (item.Path == "client.identifiers" && value is EventDraft entry && entry["scheme"] is string scheme && entry["value"] is string number)
                    Check(child, entry, scheme, number);
            }
            else
            {
                value = Member(child, item, rule, ref walled);
            }

            if (walled)
                SealWhole(child);
            else if (value is not null)
                list.Add(value);
        }

        return list.Count == 0 ? null : list;
    }

    private object? Value(SourceNode node, ContractShape shape, ContractRule rule, ref bool walled)
    {
        if (shape.Kind == ContractKind.Text && ProtectedCodes.CompartmentOf(shape.Path, node.Text!) is var belongs and not Compartment.Ordinary)
        {
            walled = true;
            Seal(node, belongs);
            return null;
        }

        if (rule.Checks.TryGetValue(shape.Path, out var line))
        {
            var said = node.Text!.Trim();
            if (SaysNothing(line, said))
            {
                Trace(shape.Path, node, node.Text, "says nothing here: not stated", FieldFate.NotStated);
                return null;
            }

            var converted = line.Conversion.Read(said, _context);
            if (converted.Compartment != Compartment.Ordinary)
            {
                walled = true;
                Seal(node, converted.Compartment);
                return null;
            }

            if (converted.Code is not null)
            {
                walled |= line.Wall != Compartment.Ordinary;
                Unreadable(line, node, converted);
                return null;
            }

            if (converted.Value is string text)
                return Taken(text, node, shape.Path, shape.IsRequired) is { } taken ? Told(taken) : null;
            Trace(shape.Path, node, node.Text, converted.Value);
            return converted.Value is IEnumerable<string> several ? several.ToList<object>() : converted.Value;

            string Told(string taken)
            {
                Trace(shape.Path, node, node.Text, taken);
                return taken;
            }
        }

        if (shape.Kind == ContractKind.Text)
        {
            if (WordsForNothing.Are(node.Text!.Trim(), shape.Path))
            {
                Trace(shape.Path, node, node.Text, "says nothing here: not stated", FieldFate.NotStated);
                return null;
            }

            var text = Taken(node.Text, node, shape.Path, shape.IsRequired);
            if (text is not null)
                Trace(shape.Path, node, node.Text, text);
            return text;
        }

        Trace(shape.Path, node, node.Text, node.Text);
        switch (shape.Kind)
        {
            case ContractKind.Flag:
                return node.Kind == NodeKind.True;
            case ContractKind.Number when int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case ContractKind.Instant:
                var instant = new DateTimeConversion().Read(node.Text!, _context);
                if (instant.Code is null)
                    return instant.Value;
                if (instant.IsNoDate)
                {
                    LeaveOut(shape.Path, instant.Code, PathOf(node), _record.LineOf(node), instant.Text!);
                    return null;
                }

                Fail(instant.Code, PathOf(node), _record.LineOf(node), ValueProblems.At.With(PathOf(node), instant.Text));
                return null;
            case ContractKind.Number:
                Fail("not-a-number", PathOf(node), _record.LineOf(node), ValueProblems.MustBeWhole.With(PathOf(node)));
                return null;
            default:
                return node.Text;
        }
    }
}
