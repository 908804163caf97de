using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Callers;

/// <summary>The certificate that came with a call, or why there is none to look at.</summary>
/// <param name="Certificate">The certificate; null: <paramref name="FromElsewhere"/>, or it could not be read.</param>
/// <param name="FromElsewhere">The header came from an address that is no configured proxy.</param>
internal sealed record SentCertificate(X509Certificate2? Certificate, bool FromElsewhere)
{
    private const int Longest = 16 * 1024;

    /// <summary>
    /// Reads what a proxy puts into a header: PEM with percent signs (nginx), base64 of the certificate, or the same between colons
    /// (RFC 9440).
    /// </summary>
    public static X509Certificate2? Read(string text)
    {
        if (text.Length is 0 or > Longest)
            return null;
        try
        {
            if (text.Contains("%20", StringComparison.Ordinal) || text.Contains("%0A", StringComparison.OrdinalIgnoreCase))
                text = Uri.UnescapeDataString(text);
            return text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text.Trim(' ', ':')));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Notes the certificate of a call before the address of the proxy is replaced by the caller's.</summary>
    public static void Note(HttpContext http, TrustedProxies proxies)
    {
        if (http.Connection.ClientCertificate is { } own)
            http.Features.Set(new SentCertificate(own, FromElsewhere: false));
        else if (proxies.CertificateHeader is { } header && http.Request.Headers.TryGetValue(header, out var sent) && sent is [{ Length: > 0 } text])
            http.Features.Set(proxies.Are(http.Connection.RemoteIpAddress) ? new SentCertificate(Read(text), FromElsewhere: false) : new SentCertificate(null, FromElsewhere: true));
    }
}
