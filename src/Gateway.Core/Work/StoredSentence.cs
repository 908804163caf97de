using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Core.Work;

/// <summary>
/// A sentence as it is stored, with a task or as the reason of a record, a submission or parked work: a JSON array of its code
/// (<see cref="Wordings"/>, <see cref="DecisionSentences"/>) and its values; a value that is a sentence is such an array. What
/// has no code, because the author of a profile wrote it or it is a place in the gateway's own code, has an empty one and its
/// text as the only value.
/// </summary>
public static class StoredSentence
{
    /// <summary>Characters of what is stored, at most.</summary>
    public const int Longest = OfficeTask.LongestText;

    /// <summary>Characters of a value at most; fewer when the whole would be too long.</summary>
    private const int LongestValue = 400;

    private const string NoCode = """["",""]""";

    /// <summary>As people write it: a plus sign stays one. It is read by <see cref="Read"/> only, and stands in no page.</summary>
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is stored.</summary>
    /// <param name="sentence">The sentence; its longest values are cut when the whole would be longer than <see cref="Longest"/>.</param>
    public static string Store(Sentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        for (var most = sentence.Code is null ? Longest - NoCode.Length : LongestValue; ; most /= 2)
        {
            var stored = Array(sentence, most).ToJsonString(Legible);
            if (stored.Length <= Longest)
                return stored;
        }
    }

    /// <summary>What was stored; nothing: an empty sentence.</summary>
    /// <param name="stored">Text of a task, or reason of a record, a submission or parked work.</param>
    public static Sentence Read(string? stored) => ReadOrNull(stored) ?? new Sentence("");

    /// <summary>What was stored; null: nothing.</summary>
    /// <param name="stored">Reason of a record, a submission or parked work.</param>
    public static Sentence? ReadOrNull(string? stored) => stored is null ? null : Of(JsonNode.Parse(stored)!.AsArray());

    private static JsonArray Array(Sentence sentence, int most) =>
        sentence.Code is null ? ["", Cut(sentence.ToString(), most)]
        : [sentence.Code, .. sentence.Values.Select(v => v is Sentence inner ? (JsonNode)Array(inner, most) : Cut(Convert.ToString(v, CultureInfo.InvariantCulture) ?? "", most))];

    private static Sentence Of(JsonArray parts)
    {
        var code = parts[0]!.GetValue<string>();
        List<object> values = [.. parts.Skip(1).Select(p => p is JsonArray inner ? (object)Of(inner) : p!.GetValue<string>())];
        return code.Length == 0 ? new Sentence((string)values[0])
            : Wordings.Find(code) is { } wording ? wording.With(values)
            : DecisionSentences.Of(code, values);
    }

    private static string Cut(string value, int most) => value.Length > most ? value[..most] : value;
}
