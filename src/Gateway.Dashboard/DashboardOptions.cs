using Gateway.Dashboard.Access;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>Settings of the pages.</summary>
public sealed class DashboardOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Gateway:Dashboard";

    /// <summary>Address under which people open the pages, without a path; null: where they call.</summary>
    public Uri? Address { get; set; }

    /// <summary>Sign-in at an OpenID provider; without an authority there is none.</summary>
    public OpenIdOptions OpenId { get; set; } = new();
}

/// <summary>Says at start what is wrong with the settings.</summary>
internal sealed class DashboardOptionsValidation : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        if (options.Address is { } address && !(address is { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/" }))
            return ValidateOptionsResult.Fail($"Gateway:Dashboard:Address is '{address}'; give the address under which people open the pages, without a path, such as https://gateway.example.be.");
        return options.OpenId.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
