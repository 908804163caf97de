using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Inbox;

/// <summary>Shows handovers to the agency they are addressed to: nothing that was not released to it.</summary>
internal sealed class InboxReading(
    IInboxStore store, ReleasedFields released, IOpeningLog log, [FromKeyedServices(MachineTime.Key)] TimeProvider machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);
    private static readonly HandoverState[] Open = [HandoverState.Issued, HandoverState.Received, HandoverState.Waitlisted, HandoverState.Accepted, HandoverState.InService];
    private static readonly HandoverState[] Over = [.. Enum.GetValues<HandoverState>().Where(Lifecycle.IsFinal)];

    internal async Task<ListPage<InboxLine>> ListAsync(Agency agency, bool over, int page, CancellationToken cancellation)
    {
        var read = ListPage.Of(await store.ListAsync(agency.Id, over ? Over : Open, newestFirst: over, ListPage.Skipped(page), ListPage.Read, cancellation));
        return new ListPage<InboxLine>([.. read.Lines.Select(h => LineOf(agency, h.Handover, h.Parts)).OfType<InboxLine>()], read.More);
    }

    internal async Task<InboxHandover?> ReadAsync(Agency agency, Guid id, CancellationToken cancellation) =>
        await store.ReadAsync(agency.Id, id, cancellation) is { } file ? Shown(agency, file) : null;

    /// <summary>As it is shown to a person, who is noted before. A handover of which nothing was released yet holds nothing of the client.</summary>
    internal async Task<InboxHandover?> ShowAsync(Agency agency, Guid id, Reader reader, CancellationToken cancellation)
    {
        if (await store.ReadAsync(agency.Id, id, cancellation) is not { } file || Shown(agency, file) is not { } shown)
            return null;
        if (shown.Parts.Count > 0)
            await log.NoteAsync(reader, new OpenedThing(OpeningKind.Inbox, id, file.Handover.ClientId, file.Handover.Sender, file.Handover.ReferralId), cancellation);
        return shown;
    }

    private InboxHandover? Shown(Agency agency, AddressedFile file)
    {
        var (handover, id) = (file.Handover, file.Handover.Id);
        if (LineOf(agency, handover, [.. file.Deliveries.Select(d => AddressedPart.Of(id, d))]) is not { } line)
            return null;
        var parts = file.Deliveries.Where(d => d.ReleasedAt is not null).Select(d => PartOf(agency, d, file)).ToList();
        return new InboxHandover(
            line, parts, file.CaseNumber, file.Answers, agency.Class == RecipientClass.Welfare && !Lifecycle.IsFinal(handover.State), parts.Count > 0 && !Lifecycle.IsFinal(handover.State),
            handover.StepTwoAt is null && agency.Class != RecipientClass.Provider, agency.Channel == ChannelKind.Inbox);
    }

    /// <summary>Whether a handover was to be opened here and was stopped before anybody did.</summary>
    internal async Task<bool> WasStoppedAsync(Agency agency, Guid id, CancellationToken cancellation) =>
        agency.Channel == ChannelKind.Inbox && await store.ReadAsync(agency.Id, id, cancellation) is { Deliveries: { Count: > 0 } deliveries }
        && deliveries.All(d => d is { State: DeliveryState.Blocked, ReleasedAt: null });

    /// <summary>Waits a moment for an answer to take effect, and tells whether something waits to be opened then.</summary>
    internal async Task<bool> WaitsAsync(string agency, Guid id, CancellationToken cancellation)
    {
        var deadline = machine.GetUtcNow() + Patience;
        while (!await store.WaitsAsync(agency, id, cancellation))
        {
            if (machine.GetUtcNow() >= deadline)
                return false;
            await Task.Delay(Again, machine, cancellation);
        }

        return true;
    }

    /// <summary>Null for a handover of which nothing is for the agency: not released, and not to be opened here.</summary>
    private static InboxLine? LineOf(Agency agency, HandoverSnapshot handover, IReadOnlyList<AddressedPart> parts)
    {
        var opened = parts.Where(p => p.ReleasedAt is not null).ToList();
        var waiting = agency.Channel == ChannelKind.Inbox && (opened.Count > 0 || !Lifecycle.IsFinal(handover.State)) ? parts.Count(p => p.State == DeliveryState.Waiting) : 0;
        if (opened.Count == 0 && waiting == 0)
            return null;
        return new InboxLine(
            handover.Id, agency.Class == RecipientClass.Provider ? null : handover.Sender, handover.Services.Split(',', StringSplitOptions.RemoveEmptyEntries),
            handover.State, handover.IssuedAt, handover.AckDueOn, handover.AcknowledgedAt is not null,
            opened.Select(p => p.Step).DefaultIfEmpty(0).Max(), waiting,
            // What its system has or will fetch is no work for a person; that a client withdrew must be acknowledged whatever the channel.
            opened.Count(p => p.Unacknowledged || (agency.Channel == ChannelKind.Inbox && p.State == DeliveryState.Released)),
            opened.Exists(p => p.Unacknowledged || p.Status is CoarseStatuses.AgreementWithdrawn or CoarseStatuses.Cancelled))
        {
            Unacknowledged = opened.Count(p => p.Unacknowledged),
            Standing = opened.Count > 0 ? InboxStanding.Of(handover) : null,
        };
    }

    private InboxPart PartOf(Agency agency, DeliverySnapshot delivery, AddressedFile file)
    {
        var left = file.Fields.GetValueOrDefault(delivery.Id, "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<InboxField> shown = [];
        if (delivery.Event == EventTypes.ReferralHandover)
        {
            shown = file.Payloads.TryGetValue(delivery.Id, out var bytes)
                ? released.Of(agency, delivery, bytes.ToArray(), left)
                : [.. left.Select(f => new InboxField(f, []))];
        }

        return new InboxPart(
            delivery.Id, delivery.Step, delivery.Revision, delivery.ReleasedAt!.Value, delivery.State == DeliveryState.Confirmed && !delivery.IsUnacknowledged, delivery.Status, shown)
        {
            Plan = delivery.Event == EventTypes.PlanChanged && file.Payloads.TryGetValue(delivery.Id, out var plan) ? ReleasedFields.Plan(plan.ToArray()) : null,
        };
    }
}
