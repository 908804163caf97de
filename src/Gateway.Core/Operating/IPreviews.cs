using Gateway.Core.Agreements;
using Gateway.Core.Intake;

namespace Gateway.Core.Operating;

/// <summary>Previews of what would leave if a client agreed. Each is kept, so that an agreement may name it by its digest.</summary>
public interface IPreviews
{
    /// <summary>So many records at most.</summary>
    const int MostRecords = 100;

    /// <summary>Previews of records in an agency's own format. Nothing of the records is kept.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="profile">Format.</param>
    /// <param name="content">The records.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>A preview for each of the first <see cref="MostRecords"/>; null when the agency or format is not known.</returns>
    Task<IReadOnlyList<PreviewAnswer>?> OfRecordsAsync(string agency, string profile, Stream content, CancellationToken cancellation);

    /// <summary>Previews of a client's referrals that have not ended.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="client">Client, as found.</param>
    /// <param name="look">Who looks, and for which purpose.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null when the agency has no such client.</returns>
    Task<IReadOnlyList<PreviewAnswer>?> OfClientAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation);
}

/// <summary>What previews need of the store.</summary>
public interface IPreviewStore
{
    /// <summary>Keeps previews that are not kept yet.</summary>
    Task KeepAsync(IReadOnlyList<Preview> previews, CancellationToken cancellation);

    /// <summary>The newest statement of each of a client's referrals that has not ended; null when the agency has no such client.</summary>
    Task<OpenReferrals?> OpenAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation);
}

/// <summary>Referrals of a client that have not ended.</summary>
/// <param name="Records">Their records.</param>
/// <param name="Standing">What restricts the client now.</param>
public sealed record OpenReferrals(IReadOnlyList<ReadRecord> Records, Privacy.ClientStanding Standing);
