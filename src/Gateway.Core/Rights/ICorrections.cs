using System.Text.Json.Nodes;

namespace Gateway.Core.Rights;

/// <summary>Corrects what an agency knows of a client (GDPR art. 16), and tells whoever got the old value (art. 19).</summary>
public interface ICorrections
{
    /// <summary>Corrects one field, everywhere the agency states it.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="subject">Whose data.</param>
    /// <param name="correction">What is corrected.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<CorrectionAnswer> CorrectAsync(RightsRequest request, RightsSubject subject, Correction correction, CancellationToken cancellation);
}

/// <summary>A correction.</summary>
/// <param name="Field">Canonical path below the client: <c>client.contact.phone</c>.</param>
/// <param name="Value">The right value; null: it does not exist.</param>
public sealed record Correction(string Field, JsonNode? Value)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => $"{nameof(Correction)} {{ Field = {Field} }}";
}

/// <summary>What a correction came to.</summary>
/// <param name="Refusal">One of <see cref="RightsFaults"/>; null: it is taken in like any record of the agency.</param>
/// <param name="Submission">The submission under which it is taken in.</param>
/// <param name="Referrals">Referrals that are corrected.</param>
/// <param name="Told">Agencies that get the correction, as far as they may know the field.</param>
/// <param name="ByHand">Agencies that had the old value in a handover that is over: no event reaches it any more, so somebody tells them.</param>
public sealed record CorrectionAnswer(string? Refusal, Guid? Submission, int Referrals, IReadOnlyList<string> Told, IReadOnlyList<string> ByHand);

/// <summary>What an agency states of a client now.</summary>
/// <param name="Client">Id inside the gateway.</param>
/// <param name="Statements">Current statements: of each referral that has not ended, and the last that names the client otherwise.</param>
/// <param name="Open">Agencies with a handover that is not over and to which something left.</param>
/// <param name="Over">Agencies with only handovers that are over, and to which something left.</param>
public sealed record StatedNow(Guid Client, IReadOnlyList<StatedReferral> Statements, IReadOnlyList<string> Open, IReadOnlyList<string> Over);

/// <summary>A current statement.</summary>
/// <param name="Referral">The referral; null: it is about the client alone.</param>
/// <param name="Data">Its data.</param>
public sealed record StatedReferral(Guid? Referral, JsonObject Data);

/// <summary>Reads what is stated now.</summary>
public interface IStatedNow
{
    /// <summary>What the agency states of a client; or why there is nothing: one of <see cref="RightsFaults"/>.</summary>
    Task<(StatedNow? Stated, string? Fault)> ReadAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation);
}
