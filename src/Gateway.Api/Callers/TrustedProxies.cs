using System.Net;
using Gateway.Api.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Api.Callers;

/// <summary>Addresses whose word about the caller counts: <c>Gateway:Http:TrustedProxies</c>. Headers from anywhere else are not looked at.</summary>
internal sealed class TrustedProxies
{
    private readonly IReadOnlyList<IPNetwork> _networks;

    public TrustedProxies(IOptions<GatewayHttpOptions> options)
    {
        _networks = Read(options.Value.TrustedProxies, out _);
        CertificateHeader = string.IsNullOrWhiteSpace(options.Value.CertificateHeader) ? null : options.Value.CertificateHeader.Trim();
    }

    /// <summary>Header in which a proxy hands on the caller's certificate; null: none does.</summary>
    public string? CertificateHeader { get; }

    /// <summary>Addresses and networks of a list that is divided by commas.</summary>
    /// <param name="list">List.</param>
    /// <param name="wrong">The first that is neither; null: each is.</param>
    public static IReadOnlyList<IPNetwork> Read(string? list, out string? wrong)
    {
        wrong = null;
        List<IPNetwork> networks = [];
        foreach (var entry in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(entry, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                wrong ??= entry;
        }

        return networks;
    }

    /// <summary>Whether an address is a proxy's.</summary>
    public bool Are(IPAddress? address)
    {
        if (address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Any(n => n.Contains(plain));
    }

    /// <summary>Notes the certificate that a proxy hands on, and takes the caller's address from it; both before anything else looks.</summary>
    public static void UseIn(IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<TrustedProxies>();
        app.Use((http, next) =>
        {
            SentCertificate.Note(http, proxies);
            return next(http);
        });
        if (proxies._networks.Count == 0)
            return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in proxies._networks)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
