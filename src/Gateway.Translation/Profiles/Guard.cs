using System.Globalization;
using Gateway.Translation.Converting;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>What a guard says of the value it protects.</summary>
internal enum GuardSays
{
    /// <summary>A clear no: the value may be stated.</summary>
    Open,

    /// <summary>A yes in any spelling: the value is protected.</summary>
    Closed,

    /// <summary>Neither: the value is protected, and the sender is told.</summary>
    Unreadable,
}

/// <summary>
/// Something beside a value that protects it: a secret number, a barrier of a special category. Fails closed: whatever is not
/// a clear no protects (decision 0050).
/// </summary>
/// <param name="path">Where it stands.</param>
/// <param name="closes">Words of the profile that protect, besides every spelling of yes.</param>
/// <param name="opens">Words of the profile that do not.</param>
/// <param name="ownOpens">The line lists its own words: digits count as no only where it says so, because 0 is "unknown" in many lists.</param>
internal sealed class Guard(SourcePath path, IReadOnlyList<string> closes, IReadOnlyList<string> opens, bool ownOpens)
{
    private static readonly YesNoConversion Usual = new(null, null, [], []);

    // A line that keeps out what is not (no diploma) lists words of no: then a yes lets the value be stated.
    private readonly bool _closesOnNo = closes.Count > 0 && closes.All(c => IsUsual(c) is not true) && closes.Any(c => IsUsual(c) is false);

    public SourcePath Path => path;

    /// <summary>Judges a text beside the value; blank counts as not there.</summary>
    public GuardSays Judge(string raw)
    {
        var text = Plain(raw);
        if (text.Length == 0)
            return GuardSays.Open;
        if (closes.Contains(text, StringComparer.OrdinalIgnoreCase))
            return GuardSays.Closed;
        if (opens.Contains(text, StringComparer.OrdinalIgnoreCase))
            return GuardSays.Open;
        return IsUsual(text) switch
        {
            { } said when said != _closesOnNo => GuardSays.Closed,
            { } when !ownOpens || !char.IsAsciiDigit(text[0]) => GuardSays.Open,
            _ => GuardSays.Unreadable,
        };
    }

    /// <summary>As programs write yes and no: without the point behind it, and a whole number without its decimals. -1 is a database's yes.</summary>
    private static string Plain(string raw)
    {
        var text = PlainText.Trim(raw).TrimEnd('.', '!').TrimEnd();
        return decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
            ? number == -1 ? "1" : number.ToString("0", CultureInfo.InvariantCulture)
            : text;
    }

    private static bool? IsUsual(string text) => Usual.Read(text, default).Value as bool?;
}
