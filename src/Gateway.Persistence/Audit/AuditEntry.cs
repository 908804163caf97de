using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Contracts;
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
