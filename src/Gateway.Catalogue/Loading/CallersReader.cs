using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Callers;
using Gateway.Core.Directory;

namespace Gateway.Catalogue.Loading;

/// <summary>
/// Reads an agency's <c>callers</c>, and the file's <c>authorities</c>. One client id, thumbprint or subject stands for one agency: two
/// agencies that share one could not be told apart.
/// </summary>
internal sealed class CallersReader
{
    private const int Sha256Digits = 64;
    private const int MostCallsPerSecond = 100_000;

    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

    private CallersReader(IReadOnlyList<CertificateAuthority> authorities) => Authorities = authorities;

    internal IReadOnlyList<CertificateAuthority> Authorities { get; }

    internal static CallersReader Open(YamlMap? root)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<CertificateAuthority> authorities = [];
        foreach (var entry in root?.Maps("authorities") ?? [])
        {
            authorities.Add(new CertificateAuthority(entry.UniqueText("name", taken), ReadCertificates(entry)));
            entry.RejectUnknown();
        }

        return new CallersReader(authorities);
    }

    internal AgencyCallers Read(string agency, YamlMap? entry)
    {
        if (entry is null)
            return new AgencyCallers();
        var callers = new AgencyCallers
        {
            Clients = [.. entry.Maps("clients").Select(c => ReadClient(agency, c))],
            Certificates = [.. entry.Maps("certificates").Select(c => ReadCertificate(agency, c))],
            CallsPerSecond = Number(entry, "callsPerSecond", MostCallsPerSecond),
            CallsPerDay = Number(entry, "callsPerDay", int.MaxValue),
        };
        entry.RejectUnknown();
        return callers;
    }

    private TokenClient ReadClient(string agency, YamlMap entry)
    {
        var client = new TokenClient(entry.Text("id"), ReadScopes(entry));
        Take(agency, entry, "id", "client " + client.Id, $"'{client.Id}'");
        entry.RejectUnknown();
        return client;
    }

    private CallerCertificate ReadCertificate(string agency, YamlMap entry)
    {
        var certificate = new CallerCertificate
        {
            Sha256 = entry.OptionalText("sha256")?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant(),
            Expires = entry.OptionalDate("expires"),
            Authority = entry.OptionalText("authority"),
            Subject = entry.OptionalText("subject") is { } subject ? ReadSubject(entry, subject) : null,
            Scopes = ReadScopes(entry),
        };
        if (certificate.Sha256 is { } digits)
        {
            if (digits.Length != Sha256Digits || !digits.All(char.IsAsciiHexDigit))
                entry.Report("sha256", ProblemCodes.BadCertificate, $"A thumbprint is the SHA-256 of the certificate, {Sha256Digits} hexadecimal digits, as 'openssl x509 -noout -fingerprint -sha256 -in FILE' prints it.");
            if (certificate.Expires is null && !entry.Has("expires"))
                entry.Report("sha256", ProblemCodes.BadCertificate, "A certificate that is named by its thumbprint needs its last day; add 'expires', as 'openssl x509 -noout -enddate -in FILE' prints it.");
            if (certificate.Authority is not null || certificate.Subject is not null)
                entry.Report("sha256", ProblemCodes.Contradiction, "Name a certificate by its thumbprint, or by authority and subject; remove one of the two.");
            Take(agency, entry, "sha256", "sha256 " + digits, "This thumbprint");
        }
        else
        {
            var authority = entry.Text("authority");
            if (authority.Length > 0 && !Authorities.Any(a => a.Name == authority))
                entry.Report("authority", ProblemCodes.BadCertificate, $"'{authority}' is not among the 'authorities' of this file; add it there with its certificates.{Spelling.Hint(authority, Authorities.Select(a => a.Name))}");
            if (certificate.Expires is not null)
                entry.Report("expires", ProblemCodes.Contradiction, "An authority renews its certificates: their last day is read from them; remove 'expires'.");
            if (entry.Text("subject").Length > 0)
                Take(agency, entry, "subject", $"subject {authority} {certificate.Subject}", "This subject");
        }

        entry.RejectUnknown();
        return certificate;
    }

    private static string ReadSubject(YamlMap entry, string subject)
    {
        try
        {
            return new X500DistinguishedName(subject).Name;
        }
        catch (CryptographicException)
        {
            entry.Report("subject", ProblemCodes.BadCertificate, "That is no distinguished name; write it as 'CN=gateway.example.be, O=Example, C=BE'.");
            return subject;
        }
    }

    private static IReadOnlyList<byte[]> ReadCertificates(YamlMap entry)
    {
        var text = entry.Text("certificates");
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(text);
            if (text.Length > 0 && (found.Count == 0 || found.Any(c => !c.Extensions.OfType<X509BasicConstraintsExtension>().Any(b => b.CertificateAuthority))))
                entry.Report("certificates", ProblemCodes.BadCertificate, "Give the authority's own certificates in PEM, and none of those that it gave to others.");
            return [.. found.Select(c => c.RawData)];
        }
        catch (CryptographicException)
        {
            entry.Report("certificates", ProblemCodes.BadCertificate, "That is no certificate in PEM; copy the whole of it, from the line BEGIN CERTIFICATE to the line END CERTIFICATE.");
            return [];
        }
    }

    private static IReadOnlyList<string> ReadScopes(YamlMap entry)
    {
        var scopes = entry.KnownTexts("scopes", Scopes.Meanings.ContainsKey, ProblemCodes.UnknownScope, "is no scope.", Scopes.All);
        if (scopes.Count == 0)
            entry.Report("scopes", ProblemCodes.UnknownScope, $"Say what this caller may do: one or more of {string.Join(", ", Scopes.All)}.");
        return [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static int? Number(YamlMap entry, string key, int most)
    {
        var number = entry.OptionalNumber(key);
        if (number is < 1 || number > most)
            entry.Report(key, ProblemCodes.OutOfRange, $"'{key}' must lie between 1 and {most}; leave it out for what the settings say.");
        return number;
    }

    private void Take(string agency, YamlMap entry, string key, string what, string said)
    {
        if (!_taken.TryAdd(what, agency))
            entry.Report(key, ProblemCodes.DuplicateCaller, $"{said} stands for '{_taken[what]}' already; one caller stands for one agency, and is listed once.");
    }
}
