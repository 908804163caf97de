namespace Gateway.Core.Callers;

/// <summary>With what an agency's systems call besides keys, and how often; part of its directory entry.</summary>
public sealed record AgencyCallers
{
    /// <summary>Client ids whose access tokens stand for the agency.</summary>
    public IReadOnlyList<TokenClient> Clients { get; init; } = [];

    /// <summary>Certificates that stand for the agency.</summary>
    public IReadOnlyList<CallerCertificate> Certificates { get; init; } = [];

    /// <summary>Calls a second at most; null: as the settings say.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Calls a day at most; null: as the settings say.</summary>
    public int? CallsPerDay { get; init; }
}

/// <summary>A client of the token issuer that stands for an agency.</summary>
/// <param name="Id">The client's id at the issuer.</param>
/// <param name="Scopes">What it may do at most; its token says what of that it may do.</param>
public sealed record TokenClient(string Id, IReadOnlyList<string> Scopes);

/// <summary>A certificate that stands for an agency: one by its thumbprint, or whichever an authority gives to a subject.</summary>
public sealed record CallerCertificate
{
    /// <summary>SHA-256 of the certificate, 64 hexadecimal digits in capitals; null: <see cref="Authority"/> and <see cref="Subject"/> say which.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Last day of the certificate with this thumbprint.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Name of the authority among those of the directory.</summary>
    public string? Authority { get; init; }

    /// <summary>Distinguished name of the subject.</summary>
    public string? Subject { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>An authority whose certificates the directory takes.</summary>
/// <param name="Name">Name in the directory.</param>
/// <param name="Certificates">Its own certificates, in DER: the root and those between.</param>
public sealed record CertificateAuthority(string Name, IReadOnlyList<byte[]> Certificates);
