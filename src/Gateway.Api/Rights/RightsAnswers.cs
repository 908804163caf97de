using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Rights;

namespace Gateway.Api.Rights;

/// <summary>A request for a right, with the check of identity behind it. Numbers are posted, never part of an address.</summary>
/// <param name="Agency">The controller that is asked.</param>
/// <param name="Scheme">Scheme of the number: 'insz', 'bsn', 'fnr', or 'agency' for the agency's own reference.</param>
/// <param name="Identifier">Number of the client. It is not kept.</param>
/// <param name="By">Who asks: 'self', 'representative' or 'authority'.</param>
/// <param name="Check">How identity was checked: 'document', 'electronic-identity', 'known-in-person' or 'order'.</param>
/// <param name="VerifiedBy">Who checked it: user name or staff number, one word.</param>
/// <param name="Reference">Reference of the request; of a representative, of the mandate. One word.</param>
/// <param name="Field">For a correction: canonical path of the field, for example 'client.contact.phone'.</param>
/// <param name="Value">For a correction: the right value; null: there is none.</param>
/// <param name="Seen">For an erasure: 'state' of the look before. Something else is not erased unseen.</param>
public sealed record RightAsked(
    string? Agency, string? Scheme, string? Identifier, string? By, string? Check, string? VerifiedBy, string? Reference, string? Field, JsonNode? Value = null, string? Seen = null)
{
    /// <summary>Null: a part is missing or is none of its words.</summary>
    internal (RightsRequest Request, RightsSubject Subject)? Read(Reader reader) =>
        Agency is { Length: > 0 } agency && Scheme is { } scheme && Identifier is { Length: > 0 and <= 60 } number && RightsRequest.Of(agency, reader, By, Check, VerifiedBy, Reference) is { } request
            ? (request, new RightsSubject.ByNumber(scheme, number))
            : null;

    /// <summary>Without the number and the value.</summary>
    public override string ToString() => $"{nameof(RightAsked)} {{ Agency = {Agency} }}";
}

/// <summary>What an erasure would do, or did.</summary>
/// <param name="Certificate">What was, or would be, destroyed.</param>
/// <param name="State">State that was looked at: send it as 'seen' to erase exactly that.</param>
public sealed record ErasureSeen(ErasureCertificate Certificate, string? State);

/// <summary>Certificates.</summary>
/// <param name="Items">The newest first.</param>
public sealed record CertificateList(IReadOnlyList<IssuedCertificate> Items);

/// <summary>A correction that was taken in.</summary>
/// <param name="Submission">The submission under which it is taken in.</param>
/// <param name="Referrals">Referrals that are corrected.</param>
/// <param name="Told">Agencies that get the correction, as far as they may know the field.</param>
/// <param name="ByHand">Agencies that had the old value in a handover that is over: somebody tells them.</param>
public sealed record CorrectionTaken(Guid Submission, int Referrals, IReadOnlyList<string> Told, IReadOnlyList<string> ByHand);
