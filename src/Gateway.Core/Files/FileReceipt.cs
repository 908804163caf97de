using Gateway.Core.Reading;
using Gateway.Core.Returns;

namespace Gateway.Core.Files;

/// <summary>What its sender is told of a file, beside the folder in which it was dropped. It holds nothing of a record.</summary>
public sealed record FileReceipt
{
    /// <summary>State of a file that is committed; its records are translated next.</summary>
    public const string Received = "received";

    /// <summary>State of a file that could not be taken in.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>Records set aside that are listed at most; the submission itself lists all.</summary>
    public const int MostListed = 500;

    /// <summary>The file's name, behind its sub-folder where it lay in one.</summary>
    public required string File { get; init; }

    /// <summary><see cref="Received"/>, <c>translated</c>, <c>setAside</c> (not one record could be read), or <see cref="Quarantined"/>.</summary>
    public required string State { get; init; }

    /// <summary>When this was written, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of its bytes; null: they were not read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public long? Bytes { get; init; }

    /// <summary>Format in which it was taken in.</summary>
    public string? Format { get; init; }

    /// <summary>Submission: the same one for the same file, however often it is dropped.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>Records; null while they are not all read.</summary>
    public ReceiptCounts? Records { get; init; }

    /// <summary>Records that were set aside, as many as are listed.</summary>
    public IReadOnlyList<ReceiptLine>? SetAside { get; init; }

    /// <summary>Records set aside that are not listed; the submission lists them.</summary>
    public int? More { get; init; }

    /// <summary>Why the whole was not taken in or not read.</summary>
    public ReceiptReason? Reason { get; init; }
}

/// <summary>Records of a file.</summary>
/// <param name="Received">Records found.</param>
/// <param name="SetAside">Of those, set aside.</param>
public sealed record ReceiptCounts(int Received, int SetAside);

/// <summary>Why, and what to do, in the sender's language.</summary>
/// <param name="Code">Code.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ReceiptReason(string Code, string Sentence, string Remedy);

/// <summary>A record that was set aside.</summary>
/// <param name="Record">Its id, <c>{submission}.{n}</c>.</param>
/// <param name="Line">Line in the file.</param>
/// <param name="Path">Place in the record.</param>
/// <param name="Code">Code.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ReceiptLine(string Record, int? Line, string? Path, string Code, string? Sentence, string? Remedy);

/// <summary>What stands in receipts.</summary>
public static class FileReceipts
{
    /// <summary>Of a file that cannot be taken in.</summary>
    /// <param name="label">The file.</param>
    /// <param name="code">Code.</param>
    /// <param name="language">The sender's language.</param>
    /// <param name="at">Now.</param>
    public static FileReceipt Refused(string label, string code, string language, DateTimeOffset at) =>
        new() { File = label, State = FileReceipt.Quarantined, At = at, Reason = new ReceiptReason(code, ReturnWords.Sentence(language, code, null), ReturnWords.Remedy(language, code)) };

    /// <summary>Of a file whose records are read; null: they are not, yet.</summary>
    /// <param name="received">The receipt of its acceptance.</param>
    /// <param name="page">The submission.</param>
    /// <param name="aside">Its records that are set aside, as many as are listed.</param>
    /// <param name="at">Now.</param>
    public static FileReceipt? Read(FileReceipt received, SubmissionPage page, IReadOnlyList<RecordLine> aside, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(aside);
        if (page.State == FileReceipt.Received)
            return null;
        return received with
        {
            State = page.State,
            At = at,
            Records = new ReceiptCounts(page.Received, page.SetAside),
            SetAside = aside.Count == 0 ? null : [.. aside.Select(r => new ReceiptLine(r.Id, r.Reason?.Line, r.Reason?.Path, r.Reason?.Code ?? "", r.Reason?.Sentence, r.Reason?.Remedy))],
            More = page.SetAside > aside.Count ? page.SetAside - aside.Count : null,
            Reason = page.Reason is { } reason ? new ReceiptReason(reason.Code, reason.Sentence ?? "", reason.Remedy ?? "") : null,
        };
    }
}
