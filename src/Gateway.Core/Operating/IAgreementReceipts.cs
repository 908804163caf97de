using Gateway.Core.Agreements;

namespace Gateway.Core.Operating;

/// <summary>Receipts of a client's agreements. Every look is noted as an opening and in the operations log, with its purpose, before it is shown.</summary>
public interface IAgreementReceipts
{
    /// <summary>Receipts of every agreement that an agency recorded of its client, the newest first.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="client">Client, as found.</param>
    /// <param name="language">Language wanted, ISO 639-1.</param>
    /// <param name="look">Who looks, and for which purpose.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null when the agency has no such client.</returns>
    Task<IReadOnlyList<AgreementReceipt>?> ReadAsync(string agency, Guid client, string language, PrivacyLook look, CancellationToken cancellation);
}
