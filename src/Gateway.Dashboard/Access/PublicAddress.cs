using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard.Access;

/// <summary>The address under which people open the pages.</summary>
internal static class PublicAddress
{
    /// <summary>The configured one; else the one that was called. Behind a proxy only the configured one is right.</summary>
    internal static Uri Of(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<DashboardOptions>>().Value.Address ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
}
