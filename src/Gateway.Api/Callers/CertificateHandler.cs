using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Security.Claims;
using Gateway.Api.Authentication;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Callers;

/// <summary>
/// A certificate stands for an agency whose directory entry names its thumbprint, or its subject and the authority that gave it. The
/// chain is built to that authority alone, by the machine's clock; lists of revoked certificates are not fetched.
/// </summary>
internal sealed class CertificateHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IPresent<Agreed> agreed, SeenCertificates seen,
    [FromKeyedServices("machine")] TimeProvider machine)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Certificate";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<SentCertificate>() is not { } sent)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (sent.Certificate is not { } certificate || Find(certificate, machine.GetUtcNow()) is not var (agency, named))
            return Task.FromResult(AuthenticateResult.Fail("The certificate stands for nobody."));
        // The directory has the end of the others.
        if (named.Authority is not null)
            seen.Note(agency.Id, End(certificate));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(AgencyScheme.IdentityOf(new Caller(agency.Id, named.Scopes), SchemeName)), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"gateway\"";
        var sent = Context.Features.Get<SentCertificate>();
        if (sent is { FromElsewhere: true })
            return new ProblemResult(ProblemKind.CertificateElsewhere).ExecuteAsync(Context);
        var now = machine.GetUtcNow();
        var detail = sent?.Certificate is not { } certificate ? "What came in its place is no certificate; the proxy has to hand on the caller's whole certificate."
            : End(certificate) <= now ? "It has expired; call with the next one."
            : Begin(certificate) > now ? "It does not count yet; compare the clocks."
            : null;
        return new ProblemResult(ProblemKind.CertificateRefused, detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AgencyScheme.ForbidAsync(Context);

    private static DateTimeOffset Begin(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    private static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    private (Agency Agency, CallerCertificate Named)? Find(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (Begin(certificate) > now || End(certificate) <= now)
            return null;
        var directory = agreed.Now.Directory;
        // The last day that the directory gives ends it, also before the certificate itself does.
        if (directory.FindCertificate(Convert.ToHexString(SHA256.HashData(certificate.RawData))) is { } byThumbprint)
            return byThumbprint.Certificate.Expires < DateOnly.FromDateTime(now.UtcDateTime) ? null : byThumbprint;
        var subject = certificate.SubjectName.Name;
        foreach (var (agency, named) in directory.Subjects.Where(s => string.Equals(s.Certificate.Subject, subject, StringComparison.Ordinal)))
        {
            if (directory.Authorities.FirstOrDefault(a => a.Name == named.Authority) is { } authority && IsFrom(certificate, authority, now))
                return (agency, named);
        }

        return null;
    }

    private static bool IsFrom(X509Certificate2 certificate, CertificateAuthority authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        foreach (var own in authority.Certificates.Select(X509CertificateLoader.LoadCertificate))
        {
            var isRoot = own.SubjectName.RawData.AsSpan().SequenceEqual(own.IssuerName.RawData);
            (isRoot ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(own);
        }

        return chain.Build(certificate);
    }
}
