using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Core.Work;

/// <summary>
/// A sentence as it is stored, with a task or as the reason of a record: a JSON array of its code (<see cref="Wordings"/>,
/// <see cref="DecisionSentences"/>, <see cref="TaskSentences"/>) and its values; a value that is a sentence is such an array.
/// What the author of a profile wrote is stored as it stands; it never begins like one.
/// </summary>
public static class TaskSentence
{
    /// <summary>Characters of what is stored, at most.</summary>
    public const int Longest = OfficeTask.LongestText;

    /// <summary>Characters of a value at most; fewer when the whole would be too long.</summary>
    private const int LongestValue = 400;

    private const string Begins = "[\"";

    /// <summary>As people write it: a plus sign stays one. It is read by <see cref="Read"/> only, and stands in no page.</summary>
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is stored.</summary>
    /// <param name="code">Code of the sentence.</param>
    /// <param name="values">Codes, agencies' ids and duty contacts, never a client's data.</param>
    public static string Store(string code, params IReadOnlyList<string> values) => Store(new Sentence(code, [.. values]) { Code = code });

    /// <summary>As it is stored.</summary>
    /// <param name="sentence">The sentence; its longest values are cut when the whole would be longer than <see cref="Longest"/>.</param>
    public static string Store(Sentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        if (sentence.Code is null)
            return Cut(sentence.ToString().TrimStart('['), Longest);
        for (var most = LongestValue; ; most /= 2)
        {
            var stored = Array(sentence, most).ToJsonString(Legible);
            if (stored.Length <= Longest)
                return stored;
        }
    }

    /// <summary>What was stored.</summary>
    /// <param name="stored">Text of a task, or reason of a record.</param>
    public static Sentence Read(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.StartsWith(Begins, StringComparison.Ordinal) ? Of(JsonNode.Parse(stored)!.AsArray()) : new Sentence(stored);
    }

    /// <summary>What was stored; null: nothing.</summary>
    /// <param name="stored">Reason of a record, a submission or parked work.</param>
    public static Sentence? ReadOrNull(string? stored) => stored is null ? null : Read(stored);

    private static JsonArray Array(Sentence sentence, int most) =>
        [sentence.Code, .. sentence.Values.Select(v => v is Sentence { Code: not null } inner ? (JsonNode)Array(inner, most) : Cut(Convert.ToString(v, CultureInfo.InvariantCulture) ?? "", most))];

    private static Sentence Of(JsonArray parts)
    {
        var code = parts[0]!.GetValue<string>();
        List<object> values = [.. parts.Skip(1).Select(p => p is JsonArray inner ? (object)Of(inner) : p!.GetValue<string>())];
        if (Wordings.Find(code) is { } wording)
            return wording.With(values);
        return TaskSentences.Find(code) is { } text ? new Sentence(text, values) { Code = code } : DecisionSentences.Of(code, values);
    }

    private static string Cut(string value, int most) => value.Length > most ? value[..most] : value;
}
