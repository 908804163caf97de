namespace Gateway.Core.Operating;

/// <summary>A hold on an agency.</summary>
/// <param name="Since">Domain time, UTC.</param>
/// <param name="User">Who asked.</param>
/// <param name="Reason">Why.</param>
public sealed record Hold(DateTimeOffset Since, string User, string Reason);

/// <summary>Records of an agency by format, in the last thirty days.</summary>
/// <param name="Profile">Profile.</param>
/// <param name="Submissions">Submissions.</param>
/// <param name="Records">Records.</param>
/// <param name="SetAside">Of those, set aside.</param>
public sealed record FormatUse(string Profile, int Submissions, int Records, int SetAside);

/// <summary>Deliveries to an agency in the last thirty days.</summary>
/// <param name="Confirmed">The agency has it for certain.</param>
/// <param name="Unconfirmed">It left, and the agency has not confirmed it.</param>
/// <param name="Blocked">The gate stopped it.</param>
public sealed record DeliverySuccess(int Confirmed, int Unconfirmed, int Blocked);

/// <summary>An agency as operators see it.</summary>
/// <param name="Lane">Its traffic.</param>
/// <param name="Hold">Its hold; null: none.</param>
/// <param name="Formats">Formats in use.</param>
/// <param name="Success">Deliveries.</param>
/// <param name="WithdrawalsUntold">Withdrawals that it has not confirmed to have been told of.</param>
public sealed record AgencyFile(Lane Lane, Hold? Hold, IReadOnlyList<FormatUse> Formats, DeliverySuccess Success, int WithdrawalsUntold)
{
    /// <summary>Its drop folder; null: it has none, or nobody has looked into it yet.</summary>
    public Files.FolderNote? Folder { get; init; }
}

/// <summary>Agencies at work, and holds on them.</summary>
public interface IAgencyFiles
{
    /// <summary>An agency's file; null: it is not in the directory.</summary>
    Task<AgencyFile?> ReadAsync(string agency, CancellationToken cancellation);

    /// <summary>Holds back what is for an agency: it waits in the store, nothing fails, until the hold is lifted.</summary>
    /// <returns>False: it is on hold already.</returns>
    Task<bool> HoldAsync(string user, string agency, string reason, CancellationToken cancellation);

    /// <summary>Lifts the hold.</summary>
    /// <returns>False: there is none, or a restore holds: that ends with 'restore continue'.</returns>
    Task<bool> LiftAsync(string user, string agency, CancellationToken cancellation);
}
