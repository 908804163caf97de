namespace Gateway.Core.Agreements;

/// <summary>What clients are told before they agree (GDPR art. 13, 14), in its versions; from <c>contracts/notices</c>.</summary>
public sealed record Notice
{
    /// <summary>Id; the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Purposes for which it asks.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>Agencies that show it; empty: every agency.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Versions, each with its own text.</summary>
    public required IReadOnlyList<NoticeVersion> Versions { get; init; }
}

/// <summary>A version of a notice. Its text never changes: a changed text is a new version.</summary>
public sealed record NoticeVersion
{
    /// <summary>Name by which senders record it.</summary>
    public required string Version { get; init; }

    /// <summary>First day on which it was shown.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which it was shown; null: it is still shown.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Ways in which an agreement to it is collected: <c>WRITTEN</c>, <c>ORAL_RECORDED</c>, <c>ELECTRONIC</c>.</summary>
    public required IReadOnlyList<string> Ways { get; init; }

    /// <summary>Its text by language, ISO 639-3 as records name the language.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Its text in the first of some languages that it has one in, with that language; in any when it has none of them.</summary>
    /// <param name="wanted">ISO 639-3.</param>
    public (string Language, string Text) TextIn(params IEnumerable<string?> wanted)
    {
        var language = wanted.OfType<string>().FirstOrDefault(Texts.ContainsKey) ?? Texts.Keys.Order(StringComparer.Ordinal).First();
        return (language, Texts[language]);
    }

    /// <summary>Whether it was shown on one of some days.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them.</param>
    public bool WasShown(DateOnly first, DateOnly last) => From <= last && !(To < first);
}
