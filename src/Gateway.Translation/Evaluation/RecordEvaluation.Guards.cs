using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>What protects a value, and fails closed: decision 0050.</summary>
internal sealed partial class RecordEvaluation
{
    private HashSet<SourceNode>? _toldGuards;
    private HashSet<string>? _secrets;
    private Dictionary<(Guard, SourceNode), bool?>? _guarded;

    /// <summary>Whether what stands beside the value, or around it, keeps it out.</summary>
    private bool Excluded(FieldLine line, SourceNode node, bool tell = true)
    {
        if (line.Unless is not { } unless)
            return false;
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around.Kind == NodeKind.Array || IsClosedAround(unless, around, node) is not { } closed)
                continue;
            if (!closed)
                return false;
            if (tell)
                Trace(line.FullTarget, node, null, $"not stated: {unless.Path.Text} says so", FieldFate.NotStated);
            return true;
        }

        return false;
    }

    /// <summary>What guards at a place say; null when there is none. Asked once, however many values stand below the place.</summary>
    private bool? IsClosedAround(Guard guard, SourceNode around, SourceNode what)
    {
        if (around.IsLeaf)
            return null;
        if (_guarded?.TryGetValue((guard, around), out var known) == true)
            return known;
        var found = guard.Path.All(around);
        bool? closed = found.Length == 0 ? null : IsClosed(guard, found, what, ValueProblems.GuardUnreadableNotStated);
        (_guarded ??= [])[(guard, around)] = closed;
        return closed;
    }

    /// <summary>Whether an entry of a list is kept out or of a special category by what stands in it.</summary>
    private bool IsProtected(FieldLine line, SourceNode entry)
    {
        if (line.SpecialWhen is { } special && IsClosed(special, special.Path.All(entry), entry, ValueProblems.GuardUnreadableSealed))
        {
            Seal(entry, Compartment.Special);
            return true;
        }

        if (line.Unless is not { } unless)
            return false;
        if (unless.Path.All(entry) is not { Length: > 0 } found)
            return Excluded(line, entry);
        if (!IsClosed(unless, found, entry, ValueProblems.GuardUnreadableNotStated))
            return false;
        entry.UseAll();
        Trace(line.FullTarget, entry, null, $"not stated: {unless.Path.Text} says so", FieldFate.NotStated);
        return true;
    }

    /// <summary>One of several that protects is enough.</summary>
    private bool IsClosed(Guard guard, SourceNode[] found, SourceNode what, Wording becomes)
    {
        var closed = false;
        foreach (var node in found)
        {
            var says = Judge(guard, node);
            closed |= says != GuardSays.Open;
            if (says == GuardSays.Unreadable)
                TellOnce(node, "not-yes-no", () => becomes.With(PathOf(node), PathOf(what)));
        }

        return closed;
    }

    private GuardSays Judge(Guard guard, SourceNode node)
    {
        if (node.Kind == NodeKind.Null)
            return GuardSays.Open;
        if (!string.IsNullOrWhiteSpace(node.Text) && HasOnlyAttributes(node))
            return guard.Judge(node.Text);
        if (node.IsLeaf)
            return _profile.Format == SourceFormat.Json && node.Kind == NodeKind.Object ? GuardSays.Unreadable : GuardSays.Open;
        return HasOnlyAttributes(node) ? GuardSays.Open : GuardSays.Unreadable;
    }

    private void TellOnce(SourceNode node, string code, Func<Sentence> text)
    {
        if ((_toldGuards ??= []).Add(node) && !IsFull)
            Notice(code, PathOf(node), _record.LineOf(node), text());
    }

    /// <summary>
    /// What a flag that protects says when it cannot be read: the client is protected, and a call is not safe.
    /// </summary>
    /// <returns>Whether the line is such a flag; then it is stated.</returns>
    private bool ClosedFlag(FieldLine line, SourceNode? node, EventDraft data, bool isUnknown)
    {
        if (node is null || node.IsEmpty || line.Closed is not { } value || (isUnknown && !value))
            return false;
        data.Put(line.Place, value);
        TellOnce(node, "not-yes-no", () => ValueProblems.FlagUnreadable.With(PathOf(node), line.FullTarget, value ? "yes" : "no"));
        Trace(line.FullTarget, node, node.Text, value);
        return true;
    }

    /// <summary>Collects the values that are secret somewhere in the record: the same value that stands there twice is secret too.</summary>
    private void FindSecrets(FieldLine[] lines, SourceNode scope)
    {
        foreach (var line in lines)
        {
            if (line.Items is { } items)
            {
                foreach (var entry in line.Source!.All(scope))
                    FindSecrets(items, entry);
                continue;
            }

            if (line.Unless is null || line.Source is null || line.Conversion is not TextConversion)
                continue;
            foreach (var node in line.Also.Prepend(line.Source).SelectMany(p => p.All(scope)))
            {
                if (node.Text is { } text && SecretOf(text) is { } secret && Excluded(line, node, tell: false))
                    (_secrets ??= new HashSet<string>(StringComparer.Ordinal)).Add(secret);
            }
        }
    }

    private bool IsSecret(FieldLine line, string raw) =>
        _secrets is not null && line.Conversion is TextConversion && SecretOf(raw) is { } secret && _secrets.Contains(secret);

    /// <summary>By what a value is known again however it is written: a number by its last eight digits, with or without its country; null when it is too short to be told from others.</summary>
    private static string? SecretOf(string raw)
    {
        Span<char> kept = stackalloc char[Math.Min(raw.Length, 200)];
        var (length, digits) = (0, 0);
        foreach (var c in raw)
        {
            if (!char.IsLetterOrDigit(c) || length == kept.Length)
                continue;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            kept[length++] = char.ToUpperInvariant(c);
        }

        return length < 5 ? null : new string(digits == length && length > 8 ? kept[(length - 8)..length] : kept[..length]);
    }
}
