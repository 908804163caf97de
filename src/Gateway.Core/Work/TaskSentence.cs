using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Core.Work;

/// <summary>
/// What a task says, as it is stored: a JSON array of the sentence's code (<see cref="DecisionSentences"/>,
/// <see cref="TaskSentences"/>) and its values. Tasks about records set aside, replies that wait and failed work store an
/// English sentence, which never begins like one.
/// </summary>
public static class TaskSentence
{
    /// <summary>Characters of a value at most, so that the whole is never longer than <see cref="OfficeTask.LongestText"/>; longer ones are cut.</summary>
    private const int LongestValue = 200;

    /// <summary>As people write it: a plus sign stays one. It is read by <see cref="Read"/> only, and stands in no page.</summary>
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is stored.</summary>
    /// <param name="code">Code of the sentence.</param>
    /// <param name="values">Codes, agencies' ids and duty contacts, never a client's data.</param>
    public static string Store(string code, params IReadOnlyList<string> values) =>
        JsonSerializer.Serialize<string[]>([code, .. values.Select(v => v.Length > LongestValue ? v[..LongestValue] : v)], Legible);

    /// <summary>What a task says.</summary>
    /// <param name="stored">Text of the task.</param>
    public static Sentence Read(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (!stored.StartsWith("[\"", StringComparison.Ordinal))
            return new Sentence(stored);
        var parts = JsonSerializer.Deserialize<string[]>(stored)!;
        return TaskSentences.Find(parts[0]) is { } text ? new Sentence(text, [.. parts[1..]]) : DecisionSentences.Of(parts[0], parts[1..]);
    }
}
