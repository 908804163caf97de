using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard.Access;

/// <summary>The address under which people open the pages.</summary>
public static class PublicAddress
{
    /// <summary>An address to open for one on which the gateway listens.</summary>
    public static Uri Reachable(string listening)
    {
        ArgumentNullException.ThrowIfNull(listening);
        return new Uri(listening.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
    }

    /// <summary>The configured one; else the one on which the gateway listens. Never the one that was called: whoever calls chooses that, and a link with it would lead elsewhere.</summary>
    internal static Uri Of(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<DashboardOptions>>().Value.Address
        ?? Listening(http.RequestServices);

    /// <summary>An address to open for the one on which this process listens.</summary>
    public static Uri Listening(IServiceProvider services) => Reachable(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
