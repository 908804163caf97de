using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Clients;

namespace Gateway.Translation.Explaining;

/// <summary>
/// Writes what <c>translate --json</c> prints, record by record: <c>{profile, records: [{index, line, status, statements,
/// problems, unmapped}], summary: {received, translated, setAside}}</c>; a record that states nothing by its nature also has
/// its reason as <c>answer</c>; explaining adds <c>fields</c>,
/// <c>forwarded</c> and the count <c>sealed</c> to each record.
/// </summary>
public sealed class TranslationReport : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly bool _explain;
    private readonly Func<Statement, IReadOnlyDictionary<string, JsonObject>>? _forwarded;

    /// <summary>Begins a report.</summary>
    /// <param name="output">Where it is written; not disposed.</param>
    /// <param name="profile">Profile id.</param>
    /// <param name="explain">Add what <c>--explain</c> adds.</param>
    /// <param name="forwarded">What would leave of a statement under the policy, by recipient class; null when no policy is at hand.</param>
    public TranslationReport(Stream output, string profile, bool explain, Func<Statement, IReadOnlyDictionary<string, JsonObject>>? forwarded = null)
    {
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _explain = explain;
        _forwarded = forwarded;
        _json.WriteStartObject();
        _json.WriteString("profile", profile);
        _json.WriteStartArray("records");
    }

    /// <summary>Records seen.</summary>
    public int Received { get; private set; }

    /// <summary>Records translated.</summary>
    public int Translated { get; private set; }

    /// <summary>Records set aside.</summary>
    public int SetAside => Received - Translated;

    /// <summary>Writes one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="file">Name of its file, when there are several.</param>
    public void Add(TranslatedRecord record, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        Received++;
        Translated += record.Status == RecordStatus.Translated ? 1 : 0;
        _json.WriteStartObject();
        if (file is not null)
            _json.WriteString("file", file);
        _json.WriteNumber("index", record.Index);
        WriteLine(record.Line);
        _json.WriteString("status", record.Status == RecordStatus.Translated ? "translated" : "setAside");
        if (record.Answer is { } answer)
            _json.WriteString("answer", answer);
        _json.WriteStartArray("statements");
        foreach (var statement in record.Statements)
        {
            _json.WriteStartObject();
            _json.WriteString("type", statement.Type);
            _json.WritePropertyName("data");
            statement.Data.WriteTo(_json);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        WriteProblems(record.Problems);
        _json.WriteStartArray("unmapped");
        foreach (var path in record.Unmapped)
            _json.WriteStringValue(path);
        _json.WriteEndArray();
        if (_explain)
            WriteExplanation(record);
        _json.WriteEndObject();
        if (_json.BytesPending > 64 * 1024)
            _json.Flush();
    }

    /// <summary>Writes the summary and ends the report.</summary>
    public void Finish()
    {
        _json.WriteEndArray();
        _json.WriteStartObject("summary");
        _json.WriteNumber("received", Received);
        _json.WriteNumber("translated", Translated);
        _json.WriteNumber("setAside", SetAside);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc />
    public void Dispose() => _json.Dispose();

    private void WriteProblems(IReadOnlyList<TranslationProblem> problems)
    {
        _json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            _json.WriteStartObject();
            _json.WriteString("code", problem.Code);
            _json.WriteString("path", problem.Path);
            WriteLine(problem.Line);
            _json.WriteString("text", problem.Text.ToString());
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteExplanation(TranslatedRecord record)
    {
        _json.WriteStartArray("fields");
        foreach (var field in record.Fields)
        {
            _json.WriteStartObject();
            _json.WriteString("target", field.Target);
            _json.WriteString("source", field.Source);
            _json.WriteString("raw", field.Raw);
            _json.WriteString("value", field.Value);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteNumber("sealed", record.Sealed);
        _json.WriteStartObject("forwarded");
        foreach (var (recipient, fields) in record.Statements.SelectMany(s => _forwarded?.Invoke(s) ?? new Dictionary<string, JsonObject>(StringComparer.Ordinal)).DistinctBy(f => f.Key))
        {
            _json.WritePropertyName(recipient);
            fields.WriteTo(_json);
        }

        _json.WriteEndObject();
    }

    private void WriteLine(int? line)
    {
        if (line is { } known)
            _json.WriteNumber("line", known);
        else
            _json.WriteNull("line");
    }
}
