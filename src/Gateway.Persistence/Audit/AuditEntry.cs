using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Work;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>Makes audit entries and recomputes their digests.</summary>
public static class AuditEntry
{
    /// <summary>Makes an entry.</summary>
    public static AuditRow Of(Guid id, DateTimeOffset at, string kind, string actor, Guid subject, object? detail)
    {
        var json = detail is null ? null : JsonSerializer.Serialize(detail, ContractJson.Options);
        return new AuditRow
        {
            Id = id,
            At = at,
            Kind = kind,
            Actor = actor,
            SubjectId = subject,
            Detail = json,
            Digest = Digest(id, at, kind, actor, subject, json),
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

    /// <summary>Digest of an entry as it stands in the store.</summary>
    public static byte[] Digest(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Digest(row.Id, row.At, row.Kind, row.Actor, row.SubjectId, row.Detail);
    }

    private static byte[] Digest(Guid id, DateTimeOffset at, string kind, string actor, Guid subject, string? detail) =>
        // Microseconds: the coarsest resolution of the three databases.
        SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', id.ToString("N"), (at.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(System.Globalization.CultureInfo.InvariantCulture), kind, actor, subject.ToString("N"), detail)));
}
