using Gateway.Core.Intake;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Evaluation;

/// <summary>Whether objects have the fields that they cannot be without.</summary>
internal sealed partial class RecordEvaluation
{
    /// <summary>An object without a field it cannot be without is left out when it may be, with a notice.</summary>
    private bool Complete(ContractShape shape, EventDraft data)
    {
        for (var i = data.Found.Length - 1; i >= 0; i--)
        {
            var member = shape.Fields[data.Found[i]];
            if (member.Kind == ContractKind.Object && data[member.Number] is EventDraft inner && !Complete(member, inner))
            {
                data.Remove(member.Number);
                if (!member.IsRequired)
                    Notice("incomplete", member.Path, _record.Line, ValueProblems.PartLeftOut.With(member.Path));
            }

            if (member.Item is { Kind: ContractKind.Object } item && data[member.Number] is List<object> list)
                CompleteEntries(item, list);
        }

        foreach (var field in shape.Fields)
        {
            if (!field.IsRequired || data[field.Number] is not null)
                continue;
            if (field.Path == field.Name && !IsSetAsideFor(field.Name))
                Fail("missing-field", field.Name, _record.Line, ValueProblems.NothingGives.With(field.Name));
            return false;
        }

        return true;
    }

    private void CompleteEntries(ContractShape item, List<object> entries)
    {
        var removed = entries.RemoveAll(e => e is EventDraft entry && !Complete(item, entry));
        if (removed > 0)
            Notice("incomplete", item.Path, _record.Line, removed == 1
                ? ValueProblems.EntryLeftOut.With(item.Path)
                : ValueProblems.EntriesLeftOut.With(removed, item.Path));
    }
}
