using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Heartbeat;

/// <summary>
/// Removes what a test record left behind once it has come through. Its audit entries stay, like all: the chain proves that
/// nothing was taken out of it.
/// </summary>
internal static class SpentBeats
{
    /// <summary>Removes every beat that has come through.</summary>
    /// <returns>Their submissions.</returns>
    internal static async Task<IReadOnlyList<Guid>> EraseAsync(UnitOfWork unit, CancellationToken cancellation)
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
        var submissions = records.ConvertAll(r => r.SubmissionId);
        var keys = await store.Submissions.Where(s => submissions.Contains(s.Id)).Select(s => s.KeyId)
            .Concat(store.Clients.Where(c => clients.Contains(c.Id)).Select(c => c.KeyId)).ToListAsync(cancellation);
        List<Guid> worked = [.. submissions, .. records.Select(r => r.Id), .. referrals, .. deliveries];
        var stages = StageNames.All;
        unit.Inside(async inside =>
        {
            await inside.WorkItems.Where(s => stages.Contains(s.Stage) && worked.Contains(s.SubjectId)).ExecuteDeleteAsync(cancellation);
            await inside.Disclosures.Where(d => deliveries.Contains(d.DeliveryId)).ExecuteDeleteAsync(cancellation);
            await inside.Deliveries.Where(d => deliveries.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
            await inside.Decisions.Where(d => referrals.Contains(d.ReferralId)).ExecuteDeleteAsync(cancellation);
            await inside.Referrals.Where(r => referrals.Contains(r.Id)).ExecuteDeleteAsync(cancellation);
            await inside.Records.Where(r => submissions.Contains(r.SubmissionId)).ExecuteDeleteAsync(cancellation);
            await inside.ClientIdentifiers.Where(i => clients.Contains(i.ClientId)).ExecuteDeleteAsync(cancellation);
            await inside.Clients.Where(c => clients.Contains(c.Id)).ExecuteDeleteAsync(cancellation);
            await inside.Submissions.Where(s => submissions.Contains(s.Id)).ExecuteDeleteAsync(cancellation);
            await inside.DataKeys.Where(k => keys.Contains(k.Id)).ExecuteDeleteAsync(cancellation);
        });
        return submissions;
    }
}
