using System.Globalization;

namespace Gateway.Api.Feed;

/// <summary>A position in a feed, on the wire a string that callers pass back as it came.</summary>
internal static class Cursor
{
    /// <summary>Writes a position.</summary>
    public static string Of(long position) => position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a position; false when it is not one of the gateway's.</summary>
    public static bool TryRead(string? text, out long position) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);
}
