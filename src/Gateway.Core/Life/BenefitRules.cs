using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// A benefit ends, or the client goes from one to another. Neither changes which services are offered, and neither closes
/// anything: what is undecided is decided again, and who may know the benefit is told.
/// </summary>
public static class BenefitRules
{
    private const string SchemeField = "registration.benefitScheme";

    /// <summary>A benefit will end: the client's own counsellor gets a task as many months ahead as the rule of the contracts says.</summary>
    internal static void Ends(Draft draft, RecordSnapshot record, ClientSnapshot client, BenefitEndingNotice notice)
    {
        if (LifeStatements.Day(notice.EndsOn) is not { } ends)
        {
            SetAside.Record(draft, record, LifeCodes.NotADate, LifeSentences.NoDay);
            return;
        }

        var said = LifeStatements.SaidAt(record, notice.SentAt);
        var life = draft.LifeOf(client.Id);
        // Another end, or a change of benefit, was said since: this one is history.
        if (life.EndSaidAt > said || life.Benefits.Any(b => b.At > said))
            return;
        draft.NoteLife(client.Id, life with { EndSaidAt = said });
        draft.CloseTasks("said-again", [client.Id], TaskKinds.BenefitEnding);
        var country = draft.Agreed.Directory.Party(client.Agency)?.Country ?? "";
        var months = draft.Agreed.Policy.Life.NoticeOf(country, notice.Scheme, ends)?.Months;
        var announce = months is { } ahead ? CountryTime.StartOf(country, ends.AddMonths(-ahead)) : draft.Moment.Now;
        var later = announce > draft.Moment.Now;
        var known = draft.Clients.Change(client.Id, c => c with { BenefitEndsOn = ends, BenefitAskAt = later ? announce : null });
        if (later)
            draft.StartDeadline(DeadlineKinds.BenefitEnding, client.Id, announce);
        else
            Announce(draft, known);
    }

    /// <summary>The time to announce it has come. A notice that was changed or overtaken since is announced at its own time.</summary>
    internal static void EndIsNear(Draft draft, ClientSnapshot client, DateTimeOffset dueAt)
    {
        if (client.BenefitAskAt != dueAt || client.Deceased)
            return;
        Announce(draft, draft.Clients.Change(client.Id, c => c with { BenefitAskAt = null }));
    }

    private static void Announce(Draft draft, ClientSnapshot client) => draft.OpenTask(
        TaskKinds.BenefitEnding, client.Agency, client.Id, "benefit-ending", TaskSentences.BenefitEnding, dueOn: client.BenefitEndsOn);

    /// <summary>The client goes from one benefit to another.</summary>
    internal static void Transferred(Draft draft, RecordSnapshot record, ClientSnapshot client, BenefitTransferred transferred)
    {
        if (LifeStatements.Day(transferred.EffectiveOn) is not { } effective)
        {
            SetAside.Record(draft, record, LifeCodes.NotADate, LifeSentences.NoDay);
            return;
        }

        var life = draft.LifeOf(client.Id);
        if (life.Benefits.Any(b => b.Record == record.Id))
            return;
        var sameDay = life.Benefits.Any(b => b.EffectiveOn == effective && b.Scheme != transferred.ToScheme);
        var repeats = life.Benefits.Any(b => b.EffectiveOn == effective) && !sameDay;
        draft.NoteLife(client.Id, life with
        {
            Benefits = [.. life.Benefits, new BenefitChange(transferred.ToScheme, effective, record.Agency, record.Id, LifeStatements.SaidAt(record, transferred.SentAt))],
        });
        draft.CloseTasks("transferred", [client.Id], TaskKinds.BenefitEnding);
        Compare(draft, record, client, transferred, effective, sameDay, repeats);
        // The application that was lodged is decided: the client receives what was asked, or another benefit.
        draft.Clients.Change(client.Id, c => c with { BenefitEndsOn = null, BenefitAskAt = null, DecideApplicationBy = null });
        if (repeats)
            return;
        if (effective <= draft.TodayAt(client.Agency))
            TakesEffect(draft, client.Id);
        else
            draft.StartDeadline(DeadlineKinds.BenefitTransferred, client.Id, draft.Agreed.Directory.StartAt(client.Agency, effective));
    }

    private static void Compare(Draft draft, RecordSnapshot record, ClientSnapshot client, BenefitTransferred transferred, DateOnly effective, bool sameDay, bool repeats)
    {
        if (sameDay)
            LifeStatements.Remark(draft, record, LifeCodes.TwoOnOneDay, LifeSentences.TwoOnOneDay);
        else if (client.BenefitEndsOn is null && transferred.FromScheme is { Length: > 0 } and not "NONE" && !repeats)
            LifeStatements.Remark(draft, record, LifeCodes.EndNotKnown, LifeSentences.EndNotKnown);
        if (client.BenefitEndsOn is not { } ends)
            return;
        var between = effective.DayNumber - ends.DayNumber - 1;
        if (between > 0)
            draft.OpenTask(TaskKinds.CaseWork, record.Agency, client.Id, "benefit-gap", LifeSentences.BenefitGap.With(between), dueOn: ends);
        else if (between < 0)
            draft.OpenTask(TaskKinds.CaseWork, record.Agency, client.Id, "benefit-overlap", LifeSentences.BenefitOverlap.With(-between), dueOn: effective);
    }

    /// <summary>The first day of the new benefit has come: what is undecided is decided again, and whoever has the client's data and may know the benefit is told.</summary>
    internal static void TakesEffect(Draft draft, Guid client)
    {
        if (draft.Clients.Find(client) is not { Deceased: false, Wrapped: not null })
            return;
        OpenParts.DecideAgain(draft, client);
        var told = OpenParts.Correct(draft, client, [SchemeField]);
        draft.Audit("benefit.took-effect", "gateway", client, new { told });
    }
}
