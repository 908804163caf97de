using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>Prints a dry run for a person.</summary>
internal static class DryRunText
{
    internal static void Write(TextWriter output, TranslatedRecord record, IReadOnlyList<DryStatement> statements)
    {
        var where = $"record {record.Index}" + (record.Line is { } line ? $", line {line}" : "");
        var what = record.Status == RecordStatus.SetAside ? "SET ASIDE" : record.Answer is { } answer ? $"states nothing ({answer})" : string.Join(", ", record.Statements.Select(s => s.Type));
        output.WriteLine($"{where}: {what}");
        foreach (var problem in record.Problems)
            output.WriteLine($"  {(problem.Code == record.Reason?.Code && problem.Path == record.Reason.Path ? "problem" : "notice")} {problem.Code}: {problem.Text}");
        foreach (var statement in statements)
            Write(output, statement);
        output.WriteLine();
    }

    private static void Write(TextWriter output, DryStatement statement)
    {
        output.WriteLine(statement.Code is null ? $"  {statement.Outcome}: {statement.Says}" : $"  {statement.Outcome.ToUpperInvariant()} ({statement.Code}): {statement.Says}");
        if (statement.Missing.Count > 0)
            output.WriteLine($"  missing: {string.Join(", ", statement.Missing)}");
        if (statement.Notices.Count > 0)
            output.WriteLine($"  notices: {string.Join(", ", statement.Notices)}");
        foreach (var handover in statement.Handovers)
        {
            output.WriteLine($"  {handover.Recipient} receives step {handover.Step}{(handover.Step == 2 ? ", once it has registered a file," : "")} for {string.Join(", ", handover.Services)} in {handover.Format} ({handover.MediaType}):");
            foreach (var line in handover.Document.Split('\n'))
                output.WriteLine("    " + line.TrimEnd('\r'));
            if (handover.NotCarried.Count > 0)
                output.WriteLine($"    no place in {handover.Format} for: {string.Join(", ", handover.NotCarried)}");
        }
    }
}
