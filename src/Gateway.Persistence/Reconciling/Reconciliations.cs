using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Reconciliation;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Reading;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reconciling;

/// <summary>Counts for agencies, and compares with what they stated. Without an agency that wants it there is not one query.</summary>
internal sealed class Reconciliations(IGatewayDatabase database, UnitsOfWork units, KeyRing rings, ICircumstances circumstances, IStoreFaults faults) : IReconciliation
{
    private const string Use = "counts";
    private const int KeptDays = 60;

    public async Task<int> RunAsync(Lease lease, CancellationToken cancellation)
    {
        var now = circumstances.Now();
        var wanted = now.Agreed.Directory.Agencies.Where(a => a is { Live: true, ReconcileDaily: true } && a.Channel != ChannelKind.Inbox).Select(a => a.Id).ToList();
        if (wanted.Count == 0)
            return 0;
        var batch = new LoadBatch(database);
        // A day more: it may be the next day at an office already, or still the one before.
        var since = DateOnly.FromDateTime(now.Moment.Now.UtcDateTime).AddDays(-CountRules.Days - 1);
        var kept = batch.Rows<KeptCounts>($"""WHERE t."Agency" {wanted} AND t."Day" > {since} ORDER BY t."Id" """, abridged: nameof(KeptCounts.Document));
        await batch.RunAsync(cancellation);
        var told = 0;
        List<Exception> failed = [];
        foreach (var agency in wanted)
        {
            var last = kept.FindLast(k => k.Agency == agency && k.RecordId is null);
            var stated = kept.FindLast(k => k.Agency == agency && k.RecordId is not null);
            if (last is not null && last.Day >= now.Agreed.Directory.DayAt(agency, now.Moment.Now) && (stated is null || stated.Id.CompareTo(last.Id) < 0))
                continue;
            try
            {
                // What was answered is not answered again: days later it would differ from what has happened since.
                await TellAsync(lease, now, agency, last is not null && stated?.Id.CompareTo(last.Id) < 0 ? null : stated, cancellation);
                told++;
            }
            catch (Exception e) when (e is not OperationCanceledException && !faults.IsLeaseLost(e))
            {
                // The counts of the other agencies do not wait for this one's.
                failed.Add(e);
            }
        }

        return failed.Count == 0 ? told : throw new AggregateException(failed);
    }

    /// <summary>Opens counts as they were made.</summary>
    internal static byte[] Open(KeptCounts counts, ReadOnlySpan<byte> key) => Sealing.Open(key, counts.Document!, Sealing.Context(counts.Id, Use));

    private async Task TellAsync(Lease lease, Circumstances now, string agency, KeptCounts? kept, CancellationToken cancellation)
    {
        var today = now.Agreed.Directory.DayAt(agency, now.Moment.Now);
        var stated = kept is null ? null : await StatedAsync(kept.RecordId!.Value, cancellation);
        var (from, until) = stated is null ? CountRules.Window(today) : CountRules.DaysOf(stated);
        var held = await HeldCounts.ReadAsync(database, agency, from, until, cancellation);
        var differences = stated is null ? null : await NamedAsync(CountRules.Differences(held, stated, now.Index, agency), cancellation);
        var data = new ReconciliationCounted
        {
            Ticket = "",
            SentAt = now.Moment.Second,
            From = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Until = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Sent = CountRules.Count(held.Sent),
            Received = CountRules.Count(held.Received),
            Agrees = differences is null ? null : differences.Count == 0,
            Differences = differences is { Count: > 0 } ? differences : null,
        };
        await using var unit = units.Open();
        unit.First(LeaseStore.Hold(lease));
        var draft = new Draft(new Snapshots(), now);
        var id = draft.NewKey();
        var (row, key) = rings.Create(ReturnLoads.Purpose, id);
        unit.Write(row);
        unit.Write(new KeptCounts
        {
            Id = id, Agency = agency, Day = today, At = now.Moment.Now,
            Document = Sealing.Seal(key, JsonSerializer.SerializeToUtf8Bytes(data, ContractJson.Options), Sealing.Context(id, Use)),
        });
        // Each day's counts take the place of those of long ago.
        var old = today.AddDays(-KeptDays);
        unit.First(new RowStatement($"""DELETE FROM "DataKey" WHERE "Id" {SqlText.In($"""SELECT "Id" FROM "Counts" WHERE "Agency" = {agency} AND "Day" < {old} AND "RecordId" IS NULL""")}"""));
        unit.First(new RowStatement($"""DELETE FROM "Counts" WHERE "Agency" = {agency} AND "Day" < {old}"""));
        CountNotices.Tell(draft, agency, id);
        EffectWriter.Write(unit, new Snapshots(), [draft.Decided()]);
        await unit.CommitAsync(cancellation);
    }

    private async Task<ReconciliationCounted?> StatedAsync(Guid record, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Values($"""SELECT "Id", "Sealed", "Wrapped" FROM "Record" WHERE "Id" = {record}""", r => (Id: r.Key(0), Sealed: r.BytesOrNull(1), Wrapped: r.BytesOrNull(2)));
        await batch.RunAsync(cancellation);
        if (rows is not [{ Sealed: { } text, Wrapped: { } wrapped }] || rings.TryOpen(record, wrapped) is not { } key)
            return null;
        // What cannot be opened (any more) is answered as if nothing had been stated: with the gateway's own counts.
        return RecordVault.TryOpenData(record, text, key)?.Where(s => s.Type == EventTypes.ReconciliationCounted)
            .Select(s => s.Data.Deserialize<ReconciliationCounted>(ContractJson.Options)).LastOrDefault();
    }

    /// <summary>Differences with the tickets that only the gateway has.</summary>
    private async Task<IReadOnlyList<CountDifference>> NamedAsync(IReadOnlyList<FoundDifference> found, CancellationToken cancellation)
    {
        var referrals = found.Where(f => f.Difference.Role == CountRules.Sender).SelectMany(f => f.OnlyGateway).Distinct().ToList();
        var batch = new LoadBatch(database);
        var tickets = referrals.Count == 0 ? [] : new SenderTickets(rings).Add(batch, referrals);
        await batch.RunAsync(cancellation);
        var names = tickets.ToDictionary(t => t.Referral, t => t.Ticket);
        return [.. found.Select(f =>
        {
            List<string> only = [.. f.OnlyGateway.Select(id => f.Difference.Role == CountRules.Sender ? names.GetValueOrDefault(id) : id.ToString("D")).OfType<string>()];
            return only.Count == 0 ? f.Difference : f.Difference with { OnlyGateway = only };
        })];
    }
}
