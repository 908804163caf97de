using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Assets;

/// <summary>Style sheets and scripts, from the assembly itself.</summary>
internal static class AssetsPages
{
    /// <summary>Below which they are.</summary>
    internal const string Root = "/dashboard/assets";

    private const string Prefix = "assets/";
    private const string Shared = "shared.css";

    private static readonly FrozenDictionary<string, Asset> Known = typeof(AssetsPages).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n != Prefix + Shared).Select(Asset.Read).ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>A style sheet of pages or of documents, with what both have in common behind it.</summary>
    internal static string StyleSheet(string name) => Text(name) + Text(Shared);

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

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(AssetsPages).Assembly.GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }

    private sealed record Asset(string Name, byte[] Bytes, string MediaType, string Fingerprint)
    {
        internal static Asset Read(string resource)
        {
            var name = resource[Prefix.Length..];
            var isStyle = name.EndsWith(".css", StringComparison.Ordinal);
            var bytes = Encoding.UTF8.GetBytes(isStyle ? StyleSheet(name) : Text(name));
            return new Asset(name, bytes, isStyle ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        }
    }
}
