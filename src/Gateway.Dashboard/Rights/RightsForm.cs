using Gateway.Core.Accountability;
using Gateway.Core.Rights;
using Microsoft.AspNetCore.Http;

namespace Gateway.Dashboard.Rights;

/// <summary>What somebody filled in about who asks and how that was checked.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Check">How identity was checked.</param>
/// <param name="VerifiedBy">Who checked.</param>
/// <param name="Reference">Reference of the request or the mandate.</param>
internal sealed record RightsForm(string By, string Check, string VerifiedBy, string Reference)
{
    internal static RightsForm Empty { get; } = new("", "", "", "");

    internal static IReadOnlyList<(Requester Code, string Words)> Requesters { get; } =
    [
        (Requester.Self, "The client"), (Requester.Representative, "Somebody with a mandate of the client"), (Requester.Authority, "The supervisory authority or a court"),
    ];

    internal static IReadOnlyList<(IdentityCheck Code, string Words)> Checks { get; } =
    [
        (IdentityCheck.Document, "An identity document was seen"), (IdentityCheck.ElectronicIdentity, "Signed in with an electronic identity"),
        (IdentityCheck.KnownInPerson, "Known in person to the counsellor"), (IdentityCheck.Order, "The order was seen"),
    ];

    internal static RightsForm Of(IFormCollection form) => new(Text(form, "by"), Text(form, "check"), Text(form, "verifiedBy"), Text(form, "reference"));

    /// <summary>Null: something is not chosen.</summary>
    internal RightsRequest? Request(string agency, Reader reader) =>
        Enum.TryParse<Requester>(By, out var by) && Enum.IsDefined(by) && Enum.TryParse<IdentityCheck>(Check, out var check) && Enum.IsDefined(check)
            ? new RightsRequest(agency, reader, by, check, VerifiedBy, Reference.Length == 0 ? null : Reference)
            : null;

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();
}
