using System.Text.Json;
using Gateway.Core.Intake;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Events;

/// <summary>Rebuilds a structured event from <c>ce-</c> headers and a JSON body (CloudEvents HTTP binding 1.0, section 3.1).</summary>
internal static class BinaryMode
{
    private const string Prefix = "ce-";

    /// <summary>Whether a request carries an event in binary mode.</summary>
    public static bool Is(HttpRequest request) => request.Headers.Keys.Any(IsAttribute);

    /// <summary>The event in structured mode.</summary>
    public static byte[] ToStructured(HttpRequest request, JsonElement data) =>
        BinaryEvents.ToStructured(Attributes(request), request.ContentType, data);

    private static IEnumerable<(string Name, string Value)> Attributes(HttpRequest request) => request.Headers
        .Where(h => IsAttribute(h.Key))
        .Select(h => (h.Key[Prefix.Length..].ToLowerInvariant(), Uri.UnescapeDataString(h.Value.ToString())));

    private static bool IsAttribute(string header) =>
        header.Length > Prefix.Length && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
