using Gateway.Contracts.Events;

namespace Gateway.Core.Agreements;

/// <summary>What sets the last day of an agreement.</summary>
public static class AgreementEnds
{
    /// <summary>Its own term, as the record names it.</summary>
    public const string Term = "TERM";

    /// <summary>The client comes of age: a parent or guardian agreed.</summary>
    public const string OfAge = "OF_AGE";

    /// <summary>The mandate of the administrator who agreed ends.</summary>
    public const string Mandate = "MANDATE";

    /// <summary>What ends an agreement that somebody gave for the client.</summary>
    internal static string Of(AgreementClaim claim) => claim.GivenBy?.Trim() == Capacities.Administrator ? Mandate : OfAge;
}
