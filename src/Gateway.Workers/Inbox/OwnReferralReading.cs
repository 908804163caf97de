using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;

namespace Gateway.Workers.Inbox;

/// <summary>What the office that refers sees of its referral: what it stated, and what was released to it.</summary>
internal static class OwnReferralReading
{
    /// <param name="file">The referral.</param>
    /// <param name="opensHere">The agency opens in the inbox; whatever else it is told its system fetches.</param>
    internal static OwnReferralLine Line(OwnFile file, bool opensHere)
    {
        var referral = file.Referral;
        var told = file.Told.Where(d => d is { Event: EventTypes.ReferralStatusChanged, ReleasedAt: not null, HandoverId: not null }).ToList();
        var parts = told.GroupBy(d => d.HandoverId!.Value).Select(g => Part(file, g.Key, g.First())).OfType<OwnPart>().ToList();
        return new OwnReferralLine(
            referral.Id, OwnReferralEvents.TicketOf(file.Statement), Texts(file.Statement?["services"]), referral.SubmittedAt, parts,
            opensHere ? file.Told.Count(d => d.State == DeliveryState.Waiting) : 0,
            referral is { State: ReferralState.Unroutable or ReferralState.Withheld, EndedAt: null, CounsellorAgreedAt: null, CounsellorAskedAt: not null },
            referral.OverdueAt is not null && parts.Count == 0, referral.EndedAt is not null);
    }

    internal static OwnReferral Shown(OwnFile file, bool opensHere)
    {
        var plan = file.Told.Where(d => d is { Event: EventTypes.PlanChanged, ReleasedAt: not null }).Select(d => file.Payloads.TryGetValue(d.Id, out var bytes) ? ReleasedFields.Plan(bytes.ToArray()) : null).FirstOrDefault(p => p is not null);
        return new OwnReferral(
            Line(file, opensHere), Fields(file.Statement), plan,
            [.. file.Told.Where(d => d.ReleasedAt is not null).Select(d => new OwnTold(d.ReleasedAt!.Value, d.From, d.Event == EventTypes.ReferralStatusChanged ? d.Status : null))]);
    }

    internal static OwnHeld Held(HeldSubmission held)
    {
        var whole = JsonNode.Parse(held.Content.Span) as JsonObject;
        var data = whole?["data"] as JsonObject;
        return new OwnHeld(held.Submission.Id, (string?)whole?["type"] ?? "", OwnReferralEvents.TicketOf(data), Texts(data?["services"]), held.Left);
    }

    private static OwnPart? Part(OwnFile file, Guid id, DeliverySnapshot last)
    {
        if (file.Handovers.FirstOrDefault(h => h.Id == id) is not { } handover)
            return null;
        var data = file.Payloads.TryGetValue(last.Id, out var bytes) ? Read(bytes) : null;
        var status = last.Status ?? CoarseStatuses.Pending;
        return new OwnPart(
            id, handover.Recipient, handover.Services.Split(',', StringSplitOptions.RemoveEmptyEntries), status, last.ReleasedAt!.Value, data?.Recipient?.Contact, data?.CaseNumber,
            new InboxStanding
            {
                AppointmentAt = data?.Appointment?.At.ToUniversalTime(), AppointmentState = data?.Appointment?.State, Place = data?.Appointment?.Place, Kind = data?.Appointment?.Kind,
                ToldOn = Day(data?.ClientTold?.On), ToldBy = data?.ClientTold?.By, NeedMet = data?.NeedMet,
            },
            file.Referral.EndedAt is null && status is not (CoarseStatuses.NotAccepted or CoarseStatuses.NotStarted or CoarseStatuses.Ended or CoarseStatuses.Completed or CoarseStatuses.Cancelled));
    }

    private static ReferralStatusChanged? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ReferralStatusChanged>(bytes.Span, ContractJson.Options);
        }
        catch (JsonException)
        {
            // It went to the agency's system in a form of its own.
            return null;
        }
    }

    private static IReadOnlyList<InboxField> Fields(JsonObject? stated)
    {
        if (stated is null)
            return [];
        var shown = stated.DeepClone().AsObject();
        foreach (var member in new[] { "ticket", "inReplyTo", "sentAt", "sender", "recipient" })
            shown.Remove(member);
        return [.. ReleasedFields.Values(shown).GroupBy(v => v.Path, StringComparer.Ordinal).Select(g => new InboxField(g.Key, [.. g.Select(v => v.Value).Distinct(StringComparer.Ordinal)]))];
    }

    private static IReadOnlyList<string> Texts(JsonNode? list) => list is JsonArray texts ? [.. texts.Select(t => (string?)t).OfType<string>()] : [];

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;
}
