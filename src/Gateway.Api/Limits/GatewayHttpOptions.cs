using Gateway.Api.Callers;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Limits;

/// <summary>Limits of the HTTP API, section <c>Gateway:Http</c>. Checked at start.</summary>
public sealed class GatewayHttpOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Http";

    /// <summary>Longest submission in bytes; a longer one is refused with 413 and nothing of it is kept. Default 64 MiB.</summary>
    public long MaxSubmissionBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Longest body of <c>POST /v1/events</c> in bytes; it is held in memory while its envelope is checked. Default 8 MiB.</summary>
    public int MaxEventsBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>A body that arrives more slowly than this many bytes a second, after five seconds of grace, is broken off. Default 240.</summary>
    public int MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>Calls a second of one agency, also its largest burst; more are answered 429. The directory may say otherwise. Default 5,000.</summary>
    public int MaxRequestsPerSecond { get; set; } = 5_000;

    /// <summary>Calls of one agency within 24 hours, counted by each process; more are answered 429. The directory may say otherwise. 0, the default: not counted.</summary>
    public int MaxRequestsPerDay { get; set; }

    /// <summary>
    /// Addresses or networks, divided by commas, of the proxies in front: from them alone <c>X-Forwarded-For</c> and
    /// <see cref="CertificateHeader"/> count. Default: none.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Header in which a trusted proxy hands on the caller's certificate, for example <c>Client-Cert</c>. Default: none.</summary>
    public string CertificateHeader { get; set; } = "";

    /// <summary>Seconds for which a key that was found is not looked up again, 0–5: the longest a revoked key still works. Default 2.</summary>
    public double KeyCacheSeconds { get; set; } = 2;
}

/// <summary>Says what to change, in a sentence per limit.</summary>
internal sealed class GatewayHttpOptionsValidation : IValidateOptions<GatewayHttpOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayHttpOptions options)
    {
        var faults = new List<string>();
        if (options.MaxSubmissionBytes < 1024)
            faults.Add("Gateway:Http:MaxSubmissionBytes must be at least 1024 bytes; leave it out for 64 MiB.");
        if (options.MaxEventsBytes < 1024 || options.MaxEventsBytes > options.MaxSubmissionBytes)
            faults.Add("Gateway:Http:MaxEventsBytes must lie between 1024 and Gateway:Http:MaxSubmissionBytes; leave it out for 8 MiB.");
        if (options.MinBodyBytesPerSecond < 1)
            faults.Add("Gateway:Http:MinBodyBytesPerSecond must be at least 1; leave it out for 240.");
        if (options.MaxRequestsPerSecond < 10)
            faults.Add("Gateway:Http:MaxRequestsPerSecond must be at least 10; leave it out for 5000.");
        if (options.MaxRequestsPerDay < 0)
            faults.Add("Gateway:Http:MaxRequestsPerDay must be at least 1; leave it out, and calls of a day are not counted.");
        var proxies = TrustedProxies.Read(options.TrustedProxies, out var wrong);
        if (wrong is not null)
            faults.Add($"Gateway:Http:TrustedProxies has '{wrong}', which is no address and no network; give addresses such as 10.0.0.5 or networks such as 10.1.0.0/16, divided by commas.");
        else if (proxies.Any(p => p.PrefixLength == 0))
            faults.Add("Gateway:Http:TrustedProxies trusts every address, so that anybody could name any caller; give the addresses of the proxies.");
        if (options.CertificateHeader.Length > 0 && proxies.Count == 0)
            faults.Add("Gateway:Http:CertificateHeader is set, and nobody may send it; give the addresses of the proxies in Gateway:Http:TrustedProxies, or leave the header out.");
        if (options.CertificateHeader.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not '-'))
            faults.Add("Gateway:Http:CertificateHeader is no name of a header; give one such as Client-Cert.");
        if (options.KeyCacheSeconds is not (>= 0 and <= 5))
            faults.Add("Gateway:Http:KeyCacheSeconds must lie between 0 and 5, because a revoked key works no longer than that; leave it out for 2.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
