using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Callers;

/// <summary>A stub of a token issuer: real keys and real signatures over real HTTP, and no accounts.</summary>
internal sealed class StubIssuer : IAsyncDisposable
{
    public const string Audience = "work-welfare-gateway";
    public const string Client = "vdab-systems";

    private readonly WebApplication _app;
    private readonly List<SecurityKey> _published = [];
    private int _made;

    private StubIssuer(WebApplication app)
    {
        _app = app;
        Publish(new RsaSecurityKey(RSA.Create(2048)));
    }

    public string Issuer => _app.Urls.Single();

    /// <summary>Its metadata cannot be fetched.</summary>
    public bool Away { get; set; }

    /// <summary>How often somebody fetched its keys.</summary>
    public int Fetched { get; private set; }

    /// <summary>The key that signs.</summary>
    public SecurityKey Key { get; private set; } = null!;

    public static async Task<StubIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        StubIssuer? stub = null;
        app.MapGet("/.well-known/openid-configuration", () => stub!.Away
            ? Results.StatusCode(503)
            : Results.Content(new JsonObject { ["issuer"] = stub.Issuer, ["jwks_uri"] = stub.Issuer + "/keys" }.ToJsonString(), "application/json"));
        app.MapGet("/keys", () =>
        {
            stub!.Fetched++;
            return stub.Away ? Results.StatusCode(503) : Results.Content(new JsonObject { ["keys"] = new JsonArray([.. stub._published.Select(Public)]) }.ToJsonString(), "application/json");
        });
        await app.StartAsync();
        stub = new StubIssuer(app);
        return stub;
    }

    /// <summary>Signs with a new key from now on, on a curve this time; the old one is taken back.</summary>
    public void TurnKey()
    {
        _published.Clear();
        Publish(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
    }

    /// <summary>A token.</summary>
    /// <param name="now">Now, as the gateway's machine clock has it.</param>
    /// <param name="change">What is different from a token that is accepted.</param>
    public string Token(DateTimeOffset now, Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(10).UtcDateTime,
            TokenType = "at+jwt",
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["azp"] = Client, ["sub"] = "service", ["scope"] = string.Join(' ', Gateway.Core.Callers.Scopes.All) },
            SigningCredentials = new SigningCredentials(Key, Key is RsaSecurityKey ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>What somebody makes who has only what the issuer publishes: the public key, used as a shared secret.</summary>
    public SigningCredentials PublicAsSecret => new(
        new SymmetricSecurityKey(((RsaSecurityKey)Key).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = Key.KeyId, CryptoProviderFactory = { CacheSignatureProviders = false } }, SecurityAlgorithms.HmacSha256);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Publish(SecurityKey key)
    {
        key.KeyId = $"stub-{++_made}";
        _published.Add(key);
        Key = key;
    }

    private static JsonObject Public(SecurityKey key)
    {
        if (key is RsaSecurityKey { Rsa: { } rsa })
        {
            var parts = rsa.ExportParameters(includePrivateParameters: false);
            return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.KeyId, ["n"] = Base64UrlEncoder.Encode(parts.Modulus), ["e"] = Base64UrlEncoder.Encode(parts.Exponent) };
        }

        var point = ((ECDsaSecurityKey)key).ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new() { ["kty"] = "EC", ["use"] = "sig", ["crv"] = "P-256", ["kid"] = key.KeyId, ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
    }
}
