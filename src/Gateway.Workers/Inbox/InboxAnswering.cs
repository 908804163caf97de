using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Inbox;

/// <summary>Hands a form in as a reply, under the agency's id, through the intake that every reply takes.</summary>
internal sealed class InboxAnswering(IIntake intake, IPresent<Agreed> agreed, TimeProvider domain)
{
    internal async Task<InboxAnswered> AnswerAsync(string agency, InboxHandover handover, InboxAnswer answer, string user, CancellationToken cancellation)
    {
        if (answer.Problem(domain.GetUtcNow(), agreed.Now.Directory.DayAt(agency, domain.GetUtcNow()), handover.Line.Standing ?? new InboxStanding()) is { } problem)
            return new InboxAnswered.Refused(problem);
        var answered = await HandInAsync(agency, handover, answer.Key, EventTypes.ReferralReply, Answer(handover, answer), new PageOperation(user, "inbox.answer", handover.Line.Id, answer.Outcome), cancellation);
        // Whether the need was met is asked when it is over.
        return answered is InboxAnswered.Accepted { TooLate: true } accepted && answer.Arranging?.NeedMet is not null ? accepted with { TooLate = false } : answered;
    }

    /// <summary>Hands in a client's no: a withdrawal as the event for it, the others as an answer that says nothing else.</summary>
    internal async Task<InboxAnswered> SayNoAsync(string agency, InboxHandover handover, NoKind kind, string key, string user, CancellationToken cancellation)
    {
        if (!InboxAnswer.IsKey(key))
            return new InboxAnswered.Refused(InboxAnswerProblems.FormUsed);
        var data = Begun(handover, key);
        if (kind != NoKind.Withdrawal)
            data["outcome"] = kind == NoKind.Objection ? ReplyOutcomes.ClientObjected : ReplyOutcomes.ClientRestricted;
        var answered = await HandInAsync(
            agency, handover, key, kind == NoKind.Withdrawal ? EventTypes.ConsentWithdrawn : EventTypes.ReferralReply, data,
            new PageOperation(user, "inbox.no", handover.Line.Id, kind.ToString()), cancellation);
        return answered is InboxAnswered.Accepted accepted ? accepted with { TooLate = false } : answered;
    }

    private async Task<InboxAnswered> HandInAsync(string agency, InboxHandover handover, string key, string type, JsonObject data, PageOperation operation, CancellationToken cancellation) =>
        await intake.AcceptAsync(InboxEvents.Request(agency, key, type, handover.Line.Id.ToString("D"), data, operation), cancellation) switch
        {
            IntakeResult.Accepted accepted => new InboxAnswered.Accepted(accepted.Repeated, Opened: false, TooLate: !accepted.Repeated && !handover.MayAnswer),
            IntakeResult.KeyReused => new InboxAnswered.Refused(InboxAnswerProblems.FormUsed),
            _ => throw new InvalidOperationException("Intake refused what the inbox made."),
        };

    private static JsonObject Begun(InboxHandover handover, string key)
    {
        var data = new JsonObject { ["ticket"] = key, ["inReplyTo"] = handover.Line.Id.ToString("D") };
        if (Client(handover) is { } client)
            data["client"] = client;
        return data;
    }

    private static JsonObject Answer(InboxHandover handover, InboxAnswer answer)
    {
        var data = Begun(handover, answer.Key);
        data["outcome"] = answer.Outcome;
        data["occurredOn"] = InboxEvents.Day(answer.OccurredOn);
        if (answer.CaseNumber?.Trim() is { Length: > 0 } number)
            data["caseNumber"] = number;
        if (ReplyReasons.Coded(answer.Reason) is { } reason)
            data["reason"] = reason;
        if (answer.NextStep is { Length: > 0 } next)
            data["nextStep"] = next;
        if (answer.Goal is { Length: > 0 } goal)
            data["goal"] = new JsonObject { ["code"] = goal };
        if (answer.Arranging is { } arranging)
            Arrange(data, arranging);
        if (answer.StartsOn is not null)
            data["service"] = new JsonObject { ["startsOn"] = InboxEvents.Day(answer.StartsOn) };
        return data;
    }

    private static void Arrange(JsonObject data, InboxArranging arranging)
    {
        if (arranging.Appointment is { } appointment)
            data["appointment"] = InboxEvents.Appointment(appointment);
        if (arranging.ToldOn is { } told)
            data["clientTold"] = new JsonObject { ["on"] = InboxEvents.Day(told), ["by"] = "RECEIVING_OFFICE" };
        if (arranging.NeedMet is { } met)
            data["needMet"] = met;
    }

    /// <summary>
    /// The client as the office was told of it, so that its own record of the client is found by its data protection officer. The
    /// referring agency's own reference is none of the office's numbers: there it may name somebody else.
    /// </summary>
    private static JsonObject? Client(InboxHandover handover)
    {
        string[] Values(string path) => [.. handover.Parts.SelectMany(p => p.Fields).Where(f => f.Path == path).SelectMany(f => f.Values).Distinct(StringComparer.Ordinal)];
        return Values("client.identifiers.scheme") is [var scheme] && scheme != IdentifierSchemes.AgencyReference && Values("client.identifiers.value") is [var value]
            ? new JsonObject { ["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = scheme, ["value"] = value }) }
            : null;
    }
}
