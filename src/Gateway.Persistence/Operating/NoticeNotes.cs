using System.Globalization;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps what offices were told by mail, a setting for each.</summary>
internal sealed class NoticeNotes(IGatewayDatabase database, UnitsOfWork units, TimeProvider domain) : INotices
{
    private const string Prefix = "notice:";

    public async Task<IReadOnlyList<NoticeStand>> ReadAsync(IReadOnlyList<string> inboxes, IReadOnlyList<string> webhooks, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var told = await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(Prefix)).ToDictionaryAsync(s => s.Name, s => s.Value, StringComparer.Ordinal, cancellation);
        var waiting = inboxes.Count == 0 ? [] : await WaitingAsync(store, inboxes, cancellation);
        var failing = webhooks.Count == 0 ? [] : await FailingAsync(store, webhooks, cancellation);
        return
        [
            .. inboxes.Select(a => new NoticeStand(a, NoticeKind.Inbox, waiting.Contains(a), ToldAt(told, NoticeKind.Inbox, a))),
            .. webhooks.Select(a => new NoticeStand(a, NoticeKind.Failing, failing.Contains(a), ToldAt(told, NoticeKind.Failing, a))),
        ];
    }

    public Task NoteAsync(Lease lease, NoticeStand stand, DateTimeOffset? toldAt, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            unit.First(LeaseStore.Hold(lease));
            await SettingText.PutAsync(unit, NameOf(stand.Kind, stand.Agency), toldAt?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "", cancellation);
            return true;
        },
        cancellation);

    private static async Task<HashSet<string>> WaitingAsync(GatewayContext store, IReadOnlyList<string> inboxes, CancellationToken cancellation) =>
        [.. await store.Deliveries.Where(d => inboxes.Contains(d.Recipient) && d.State == DeliveryState.Waiting)
            .Where(d => !store.Holds.Any(h => h.User == RestoreHold.User)).Select(d => d.Recipient).Distinct().ToListAsync(cancellation)];

    /// <summary>A delivery was given up, or has waited for long though nobody holds it back.</summary>
    private async Task<HashSet<string>> FailingAsync(GatewayContext store, IReadOnlyList<string> webhooks, CancellationToken cancellation)
    {
        var before = domain.GetUtcNow() - NoticeRules.WaitsLong;
        var codes = WebhookAnswers.Codes.ToList();
        var givenUp = await store.Deliveries.Where(d => webhooks.Contains(d.Recipient) && d.State == DeliveryState.Parked && codes.Contains(d.ReasonCode!)).Select(d => d.Recipient).Distinct().ToListAsync(cancellation);
        var late = await store.Deliveries
            .Where(d => webhooks.Contains(d.Recipient) && (d.State == DeliveryState.Waiting || (d.State == DeliveryState.Released && d.Position == null)) && d.IssuedAt < before)
            .Where(d => !store.Holds.Any(h => h.Agency == d.Recipient || h.User == RestoreHold.User)).Select(d => d.Recipient).Distinct().ToListAsync(cancellation);
        return [.. givenUp, .. late];
    }

    private static DateTimeOffset? ToldAt(Dictionary<string, string> told, NoticeKind kind, string agency) =>
        told.GetValueOrDefault(NameOf(kind, agency)) is { Length: > 0 } ticks ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;

    private static string NameOf(NoticeKind kind, string agency) => Prefix + (kind == NoticeKind.Inbox ? "inbox:" : "failing:") + agency;
}
