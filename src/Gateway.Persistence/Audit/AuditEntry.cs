using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Trail;
using Gateway.Core.Work;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>Makes audit entries, and says what they say.</summary>
public static class AuditEntry
{
    private const string DisclosureFirst = "{\"disclosure\":\"";

    /// <summary>Makes an entry.</summary>
    public static AuditRow Of(TrailKeys keys, Guid id, DateTimeOffset at, string kind, string actor, Guid subject, object? detail)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var json = detail is null ? null : JsonSerializer.Serialize(detail, ContractJson.Options);
        return new AuditRow
        {
            Id = id,
            At = at,
            Kind = kind,
            Actor = actor,
            SubjectId = subject,
            Detail = json,
            Digest = keys.Digest(TrailText.Entry(id, at, kind, actor, subject, DisclosureIn(json)), json),
        };
    }

    /// <summary>An entry's detail with what the same decision did beside, below <c>with</c>.</summary>
    /// <param name="detail">Detail.</param>
    /// <param name="with">The rest.</param>
    public static object? Whole(object? detail, IReadOnlyList<AuditPart> with)
    {
        ArgumentNullException.ThrowIfNull(with);
        if (with.Count == 0)
            return detail;
        var whole = detail is null ? new JsonObject() : JsonSerializer.SerializeToNode(detail, ContractJson.Options)!.AsObject();
        whole["with"] = JsonSerializer.SerializeToNode(with, ContractJson.Options);
        return whole;
    }

    /// <summary>What an entry tells beside: kind and actor of each part.</summary>
    public static IEnumerable<(string Kind, string Actor)> PartsOf(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Detail is { } detail && JsonNode.Parse(detail) is JsonObject whole && whole["with"] is JsonArray parts
            ? parts.Select(p => ((string)p!["kind"]!, (string)p!["actor"]!))
            : [];
    }

    /// <summary>What an entry says to outsiders, without its detail.</summary>
    public static string TextOf(AuditRow row) =>
        row is null ? throw new ArgumentNullException(nameof(row)) : TrailText.Entry(row.Id, row.At, row.Kind, row.Actor, row.SubjectId, DisclosureIn(row.Detail));

    /// <summary>The digest of the disclosure that an entry is about, with which its detail begins; empty: it is about none.</summary>
    internal static ReadOnlySpan<char> DisclosureIn(string? detail) =>
        detail is not null && detail.StartsWith(DisclosureFirst, StringComparison.Ordinal) && detail.Length > DisclosureFirst.Length + 64 ? detail.AsSpan(DisclosureFirst.Length, 64) : default;
}
