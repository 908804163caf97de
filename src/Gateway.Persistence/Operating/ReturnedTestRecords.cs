using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Removes what a test record left behind once it has come through. Its audit entries stay, like all: the chain proves that
/// nothing was taken out of it.
/// </summary>
internal static class ReturnedTestRecords
{
    /// <summary>Removes every test record that has come through.</summary>
    /// <returns>Their submissions.</returns>
    internal static async Task<IReadOnlyCollection<Guid>> RemoveAsync(UnitOfWork unit, CancellationToken cancellation)
    {
        var store = unit.Store;
        var home = await store.Deliveries.AsNoTracking().Where(d => d.Recipient == TestAgency.Id && d.State == DeliveryState.Confirmed)
            .Select(d => new { d.Id, d.ReferralId, d.ClientId }).ToListAsync(cancellation);
        if (home.Count == 0)
            return [];
        var deliveries = home.ConvertAll(d => d.Id);
        var referrals = home.ConvertAll(d => d.ReferralId);
        var clients = home.ConvertAll(d => d.ClientId);
        var records = await store.Records.AsNoTracking().Where(r => r.ReferralId != null && referrals.Contains(r.ReferralId.Value))
            .Select(r => new { r.Id, r.SubmissionId }).ToListAsync(cancellation);
        var submissions = records.ConvertAll(r => r.SubmissionId).Distinct().ToList();
        List<Guid> worked = [.. submissions, .. records.Select(r => r.Id), .. referrals, .. deliveries];
        SqlText[] removals =
        [
            $"""DELETE FROM "WorkItem" WHERE "Stage" {StageNames.All} AND "SubjectId" {worked}""",
            $"""DELETE FROM "Disclosure" WHERE "DeliveryId" {deliveries}""",
            $"""DELETE FROM "Delivery" WHERE "Id" {deliveries}""",
            $"""DELETE FROM "Decision" WHERE "ReferralId" {referrals}""",
            $"""DELETE FROM "Referral" WHERE "Id" {referrals}""",
            $"""DELETE FROM "Record" WHERE "SubmissionId" {submissions}""",
            $"""DELETE FROM "ClientIdentifier" WHERE "ClientId" {clients}""",
            $"""DELETE FROM "Client" WHERE "Id" {clients}""",
            $"""DELETE FROM "Segment" WHERE "SubmissionId" {submissions}""",
            $"""DELETE FROM "Submission" WHERE "Id" {submissions}""",
        ];
        foreach (var removal in removals)
            unit.First(new RowStatement(removal));
        return submissions;
    }
}
