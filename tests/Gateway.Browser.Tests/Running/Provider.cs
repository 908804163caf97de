using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Browser.Tests.Running;

/// <summary>
/// An OpenID provider that lets in whoever comes, as <see cref="Person"/>: discovery, authorization code with PKCE, a
/// signed identity token. It refuses what the gateway must not send.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string Client = "gateway";
    public const string Secret = "a secret between the two";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "first" };
    private readonly ConcurrentDictionary<string, (string? Nonce, string? Challenge, string? Redirect)> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new { issuer = Issuer, authorization_endpoint = Issuer + "/authorize", token_endpoint = Issuer + "/token", jwks_uri = Issuer + "/keys" });
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    public string Issuer => _app.Urls.First();

    /// <summary>Claims of whoever signs in.</summary>
    public Dictionary<string, object> Person { get; set; } = [];

    /// <summary>Key that signs; null: the one it publishes.</summary>
    public SecurityKey? Forged { get; set; }

    /// <summary>Nonce that the token says; null: the one it was asked with.</summary>
    public string? OtherNonce { get; set; }

    public static async Task<Provider> StartAsync()
    {
        var provider = new Provider();
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private object Keys()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } };
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != Client || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || !asked["scope"].ToString().Split(' ').Contains("openid", StringComparer.Ordinal))
            return Results.BadRequest();
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (asked["nonce"], asked["code_challenge"], asked["redirect_uri"]);
        return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var asked = await request.ReadFormAsync();
        if (!_codes.TryRemove(asked["code"].ToString(), out var code) || asked["client_secret"] != Secret || asked["redirect_uri"] != code.Redirect
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(asked["code_verifier"].ToString()))) != code.Challenge)
            return Results.BadRequest(new { error = "invalid_grant" });
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Client,
            Claims = new Dictionary<string, object>(Person, StringComparer.Ordinal) { ["nonce"] = OtherNonce ?? code.Nonce ?? "" },
            SigningCredentials = new SigningCredentials(Forged ?? _key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "none", token_type = "Bearer", id_token = token });
    }
}
