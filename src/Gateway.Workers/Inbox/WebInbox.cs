using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Inbox;

/// <summary>The web inbox of the agencies in the directory.</summary>
internal sealed class WebInbox(IPresent<Agreed> agreed, InboxReading reading, InboxRelease release, InboxAnswering answering) : IInbox
{
    public async Task<ListPage<InboxLine>> ListAsync(string agency, bool over, int page, CancellationToken cancellation) =>
        Live(agency) is { } live ? await reading.ListAsync(live, over, page, cancellation) : new ListPage<InboxLine>([], More: false);

    public async Task<InboxHandover?> ReadAsync(string agency, Guid handover, CancellationToken cancellation) =>
        Live(agency) is { } live ? await reading.ReadAsync(live, handover, cancellation) : null;

    public async Task<InboxHandover?> ShowAsync(string agency, Guid handover, Reader reader, CancellationToken cancellation) =>
        Live(agency) is { } live ? await reading.ShowAsync(live, handover, reader, cancellation) : null;

    public async Task<InboxOpening> OpenAsync(string agency, Guid handover, string user, CancellationToken cancellation)
    {
        if (Live(agency) is not { } live)
            return InboxOpening.NotThere;
        if (await reading.ReadAsync(live, handover, cancellation) is { } known)
            return known.OpensHere ? await release.OpenAsync(agency, handover, user, cancellation) : InboxOpening.NotThere;
        // Somebody opens from a list that was read before it was stopped.
        return await reading.WasStoppedAsync(live, handover, cancellation) ? InboxOpening.Withheld : InboxOpening.NotThere;
    }

    public async Task<bool> ConfirmAsync(string agency, Guid handover, string user, CancellationToken cancellation)
    {
        if (Live(agency) is not { } live || await reading.ReadAsync(live, handover, cancellation) is not { } known)
            return false;
        if (known.Line.Unconfirmed > 0)
            await release.ConfirmAsync(agency, handover, known.OpensHere, stopped: false, user, cancellation);
        return true;
    }

    public async Task<bool> AcknowledgeAsync(string agency, Guid handover, string user, CancellationToken cancellation)
    {
        if (Live(agency) is not { } live || await reading.ReadAsync(live, handover, cancellation) is not { } known)
            return false;
        if (known.Line.Unconfirmed > 0)
            await release.ConfirmAsync(agency, handover, known.OpensHere, stopped: true, user, cancellation);
        return true;
    }

    public async Task<InboxAnswered> SayNoAsync(string agency, Guid handover, NoKind kind, string key, string user, CancellationToken cancellation) =>
        Live(agency) is { } live && await reading.ReadAsync(live, handover, cancellation) is { Parts.Count: > 0 } known
            ? await answering.SayNoAsync(agency, known, kind, key, user, cancellation)
            : new InboxAnswered.NotThere();

    public async Task<InboxAnswered> AnswerAsync(string agency, Guid handover, InboxAnswer answer, string user, CancellationToken cancellation)
    {
        if (Live(agency) is not { } live || await reading.ReadAsync(live, handover, cancellation) is not { Parts.Count: > 0 } known)
            return new InboxAnswered.NotThere();
        var answered = await answering.AnswerAsync(agency, known, answer, user, cancellation);
        if (answered is not InboxAnswered.Accepted { Repeated: false } accepted)
            return answered;
        // Whoever answers has read it.
        await ConfirmAsync(agency, handover, user, cancellation);
        if (!answer.OpenRest || !known.OpensHere || !await reading.WaitsAsync(agency, handover, cancellation))
            return accepted;
        return accepted with { Opened = await release.OpenAsync(agency, handover, user, cancellation) == InboxOpening.Opened };
    }

    private Agency? Live(string agency) => agreed.Now.Directory.Find(agency) is { Live: true } found ? found : null;
}
