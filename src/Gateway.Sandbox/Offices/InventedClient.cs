using System.Security.Cryptography;
using Gateway.Contracts.Events;
using Gateway.Demo.Scenario;

namespace Gateway.Sandbox.Offices;

/// <summary>A client who does not exist. The number passes its check digits; it may by chance be somebody's, so nothing else is like a real person's.</summary>
/// <param name="Insz">National number.</param>
internal sealed record InventedClient(string Insz)
{
    /// <summary>Days from which birth dates are drawn.</summary>
    private const int Days = 16_000;
    private static readonly DateOnly First = new(1955, 1, 1);

    /// <summary>Another one.</summary>
    internal static InventedClient Another() => new(InventedNumbers.Insz(First.AddDays(RandomNumberGenerator.GetInt32(Days)), RandomNumberGenerator.GetInt32(1, 998)));

    /// <summary>The client as the office that refers knows it.</summary>
    internal Client In(string municipality) => new()
    {
        Identifiers = [new Identifier(IdentifierSchemes.Insz, Insz)],
        FamilyName = "Proefpersoon",
        GivenNames = ["Zandbak"],
        ContactLanguage = "nld",
        Residence = new Residence { Municipality = municipality },
        Contact = new ContactDetails { Phone = "+32460000000", SafeToCall = true },
    };
}
