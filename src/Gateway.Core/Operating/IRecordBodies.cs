using Gateway.Core.Accountability;

namespace Gateway.Core.Operating;

/// <summary>A record as its sender sent it, without what lies behind a wall.</summary>
/// <param name="Id"><c>{submission}.{n}</c>.</param>
/// <param name="Agency">Sender.</param>
/// <param name="State">State.</param>
/// <param name="Reason">Why it was set aside.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="ReferralId">The referral it led to.</param>
/// <param name="Text">The record's own text; null: not asked for, or erased.</param>
/// <param name="Corrects">The set-aside record that its submission replaces; null: none.</param>
/// <param name="CorrectedBy">First record of the submission that replaces it; null: none, or not translated yet.</param>
public sealed record RecordBody(
    string Id, string Agency, string State, Sentence? Reason, string? Path, Guid? ReferralId, string? Text, string? Corrects, string? CorrectedBy);

/// <summary>Opens records for people. What is opened is a client's data: only for a stated purpose, and written down before it is shown.</summary>
public interface IRecordBodies
{
    /// <summary>A record without its text; null: there is none.</summary>
    Task<RecordBody?> DescribeAsync(Guid submission, int number, CancellationToken cancellation);

    /// <summary>A record with its text.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="words">Why, in the person's words. They are kept under the client's key, and are erased with it.</param>
    /// <param name="submission">Submission.</param>
    /// <param name="number">Number in it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The record; null: there is none, or it is of an agency that the person does not work for.</returns>
    Task<RecordBody?> OpenAsync(Reader reader, string words, Guid submission, int number, CancellationToken cancellation);
}
