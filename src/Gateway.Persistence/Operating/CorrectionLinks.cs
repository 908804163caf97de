using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Which submission replaces which record that was set aside. It stands in the audit trail, under both: what was corrected
/// by what is part of what happened, and needs no place of its own.
/// </summary>
public static class CorrectionLinks
{
    private const string Corrects = "submission.corrects";
    /// <summary>Kind of the audit entry about a record, or a submission as a whole, that was replaced.</summary>
    internal const string Corrected = "record.corrected";

    /// <summary>What a submission replaces; null: nothing.</summary>
    internal static async Task<RecordName?> OfAsync(GatewayContext store, Guid submission, CancellationToken cancellation) =>
        await store.Audit.AsNoTracking().Where(a => a.SubjectId == submission && a.Kind == Corrects).Select(a => a.Detail).FirstOrDefaultAsync(cancellation) is { } detail
            ? RecordName.Read((string)JsonNode.Parse(detail)!["record"]!)
            : null;

    /// <summary>The submissions by which records, or submissions as a whole, were replaced; the last counts.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, Guid>> ByAsync(GatewayContext store, IReadOnlyCollection<Guid> subjects, CancellationToken cancellation)
    {
        if (subjects.Count == 0)
            return new Dictionary<Guid, Guid>();
        var entries = await store.Audit.AsNoTracking().Where(a => subjects.Contains(a.SubjectId) && a.Kind == Corrected)
            .OrderBy(a => a.Id).Select(a => new { a.SubjectId, a.Detail }).ToListAsync(cancellation);
        return entries.GroupBy(e => e.SubjectId).ToDictionary(g => g.Key, g => (Guid)JsonNode.Parse(g.Last().Detail!)!["submission"]!);
    }
}
