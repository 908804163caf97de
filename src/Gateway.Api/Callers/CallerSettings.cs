using Gateway.Api.Limits;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Microsoft.Extensions.Configuration;

namespace Gateway.Api.Callers;

/// <summary>What the verb <c>check</c> says of the settings that decide who calls.</summary>
public static class CallerSettings
{
    /// <summary>Settings with which the gateway would not start, a sentence each.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return
        [
            .. new GatewayHttpOptionsValidation().Validate(name: null, Http(configuration)).Failures ?? [],
            .. new TokenOptionsValidation().Validate(name: null, Tokens(configuration)).Failures ?? [],
        ];
    }

    /// <summary>Entries of the directory that nobody could call with, and certificates that end soon.</summary>
    /// <param name="configuration">Settings.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="today">Today.</param>
    public static IEnumerable<string> Warnings(IConfiguration configuration, AgencyDirectory directory, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Tokens(configuration).TakesForeign && directory.Agencies.FirstOrDefault(a => a.Callers.Clients.Count > 0) is { } client)
            yield return $"directory/agencies.yaml: '{client.Id}' names clients of a token issuer, and Gateway:Tokens:Issuer names none; their tokens are refused.";
        if (Http(configuration).CertificateHeader.Length == 0 && directory.Agencies.FirstOrDefault(a => a.Callers.Certificates.Count > 0) is { } certificate)
            yield return $"directory/agencies.yaml: '{certificate.Id}' names certificates, and Gateway:Http:CertificateHeader names no header of the proxy; none is seen.";
        foreach (var (agency, ends) in CallerHealth.Ending(directory, new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), today))
            yield return $"directory/agencies.yaml: The certificate of '{agency}' ends on {ends:yyyy-MM-dd}; add the next one beside it.";
    }

    private static GatewayHttpOptions Http(IConfiguration configuration) => configuration.GetSection(GatewayHttpOptions.Section).Get<GatewayHttpOptions>() ?? new();

    private static TokenOptions Tokens(IConfiguration configuration) => configuration.GetSection(TokenOptions.Section).Get<TokenOptions>() ?? new();
}
