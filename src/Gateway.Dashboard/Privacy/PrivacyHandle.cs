using System.Security.Cryptography;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Dashboard.Privacy;

/// <summary>
/// Which client a page is about, sealed into its forms for a quarter of an hour and for this viewer only. Neither an
/// identifier nor the client's id ever stands in an address.
/// </summary>
internal sealed class PrivacyHandle(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Gateway.Dashboard.Privacy").ToTimeLimitedDataProtector();

    internal string Seal(Viewer viewer, Subject subject) => _protector.Protect($"{viewer.Name}\n{subject.Agency}\n{subject.Client:N}\n{subject.Purpose}", Holds);

    /// <summary>Null when it is not one of ours, too old, another viewer's, or of an agency that the viewer does not work for now.</summary>
    internal Subject? Open(Viewer viewer, string? handle)
    {
        try
        {
            return _protector.Unprotect(handle ?? "").Split('\n') is [var user, var agency, var client, var purpose] && user == viewer.Name && viewer.Reader.WorksFor(agency)
                ? new Subject(agency, Guid.ParseExact(client, "N"), purpose)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Whose overview it is, and why it is looked at.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Client">Client.</param>
/// <param name="Purpose">Purpose.</param>
internal sealed record Subject(string Agency, Guid Client, string Purpose);
