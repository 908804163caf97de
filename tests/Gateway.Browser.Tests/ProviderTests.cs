using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gateway.Browser.Tests.Running;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Browser.Tests;

public sealed partial class ProviderTests(Browsing browsing) : IClassFixture<Browsing>
{
    [Fact]
    public async Task People_of_the_organisation_sign_in_there_and_get_their_roles_from_it()
    {
        await using var provider = await Provider.StartAsync();
        await using var process = new GatewayProcess();
        await process.StartAsync(
            "run", ready: "The gateway listens on",
            ("Gateway:Dashboard:OpenId:Authority", provider.Issuer), ("Gateway:Dashboard:OpenId:ClientId", Provider.Client),
            ("Gateway:Dashboard:OpenId:ClientSecret", Provider.Secret), ("Gateway:Dashboard:OpenId:RolesClaim", "roles"));
        var gateway = new Uri(Listens().Match(process.Errors).Groups["address"].Value);
        await using var visit = await browsing.VisitAsync(gateway);

        provider.Person = new() { ["sub"] = "4711", ["preferred_username"] = "Fatima" };
        await SignInAsync(visit);
        (await visit.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("no role yet");

        provider.Person["roles"] = new[] { "viewer", "unheard-of" };
        await SignInAsync(visit);
        visit.Path.ShouldBe("/dashboard/agencies");
        (await visit.Page.Locator(".who").InnerTextAsync()).ShouldContain("fatima");

        provider.OtherNonce = "another";
        await SignInAsync(visit);
        (await visit.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("did not let you in");
        provider.OtherNonce = null;
        using var key = RSA.Create(2048);
        provider.Forged = new RsaSecurityKey(key) { KeyId = "first" };
        await SignInAsync(visit);
        (await visit.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("did not let you in");
    }

    private static async Task SignInAsync(Visit visit)
    {
        await visit.Page.Context.ClearCookiesAsync();
        await visit.GoAsync("/dashboard/agencies");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your organisation" }).ClickAsync();
    }

    [GeneratedRegex(@"listens on (?<address>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listens();
}
