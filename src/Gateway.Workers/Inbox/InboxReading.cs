using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Inbox;

/// <summary>Reads handovers for the agency they are addressed to: nothing that was not released to it.</summary>
internal sealed class InboxReading(
    IGatewayDatabase database, RecordVault vault, ReleasedFields released, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine)
{
    private const int Most = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);
    private static readonly HandoverState[] Open = [HandoverState.Issued, HandoverState.Received, HandoverState.Waitlisted, HandoverState.Accepted, HandoverState.InService];
    private static readonly HandoverState[] Over = [.. Enum.GetValues<HandoverState>().Where(Lifecycle.IsFinal)];

    internal async Task<IReadOnlyList<InboxLine>> ListAsync(Agency agency, bool over, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var states = over ? Over : Open;
        var mine = store.Handovers.AsNoTracking().Where(h => h.Recipient == agency.Id && states.Contains(h.State));
        var handovers = await (over ? mine.OrderByDescending(h => h.Id) : mine.OrderBy(h => h.AckDueOn).ThenBy(h => h.Id)).Take(Most).ToListAsync(cancellation);
        var referrals = handovers.Select(h => h.ReferralId).Distinct().ToList();
        var deliveries = (await store.Deliveries.AsNoTracking().Where(d => referrals.Contains(d.ReferralId) && d.Recipient == agency.Id && d.HandoverId != null)
            .Select(d => new Part(d.HandoverId!.Value, d.Event, d.Step, d.State, d.Status, d.ReleasedAt)).ToListAsync(cancellation)).ToLookup(d => d.Handover);
        return [.. handovers.Select(h => LineOf(agency, h, [.. deliveries[h.Id]])).OfType<InboxLine>()];
    }

    internal async Task<InboxHandover?> ReadAsync(Agency agency, Guid id, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var handover = await store.Handovers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.Recipient == agency.Id, cancellation);
        if (handover is null)
            return null;
        var deliveries = await store.Deliveries.AsNoTracking().Where(d => d.ReferralId == handover.ReferralId && d.HandoverId == id && d.Recipient == agency.Id)
            .OrderByDescending(d => d.Sequence).ToListAsync(cancellation);
        var line = LineOf(agency, handover, deliveries.ConvertAll(d => new Part(id, d.Event, d.Step, d.State, d.Status, d.ReleasedAt)));
        if (line is null)
            return null;
        var ids = deliveries.ConvertAll(d => d.Id);
        var fields = await store.Disclosures.AsNoTracking().Where(d => ids.Contains(d.DeliveryId)).ToDictionaryAsync(d => d.DeliveryId, d => d.Fields, cancellation);
        var answers = await store.Audit.AsNoTracking().Where(a => a.SubjectId == id && a.Kind == "reply.applied" && a.Actor == agency.Id).OrderBy(a => a.Id).ToListAsync(cancellation);
        var keyId = await store.Clients.Where(c => c.Id == handover.ClientId).Select(c => c.KeyId).SingleAsync(cancellation);
        var key = (await vault.KeysAsync(store, [keyId], cancellation)).GetValueOrDefault(keyId);
        var parts = deliveries.Where(d => d.ReleasedAt is not null).Select(d => PartOf(agency, d, key, fields.GetValueOrDefault(d.Id, ""))).ToList();
        var here = agency.Channel == ChannelKind.Inbox;
        return new InboxHandover(
            line, parts, key is not null && handover.CaseNumber is { } cipher ? Encoding.UTF8.GetString(Sealing.Open(key, cipher, Sealing.Context(id, "case-number"))) : null,
            [.. answers.Select(a => new GivenAnswer(a.At, (string?)JsonNode.Parse(a.Detail!)!["outcome"] ?? ""))],
            agency.Class == RecipientClass.Welfare, parts.Count > 0 && !Lifecycle.IsFinal(handover.State),
            handover.StepTwoAt is null && agency.Class != RecipientClass.Provider, here);
    }

    /// <summary>Waits a moment for an answer to take effect, and tells whether something waits to be opened then.</summary>
    internal async Task<bool> WaitsAsync(string agency, Guid id, CancellationToken cancellation)
    {
        var deadline = machine.GetUtcNow() + Patience;
        while (true)
        {
            await using (var store = database.Open())
            {
                var referral = await store.Handovers.Where(h => h.Id == id && h.Recipient == agency).Select(h => h.ReferralId).SingleAsync(cancellation);
                if (await store.Deliveries.AnyAsync(d => d.ReferralId == referral && d.HandoverId == id && d.Recipient == agency && d.State == DeliveryState.Waiting, cancellation))
                    return true;
            }

            if (machine.GetUtcNow() >= deadline)
                return false;
            await Task.Delay(Again, machine, cancellation);
        }
    }

    /// <summary>Null for a handover of which nothing is for the agency: not released, and not to be opened here.</summary>
    private static InboxLine? LineOf(Agency agency, HandoverSnapshot handover, IReadOnlyList<Part> parts)
    {
        var opened = parts.Where(p => p.ReleasedAt is not null).ToList();
        var waiting = agency.Channel == ChannelKind.Inbox && (opened.Count > 0 || !Lifecycle.IsFinal(handover.State)) ? parts.Count(p => p.State == DeliveryState.Waiting) : 0;
        if (opened.Count == 0 && waiting == 0)
            return null;
        return new InboxLine(
            handover.Id, agency.Class == RecipientClass.Provider ? null : handover.Sender, handover.Services.Split(',', StringSplitOptions.RemoveEmptyEntries),
            handover.State, handover.IssuedAt, handover.AckDueOn, handover.AcknowledgedAt is not null,
            opened.Select(p => p.Step).DefaultIfEmpty(0).Max(), waiting, opened.Count(p => p.State == DeliveryState.Released),
            opened.Exists(p => p.Status is CoarseStatuses.AgreementWithdrawn or CoarseStatuses.Cancelled));
    }

    private InboxPart PartOf(Agency agency, DeliverySnapshot delivery, byte[]? key, string fields)
    {
        var left = fields.Split(',', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<InboxField> shown = [];
        if (delivery.Event == EventTypes.ReferralHandover)
        {
            shown = key is null || delivery.Payload is null
                ? [.. left.Select(f => new InboxField(f, []))]
                : released.Of(agency, delivery, Sealing.Open(key, delivery.Payload, Sealing.Context(delivery.Id, "payload")), left);
        }

        return new InboxPart(
            delivery.Id, delivery.Step, delivery.Revision, delivery.ReleasedAt!.Value, delivery.State == DeliveryState.Confirmed, delivery.Status, shown);
    }

    private sealed record Part(Guid Handover, string Event, int Step, DeliveryState State, string? Status, DateTimeOffset? ReleasedAt);
}
