using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Noes;
using Gateway.Core.Plans;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>Builds the canonical data of an event from what its view lets through.</summary>
public static class EventBuilder
{
    /// <summary>A handover. What the view does not name is not in it; who refers stands beside the referral.</summary>
    /// <returns>The data, and the paths that it discloses.</returns>
    public static (JsonObject Data, IReadOnlyList<string> Fields) Handover(
        Agreed agreed, DeliverySnapshot delivery, HandoverSnapshot handover, JsonObject statement, IReadOnlySet<string> fields, Agency to, DateTimeOffset now)
    {
        var from = agreed.Directory.Find(handover.Sender)!;
        var whole = statement.DeepClone().AsObject();
        // The office's name and place as the directory knows them, whatever the record called them.
        var stated = whole["sender"] as JsonObject ?? [];
        whole["sender"] = stated;
        stated["organisation"] = NameOf(from);
        stated["municipality"] = PlaceOf(from, CountryTime.DayOf(from.Country, now));
        whole["services"] = new JsonArray([.. handover.Services.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => (JsonNode)s)]);
        var projected = Projection.Project(whole, fields);
        var referral = projected.Data;
        var sender = referral["sender"];
        referral.Remove("sender");
        var data = new JsonObject
        {
            ["ticket"] = handover.Id.ToString("D"),
            ["step"] = delivery.Step,
            ["sentAt"] = Utc(now),
            ["ackDueOn"] = handover.AckDueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (delivery.Revision > 0)
            data["revision"] = delivery.Revision;
        if (to.Class == RecipientClass.Welfare)
            data["tellClientToApply"] = true;
        if (sender is not null)
            data["sender"] = sender;
        data["recipient"] = Party(to, now);
        data["referral"] = referral;
        return (data, projected.Fields);
    }

    /// <summary>A status: to the referring office under its own ticket, to a recipient under the handover's.</summary>
    public static (JsonObject Data, IReadOnlyList<string> Fields) Status(
        Agreed agreed, DeliverySnapshot delivery, ReferralSnapshot referral, HandoverSnapshot? handover, string senderTicket, string? caseNumber, IReadOnlySet<string> fields, DateTimeOffset now)
    {
        var toSender = delivery.Recipient == referral.Agency;
        var whole = new JsonObject
        {
            ["ticket"] = delivery.Id.ToString("D"),
            ["inReplyTo"] = toSender ? senderTicket : handover!.Id.ToString("D"),
            ["referralId"] = referral.Id.ToString("D"),
            ["sentAt"] = Utc(now),
            ["status"] = delivery.Status ?? CoarseStatuses.Pending,
        };
        if (toSender && caseNumber is not null)
            whole["caseNumber"] = caseNumber;
        if (handover is not null)
            whole["recipient"] = Party(agreed.Directory.Find(handover.Recipient)!, now);
        if (handover is not null && (toSender || !StopNotices.Statuses.Contains(delivery.Status)))
            Arranged(whole, agreed, handover, toSender, agreed.Directory.Find(delivery.Recipient));
        var projected = Projection.Project(whole, fields);
        return (projected.Data, projected.Fields);
    }

    /// <summary>A joint plan as it stands: to the referring office under its own ticket, to a lead under that of its part.</summary>
    public static (JsonObject Data, IReadOnlyList<string> Fields) Plan(
        Agreed agreed, DeliverySnapshot delivery, ReferralSnapshot referral, IReadOnlyList<HandoverSnapshot> parts, string senderTicket, IReadOnlySet<string> fields, Moment moment)
    {
        var whole = JointPlan.Whole(agreed.Directory, referral, parts, agreed.Directory.DayAt(referral.Agency, moment.Now));
        whole["ticket"] = delivery.Id.ToString("D");
        whole["inReplyTo"] = delivery.Recipient == referral.Agency ? senderTicket : delivery.HandoverId!.Value.ToString("D");
        whole["referralId"] = referral.Id.ToString("D");
        whole["sentAt"] = Utc(moment.Now);
        var projected = Projection.Project(whole, fields);
        return (projected.Data, projected.Fields);
    }

    /// <summary>What was arranged, in the time of the country of the office that is told, and whom to call at the other.</summary>
    private static void Arranged(JsonObject whole, Agreed agreed, HandoverSnapshot handover, bool toSender, Agency? to)
    {
        if (toSender && agreed.Directory.Find(handover.Recipient)?.DutyContact is { } duty)
            whole["recipient"]!["contact"] = new JsonObject { ["function"] = duty.Role, ["phone"] = duty.Phone };
        // A route that has ended has no appointment, however it ended.
        var open = !Lifecycle.IsFinal(handover.State);
        if (open && handover.AppointmentAt is { } at)
        {
            var local = TimeZoneInfo.ConvertTime(at, CountryTime.Of(to?.Country ?? ""));
            var appointment = new JsonObject { ["at"] = local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), ["state"] = handover.AppointmentState };
            if (handover.AppointmentPlace is { } place)
                appointment["place"] = place;
            if (handover.AppointmentKind is { } kind)
                appointment["kind"] = kind;
            whole["appointment"] = appointment;
        }

        if (open && handover.ClientToldOn is { } day)
            whole["clientTold"] = new JsonObject { ["on"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["by"] = handover.ClientToldBy };
        if (handover.NeedMet is { } met && (open || (handover.LastOutcome is { } last && Lifecycle.Ends(last))))
            whole["needMet"] = met;
    }

    private static JsonObject Party(Agency agency, DateTimeOffset now) => Party(agency, CountryTime.DayOf(agency.Country, now));

    /// <summary>An office as events name it.</summary>
    internal static JsonObject Party(Agency agency, DateOnly today)
    {
        var party = new JsonObject { ["organisation"] = NameOf(agency) };
        if (PlaceOf(agency, today) is { } place)
            party["municipality"] = place;
        return party;
    }

    private static string NameOf(Agency agency) => agency.Organisations.Count > 0 ? agency.Organisations[0] : agency.Id;

    private static string? PlaceOf(Agency agency, DateOnly today) => agency.Territory.FirstOrDefault(t => t.Covers(today))?.Municipality;

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
