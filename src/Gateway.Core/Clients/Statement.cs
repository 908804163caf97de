using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Operating;

namespace Gateway.Core.Clients;

/// <summary>A canonical statement: the data of one contract event, as JSON and as its C# type.</summary>
public sealed record Statement
{
    private JsonObject? _data;

    private Statement(string type, ReadOnlyMemory<byte> utf8, IStatement content)
    {
        Type = type;
        Utf8 = utf8;
        Content = content;
    }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string Type { get; }

    /// <summary>The data as JSON text.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The data as JSON; what a manifest projects from. Read from the text when it is first asked for.</summary>
    public JsonObject Data => _data ??= JsonNode.Parse(Utf8.Span)!.AsObject();

    /// <summary>The data as its C# type; what rules read.</summary>
    public IStatement Content { get; }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">The data lacks a required field or has one of another kind.</exception>
    /// <exception cref="ArgumentException">There is no such event type, or it is not one an agency states.</exception>
    public static Statement Of(string type, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var statement = Of(type, JsonSerializer.SerializeToUtf8Bytes(data, ContractJson.Options));
        statement._data = data;
        return statement;
    }

    /// <summary>A statement from data that was just made, once as text and once as its C# type.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="utf8">The data as JSON text.</param>
    /// <param name="content">The same data, as reading the text would give it.</param>
    public static Statement Of(string type, ReadOnlyMemory<byte> utf8, IStatement content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new Statement(type, utf8, content);
    }

    /// <summary>Tickets that a statement bears or is about.</summary>
    public static IEnumerable<string> TicketsOf(IStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var about = statement switch
        {
            ReferralSubmitted s => s.InReplyTo,
            ReferralEnded e => e.InReplyTo,
            ConsentGiven g => g.InReplyTo,
            ConsentWithdrawn w => w.InReplyTo,
            ReferralReply r => r.InReplyTo,
            _ => null,
        };
        return about is null ? [statement.Ticket] : [statement.Ticket, about];
    }

    /// <summary>The client that statements of one record name by a number; null: none is named.</summary>
    public static Client? ClientOf(IEnumerable<Statement> statements) =>
        statements.Select(s => (s.Content as IClientStatement)?.Client).FirstOrDefault(c => c is { Identifiers.Count: > 0 });

    /// <summary>Reads the data of an event from its JSON text.</summary>
    /// <inheritdoc cref="Of(string, JsonObject)" />
    public static Statement Of(string type, ReadOnlyMemory<byte> utf8)
    {
        if (!EventTypes.All.TryGetValue(type, out var clr) || !clr.IsAssignableTo(typeof(IStatement)))
            throw new ArgumentException($"An agency cannot state '{type}'.", nameof(type));
        var content = (IStatement?)JsonSerializer.Deserialize(utf8.Span, clr, ContractJson.Options)
            ?? throw new JsonException("The data is empty.");
        return new Statement(type, utf8, content);
    }
}

/// <summary>Which wall a piece of data stands behind.</summary>
public enum Compartment
{
    /// <summary>Ordinary data, under the client's key.</summary>
    Ordinary = 0,

    /// <summary>Special categories (GDPR art. 9) and offences (art. 10).</summary>
    Special = 1,

    /// <summary>Control data: sanction, fraud, claim, non-compliance, exclusion.</summary>
    Walled = 2,
}

/// <summary>Why a record, or a part of it, could not be translated: written for the sending agency's engineer.</summary>
/// <param name="Code">Stable code, listed in <c>contracts/formats/README.md</c>.</param>
/// <param name="Path">Where in the record, in the source's own terms; never a value of a client.</param>
/// <param name="Line">Line in the file, 1-based, when the format has lines.</param>
/// <param name="Text">One sentence that says what is wrong and what to do; never a value of a client.</param>
public sealed record TranslationProblem(string Code, string? Path, int? Line, Sentence Text)
{
    /// <summary>
    /// For <c>unknown-code</c>: the code that a code map lacks, so that whoever repairs the map knows what to add. Null where it
    /// could be more than a code: where something of a compartment may stand, and for what does not look like one.
    /// </summary>
    public string? Missing { get; init; }
}
