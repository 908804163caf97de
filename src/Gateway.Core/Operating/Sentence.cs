using System.Globalization;

namespace Gateway.Core.Operating;

/// <summary>One sentence that a page can say in another language: the English text is its key, with places for values.</summary>
/// <param name="Text">English text with places <c>{0}</c>, <c>{1}</c>; one without values may hold braces of its own.</param>
/// <param name="Values">Codes, ids and days; never a client's data.</param>
public sealed record Sentence(string Text, params IReadOnlyList<object> Values)
{
    /// <summary>In English.</summary>
    public override string ToString() => In(Text);

    /// <summary>In the words of a translation of <see cref="Text"/>.</summary>
    public string In(string words) => Values.Count == 0 ? words : string.Format(CultureInfo.InvariantCulture, words, [.. Values]);
}
