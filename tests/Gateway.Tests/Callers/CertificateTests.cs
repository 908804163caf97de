using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Tests.Api;

namespace Gateway.Tests.Callers;

/// <summary>Certificates that a proxy hands on.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string Header = "X-Client-Cert";

    /// <summary>Where the machine's clock stands at first in these tests.</summary>
    private static readonly DateTimeOffset Now = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_certificate_stands_for_the_agency_that_names_its_thumbprint()
    {
        using var certificate = _authority.Give(Now.AddYears(1), subject: "CN=anything");
        await using var api = await StartAsync(new CallerCertificate { Sha256 = Authority.Thumbprint(certificate), Expires = new(2001, 1, 1), Scopes = [Scopes.ReadFeed] });

        foreach (var written in new[] { Authority.Escaped(certificate), Convert.ToBase64String(certificate.RawData), $":{Convert.ToBase64String(certificate.RawData)}:" })
            (await CallAsync(api, written)).Status.ShouldBe(204);
        api.Feed.Asked.Agency.ShouldBe("vdab");
        (await CallAsync(api, Authority.Escaped(certificate), "/v1/referrals/00000000-0000-0000-0000-000000000000")).Code.ShouldBe("scope-missing");
    }

    [Fact]
    public async Task The_last_day_in_the_directory_ends_it_before_the_certificate_does()
    {
        using var certificate = _authority.Give(Now.AddYears(1), subject: "CN=anything");
        await using var today = await StartAsync(new CallerCertificate { Sha256 = Authority.Thumbprint(certificate), Expires = new(2000, 1, 1), Scopes = [Scopes.ReadFeed] });
        (await CallAsync(today, Authority.Escaped(certificate))).Status.ShouldBe(204);

        await using var over = await StartAsync(new CallerCertificate { Sha256 = Authority.Thumbprint(certificate), Expires = new(1999, 12, 31), Scopes = [Scopes.ReadFeed] });
        var answer = await CallAsync(over, Authority.Escaped(certificate));
        (answer.Status, answer.Code).ShouldBe((401, "certificate-refused"));
    }

    [Fact]
    public async Task Whichever_certificate_the_authority_gives_to_the_subject_stands_for_the_agency()
    {
        await using var api = await StartAsync(BySubject);
        foreach (var days in new[] { 10, 400 })
        {
            using var certificate = _authority.Give(Now.AddDays(days));
            (await CallAsync(api, Authority.Escaped(certificate))).Status.ShouldBe(204);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_not_quite_one_is_refused()
    {
        using var other = new Authority();
        await using var api = await StartAsync(BySubject);
        (X509Certificate2 Certificate, string Reason)[] refused =
        [
            (_authority.Give(Now.AddSeconds(-1)), "expired"),
            (_authority.Give(Now.AddYears(2), Now.AddSeconds(2)), "does not count yet"),
            (_authority.Give(Now.AddYears(1), subject: "CN=gateway.vdab.example, O=Vdab, C=BE"), ""),
            (_authority.Give(Now.AddYears(1), forClients: false), ""),
            // An authority of the same name is another one.
            (other.Give(Now.AddYears(1)), ""),
        ];
        foreach (var (certificate, reason) in refused)
        {
            var answer = await CallAsync(api, Authority.Escaped(certificate));
            (answer.Status, answer.Code).ShouldBe((401, "certificate-refused"), certificate.ToString());
            ((string?)answer.Json["detail"]).ShouldNotBeNull().ShouldContain(reason);
            certificate.Dispose();
        }

        foreach (var text in new[] { "none", ":", "%41%zz", new string('A', 20_000 - 8_000), "-----BEGIN CERTIFICATE-----%0A-----END CERTIFICATE-----" })
            (await CallAsync(api, text)).Code.ShouldBe("certificate-refused");
    }

    [Fact]
    public async Task A_header_from_anywhere_else_is_refused()
    {
        using var certificate = _authority.Give(Now.AddYears(1));
        await using var api = await StartAsync(BySubject);
        using var elsewhere = From(IPAddress.Parse("127.0.0.9"), api.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/feed");
        request.Headers.TryAddWithoutValidation(Header, Authority.Escaped(certificate));
        using var response = await elsewhere.SendAsync(request);

        (await Answer.OfAsync(response)).Code.ShouldBe("certificate-elsewhere");
    }

    [Fact]
    public async Task A_key_counts_before_a_certificate_and_none_is_put_together_from_both()
    {
        using var certificate = _authority.Give(Now.AddYears(1));
        await using var api = await StartAsync(BySubject);
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", RunningApi.OcmwKey);

        (await api.GetAsync("/v1/feed", (Header, Authority.Escaped(certificate)))).Status.ShouldBe(204);
        api.Feed.Asked.Agency.ShouldBe("ocmw-leuven");

        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", "not-in-use");
        (await api.GetAsync("/v1/feed", (Header, Authority.Escaped(certificate)))).Code.ShouldBe("key-refused");
    }

    [Fact]
    public async Task Behind_a_proxy_each_caller_has_an_address_of_its_own()
    {
        await using var api = await StartAsync(BySubject);
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", "not-in-use");
        for (var i = 0; i < 100; i++)
            (await api.GetAsync("/v1/feed", ("X-Forwarded-For", "192.0.2.1"))).Status.ShouldBe(401);

        (await api.GetAsync("/v1/feed", ("X-Forwarded-For", "192.0.2.1"))).Status.ShouldBe(429);
        // What a caller itself puts in front of it counts for nothing.
        (await api.GetAsync("/v1/feed", ("X-Forwarded-For", "192.0.2.77, 192.0.2.1"))).Status.ShouldBe(429);
        (await api.GetAsync("/v1/feed", ("X-Forwarded-For", "192.0.2.2"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Without_a_configured_proxy_nobody_says_where_a_call_comes_from()
    {
        await using var api = await RunningApi.StartAsync();
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", "not-in-use");
        for (var i = 0; i < 100; i++)
            (await api.GetAsync("/v1/feed", ("X-Forwarded-For", $"192.0.2.{i}"))).Status.ShouldBe(401);

        (await api.GetAsync("/v1/feed", ("X-Forwarded-For", "192.0.2.200"))).Status.ShouldBe(429);
    }

    [Theory]
    [InlineData("TrustedProxies", "10.0.0.300", "no address and no network")]
    [InlineData("TrustedProxies", "0.0.0.0/0", "trusts every address")]
    [InlineData("CertificateHeader", "Client-Cert", "nobody may send it")]
    public async Task Settings_that_would_trust_too_much_stop_the_start(string setting, string value, string said)
    {
        var fault = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningApi.StartAsync(("Gateway:Http:" + setting, value)));

        fault.Message.ShouldContain(said);
    }

    private static CallerCertificate BySubject => new() { Authority = "invented", Subject = new X500DistinguishedName(Authority.Subject).Name, Scopes = Scopes.All };

    private Task<RunningApi> StartAsync(CallerCertificate certificate)
    {
        Agency Entry(Agency agency) => agency.Id == "vdab" ? agency with { Callers = new AgencyCallers { Certificates = [certificate] } } : agency;
        return RunningApi.StartAsync(Entry, [new CertificateAuthority("invented", [_authority.Der])], ("Gateway:Http:TrustedProxies", "127.0.0.1"), ("Gateway:Http:CertificateHeader", Header));
    }

    private static Task<Answer> CallAsync(RunningApi api, string certificate, string path = "/v1/feed")
    {
        api.Http.DefaultRequestHeaders.Authorization = null;
        return api.GetAsync(path, (Header, certificate));
    }

    /// <summary>A client that calls from another address of this machine.</summary>
    internal static HttpClient From(IPAddress address, Uri gateway) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = gateway };
}
