using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Api.Problems;
using Gateway.Api.Submissions;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Limits;

/// <summary>
/// Reads a body that is a JSON object with the members of a type. A repeated member and one that the type does not have are refused:
/// a slip in a name must not become another request.
/// </summary>
internal static class JsonRequest
{
    private const int Deepest = 16;

    private static readonly JsonSerializerOptions Strict = new(ContractJson.Options)
    {
        AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = Deepest, Converters = { new PlainText() },
    };

    /// <summary>What a call that reads such a body may answer for it.</summary>
    public static IReadOnlyList<ProblemKind> Problems { get; } = [ProblemKind.JsonInvalid, ProblemKind.BodyTooLarge, ProblemKind.ContentType];

    /// <summary>The body; or why it is none, with the place of the first fault.</summary>
    /// <param name="request">Call.</param>
    /// <param name="longest">Bytes at most.</param>
    /// <param name="wanted">What to send, as a sentence.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<(T? Asked, ProblemResult? Problem)> ReadAsync<T>(HttpRequest request, int longest, string wanted, CancellationToken cancellation)
        where T : class
    {
        if (request.ContentType is { } type && !MediaTypes.IsJson(type))
            return (null, new ProblemResult(ProblemKind.ContentType) { Accepted = ["application/json"] });
        if (await BoundedBody.ReadAsync(request, longest, cancellation) is not { } body)
            return (null, ProblemResult.TooLarge(longest));
        if (!StrictJson.IsText(body.Span))
            return (null, Refusal(wanted));
        try
        {
            return JsonSerializer.Deserialize<T>(StrictJson.WithoutMark(body).Span, Strict) is { } asked ? (asked, null) : (null, Refusal(wanted));
        }
        catch (JsonException fault)
        {
            return (null, Refusal(wanted, [PlaceOf<T>(fault)]));
        }
    }

    /// <summary>The body is JSON, and not what the call reads.</summary>
    public static ProblemResult Refusal(string wanted, IReadOnlyList<string>? places = null) => new(ProblemKind.JsonInvalid, wanted) { Places = places };

    /// <summary>Names a member only when it is one of the type's: any other name is the caller's own words.</summary>
    private static string PlaceOf<T>(JsonException fault)
    {
        var place = $"line {(fault.LineNumber ?? 0) + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}";
        var name = fault.Path?.Split('.', '[') is ["$", var first, ..] ? first : null;
        return Strict.GetTypeInfo(typeof(T)).Properties.Any(p => p.Name == name) ? $"{name} ({place})" : place;
    }

    /// <summary>A text without control characters: none of them belongs into a code, a number or a name, and not every database takes them.</summary>
    private sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && !text.Any(char.IsControl) ? text : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
