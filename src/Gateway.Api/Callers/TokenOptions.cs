using Microsoft.Extensions.Options;

namespace Gateway.Api.Callers;

/// <summary>Access tokens with which agencies call, section <c>Gateway:Tokens</c>. Checked at start. Without an issuer no token is accepted.</summary>
public sealed class TokenOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Tokens";

    /// <summary>Address of the issuer whose tokens are accepted, as it stands in their <c>iss</c>; its metadata is read from there.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What must stand in the <c>aud</c> of its tokens: the gateway as the issuer knows it.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Address of the issuer's metadata. Default: <c>/.well-known/openid-configuration</c> below the issuer.</summary>
    public string MetadataAddress { get; set; } = "";

    /// <summary>Claims that hold the client's id, divided by commas; the first that a token has counts. Default: <c>azp,client_id</c>.</summary>
    public string ClientClaims { get; set; } = "azp,client_id";

    /// <summary>Claims that hold scopes, divided by commas; the first that a token has counts. Default: <c>scope,scp,roles</c>.</summary>
    public string ScopeClaims { get; set; } = "scope,scp,roles";

    /// <summary>Seconds by which the issuer's clock may differ, 0 to 300. Default 60.</summary>
    public int ClockSkewSeconds { get; set; } = 60;

    /// <summary>Minutes that a token may still last when it comes, 1 to 1440; one that lasts longer is refused. Default 1440.</summary>
    public int LongestLifeMinutes { get; set; } = 1440;

    /// <summary>
    /// Address under which the gateway issues tokens itself, for agencies without an issuer: <c>POST /oauth/token</c> with the agency's id
    /// and a key of it. Default: it issues none.
    /// </summary>
    public string OwnIssuer { get; set; } = "";

    /// <summary>Minutes that a token of the gateway itself lasts, 1 to 60: the longest that a key which was revoked meanwhile still works. Default 10.</summary>
    public int OwnLifeMinutes { get; set; } = 10;

    internal bool TakesForeign => Issuer.Length > 0;

    internal bool IssuesOwn => OwnIssuer.Length > 0;

    /// <summary>Whether a token says that the gateway issued it. The library writes the address of a host alone with a slash.</summary>
    internal bool IsOwn(string? issuer) => IssuesOwn && string.Equals(issuer?.TrimEnd('/'), OwnIssuer.TrimEnd('/'), StringComparison.Ordinal);

    internal TimeSpan ClockSkew => TimeSpan.FromSeconds(ClockSkewSeconds);

    internal static string[] Listed(string claims) => claims.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Says what to change, in a sentence per setting.</summary>
internal sealed class TokenOptionsValidation : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        Address("Issuer", options.Issuer);
        Address("MetadataAddress", options.MetadataAddress);
        Address("OwnIssuer", options.OwnIssuer);
        if (options.TakesForeign && options.Audience.Length == 0)
            faults.Add("Gateway:Tokens:Issuer is set, and Gateway:Tokens:Audience is not: a token for any other service of that issuer would be accepted. Give the name under which the issuer knows the gateway.");
        if (!options.TakesForeign && (options.Audience.Length > 0 || options.MetadataAddress.Length > 0))
            faults.Add("Gateway:Tokens has an Audience or a MetadataAddress, and no Issuer. Name the issuer as it stands in the 'iss' of its tokens, or leave the others out.");
        if (options.TakesForeign && string.Equals(options.Issuer.TrimEnd('/'), options.OwnIssuer.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            faults.Add("Gateway:Tokens:Issuer and Gateway:Tokens:OwnIssuer are the same; a foreign issuer has another address.");
        if (TokenOptions.Listed(options.ClientClaims).Length == 0)
            faults.Add("Gateway:Tokens:ClientClaims names no claim; leave it out for azp,client_id.");
        if (TokenOptions.Listed(options.ScopeClaims).Length == 0)
            faults.Add("Gateway:Tokens:ScopeClaims names no claim; leave it out for scope,scp,roles.");
        if (options.ClockSkewSeconds is < 0 or > 300)
            faults.Add("Gateway:Tokens:ClockSkewSeconds must lie between 0 and 300; leave it out for 60.");
        if (options.LongestLifeMinutes is < 1 or > 1440)
            faults.Add("Gateway:Tokens:LongestLifeMinutes must lie between 1 and 1440; leave it out for 1440.");
        if (options.OwnLifeMinutes is < 1 or > 60)
            faults.Add("Gateway:Tokens:OwnLifeMinutes must lie between 1 and 60; leave it out for 10.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        // Over plain http whoever is between could hand out keys of their own; on this machine nobody is.
        void Address(string setting, string value)
        {
            if (value.Length > 0 && !(Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
                faults.Add($"Gateway:Tokens:{setting} is '{value}'; give an https address.");
        }
    }
}
