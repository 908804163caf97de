using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Composition;

/// <summary>Starting to listen, and where.</summary>
internal static class Listening
{
    /// <summary>Starts the application.</summary>
    /// <exception cref="HostFault">It cannot listen there; the message says what to do.</exception>
    internal static async Task StartListeningAsync(this WebApplication app, GatewaySettings settings, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (Explain(e, new Uri(settings.Url)) is { } sentence)
        {
            throw new HostFault(sentence);
        }
    }

    /// <summary>The addresses it really listens on, as a person reads them.</summary>
    internal static string Said(WebApplication app) => string.Join(" and ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(
        a => a.Contains("//0.0.0.0", StringComparison.Ordinal) || a.Contains("//[::]", StringComparison.Ordinal) ? a + " (every address of this machine)" : a));

    private static string? Explain(Exception exception, Uri address)
    {
        if (exception.InnerException is AddressInUseException)
            return $"Port {address.Port} of {address.Host} is taken by another program. Stop that program, or give another port with --Gateway:Http:Url=http://{address.Host}:{(address.Port < 65535 ? address.Port + 1 : 5080)}.";
        return exception is not SocketException { SocketErrorCode: var code } ? null : code switch
        {
            SocketError.AccessDenied => $"This account may not listen on port {address.Port}. Give a port above 1023 in Gateway:Http:Url.",
            SocketError.AddressNotAvailable => $"This machine has no address {address.Host}. Give one of its own in Gateway:Http:Url, or 0.0.0.0 for all of them.",
            _ => $"The gateway cannot listen on {address.Authority} ({code}). Give another address in Gateway:Http:Url.",
        };
    }
}
