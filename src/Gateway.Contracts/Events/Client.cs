namespace Gateway.Contracts.Events;

/// <summary>A person as one agency knows them. Two agencies' clients are never joined outside a referral.</summary>
public sealed record Client
{
    /// <summary>Identifiers, the authentic one first.</summary>
    public required IReadOnlyList<Identifier> Identifiers { get; init; }

    /// <summary>Family name with its prefix, as registered.</summary>
    public string? FamilyName { get; init; }

    /// <summary>Given names in order.</summary>
    public IReadOnlyList<string>? GivenNames { get; init; }

    /// <summary>The whole name where the source does not split it; the gateway does not split it either.</summary>
    public string? FullName { get; init; }

    /// <summary>Birth date: <c>1985-07-30</c>, or with unknown parts left out <c>1985-07</c>, <c>1985</c>.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Gender as registered: <c>female</c>, <c>male</c> or <c>other</c>.</summary>
    public string? Gender { get; init; }

    /// <summary>Nationality, ISO 3166-1 alpha-2.</summary>
    public string? Nationality { get; init; }

    /// <summary>Language of letters, ISO 639-3.</summary>
    public string? PreferredLanguage { get; init; }

    /// <summary>Language spoken with the client, ISO 639-3.</summary>
    public string? ContactLanguage { get; init; }

    /// <summary>An interpreter is needed; null when not known.</summary>
    public bool? NeedsInterpreter { get; init; }

    /// <summary>Where the client lives.</summary>
    public Residence? Residence { get; init; }

    /// <summary>How to reach the client.</summary>
    public ContactDetails? Contact { get; init; }

    /// <summary>Restrictions on handling this client's data.</summary>
    public Protection? Protection { get; init; }
}

/// <summary>An identifier in its scheme.</summary>
/// <param name="Scheme">One of <see cref="IdentifierSchemes"/>.</param>
/// <param name="Value">Normalised: digits without separators where the scheme is numeric.</param>
public sealed record Identifier(string Scheme, string Value)
{
    /// <summary>
    /// <c>cancelled</c> when the register took the number out of use: no file can be found or opened under it, only under
    /// <see cref="ReplacedBy"/> or, without one, by name and birth date until there is a number again. Null: in use, or not said.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Number that replaced this one, by an authentic register notice; null when in use.</summary>
    public string? ReplacedBy { get; init; }
}

/// <summary>Schemes of <see cref="Identifier"/>.</summary>
public static class IdentifierSchemes
{
    /// <summary>Belgian social security number (INSZ/NISS), including bis numbers.</summary>
    public const string Insz = "insz";

    /// <summary>Dutch citizen service number.</summary>
    public const string Bsn = "bsn";

    /// <summary>Norwegian birth number.</summary>
    public const string Fnr = "fnr";

    /// <summary>The agency's own reference for the client.</summary>
    public const string AgencyReference = "agency";
}

/// <summary>Residence of a client.</summary>
public sealed record Residence
{
    /// <summary>Municipality code in the country's own list (Belgium: NIS), as sent.</summary>
    public string? Municipality { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Name of the place.</summary>
    public string? Place { get; init; }

    /// <summary>Street.</summary>
    public string? Street { get; init; }

    /// <summary>House number with its addition.</summary>
    public string? HouseNumber { get; init; }
}

/// <summary>How to reach a client, and whether it is safe to.</summary>
public sealed record ContactDetails
{
    /// <summary>Telephone number as registered.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether a call can do no harm at home; null when not known.</summary>
    public bool? SafeToCall { get; init; }

    /// <summary>Whether a message may be left; null when not known.</summary>
    public bool? SafeToLeaveMessage { get; init; }

    /// <summary>Coded preferred time of day: <c>MORNING</c>, <c>AFTERNOON</c>, <c>EVENING</c>.</summary>
    public string? PreferredTime { get; init; }
}

/// <summary>Restrictions that an agency's register puts on a client.</summary>
public sealed record Protection
{
    /// <summary>The address is secret.</summary>
    public bool? SecretAddress { get; init; }

    /// <summary>The client works for the agency.</summary>
    public bool? StaffOfAgency { get; init; }

    /// <summary>Processing is restricted (GDPR art. 18).</summary>
    public bool? Restricted { get; init; }

    /// <summary>The client objected to processing (GDPR art. 21).</summary>
    public bool? Objected { get; init; }
}
