using System.Text;
using Gateway.Core.DryRuns;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>Shows a dry run: in words for a person, as data for a program.</summary>
internal static class DryRunText
{
    internal static void Write(TextWriter output, TranslatedRecord record, DryRunResult result)
    {
        var where = $"record {record.Index}" + (record.Line is { } line ? $", line {line}" : "");
        var what = result.Outcome == "set-aside" ? "SET ASIDE" : record.Answer is { } answer ? $"states nothing ({answer})" : string.Join(", ", record.Statements.Select(s => s.Type));
        output.WriteLine($"{where}: {what}");
        foreach (var problem in record.Problems)
            output.WriteLine($"  {(problem.Code == record.Reason?.Code && problem.Path == record.Reason.Path ? "problem" : "notice")} {problem.Code}: {problem.Text}");
        // What translation itself set aside is among the problems.
        if (record.Answer is null && record.Status == RecordStatus.Translated)
            Write(output, result);
        output.WriteLine();
    }

    /// <summary>A record's result for <c>--json</c>.</summary>
    internal static object Json(TranslatedRecord record, DryRunResult result) => new
    {
        record.Index,
        record.Line,
        result.Outcome,
        result.Code,
        result.Says,
        result.Missing,
        result.Notices,
        record.Problems,
        statements = record.Statements.Select(s => s.Type),
        handovers = result.Handovers.Select(h => new { h.Recipient, h.Services, h.Step, h.Format, h.Code, h.Says, h.MediaType, document = Text(h), h.Fields, h.NotCarried }),
    };

    private static void Write(TextWriter output, DryRunResult result)
    {
        output.WriteLine(result.Code is null ? $"  {result.Outcome}: {result.Says}" : $"  {result.Outcome.ToUpperInvariant()} ({result.Code}): {result.Says}");
        if (result.Missing.Count > 0)
            output.WriteLine($"  missing: {string.Join(", ", result.Missing)}");
        if (result.Notices.Count > 0)
            output.WriteLine($"  notices: {string.Join(", ", result.Notices)}");
        foreach (var handover in result.Handovers)
            Write(output, handover);
    }

    private static void Write(TextWriter output, DryRunStep handover)
    {
        var step = $"step {handover.Step}{(handover.Step == 2 ? ", once it has registered a file," : "")} for {string.Join(", ", handover.Services)}";
        if (handover.Code is not null)
        {
            output.WriteLine($"  {handover.Recipient} RECEIVES NOTHING of {step} ({handover.Code}): {handover.Says}");
            return;
        }

        output.WriteLine($"  {handover.Recipient} receives {step} in {handover.Format} ({handover.MediaType}):");
        foreach (var line in Text(handover).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            output.WriteLine("    " + line);
        if (handover.NotCarried.Count > 0)
            output.WriteLine($"    no place in {handover.Format} for: {string.Join(", ", handover.NotCarried)}");
    }

    private static string Text(DryRunStep handover) => Encoding.UTF8.GetString(handover.Document.Span);
}
