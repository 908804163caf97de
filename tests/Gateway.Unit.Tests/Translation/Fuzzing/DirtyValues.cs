using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>Values as real exports hold them, and as nobody should write them.</summary>
internal static class DirtyValues
{
    /// <summary>Part of every personal value that is made here: no problem text may hold it.</summary>
    public const string Canary = "Kanarie";

    private static readonly string[] Known =
    [
        "", " ", "??", "NNB", "Onbekend", "-", "0", "-1", "1", "60", "44562", "44562,75", "2958466", "-44562", "109574", "1.23E+10", "1,11222E+08", "1e400", "NaN", "∞",
        "99999999999999999999999999999999", "-79228162514264337593543950336", "1e5", "3,5", "3.5.5", "１１１２２２３３３", "٣", "0x1F",
        "00000000", "19850700", "19851399", "20260231", "00010101", "99991231", "2026-02-30", "2026-1", "2026-01-31T25:61:61Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
        "31-1-2026", "2026/01/31", "1-1-2022 00:00:00", "  2026-01-31  ", "111222333", "123456789", "85073003328", "85.07.30-033.28", "01010050053",
        "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "+1", "@here", "<b>", "&amp;", "&#0;", "]]>", "<!--", "\"", "'", ";", ",", "\t", "|", "\\", "\\u0000", "{n}", "{hash}", "{reference}",
        "\r\n", "\n", "\0", "\u0001", "\u001A", "\u0085", "\u2028", "\uFEFF", "\uFFFD", "\uFFFF", "é", "İ", "ß", "😀", "\u202E", "\u00A0",
        "J", "N", "Ja", "nee", "true", "FALSE", "BBEAMC1E", "B,BE;C", "six-rung", "VL-W2", "wheel", "referral", "withdrawal", "HEALTH", "14", "DEBT",
        Canary + " van den Verzonnen", Canary + "@example.org",
    ];

    /// <summary>A value, without a lone surrogate.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency(
        (8, Gen.Elements(Known)),
        (2, from value in Gen.Elements(Known) from more in Gen.Elements(Known) select value + more),
        (2, from points in Gen.ArrayOf(Gen.Choose(1, 0xFFFD).Where(c => !char.IsSurrogate((char)c)), 6) select string.Concat(points.Select(c => (char)c))),
        (1, from length in Gen.Choose(1, 400) from value in Gen.Elements(Known) select string.Concat(Enumerable.Repeat(value.Length == 0 ? "x" : value, length))));
}
