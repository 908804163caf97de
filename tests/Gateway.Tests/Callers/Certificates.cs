using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Callers;

/// <summary>An invented authority, and certificates that it gives.</summary>
internal sealed class Authority : IDisposable
{
    public const string Subject = "CN=gateway.vdab.example, O=VDAB, C=BE";

    private static readonly DateTimeOffset Begin = new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _own;

    public Authority(string name = "CN=Invented authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        _own = request.CreateSelfSigned(Begin, Begin.AddYears(100));
    }

    public byte[] Der => _own.RawData;

    public string Pem => _own.ExportCertificatePem();

    /// <summary>A certificate of this authority; only the part that others see.</summary>
    public X509Certificate2 Give(DateTimeOffset until, DateTimeOffset? from = null, string subject = Subject, bool forClients = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(forClients ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")], critical: false));
        return request.Create(_own, from ?? Begin, until, RandomNumberGenerator.GetBytes(8));
    }

    public void Dispose() => _own.Dispose();

    public static string Thumbprint(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    /// <summary>As nginx hands it on.</summary>
    public static string Escaped(X509Certificate2 certificate) => Uri.EscapeDataString(certificate.ExportCertificatePem());
}
