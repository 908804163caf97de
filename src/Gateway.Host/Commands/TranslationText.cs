using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>Prints translated records for a person: what became of each value, and who could receive it.</summary>
internal sealed partial class TranslationText(TextWriter output, bool explain, Func<Statement, IReadOnlyDictionary<string, JsonObject>> forwarded)
{
    private const int WidestPath = 60;
    private const int LineLength = 140;
    private int _received;
    private int _answers;

    /// <summary>Records set aside.</summary>
    internal int SetAside { get; private set; }

    internal void Add(TranslatedRecord record, string? file)
    {
        _received++;
        var aside = record.Status == RecordStatus.SetAside;
        SetAside += aside ? 1 : 0;
        _answers += record.Answer is null ? 0 : 1;
        var where = (file is null ? "" : file + ", ") + $"record {record.Index}" + (record.Line is { } line ? $", line {line}" : "");
        var what = aside ? "SET ASIDE" : record.Answer is { } answer ? $"states nothing ({answer})" : string.Join(", ", record.Statements.Select(s => s.Type));
        output.WriteLine($"{where}: {what}");
        foreach (var problem in record.Problems)
            output.WriteLine($"  {(aside ? "problem" : "notice")} {problem.Code}: {problem.Text}");
        if (explain)
            Explain(record);
        if (record.Unmapped.Count > 0)
            Wrapped("unknown to the profile, kept with the record, never forwarded:", [.. record.Unmapped]);
        if (explain && record.Sealed > 0)
            output.WriteLine($"  {record.Sealed} value{(record.Sealed == 1 ? "" : "s")} sealed, with the whole raw record.");
        if (explain)
            output.WriteLine();
    }

    internal void Finish() => output.WriteLine(
        $"{_received} received, {_received - SetAside} translated, {SetAside} set aside." + (_answers > 0 ? $" {_answers} of the translated state nothing: see their notice." : ""));

    private void Explain(TranslatedRecord record)
    {
        var recipients = Recipients(record);
        var stated = record.Fields.Where(f => f.Fate == FieldFate.Stated && record.Statements.Count > 0)
            .Select(f => new[] { Short(f.Source ?? "(set by the profile)"), f.Raw ?? "", f.Target, f.Value ?? "", To(f.Target, recipients) }).ToList();
        if (stated.Count > 0)
            Table([["where it stands", "as sent", "becomes", "with value", "could go to"], .. stated]);
        Group(record, FieldFate.NotStated, "not stated");
        if (record.Statements.Count > 0)
            Group(record, FieldFate.LeftOut, "left out, see the notice");
        Group(record, FieldFate.Sealed, "sealed");
        var kept = record.Fields.Where(f => f.Fate == FieldFate.Kept).Select(f => Short(Position().Replace(f.Source!, ""))).Distinct(StringComparer.Ordinal).ToList();
        if (kept.Count > 0)
            Wrapped("known, kept with the record, never forwarded:", kept);
        foreach (var statement in record.Statements)
            output.WriteLine("  " + Summary(statement));
    }

    /// <summary>Recipient classes of each canonical path.</summary>
    private Dictionary<string, SortedSet<string>> Recipients(TranslatedRecord record)
    {
        var recipients = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (recipient, data) in record.Statements.SelectMany(s => forwarded(s)))
        {
            foreach (var path in Leaves(data, ""))
            {
                if (!recipients.TryGetValue(path, out var classes))
                    recipients[path] = classes = new SortedSet<string>(StringComparer.Ordinal);
                classes.Add(recipient);
            }
        }

        return recipients;
    }

    private static string To(string target, Dictionary<string, SortedSet<string>> recipients) =>
        recipients.TryGetValue(target, out var classes) ? string.Join(", ", classes) : "nobody";

    private string Summary(Statement statement)
    {
        if (statement.Type is not (EventTypes.ReferralSubmitted or EventTypes.ReferralAmended))
            return $"{statement.Type}: nothing of it is forwarded; only referrals are handed over.";
        var to = forwarded(statement);
        return to.Count == 0
            ? $"{statement.Type}: no manifest lets anything of it through for its purpose, its legal basis and the agencies that send this format."
            : $"{statement.Type}: the policy would let through, both steps together, {string.Join("; ", to.Select(t => $"{Leaves(t.Value, "").Distinct(StringComparer.Ordinal).Count()} fields to {t.Key}"))}. Whether this referral is handed over is decided later.";
    }

    private void Group(TranslatedRecord record, FieldFate fate, string title)
    {
        var rows = record.Fields.Where(f => f.Fate == fate).Select(f => new[] { Short(f.Source ?? ""), f.Value ?? "" }).ToList();
        if (rows.Count == 0)
            return;
        output.WriteLine($"  {title}:");
        Table(rows, "    ");
    }

    private void Table(List<string[]> rows, string indent = "  ")
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(indent + string.Join("  ", row.Select((cell, i) => i == row.Length - 1 ? cell : cell.PadRight(widths[i]))).TrimEnd());
    }

    private void Wrapped(string title, List<string> names)
    {
        var line = "  " + title;
        foreach (var name in names.Select((n, i) => i == names.Count - 1 ? n : n + ","))
        {
            if (line.Length + name.Length >= LineLength)
            {
                output.WriteLine(line);
                line = "   ";
            }

            line += " " + name;
        }

        output.WriteLine(line);
    }

    /// <summary>A long path without its middle; <c>--json</c> has it whole.</summary>
    private static string Short(string path)
    {
        var steps = path.Split('/');
        for (var drop = 1; path.Length > WidestPath && drop < steps.Length - 1; drop++)
            path = $"{steps[0]}/…/{string.Join('/', steps[(drop + 1)..])}";
        return path;
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position();

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(m => Leaves(m.Value, path.Length == 0 ? m.Key : path + "." + m.Key)),
        JsonArray list => list.SelectMany(i => Leaves(i, path)),
        null => [],
        _ => [path],
    };
}
