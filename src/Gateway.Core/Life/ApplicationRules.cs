using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// A client applied for assistance: the statutory clock of the contracts starts on that day. An office that was not competent on
/// that day forwards it, and its own clock does not start; the day of the application stays the same.
/// </summary>
public static class ApplicationRules
{
    /// <summary>Takes over an application.</summary>
    internal static void Lodged(Draft draft, RecordSnapshot record, ClientSnapshot client, ApplicationLodged lodged)
    {
        if (LifeStatements.Day(lodged.LodgedOn) is not { } day)
        {
            SetAside.Record(draft, record, LifeCodes.NotADate, LifeSentences.NoDay);
            return;
        }

        if (day > draft.TodayAt(record.Agency))
        {
            SetAside.Record(draft, record, LifeCodes.DayInFuture, LifeSentences.DayInFuture);
            return;
        }

        var agency = draft.Agreed.Directory.Party(record.Agency)!;
        if (draft.Agreed.Policy.Life.ApplicationOf(agency.Country, day) is not { } terms)
            return;
        if (Competent(draft, agency, lodged, day) is { } other)
        {
            var says = other.DutyContact is { } duty ? LifeSentences.ForwardApplication.With(other.Name, duty.Phone) : LifeSentences.ForwardApplicationNoPhone.With(other.Name);
            draft.OpenTask(TaskKinds.CaseWork, agency.Id, client.Id, "forward-application", says, dueOn: day.AddDays(terms.ForwardWithinDays));
            return;
        }

        var decideBy = day.AddDays(terms.DecideWithinDays);
        // The same application once more.
        if (client.DecideApplicationBy == decideBy)
            return;
        draft.Clients.Change(client.Id, c => c with { DecideApplicationBy = decideBy });
        draft.StartDeadline(DeadlineKinds.ApplicationDecision, client.Id, draft.Agreed.Directory.EndAt(client.Agency, decideBy));
    }

    /// <summary>The decision is due. One that another application or a benefit has overtaken is not.</summary>
    internal static void Due(Draft draft, ClientSnapshot client, DateTimeOffset dueAt)
    {
        if (client.Deceased || client.DecideApplicationBy is not { } decideBy || draft.Agreed.Directory.EndAt(client.Agency, decideBy) != dueAt)
            return;
        draft.OpenTask(TaskKinds.CaseWork, client.Agency, client.Id, "application-decision-due", TaskSentences.ApplicationDecisionDue, dueOn: draft.TodayAt(client.Agency));
    }

    /// <summary>Another office that was competent on the day; null: this one, or it cannot be told.</summary>
    private static Agency? Competent(Draft draft, Agency agency, ApplicationLodged lodged, DateOnly day) =>
        agency.Class == RecipientClass.Welfare && lodged.Client.Residence?.Municipality is { Length: > 0 } municipality
        && draft.Agreed.Directory.WelfareOfficeFor(agency.Country, municipality, day) is { } office && office.Id != agency.Id
            ? office
            : null;
}
