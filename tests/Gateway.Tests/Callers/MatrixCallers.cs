using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Callers;

/// <summary>A kind of caller.</summary>
internal sealed record MatrixCaller(string Name)
{
    /// <summary>What it puts into a call; null: it has a session on the pages.</summary>
    public Action<HttpRequestMessage>? Send { get; init; }

    /// <summary>What every call of an agency answers it; null: its scopes decide.</summary>
    public string? Refused { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public UserRoles Roles { get; init; }

    public bool IsUserKey { get; init; }

    public bool IsPortalKey { get; init; }

    /// <summary>It calls from an address that is no proxy's.</summary>
    public bool Elsewhere { get; init; }

    public Visitor? Session { get; init; }

    public bool IsSession => Session is not null;

    /// <summary>What the desk's and portals' calls answer it: they look at keys only.</summary>
    public string NoKeyOfAUser { get; init; } = "401 key-refused";
}

/// <summary>Every kind of caller of a gateway whose directory, issuers and proxy are set up for all of them.</summary>
internal sealed class MatrixCallers : IAsyncDisposable
{
    private const string Header = "X-Client-Cert";
    private const string Own = "https://gateway.example.be";

    private readonly StubIssuer _issuer;
    private readonly Authority _authority;
    private readonly TempFolder _contracts;
    private readonly HttpClient _http;
    private readonly HttpClient _elsewhere;
    private readonly List<MatrixCaller> _all = [];
    private int _calls;

    private MatrixCallers(RunningGateway gateway, StubIssuer issuer, Authority authority, TempFolder contracts)
    {
        (Gateway, _issuer, _authority, _contracts) = (gateway, issuer, authority, contracts);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = gateway.Address };
        _elsewhere = CertificateTests.From(IPAddress.Parse("127.0.0.9"), gateway.Address);
    }

    public RunningGateway Gateway { get; }

    public IReadOnlyList<MatrixCaller> All => _all;

