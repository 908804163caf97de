using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Inbox;

/// <summary>The referrals that an office sends from the web inbox.</summary>
internal sealed class OwnReferrals(
    IPresent<Agreed> agreed, IOwnReferralStore store, IIntake intake, InboxRelease release, IOpeningLog log, TimeProvider domain) : IOwnReferrals
{
    public async Task<OwnReferralList> ListAsync(string agency, int page, CancellationToken cancellation)
    {
        if (Live(agency) is null)
            return new OwnReferralList([], [], More: false);
        var files = ListPage.Of(await store.ListAsync(agency, ListPage.Skipped(page), ListPage.Read, cancellation));
        var held = await store.HeldAsync(agency, cancellation);
        return new OwnReferralList([.. files.Lines.Select(f => OwnReferralReading.Line(f, OpensHere(agency)))], [.. held.Select(OwnReferralReading.Held)], files.More);
    }

    public async Task<OwnReferral?> ShowAsync(string agency, Guid referral, Reader reader, CancellationToken cancellation)
    {
        if (await FindAsync(agency, referral, cancellation) is not { } file)
            return null;
        await NoteAsync(file, reader, cancellation);
        return OwnReferralReading.Shown(file, OpensHere(agency));
    }

    public async Task<OwnReferralForm?> ToCorrectAsync(string agency, Guid referral, Reader reader, CancellationToken cancellation)
    {
        if (await FindAsync(agency, referral, cancellation) is not { Statement: { } stated, Referral.EndedAt: null } file)
            return null;
        await NoteAsync(file, reader, cancellation);
        return OwnReferralEvents.Form(referral, stated);
    }

    public async Task<InboxAnswered?> SendAsync(string agency, OwnReferralForm form, string user, CancellationToken cancellation)
    {
        if (Live(agency) is not { } office || form.Ticket.Length == 0)
            return null;
        JsonObject? before = null;
        if (form.Amends is { } amends)
        {
            if (await FindAsync(agency, amends, cancellation) is not { Statement: { } stated, Referral.EndedAt: null })
                return null;
            before = stated;
        }

        var data = OwnReferralEvents.Data(form, before, office, agreed.Now, agreed.Now.Directory.DayAt(agency, domain.GetUtcNow()));
        var type = before is null ? EventTypes.ReferralSubmitted : EventTypes.ReferralAmended;
        return await HandInAsync(agency, form.Key, type, data, new PageOperation(user, before is null ? "inbox.refer" : "inbox.correct", form.Amends ?? Guid.ParseExact(form.Key, "N")), Undoing.Time, cancellation);
    }

    public Task<bool> TakeBackAsync(string agency, Guid submission, string user, CancellationToken cancellation) => store.TakeBackAsync(agency, submission, user, cancellation);

    public Task<bool> SendNowAsync(string agency, Guid submission, string user, CancellationToken cancellation) => store.SendNowAsync(agency, submission, user, cancellation);

    public async Task<InboxAnswered?> CancelAsync(string agency, Guid referral, string key, string user, CancellationToken cancellation)
    {
        if (!InboxAnswer.IsKey(key))
            return new InboxAnswered.Refused(InboxAnswerProblems.FormUsed);
        if (await FindAsync(agency, referral, cancellation) is not { Referral.EndedAt: null } file || OwnReferralEvents.TicketOf(file.Statement) is not { } ticket)
            return null;
        var data = new JsonObject { ["ticket"] = key, ["inReplyTo"] = ticket };
        return await HandInAsync(agency, key, EventTypes.ReferralCancelled, data, new PageOperation(user, "inbox.cancel", referral), Undoing.Time, cancellation);
    }

    public async Task<InboxAnswered?> ArrangeAsync(string agency, Guid referral, Guid part, InboxAnswer answer, string user, CancellationToken cancellation)
    {
        if (await FindAsync(agency, referral, cancellation) is not { } file || OwnReferralReading.Line(file, OpensHere(agency)).Parts.FirstOrDefault(p => p.Handover == part) is not { Open: true } known)
            return null;
        if (answer.Outcome != ReplyOutcomes.Arranged || answer.Arranging is not { NeedMet: null } arranging)
            return new InboxAnswered.Refused(InboxAnswerProblems.NothingArranged);
        if (answer.Problem(domain.GetUtcNow(), agreed.Now.Directory.DayAt(agency, domain.GetUtcNow()), known.Standing) is { } problem)
            return new InboxAnswered.Refused(problem);
        var data = new JsonObject { ["ticket"] = answer.Key, ["inReplyTo"] = part.ToString("D"), ["outcome"] = ReplyOutcomes.Arranged, ["occurredOn"] = InboxEvents.Day(answer.OccurredOn) };
        if (arranging.Appointment is { } appointment)
            data["appointment"] = InboxEvents.Appointment(appointment);
        if (arranging.ToldOn is { } told)
            data["clientTold"] = new JsonObject { ["on"] = InboxEvents.Day(told), ["by"] = "REFERRING_OFFICE" };
        return await HandInAsync(agency, answer.Key, EventTypes.ReferralReply, data, new PageOperation(user, "inbox.arrange", referral), TimeSpan.Zero, cancellation);
    }

    public async Task<InboxOpening> OpenAsync(string agency, Guid referral, string user, CancellationToken cancellation) =>
        OpensHere(agency) && await store.ReadAsync(agency, referral, cancellation) is not null
            ? await release.OpenOwnAsync(agency, referral, user, cancellation)
            : InboxOpening.NotThere;

    private async Task<InboxAnswered> HandInAsync(string agency, string key, string type, JsonObject data, PageOperation operation, TimeSpan held, CancellationToken cancellation) =>
        await intake.AcceptAsync(InboxEvents.Request(agency, key, type, subject: null, data, operation) with { Held = held }, cancellation) switch
        {
            IntakeResult.Accepted accepted => new InboxAnswered.Accepted(accepted.Repeated, Opened: false, TooLate: false),
            IntakeResult.KeyReused => new InboxAnswered.Refused(InboxAnswerProblems.FormUsed),
            _ => throw new InvalidOperationException("Intake refused what the inbox made."),
        };

    private async Task<OwnFile?> FindAsync(string agency, Guid referral, CancellationToken cancellation) =>
        Live(agency) is null ? null : await store.ReadAsync(agency, referral, cancellation);

    private Task NoteAsync(OwnFile file, Reader reader, CancellationToken cancellation) =>
        log.NoteAsync(reader, new OpenedThing(OpeningKind.OwnReferral, file.Referral.Id, file.Referral.ClientId, file.Referral.Agency, file.Referral.Id), cancellation);

    private bool OpensHere(string agency) => Live(agency) is { Channel: ChannelKind.Inbox };

    private Agency? Live(string agency) => agreed.Now.Directory.Find(agency) is { Live: true } found ? found : null;
}
