using System.Globalization;
using System.Threading.RateLimiting;
using Gateway.Api.Authentication;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Limits;

/// <summary>
/// One agency that calls too often does not take the others' turn. What its directory entry allows counts, otherwise the settings; each
/// process counts for itself.
/// </summary>
internal sealed class CallRate(IOptions<GatewayHttpOptions> options, IPresent<Agreed> agreed) : IConfigureOptions<RateLimiterOptions>
{
    private const int PeriodsPerSecond = 10;

    public void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, (string, int)>(OfSecond),
            PartitionedRateLimiter.Create<HttpContext, (string, int)>(OfDay));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await new ProblemResult(ProblemKind.TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    }

    // The limit is part of the partition: a directory that allows more counts at once.
    private RateLimitPartition<(string, int)> OfSecond(HttpContext http)
    {
        if (NameOf(http) is not { } name)
            return RateLimitPartition.GetNoLimiter(("", 0));
        var most = LimitsOf(http)?.CallsPerSecond ?? options.Value.MaxRequestsPerSecond;
        return RateLimitPartition.GetTokenBucketLimiter((name, most), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = Math.Max(1, most / PeriodsPerSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, most / PeriodsPerSecond) / (double)most),
            QueueLimit = 0,
        });
    }

    private RateLimitPartition<(string, int)> OfDay(HttpContext http) =>
        NameOf(http) is { } name && (LimitsOf(http)?.CallsPerDay ?? options.Value.MaxRequestsPerDay) is > 0 and var most
            ? RateLimitPartition.GetFixedWindowLimiter((name, most), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromDays(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(("", 0));

    private static string? NameOf(HttpContext http) => http.AgencyOrNull() ?? CallingUser.KeyOf(http) ?? CallingPortal.KeyOf(http);

    private AgencyCallers? LimitsOf(HttpContext http) => http.AgencyOrNull() is { } agency ? agreed.Now.Directory.Find(agency)?.Callers : null;
}
