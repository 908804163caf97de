using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;

namespace Gateway.Dashboard.Find;

/// <summary>A filter of the list as an address holds it. All of it may stand there: it names nobody.</summary>
/// <param name="State">State of the referral.</param>
/// <param name="Handover">State of a handover.</param>
/// <param name="Agency">Referring agency.</param>
/// <param name="Recipient">Receiving agency.</param>
/// <param name="Cause">Code of the reason.</param>
/// <param name="From">First day, as written.</param>
/// <param name="Until">Last day, as written.</param>
public sealed record KeptFilter(string? State, string? Handover, string? Agency, string? Recipient, string? Cause, string? From, string? Until)
{
    /// <summary>Nothing chosen.</summary>
    public static readonly KeptFilter None = new(null, null, null, null, null, null, null);

    /// <summary>Codes for which a referral is withheld or has no office.</summary>
    public static IReadOnlyList<string> Causes { get; } =
        [.. new[] { typeof(WithheldCodes), typeof(UnroutableCodes) }.SelectMany(t => t.GetFields()).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Distinct(StringComparer.Ordinal)];

    /// <summary>Fields that are chosen, with their names.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields =>
    [
        .. new (string Name, string? Value)[] { ("state", State), ("handover", Handover), ("agency", Agency), ("recipient", Recipient), ("cause", Cause), ("from", From), ("until", Until) }
            .Where(f => f.Value is { Length: > 0 and <= 100 }).Select(f => (f.Name, f.Value!)),
    ];

    /// <summary>As an address holds it; empty: nothing is chosen.</summary>
    public string Query => string.Join('&', Fields.Select(f => f.Name + "=" + Uri.EscapeDataString(f.Value)));

    /// <summary>What is wrong with its days, in English; null: nothing.</summary>
    public string? Problem => IsNoDay(From) || IsNoDay(Until) ? "There is no such day. Write it as 2026-03-09; nothing is left out by it."
        : Day(From) > Day(Until) ? "The last day lies before the first. Exchange them."
        : null;

    /// <summary>As the list is asked for.</summary>
    /// <param name="before">Id to go on before.</param>
    /// <param name="zone">The viewer's time zone.</param>
    public ReferralFilter In(Guid? before, TimeZoneInfo zone) => new(State, Agency, Recipient, before)
    {
        Handover = Handover,
        Cause = Cause,
        From = Day(From) is { } first ? CountryTime.StartOf(zone, first) : null,
        Until = Day(Until) is { } last ? CountryTime.StartOf(zone, last.AddDays(1)) : null,
    };

    private static bool IsNoDay(string? written) => written is { Length: > 0 } && Day(written) is null;

    private static DateOnly? Day(string? written) => DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}
