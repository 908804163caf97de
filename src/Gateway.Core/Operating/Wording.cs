namespace Gateway.Core.Operating;

/// <summary>A sentence that the gateway may write down. Stored are its code and the values, never the words; they are chosen when it is shown.</summary>
/// <param name="Code">Code, of which no other wording has the same.</param>
/// <param name="Text">English words with places <c>{0}</c>, <c>{1}</c>: the key of its translations. One without places may hold braces of its own.</param>
public sealed record Wording(string Code, string Text)
{
    /// <summary>The sentence without values.</summary>
    /// <param name="wording">The wording.</param>
    public static implicit operator Sentence(Wording wording)
    {
        ArgumentNullException.ThrowIfNull(wording);
        return wording.With();
    }

    /// <summary>The sentence with what stands in its places.</summary>
    /// <param name="values">Codes, ids, numbers, places in a record, or sentences; never a client's data.</param>
    public Sentence With(params IReadOnlyList<object?> values) => new(Text, [.. values.Select(v => v ?? "")]) { Code = Code };
}
