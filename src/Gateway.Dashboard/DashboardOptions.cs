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

    /// <summary>It is a demonstration: each page says so, and a page proposes what to try.</summary>
    public bool Demonstration { get; set; }

    /// <summary>Sign-in at an OpenID provider; without an authority there is none.</summary>
    public OpenIdOptions OpenId { get; set; } = new();
}

/// <summary>Says at start what is wrong with the sign-in at a provider; the host checks the address.</summary>
internal sealed class DashboardOptionsValidation : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options) =>
        options.OpenId.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
