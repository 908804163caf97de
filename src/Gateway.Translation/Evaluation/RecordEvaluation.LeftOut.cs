using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;

namespace Gateway.Translation.Evaluation;

/// <summary>Fields that are left out because their value cannot be taken, and records that cannot be without them.</summary>
internal sealed partial class RecordEvaluation
{
    private Dictionary<string, (TranslationProblem Told, TranslationProblem Reason)>? _leftOut;

    /// <summary>Tells that a field is left out, and remembers why: when the record cannot be without it, that is the reason.</summary>
    private void LeaveOut(string target, string code, string path, int? line, Sentence sentence, string? missing = null)
    {
        var told = Notice(code, path, line, ValueProblems.FieldLeftOut.With(path, sentence), missing);
        (_leftOut ??= []).TryAdd(target, (told, told with { Text = OnItsSheet(ValueProblems.At.With(path, sentence), _record) }));
    }

    /// <summary>Whether a field that the record cannot be without was left out; the record is then set aside for that.</summary>
    private bool IsSetAsideFor(string field)
    {
        foreach (var (target, (told, reason)) in _leftOut ?? [])
        {
            if (target != field && !target.StartsWith(field + ".", StringComparison.Ordinal))
                continue;
            if (_problems!.IndexOf(told) is var at and >= 0)
                _problems[at] = reason;
            _failed = true;
            _reason ??= reason;
            return true;
        }

        return false;
    }
}
