namespace Gateway.Core.Operating;

/// <summary>A language in which pages, documents and messages are written. Clients may speak any other.</summary>
/// <param name="Code">ISO 639-1, as pages, agencies and calls name it.</param>
/// <param name="InRecords">ISO 639-3, as records and notices name it.</param>
/// <param name="Name">What its speakers call it.</param>
public sealed record SpokenLanguage(string Code, string InRecords, string Name)
{
    /// <summary>Every one; the first is used when none is asked for, or one that there is not.</summary>
    public static IReadOnlyList<SpokenLanguage> All { get; } = [new("en", "eng", "English"), new("nl", "nld", "Nederlands"), new("fr", "fra", "Français")];

    /// <summary>Their codes, ISO 639-1.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(l => l.Code)];

    /// <summary>The language of a code.</summary>
    public static SpokenLanguage Of(string? code) => All.FirstOrDefault(l => l.Code == code) ?? All[0];
}
