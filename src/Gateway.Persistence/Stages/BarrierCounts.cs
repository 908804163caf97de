using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Counts barriers in the log: one entry an agreement, reason, owner and month, made when it is first needed; what sites count stands apart from what answers say. It is about no client.</summary>
internal static class BarrierCounts
{
    internal static void Write(UnitOfWork unit, Effect.BarrierCounted counted)
    {
        var month = counted.Month ?? unit.Now.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var by = counted.People is null ? "" : "|counts";
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{counted.Collaboration}|{counted.Barrier}|{counted.Owner}|{month}{by}")).AsSpan(0, 16), bigEndian: true);
        unit.First(new RowStatement(
            $"""
             INSERT INTO "Barrier" ("Id", "Agreement", "Title", "Stopped", "Level", "Owner", "OpenedAt", "Version")
             SELECT {id}, {counted.Collaboration}, {counted.Barrier}, 0, {counted.Level}, {counted.Owner}, {unit.Now}, 0 WHERE NOT EXISTS (SELECT 1 FROM "Barrier" WHERE "Id" = {id})
             """));
        unit.First(counted.People is { } people
            ? new RowStatement($"""UPDATE "Barrier" SET "Stopped" = {people}, "Version" = "Version" + 1 WHERE "Id" = {id}""", 1)
            : new RowStatement($"""UPDATE "Barrier" SET "Stopped" = "Stopped" + 1, "Version" = "Version" + 1 WHERE "Id" = {id}""", 1));
    }
}
