using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Submissions;

/// <summary>Whether a declared content type fits a profile. Lenient where senders are: no type, or bytes without one, fit any.</summary>
internal static class MediaTypes
{
    private const string Bytes = "application/octet-stream";

    /// <summary>Whether a body declared so may be in a profile that is sent in these media types.</summary>
    public static bool Fits(string? contentType, IReadOnlyList<string> ofProfile)
    {
        if (string.IsNullOrWhiteSpace(contentType))
            return true;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var declared))
            return false;
        var type = declared.MediaType.ToString();
        return Is(type, Bytes) || ofProfile.Any(accepted => Is(type, accepted) || Family(type) is { } family && family == Family(accepted));
    }

    /// <summary>Whether a body declared so is JSON.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var declared) && Family(declared.MediaType.ToString()) == "json";

    /// <summary>The media type without parameters, in lower case; empty when there is none.</summary>
    public static string Bare(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var declared) ? declared.MediaType.ToString().ToLowerInvariant() : "";

    /// <summary>What is told to a caller whose type does not fit.</summary>
    public static IReadOnlyList<string> Accepted(IReadOnlyList<string> ofProfile) => [.. ofProfile, Bytes];

    private static string? Family(string type) => type.ToLowerInvariant() switch
    {
        "application/json" => "json",
        "application/xml" or "text/xml" => "xml",
        "text/csv" or "application/csv" => "csv",
        var other when other.EndsWith("+json", StringComparison.Ordinal) => "json",
        var other when other.EndsWith("+xml", StringComparison.Ordinal) => "xml",
        _ => null,
    };

    private static bool Is(string type, string other) => string.Equals(type, other, StringComparison.OrdinalIgnoreCase);
}
