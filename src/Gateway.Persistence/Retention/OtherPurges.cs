using System.Globalization;
using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Retention;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges clients' agreements. A no is kept as long as anything else is known of its client: without it, what was taken back would count again.</summary>
internal sealed class AgreementPurge() : Purge(RetentionKinds.Agreements)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Rows<ClientAgreement>(((SqlText)$"""WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, a => (a.Id, a.RecordedAt));
        List<Guid> ids = [.. old.Select(a => a.Id)];
        List<Guid> clients = [.. old.Select(a => a.ClientId).Where(c => c != Guid.Empty).Distinct()];
        var about = new LoadBatch(view.Database);
        var referred = about.Values($"""SELECT "AgreementId" FROM "Referral" WHERE "AgreementId" {ids}""", r => r.Key(0));
        var known = about.Values(
            $"""SELECT "ClientId" FROM "Referral" WHERE "ClientId" {clients} UNION SELECT "ClientId" FROM "Record" WHERE "ClientId" {clients}""", r => r.Key(0));
        if (ids.Count > 0)
            await about.RunAsync(cancellation);
        List<Looked> looked = [.. old.Select(a =>
        {
            var moment = RetentionRules.MomentOf(a);
            var need = RetentionRules.NeedOf(a, referred.Contains(a.Id), known.Contains(a.ClientId), view.Held.Contains(a.ClientId));
            return new Looked(a.Id, moment, RetentionRules.Decide(view.Term, moment, need, view.Now));
        })];
        var due = old.Where(a => looked.Exists(l => l.Id == a.Id && l.Decision.Purge)).ToList();
        var emptied = await EmptiedClients.ReadAsync(view, [.. due.Select(a => a.ClientId).Distinct()], [], [], due.ConvertAll(a => a.Id), [], cancellation);
        return new PurgePage(looked, last, unit =>
        {
            foreach (var agreement in due)
                unit.First(new RowStatement($"""DELETE FROM "ClientAgreement" WHERE "Id" = {agreement.Id} AND "Version" = {agreement.Version}""", 1));
            return due.Count == 0 ? 0 : emptied.Write(unit);
        });
    }
}

/// <summary>Purges what says that something was sent, once its records and bytes are gone.</summary>
internal sealed class SubmissionPurge() : Purge(RetentionKinds.Submissions)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""
              SELECT t."Id", t."ReceivedAt", t."State", t."KeepUntil",
                CASE WHEN EXISTS (SELECT 1 FROM "Record" AS r WHERE r."SubmissionId" = t."Id") THEN 1 ELSE 0 END,
                CASE WHEN EXISTS (SELECT 1 FROM "WorkItem" AS w WHERE w."Stage" = {StageNames.Translation} AND w."SubjectId" = t."Id") THEN 1 ELSE 0 END
              FROM "Submission" AS t WHERE t."Id" > {after} ORDER BY t."Id"
              """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), ReceivedAt: r.Moment(1), State: (SubmissionState)r.GetInt32(2), Bytes: !r.IsDBNull(3), Records: r.GetInt32(4) == 1, Work: r.GetInt32(5) == 1));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.ReceivedAt));
        List<Looked> looked = [.. old.Select(r => new Looked(r.Id, r.ReceivedAt, RetentionRules.Decide(
            view.Term, r.ReceivedAt, RetentionNeeds.OfSubmission(r.State, r.Work, r.Bytes, r.Records), view.Now)))];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count == 0)
                return 0;
            unit.First(TaskClosing.Where(unit.Now, RetentionStore.Actor, $""" "SubjectId" {due}"""));
            unit.First(new RowStatement($"""DELETE FROM "Submission" WHERE "Id" {due} AND "KeepUntil" IS NULL""", due.Count));
            return 0;
        });
    }
}

/// <summary>Purges work that failed and that nobody replayed. What an open referral waits for stays.</summary>
internal sealed class ParkedPurge() : Purge(RetentionKinds.ParkedWork)
{
    internal override bool ShowsAll => false;

    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."NotBefore", t."Stage", t."SubjectId" FROM "WorkItem" AS t WHERE t."State" = {WorkItemState.Parked} AND t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), At: r.Moment(1), Stage: r.GetString(2), Subject: r.Key(3)));
        await batch.RunAsync(cancellation);
        var referrals = new LoadBatch(view.Database);
        List<Guid> subjects = [.. page.Select(p => p.Subject)];
        var of = referrals.Values(
            $"""SELECT "Id", "ReferralId" FROM "Delivery" WHERE "Id" {subjects} UNION SELECT "Id", "ReferralId" FROM "Record" WHERE "Id" {subjects} AND "ReferralId" IS NOT NULL""",
            r => (Subject: r.Key(0), Referral: r.Key(1)));
        var replayed = referrals.Values(
            $"""SELECT "WorkItemId" FROM "ReplayItem" WHERE "ReplayId" {SqlText.In($"""SELECT "Id" FROM "Replay" WHERE "State" < {Core.Operating.ReplayState.Cancelled}""")} AND "WorkItemId" {page.ConvertAll(p => p.Id)}""", r => r.Key(0));
        if (page.Count > 0)
            await referrals.RunAsync(cancellation);
        var lives = await ReferralLives.ReadAsync(view, [.. of.Select(o => o.Referral).Distinct()], cancellation);
        // A work item counts machine time.
        List<Looked> looked = [.. page.Select(p =>
        {
            var life = of.Where(o => o.Subject == p.Subject && lives.ContainsKey(o.Referral)).Select(o => lives[o.Referral].Life).FirstOrDefault();
            return new Looked(p.Id, p.At, RetentionRules.Decide(view.Term, p.At, RetentionNeeds.OfParked(replayed.Contains(p.Id), life), view.MachineNow));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, page.Count < view.Most ? null : page[^1].Id, unit =>
        {
            if (due.Count == 0)
                return 0;
            unit.First(TaskClosing.Where(unit.Now, RetentionStore.Actor, $""" "SubjectId" {due}"""));
            unit.First(new RowStatement($"""DELETE FROM "WorkItem" WHERE "Id" {due} AND "State" = {WorkItemState.Parked}""", due.Count));
            return 0;
        });
    }
}

/// <summary>Purges counts of pilot sites; a month counts from its end.</summary>
internal sealed class CountPurge() : Purge(RetentionKinds.PilotCounts)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."Period" FROM "PilotCount" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)), r => (Id: r.Key(0), Period: r.GetString(1)));
        await batch.RunAsync(cancellation);
        List<Looked> looked = [.. page.Select(p =>
        {
            var readable = DateTimeOffset.TryParseExact(p.Period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month);
            var end = readable ? month.AddMonths(1) : view.Now;
            return new Looked(p.Id, end, RetentionRules.Decide(view.Term, end, Need.None, view.Now));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, page.Count < view.Most ? null : page[^1].Id, unit =>
        {
            if (due.Count > 0)
                unit.First(new RowStatement($"""DELETE FROM "PilotCount" WHERE "Id" {due}""", due.Count));
            return 0;
        });
    }
}
