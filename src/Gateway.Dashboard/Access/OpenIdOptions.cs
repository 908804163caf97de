namespace Gateway.Dashboard.Access;

/// <summary>Where people of the organisation sign in (OpenID Connect Core 1.0, authorization code with PKCE).</summary>
public sealed class OpenIdOptions
{
    /// <summary>Address of the provider; its description is at <c>/.well-known/openid-configuration</c> under it. Null: no such sign-in.</summary>
    public string? Authority { get; set; }

    /// <summary>Id of the gateway at the provider.</summary>
    public string? ClientId { get; set; }

    /// <summary>Secret of the gateway at the provider.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Claim of the identity token whose values are roles; null: roles are given here.</summary>
    public string? RolesClaim { get; set; }

    /// <summary>Whether people sign in there.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Authority);

    /// <summary>What is wrong, as a sentence that says what to do; null: nothing. The secret is not shown.</summary>
    internal string? Problem
    {
        get
        {
            if (!IsOn)
                return string.IsNullOrEmpty(ClientId) && string.IsNullOrEmpty(ClientSecret) ? null : "Gateway:Dashboard:OpenId has a client, and no Authority. Name the provider's address, or leave the section away.";
            if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
                return $"Gateway:Dashboard:OpenId:Authority is '{Authority}'; give the provider's https address.";
            return string.IsNullOrEmpty(ClientId) || string.IsNullOrEmpty(ClientSecret) ? "Gateway:Dashboard:OpenId has an Authority, and no ClientId or ClientSecret. The provider gives both; keep the secret in the folder of Gateway:Secrets." : null;
        }
    }
}
