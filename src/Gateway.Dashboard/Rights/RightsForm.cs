using Gateway.Core.Accountability;
using Gateway.Core.Rights;
using Gateway.Dashboard.Access;
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

    internal static IReadOnlyList<(string Code, string Words)> Requesters { get; } = [.. RightsCodes.Requesters.Select(r => (r.Key, WordsOf(r.Value)))];

    internal static IReadOnlyList<(string Code, string Words)> Checks { get; } = [.. RightsCodes.Checks.Select(c => (c.Key, WordsOf(c.Value)))];

    internal static RightsForm Of(IFormCollection form) => new(Text(form, "by"), Text(form, "check"), Text(form, "verifiedBy"), Text(form, "reference"));

    /// <summary>Null: something is not chosen.</summary>
    internal RightsRequest? Request(string agency, Reader reader) => RightsRequest.Of(agency, reader, By, Check, VerifiedBy, Reference);

    private static string WordsOf(Requester by) => by switch
    {
        Requester.Self => "The client",
        Requester.Representative => "Somebody with a mandate of the client",
        _ => "The supervisory authority or a court",
    };

    private static string WordsOf(IdentityCheck check) => check switch
    {
        IdentityCheck.Document => "An identity document was seen",
        IdentityCheck.ElectronicIdentity => "Signed in with an electronic identity",
        IdentityCheck.KnownInPerson => "Known in person to the counsellor",
        _ => "The order was seen",
    };

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();
}
