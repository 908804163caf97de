using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Assets;

/// <summary>Style sheets and scripts, from the assembly itself.</summary>
internal static class AssetsPages
{
    /// <summary>Below which they are.</summary>
    internal const string Root = "/dashboard/assets";

    private static readonly FrozenDictionary<string, Asset> Known = typeof(AssetsPages).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("assets/", StringComparison.Ordinal)).Select(Asset.Read).ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>Address of an asset, with a fingerprint so that browsers may keep it; null when the build had none (no npm).</summary>
    internal static string? Address(string name) => Known.TryGetValue(name, out var asset) ? $"{Root}/{name}?v={asset.Fingerprint}" : null;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Root + "/{name}", (string name, HttpContext http) =>
        {
            if (!Known.TryGetValue(name, out var asset))
                return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Bytes, asset.MediaType);
        }).AllowAnonymous().ExcludeFromDescription();

    private sealed record Asset(string Name, byte[] Bytes, string MediaType, string Fingerprint)
    {
        internal static Asset Read(string resource)
        {
            using var stream = typeof(AssetsPages).Assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var name = resource["assets/".Length..];
            return new Asset(name, bytes, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        }
    }
}
