using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Reading;

namespace Gateway.Api.Referrals;

/// <summary>A place in an agency's list, on the wire. It says whose list it is, so that one of another agency is refused and not misread.</summary>
internal static class ReferralCursor
{
    private const int MarkLength = 16;

    /// <summary>What a text is.</summary>
    internal enum Reading
    {
        /// <summary>No cursor.</summary>
        None,

        /// <summary>A cursor that another agency was given.</summary>
        OfOther,

        /// <summary>A cursor of this agency.</summary>
        Own,
    }

    /// <summary>Writes a place.</summary>
    public static string Write(ReferralPlace place, string agency) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark(agency)}-{place.At.UtcTicks:x}-{place.Id:N}");

    /// <summary>Reads a place.</summary>
    public static Reading Read(string text, string agency, out ReferralPlace? place)
    {
        place = null;
        if (text.Split('-') is not [{ Length: MarkLength } mark, var at, var id] || !mark.All(char.IsAsciiHexDigitLower)
            || !long.TryParse(at, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTime.MaxValue.Ticks || !Guid.TryParseExact(id, "N", out var key))
        {
            return Reading.None;
        }

        if (mark != Mark(agency))
            return Reading.OfOther;
        place = new ReferralPlace(new DateTimeOffset(ticks, TimeSpan.Zero), key);
        return Reading.Own;
    }

    private static string Mark(string agency) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(agency)))[..MarkLength];
}
