using Gateway.Core.Callers;

namespace Gateway.Core.Directory;

/// <summary>Which agency a client id or a certificate stands for.</summary>
public sealed partial class AgencyDirectory
{
    private readonly Dictionary<string, (Agency Agency, TokenClient Client)> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Agency Agency, CallerCertificate Certificate)> _thumbprints = new(StringComparer.Ordinal);
    private readonly List<(Agency Agency, CallerCertificate Certificate)> _subjects = [];

    /// <summary>Authorities whose certificates stand for agencies.</summary>
    public IReadOnlyList<CertificateAuthority> Authorities { get; init; } = [];

    /// <summary>Certificates that are named by authority and subject, with their agencies.</summary>
    public IReadOnlyList<(Agency Agency, CallerCertificate Certificate)> Subjects => _subjects;

    /// <summary>The agency for which a client of the token issuer stands, and what it may do; null: none.</summary>
    public (Agency Agency, TokenClient Client)? FindClient(string id) => _clients.TryGetValue(id, out var found) ? found : null;

    /// <summary>The agency for which a certificate stands by its thumbprint (SHA-256, hexadecimal in capitals), and what it may do; null: none.</summary>
    public (Agency Agency, CallerCertificate Certificate)? FindCertificate(string sha256) => _thumbprints.TryGetValue(sha256, out var found) ? found : null;

    private void IndexCallers()
    {
        foreach (var agency in _agencies.Values)
        {
            foreach (var client in agency.Callers.Clients)
                _clients.TryAdd(client.Id, (agency, client));
            foreach (var certificate in agency.Callers.Certificates)
            {
                if (certificate.Sha256 is { } sha256)
                    _thumbprints.TryAdd(sha256, (agency, certificate));
                else
                    _subjects.Add((agency, certificate));
            }
        }
    }
}
