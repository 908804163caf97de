using System.Threading.RateLimiting;
using Gateway.Api.Authentication;
using Gateway.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Limits;

/// <summary>One agency that calls too often does not take the others' turn.</summary>
internal sealed class CallRate(IOptions<GatewayHttpOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private const int PeriodsPerSecond = 10;

    public void Configure(RateLimiterOptions limiter)
    {
        var perSecond = options.Value.MaxRequestsPerSecond;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            (http.AgencyOrNull() ?? CallingUser.KeyOf(http) ?? CallingPortal.KeyOf(http)) is { } agency
                ? RateLimitPartition.GetTokenBucketLimiter(agency, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond,
                    TokensPerPeriod = perSecond / PeriodsPerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / PeriodsPerSecond),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await new ProblemResult(ProblemKind.TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    }
}
