using System.Globalization;

namespace Gateway.Translation.Converting;

/// <summary>How a format writes dates: as profiles say it (<c>dd/mm/yyyy</c>), and a canonical day in that form.</summary>
internal static class DatePattern
{
    private static readonly Dictionary<string, DateForm> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso"] = DateForm.Iso,
        ["yyyy-mm-dd"] = DateForm.Iso,
        ["compact"] = DateForm.Compact,
        ["yyyymmdd"] = DateForm.Compact,
        ["dd/mm/yyyy"] = DateForm.Slashes,
        ["dd-mm-yyyy"] = DateForm.Hyphens,
        ["dd.mm.yyyy"] = DateForm.Points,
    };

    /// <summary>Names that a profile may use.</summary>
    public static IReadOnlyCollection<string> Names => Forms.Keys;

    /// <summary>The form of a name; null when there is none.</summary>
    public static DateForm? Of(string name) => Forms.TryGetValue(name, out var form) ? form : null;

    /// <summary>Writes a canonical day, <c>1985-07-30</c>, <c>1985-07</c> or <c>1985</c>; 00 stands for a part that is not known.</summary>
    public static string Write(DateForm form, string day)
    {
        if (form == DateForm.Iso)
            return day;
        var compact = day.Replace("-", "", StringComparison.Ordinal).PadRight(8, '0');
        char? between = form switch
        {
            DateForm.Slashes => '/',
            DateForm.Hyphens => '-',
            DateForm.Points => '.',
            _ => null,
        };
        return between is { } c ? string.Create(CultureInfo.InvariantCulture, $"{compact[6..]}{c}{compact[4..6]}{c}{compact[..4]}") : compact;
    }
}
