using Gateway.Core.Accountability;
using Gateway.Core.Clients;

namespace Gateway.Core.Rights;

/// <summary>Who asks for a right of a client.</summary>
public enum Requester
{
    /// <summary>The person.</summary>
    Self = 0,

    /// <summary>Somebody for the person: a parent, a guardian, an administrator, a lawyer. A mandate must have been seen.</summary>
    Representative = 1,

    /// <summary>The supervisory authority or a court (GDPR art. 58(2)(g), 79).</summary>
    Authority = 2,
}

/// <summary>How it was checked that whoever asks is who they say.</summary>
public enum IdentityCheck
{
    /// <summary>An identity document was seen.</summary>
    Document = 0,

    /// <summary>Signed in with an electronic identity at the agency.</summary>
    ElectronicIdentity = 1,

    /// <summary>Known in person to the counsellor who brought the request.</summary>
    KnownInPerson = 2,

    /// <summary>An order or a letter of the authority was seen.</summary>
    Order = 3,
}

/// <summary>A request for a right, with the check of identity that stands behind it (GDPR art. 12(6)).</summary>
/// <param name="Agency">The controller that is asked. Each answers for what it knows itself.</param>
/// <param name="Reader">Who carries it out, with the office and the roles in which they do.</param>
/// <param name="By">Who asks.</param>
/// <param name="Check">How identity was checked.</param>
/// <param name="VerifiedBy">Who checked it: the name of a user or a staff number, one word.</param>
/// <param name="Reference">Reference of the request in the agency's own administration; of a representative, of the mandate. One word, about the file and never about a person.</param>
public sealed record RightsRequest(string Agency, Reader Reader, Requester By, IdentityCheck Check, string VerifiedBy, string? Reference = null)
{
    /// <summary>Name of whoever carries it out.</summary>
    public string User => Reader.User;

    /// <summary>Of who asks and how that was checked, in codes.</summary>
    /// <returns>Null: one of them is none of <see cref="RightsCodes"/>.</returns>
    public static RightsRequest? Of(string agency, Reader reader, string? by, string? check, string? verifiedBy, string? reference) =>
        RightsCodes.Requesters.TryGetValue(by ?? "", out var requester) && RightsCodes.Checks.TryGetValue(check ?? "", out var how)
            ? new RightsRequest(agency, reader, requester, how, verifiedBy ?? "", string.IsNullOrEmpty(reference) ? null : reference)
            : null;

    /// <summary>Why it cannot be carried out; null: it can. Nobody's right is carried out for somebody else without a mandate.</summary>
    public string? Fault =>
        Codes.OfNobody(VerifiedBy) is null ? RightsFaults.NotVerified
        : Reference is not null && Codes.OfNobody(Reference) is null ? RightsFaults.ReferenceNotACode
        : By == Requester.Representative && Reference is null ? RightsFaults.MandateMissing
        : (By == Requester.Authority) != (Check == IdentityCheck.Order) ? RightsFaults.CheckDoesNotFit
        : null;

    /// <summary>As the operations log and the audit trail keep it: codes only.</summary>
    public string Noted => $"{Agency}:{By}:{Check}:{VerifiedBy}{(Reference is null ? "" : ":" + Reference)}";
}
