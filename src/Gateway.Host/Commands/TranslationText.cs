using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>Prints translated records for a person.</summary>
internal sealed class TranslationText(TextWriter output, bool explain, Func<Statement, IReadOnlyDictionary<string, JsonObject>> forwarded)
{
    private int _received;

    /// <summary>Records set aside.</summary>
    internal int SetAside { get; private set; }

    internal void Add(TranslatedRecord record, string? file)
    {
        _received++;
        var aside = record.Status == RecordStatus.SetAside;
        SetAside += aside ? 1 : 0;
        var where = (file is null ? "" : file + ", ") + $"record {record.Index}" + (record.Line is { } line ? $", line {line}" : "");
        var what = aside ? "SET ASIDE" : string.Join(", ", record.Statements.Select(s => s.Type));
        output.WriteLine($"{where}: {what}");
        foreach (var problem in record.Problems)
            output.WriteLine($"  {(aside ? "problem" : "notice")} {problem.Code}: {problem.Text}");
        if (record.Unmapped.Count > 0)
            output.WriteLine($"  not mapped, kept sealed and never forwarded: {string.Join(", ", record.Unmapped)}");
        if (!explain)
            return;
        foreach (var field in record.Fields)
            output.WriteLine($"  {field.Source ?? "(constant)"} {Quoted(field.Raw)} -> {(field.Target.Length > 0 ? field.Target : "(kept apart)")} {Quoted(field.Value)}");
        foreach (var statement in record.Statements)
        {
            foreach (var (recipient, data) in forwarded(statement))
                output.WriteLine($"  to {recipient} could go: {data.ToJsonString(ContractJson.Options)}");
        }
    }

    internal void Finish() => output.WriteLine($"{_received} received, {_received - SetAside} translated, {SetAside} set aside.");

    private static string Quoted(string? value) => value is null ? "" : $"\"{value}\"";
}
