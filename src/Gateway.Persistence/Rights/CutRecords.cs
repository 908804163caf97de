using Gateway.Core.Intake;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Rights;

/// <summary>
/// Records that were cut out of a document when the document was destroyed: each lies under its record's own key, as long as the
/// document was to be kept. When the record is worked on, it moves to its client's key, and the cut is destroyed with the old one.
/// </summary>
internal static class CutRecords
{
    private const string Use = "cut";

    internal static SegmentRow Seal(RecordSnapshot record, ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes) => new()
    {
        SubmissionId = record.SubmissionId, Index = record.Number, Last = true, Cipher = Sealing.Seal(key, bytes, Sealing.Context(record.Id, Use)),
    };

    /// <summary>Null: it cannot be opened.</summary>
    internal static ReadOnlyMemory<byte>? Open(RecordSnapshot record, ReadOnlySpan<byte> key, SegmentRow segment)
    {
        try
        {
            return Sealing.Open(key, segment.Cipher, Sealing.Context(record.Id, Use));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
