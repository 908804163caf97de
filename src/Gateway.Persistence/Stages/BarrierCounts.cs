using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Counts barriers in the log: one entry an agreement, reason, office and month, made when it is first needed. It is about no client.</summary>
internal static class BarrierCounts
{
    /// <summary>Level that can solve what is counted: the offices' own order of filling places.</summary>
    private const string Level = "agency";

    internal static void Write(UnitOfWork unit, Effect.BarrierCounted counted)
    {
        var month = unit.Now.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{counted.Collaboration}|{counted.Barrier}|{counted.Owner}|{month}")).AsSpan(0, 16), bigEndian: true);
        unit.First(new RowStatement(
            $"""
             INSERT INTO "Barrier" ("Id", "Agreement", "Title", "Stopped", "Level", "Owner", "OpenedAt", "Version")
             SELECT {id}, {counted.Collaboration}, {counted.Barrier}, 0, {Level}, {counted.Owner}, {unit.Now}, 0 WHERE NOT EXISTS (SELECT 1 FROM "Barrier" WHERE "Id" = {id})
             """));
        unit.First(new RowStatement($"""UPDATE "Barrier" SET "Stopped" = "Stopped" + 1, "Version" = "Version" + 1 WHERE "Id" = {id}""", 1));
    }
}
