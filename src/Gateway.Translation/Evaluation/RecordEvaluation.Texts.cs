using System.Globalization;
using System.Text;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

internal sealed partial class RecordEvaluation
{
    private static readonly Sentence TooLong = ValueProblems.TooLong.With(ContractText.Longest);

    /// <summary>
    /// A text as the contract takes it. Control characters are dropped and half of a character replaced, as no system that
    /// receives it could keep them; a text that is too long is left out whole, because half a name or reference is another.
    /// Whatever is dropped is told.
    /// </summary>
    /// <returns>Null when it is left out; empty when nothing remains.</returns>
    private string? Taken(string text, SourceNode node, string target, bool required)
    {
        if (text.Length <= ContractText.Longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        // Where it stands is found out only when there is something to tell: letters with accents are in most names.
        var storable = Storable(text);
        var taken = storable is null ? text : PlainText.Trim(storable);
        var fits = taken.Length <= ContractText.Longest || Characters(taken) <= ContractText.Longest;
        if (storable is null && fits)
            return taken;
        var path = IsFull ? "" : PathOf(node);
        var line = IsFull ? null : _record.LineOf(node);
        if (storable is not null)
            Notice("control-characters", path, line, ValueProblems.At.With(path, ValueProblems.ControlCharacters.With()));
        if (fits)
            return taken;
        if (required)
            Fail("text-too-long", path, line, ValueProblems.At.With(path, TooLong));
        else
            LeaveOut(target, "text-too-long", path, line, TooLong);
        _fields?.Add(new FieldTrace(target, path, node.Text, null) { Fate = FieldFate.LeftOut });
        return null;
    }

    /// <summary>The text without what cannot be kept; null when it is as it should be.</summary>
    private static string? Storable(string text)
    {
        StringBuilder? kept = null;
        for (var at = 0; at < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            // Line ends and tabs are the layout of a text.
            if (isWhole && (!Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r'))
            {
                kept?.Append(text, at, length);
            }
            else
            {
                kept ??= new StringBuilder(text, 0, at, text.Length);
                if (!isWhole)
                    kept.Append('\uFFFD');
            }

            at += length;
        }

        return kept?.ToString();
    }

    private static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
