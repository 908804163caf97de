using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts;
using Gateway.Core.Operating;

namespace Gateway.Core.Rights;

/// <summary>
/// Writes a copy as JSON while it is read: <c>contracts/rights/copy.schema.json</c>. Its last members say whether it is complete;
/// a file without them broke off.
/// </summary>
public static class CopyWriter
{
    private static readonly JsonSerializerOptions Options = new(ContractJson.Options)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new InEnglish() },
    };

    /// <summary>Writes it.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="stream">Where to; not closed.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How it ended.</returns>
    public static async Task<CopyPage.End> WriteAsync(CopyAnswer.Begun copy, Stream stream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(stream);
        var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = ContractJson.Options.Encoder });
        await using (writer)
        {
            writer.WriteStartObject();
            writer.WriteString("agency", copy.Agency);
            writer.WriteString("drawnUpAt", copy.At.UtcDateTime);
            var open = (string?)null;
            CopyPage.End? end = null;
            await foreach (var page in copy.Pages.WithCancellation(cancellation))
            {
                end = page as CopyPage.End;
                open = Write(writer, page, open);
                await writer.FlushAsync(cancellation);
            }

            if (open is not null)
                writer.WriteEndArray();
            writer.WriteBoolean("complete", end!.Complete);
            if (end.Reason is { } reason)
                writer.WriteString("reason", reason);
            writer.WriteNumber("recordsApart", end.Apart);
            writer.WriteNumber("recordsUnreadable", end.Unreadable);
            writer.WriteEndObject();
            await writer.FlushAsync(cancellation);
            return end;
        }
    }

    /// <returns>The list that is open after the page.</returns>
    private static string? Write(Utf8JsonWriter writer, CopyPage page, string? open) => page switch
    {
        CopyPage.Standing standing => Object(writer, "standing", standing),
        CopyPage.Records records => List(writer, "records", records.Items, open),
        CopyPage.Decisions decisions => List(writer, "decisions", decisions.Items, open),
        CopyPage.Disclosures disclosures => List(writer, "disclosures", disclosures.Items, open),
        CopyPage.Refusals refusals => List(writer, "refusals", refusals.Items, open),
        CopyPage.Stops stops => List(writer, "stops", stops.Items, open),
        CopyPage.Openings openings => List(writer, "openings", openings.Items, open),
        CopyPage.Agreements agreements => List(writer, "agreements", agreements.Items, open),
        CopyPage.Mandates mandates => List(writer, "mandates", mandates.Items, open),
        CopyPage.Tasks tasks => List(writer, "tasks", tasks.Items, open),
        CopyPage.Deadlines deadlines => List(writer, "deadlines", deadlines.Items, open),
        _ => open,
    };

    private static string? Object<T>(Utf8JsonWriter writer, string name, T value)
    {
        writer.WritePropertyName(name);
        Write(writer, value);
        return null;
    }

    private static string List<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, string? open)
    {
        if (open != name)
        {
            if (open is not null)
                writer.WriteEndArray();
            writer.WriteStartArray(name);
        }

        foreach (var item in items)
            Write(writer, item);
        return name;
    }

    /// <summary>A file for machines has the codes, and beside them the sentence in one language.</summary>
    private sealed class InEnglish : JsonConverter<Sentence>
    {
        public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A copy is only written.");

        public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>As bytes first: serializing into the writer would flush it, and a connection takes no synchronous writes.</summary>
    private static void Write<T>(Utf8JsonWriter writer, T value) => writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value, Options), skipInputValidation: true);
}
