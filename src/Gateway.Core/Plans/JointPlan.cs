using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>
/// A plan is a referral with its parts: nothing is stored for it beside what those hold. Of a joint plan each lead sees the whole as
/// far as the manifest lets through; a plan with one lead causes no message.
/// </summary>
public static class JointPlan
{
    /// <summary>
    /// The parts of a plan, in the order in which they were issued. One that was declined and goes on to another office is none
    /// any more, unless the referring office was told of the decline.
    /// </summary>
    public static IReadOnlyList<HandoverSnapshot> Parts(Draft draft, ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        return [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id && !GoesOn(h)).OrderBy(h => h.IssuedAt).ThenBy(h => h.Id)];
    }

    private static bool GoesOn(HandoverSnapshot part) =>
        part.State == HandoverState.NotAccepted && AskedBefore.SendsOn(part.LastOutcome) && part.Told != CoarseStatuses.NotAccepted;

    /// <summary>Tells the leads of a joint plan, but for the one whose doing it is. Whoever waits to be handed its part, or has left, is told nothing.</summary>
    public static void Tell(Draft draft, ReferralSnapshot referral, string? except = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        var parts = Parts(draft, referral);
        var leads = Leads.All(draft.Agreed.Directory, referral, parts);
        if (leads.Count < 2)
            return;
        foreach (var lead in leads.Where(l => l != except))
        {
            var own = parts.FirstOrDefault(p => p.Recipient == lead && p.WaitsFor is null && !Lifecycle.IsFinal(p.State));
            if (own is null && lead != referral.Agency)
                continue;
            HandoverRules.Queue(draft, new DeliverySnapshot
            {
                Id = draft.NewKey(),
                ReferralId = referral.Id,
                HandoverId = own?.Id,
                ClientId = referral.ClientId,
                From = lead == referral.Agency ? leads.First(l => l != lead) : referral.Agency,
                Recipient = lead,
                Event = EventTypes.PlanChanged,
            });
        }
    }

    /// <summary>Whether a message about a plan still concerns its recipient: the referring office, or an office that got its part and has not left.</summary>
    public static bool Concerns(Draft draft, DeliverySnapshot delivery, ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(referral);
        if (referral.EndedAt is not null)
            return false;
        return delivery.Recipient == referral.Agency
            || (draft.Handovers.Find(delivery.HandoverId) is { WaitsFor: null } own && !Lifecycle.IsFinal(own.State) && draft.Known.Disclosed.Contains((referral.Id, delivery.Recipient)));
    }

    /// <summary>Where a part stands, as coarsely as the other offices may know: what the referring office was told. What the gate stopped is pending to everybody.</summary>
    public static string StateOf(HandoverSnapshot part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Told ?? CoarseStatuses.Pending;
    }

    /// <summary>The whole plan as data, before a manifest is applied.</summary>
    /// <param name="directory">Directory.</param>
    /// <param name="referral">Referral.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="today">Domain day.</param>
    public static JsonObject Whole(AgencyDirectory directory, ReferralSnapshot referral, IReadOnlyList<HandoverSnapshot> parts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(parts);
        var whole = new JsonObject();
        if (referral.Goal is { } code)
        {
            var goal = new JsonObject { ["code"] = code };
            if (referral.GoalSetBy is { } by)
                goal["setBy"] = by;
            if (Goals.Of(referral) is { Count: > 0 } dated)
                goal["dated"] = new JsonArray([.. dated.Select(d => new JsonObject { ["code"] = d.Code, ["dueOn"] = d.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) })]);
            whole["goal"] = goal;
        }

        var list = new JsonArray([.. parts.Select(p => Part(directory, Leads.Of(directory, p), p.Services, StateOf(p), p.WaitsFor, p.NextStep, today))]);
        if (referral.OwnServices is { } own)
            list.Insert(0, Part(directory, referral.Agency, own, CoarseStatuses.Accepted, null, null, today));
        whole["parts"] = list;
        return whole;
    }

    private static JsonObject Part(AgencyDirectory directory, string lead, string services, string state, string? waitsFor, string? nextStep, DateOnly today)
    {
        var part = new JsonObject { ["services"] = Codes(services), ["state"] = state };
        if (directory.Party(lead) is { } office)
        {
            part["lead"] = EventBuilder.Party(office, today);
            if (office.DutyContact is { } duty)
                part["contact"] = new JsonObject { ["role"] = duty.Role, ["phone"] = duty.Phone };
        }

        if (waitsFor is not null)
            part["waitsFor"] = Codes(waitsFor);
        if (nextStep is not null)
            part["nextStep"] = nextStep;
        return part;
    }

    private static JsonArray Codes(string services) => new([.. services.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => (JsonNode)s)]);
}
