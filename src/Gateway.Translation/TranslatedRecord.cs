using System.Net.Http.Headers;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;

namespace Gateway.Translation;

/// <summary>What became of a record.</summary>
public enum RecordStatus
{
    /// <summary>Its statements are complete; problems, if any, are notices.</summary>
    Translated,

    /// <summary>It is kept and makes no statement; <see cref="TranslatedRecord.Problems"/> says why (uitval).</summary>
    SetAside,
}

/// <summary>How a document is translated.</summary>
public sealed record TranslateOptions
{
    /// <summary>The day on which code maps are read.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Records at the beginning that are passed over: already translated before a crash.</summary>
    public int Skip { get; init; }

    /// <summary>Fill <see cref="TranslatedRecord.Fields"/>.</summary>
    public bool Explain { get; init; }

    /// <summary>Media type the sender declared; its charset counts for rows and lines that begin with no byte-order mark.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// Reference under which the document was sent, where its format holds none: the application of an event stream. Null: the
    /// parameter <c>reference</c> of <see cref="ContentType"/>, if it has one.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>Longest reference that is taken.</summary>
    private const int LongestReference = 200;

    /// <summary>
    /// What of a media type decides how bytes are read: type, charset and reference, however they are spelt. Empty when none is
    /// declared, or one that says nothing (<c>application/octet-stream</c>).
    /// </summary>
    /// <param name="contentType">Media type as the sender declared it.</param>
    public static string ReadingOf(string? contentType)
    {
        if (contentType is null || !MediaTypeHeaderValue.TryParse(contentType, out var type))
            return contentType?.Trim() ?? "";
        var name = type.MediaType?.ToUpperInvariant();
        var charset = type.CharSet?.Trim('"').Trim();
        var encoding = charset is null ? null : Reading.Encodings.Named(charset)?.WebName ?? charset;
        return $"{(name == "APPLICATION/OCTET-STREAM" ? "" : name)};{encoding?.ToUpperInvariant()};{ReferenceOf(contentType)}".Trim(';');
    }

    /// <summary>The reference of a media type: <c>application/json; reference="4711"</c>; null when it names none or a longer one than is taken.</summary>
    /// <param name="contentType">Media type as the sender declared it.</param>
    public static string? ReferenceOf(string? contentType) =>
        contentType is not null && MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.Parameters.FirstOrDefault(p => string.Equals(p.Name, "reference", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"').Trim() is { Length: > 0 and <= LongestReference } reference
            ? reference
            : null;
}

/// <summary>One record of a document, translated or set aside.</summary>
public sealed record TranslatedRecord
{
    /// <summary>1-based position in the document.</summary>
    public required int Index { get; init; }

    /// <summary>Line (JSON, XML, CSV) or row (spreadsheet) where the record begins, 1-based.</summary>
    public int? Line { get; init; }

    /// <summary>What became of it.</summary>
    public required RecordStatus Status { get; init; }

    /// <summary>
    /// Set when the record is an answer or another record that by its nature states nothing (nothing found, a fault of the
    /// source, a payment): the reason's code. Its sentence is among <see cref="Problems"/>. Such a record is translated.
    /// </summary>
    public string? Answer { get; init; }

    /// <summary>Canonical statements; empty when set aside, and for an <see cref="Answer"/>.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    /// <summary>Errors, or notices when the record is translated.</summary>
    public IReadOnlyList<TranslationProblem> Problems { get; init; } = [];

    /// <summary>The problem that set the record aside; null when it is translated. Notices may stand before it among <see cref="Problems"/>.</summary>
    public TranslationProblem? Reason { get; init; }

    /// <summary>Source paths no line of the profile knows, each once; kept raw and never forwarded.</summary>
    public IReadOnlyList<string> Unmapped { get; init; } = [];

    /// <summary>
    /// The record's bytes in UTF-8: as sent (JSON), the element (XML), a JSON object of column to cell (tables).
    /// Empty where the document ended before a record could be told apart.
    /// </summary>
    public ReadOnlyMemory<byte> Slice { get; init; }

    /// <summary>
    /// The slice without what is walled, special or free text, and without what the profile does not know; null when
    /// the profile marks nothing. Empty when the record could not be decoded.
    /// </summary>
    public ReadOnlyMemory<byte>? Stripped { get; init; }

    /// <summary>Where the whole slice belongs: the strictest compartment the profile marks; undecodable is walled.</summary>
    public required Compartment Compartment { get; init; }

    /// <summary>How many values were kept behind a wall or as free text. A count only, never which.</summary>
    public int Sealed { get; init; }

    /// <summary>Whether words were among them: free text, which nobody receives.</summary>
    public bool WordsSealed { get; init; }

    /// <summary>With <see cref="TranslateOptions.Explain"/>: each value and where it came from.</summary>
    public IReadOnlyList<FieldTrace> Fields { get; init; } = [];

    /// <summary>The record as the rules of translation take it.</summary>
    public ReadRecord AsRead() => new()
    {
        Number = Index,
        Line = Line,
        Statements = Statements,
        Problem = Status != RecordStatus.SetAside ? null : Named(Reason) ?? new TranslationProblem("not-translated", null, Line, StatementProblems.NoStatement),
        Answer = OffersCodes ? StatementProblems.WordsSealedCode : Answer,
        AnswerText = OffersCodes ? StatementProblems.WordsSealed : Problems.FirstOrDefault(p => p.Code == Answer)?.Text,
        Slice = Slice,
        Kept = Compartment == Compartment.Ordinary ? Slice : Stripped ?? ReadOnlyMemory<byte>.Empty,
        Compartment = Compartment,
        Unmapped = Unmapped.Count,
    };

    /// <summary>A counsellor wrote words with a referral: they stay behind, and codes may be sent instead.</summary>
    private bool OffersCodes => WordsSealed && Status != RecordStatus.SetAside && Statements.Any(s => s.Content is ReferralSubmitted);

    /// <summary>Who repairs a code map reads in the worklist which code it lacks.</summary>
    private static TranslationProblem? Named(TranslationProblem? reason) =>
        reason?.Missing is { } missing ? reason with { Text = ValueProblems.CodeMissing.With(reason.Text, missing) } : reason;
}

/// <summary>Where a canonical value came from.</summary>
/// <param name="Target">Canonical path, or empty for a value that is in no statement.</param>
/// <param name="Source">Path in the source's own terms, or several joined by <see cref="And"/>; null for what the profile sets.</param>
/// <param name="Raw">The value as written; null for a constant, and for what is sealed.</param>
/// <param name="Value">The canonical value as text, or why there is none.</param>
public sealed record FieldTrace(string Target, string? Source, string? Raw, string? Value)
{
    /// <summary>Between the paths of a value that was joined from several.</summary>
    public const string And = " + ";

    /// <summary>What became of the value.</summary>
    public FieldFate Fate { get; init; }
}

/// <summary>What became of a value.</summary>
public enum FieldFate
{
    /// <summary>It is in a statement.</summary>
    Stated,

    /// <summary>The source says that it is unknown, or it belongs to something that has ended: in no statement.</summary>
    NotStated,

    /// <summary>It could not be read; a problem says why.</summary>
    LeftOut,

    /// <summary>Behind a wall, of a special category, somebody else's, an amount, or free text: sealed, never forwarded.</summary>
    Sealed,

    /// <summary>Known and deliberately not mapped: kept with the record, never forwarded.</summary>
    Kept,
}
