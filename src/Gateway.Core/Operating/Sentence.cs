using System.Globalization;

namespace Gateway.Core.Operating;

/// <summary>One sentence that a page can say in another language: the English text is its key, with places for values.</summary>
/// <param name="Text">English text with places <c>{0}</c>, <c>{1}</c>; one without values may hold braces of its own.</param>
/// <param name="Values">Codes, ids and days, or sentences; never a client's data.</param>
public sealed record Sentence(string Text, params IReadOnlyList<object> Values)
{
    /// <summary>Code under which it is stored; null: it is stored as it stands, because somebody else wrote it (the author of a profile).</summary>
    public string? Code { get; init; }

    /// <summary>In English.</summary>
    public override string ToString() => In(Text);

    /// <summary>In the words of a translation of <see cref="Text"/>.</summary>
    public string In(string words) => Values.Count == 0 ? words : string.Format(CultureInfo.InvariantCulture, words, [.. Values]);

    /// <summary>Whether it says the same.</summary>
    public bool Equals(Sentence? other) => other is not null && Text == other.Text && Code == other.Code && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Values.Count);
}