    public static async Task<MatrixCallers> StartAsync()
    {
        var issuer = await StubIssuer.StartAsync();
        var authority = new Authority();
        var contracts = new TempFolder();
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        var file = Path.Combine(contracts.Path, "directory", "agencies.yaml");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text
            .Replace("\nagencies:\n", $"\nauthorities:\n  - name: invented\n    certificates: |\n      {authority.Pem.Trim().ReplaceLineEndings("\n      ")}\n\nagencies:\n", StringComparison.Ordinal)
            .Replace("  - id: vdab\n", $$"""
                  - id: vdab
                    callers:
                      clients: [{id: {{StubIssuer.Client}}, scopes: [{{string.Join(", ", Scopes.All)}}]}]
                      certificates: [{authority: invented, subject: "{{Authority.Subject}}", scopes: [{{string.Join(", ", Scopes.All)}}]}]

                """, StringComparison.Ordinal));
        var gateway = await RunningGateway.StartAsync(contracts: ContractsFolder.LoadOrFail(contracts.Path), settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Gateway:Tokens:Issuer"] = issuer.Issuer,
            ["Gateway:Tokens:Audience"] = StubIssuer.Audience,
            ["Gateway:Tokens:OwnIssuer"] = Own,
            ["Gateway:Http:TrustedProxies"] = "127.0.0.1",
            ["Gateway:Http:CertificateHeader"] = Header,
        });
        var callers = new MatrixCallers(gateway, issuer, authority, contracts);
        await callers.AddKeysAsync();
        await callers.AddTokensAsync();
        callers.AddCertificates();
        await callers.AddPeopleAsync();
        return callers;
    }

    /// <summary>Sends a call; each from an address of its own behind the proxy, so that refused ones do not add up.</summary>
    public Task<HttpResponseMessage> SendAsync(MatrixCaller caller, HttpRequestMessage request)
    {
        _calls++;
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"198.18.{_calls / 250}.{_calls % 250}");
        return (caller.Elsewhere ? _elsewhere : _http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _all)
            caller.Session?.Dispose();
        _http.Dispose();
        _elsewhere.Dispose();
        await Gateway.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
        _contracts.Dispose();
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task AddKeysAsync()
    {
        var keys = Gateway.Services.GetRequiredService<IApiKeys>();
        async Task<(string Id, string Key)> MakeAsync(string agency, DateTimeOffset? end, params string[] scopes) =>
            (await keys.CreateAsync(agency, new KeyTerms(scopes, end), "test", CancellationToken.None))!.Value;
        _all.Add(new("nobody") { Send = _ => { }, Refused = "401 key-missing", NoKeyOfAUser = "401 key-missing" });
        Key("a key", (await MakeAsync("vdab", null, [.. Scopes.All])).Key, Scopes.All);
        Key("a key of another agency", (await MakeAsync("ocmw-mortsel", null, [.. Scopes.All])).Key, Scopes.All);
        Key("a key for capacity only", (await MakeAsync("vdab", Now.AddDays(1), Scopes.ReadCapacity)).Key, [Scopes.ReadCapacity]);
        Key("a key for everything but capacity", (await MakeAsync("vdab", Now.AddDays(1), [.. Scopes.All.Except([Scopes.ReadCapacity])])).Key, [.. Scopes.All.Except([Scopes.ReadCapacity])]);
        Key("an expired key", (await MakeAsync("vdab", Now.AddSeconds(-1), [.. Scopes.All])).Key, [], "401 key-refused");
        var (id, revoked) = await MakeAsync("vdab", null, [.. Scopes.All]);
        await keys.RevokeAsync(id, "test", CancellationToken.None);
        Key("a revoked key", revoked, [], "401 key-refused");
        Key("a key of an agency that left", (await MakeAsync("left-agency", null, [.. Scopes.All])).Key, [], "403 agency-not-live");
        Key("an invented key", $"wwg_{id}_{new string('0', 64)}", [], "401 key-refused");
        var portal = await Gateway.Services.GetRequiredService<IPortalKeys>().CreateAsync("vdab", "test", CancellationToken.None);
        _all.Add(new("a key of a portal") { Send = Bearer(portal.Key), Refused = "401 key-refused", IsPortalKey = true });
    }

    private async Task AddTokensAsync()
    {
        Token("a token", null, Scopes.All);
        Token("a token for capacity only", t => t.Claims["scope"] = Scopes.ReadCapacity, [Scopes.ReadCapacity]);
        Token("a token without scopes", t => t.Claims.Remove("scope"), []);
        Token("an expired token", t => t.Expires = t.IssuedAt!.Value.AddMinutes(-2), refused: true);
        Token("a token of the future", t => (t.NotBefore, t.Expires) = (t.IssuedAt!.Value.AddMinutes(30), t.IssuedAt!.Value.AddMinutes(35)), refused: true);
        Token("a forged token", t => t.SigningCredentials = new(new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = _issuer.Key.KeyId }, SecurityAlgorithms.RsaSha256), refused: true);
        Token("an unsigned token", t => t.SigningCredentials = null, refused: true);
        Token("a token signed with the public key", t => t.SigningCredentials = _issuer.PublicAsSecret, refused: true);
        Token("a token for another audience", t => t.Audience = "payroll", refused: true);
        Token("a token of another issuer", t => t.Issuer = "https://issuer.example", refused: true);
        Token("a token that says it is the gateway's", t => (t.Issuer, t.Audience, t.Claims["client_id"]) = (Own, Own, "vdab"), refused: true);
        Token("a token of an unknown client", t => t.Claims["azp"] = "nobody", refused: true);
        var key = await Gateway.Services.GetRequiredService<IApiKeys>().CreateAsync("vdab", "test", CancellationToken.None);
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "vdab"), new("client_secret", key.Key)]);
        using var answer = await _http.PostAsync("/oauth/token", form);
        Key("a token of the gateway", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!, Scopes.All);
    }

    private void AddCertificates()
    {
        Certificate("a certificate", Now.AddYears(1), null);
        Certificate("an expired certificate", Now.AddSeconds(-1), "401 certificate-refused");
        Certificate("a certificate of nobody", Now.AddYears(1), "401 certificate-refused", subject: "CN=nobody");
        Certificate("a certificate that comes from no proxy", Now.AddYears(1), "401 certificate-elsewhere", elsewhere: true);
    }

    private async Task AddPeopleAsync()
    {
        foreach (var role in Enum.GetValues<UserRoles>().Where(r => r != UserRoles.None))
        {
            var name = "page-" + role;
            _all.Add(new($"{role} on the pages") { Session = await Visitor.SignedInAsync(Gateway, name, role, role is UserRoles.CaseWorker or UserRoles.Technician ? "ocmw-leuven" : null), Roles = role });
            await _all[^1].Session!.GetAsync("/dashboard/account");
            if (role is UserRoles.CaseWorker or UserRoles.Technician)
                continue;
            await Gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser("key-" + role, role, null), "test", CancellationToken.None);
            var made = await Gateway.Services.GetRequiredService<IUserKeys>().CreateAsync("key-" + role, "test", CancellationToken.None);
            _all.Add(new($"a key of {role}") { Send = Bearer(made!.Value.Key), Refused = "401 key-refused", IsUserKey = true, Roles = role });
        }
    }

    private void Key(string name, string key, IReadOnlyList<string> scopes, string? refused = null) => _all.Add(new(name) { Send = Bearer(key), Scopes = scopes, Refused = refused });

    private void Token(string name, Action<SecurityTokenDescriptor>? change, IReadOnlyList<string>? scopes = null, bool refused = false) =>
        Key(name, _issuer.Token(Now, change), scopes ?? [], refused ? "401 token-refused" : null);

    private void Certificate(string name, DateTimeOffset until, string? refused, string subject = Authority.Subject, bool elsewhere = false)
    {
        using var certificate = _authority.Give(until, subject: subject);
        var sent = Authority.Escaped(certificate);
        _all.Add(new(name)
        {
            Send = r => r.Headers.TryAddWithoutValidation(Header, sent), Refused = refused, Scopes = Scopes.All, NoKeyOfAUser = "401 key-missing", Elsewhere = elsewhere,
        });
    }

    private static Action<HttpRequestMessage> Bearer(string key) => request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
}
