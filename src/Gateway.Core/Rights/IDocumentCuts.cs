using Gateway.Core.Intake;

namespace Gateway.Core.Rights;

/// <summary>Cuts single records out of a document, so that the document itself can be destroyed.</summary>
public interface IDocumentCuts
{
    /// <summary>The bytes of records as they stand in the document.</summary>
    /// <param name="submission">The document.</param>
    /// <param name="records">Records, as they are kept.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Bytes by record; null: not every one of them can be told for certain.</returns>
    Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>?> CutAsync(Guid submission, IReadOnlyList<RecordSnapshot> records, CancellationToken cancellation);
}
