using System.Security.Cryptography;
using Gateway.Contracts.Events;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Tasks;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Inbox;

/// <summary>
/// The web inbox of an office. Whose it is comes from who is signed in, never from the address: another agency's id is a
/// page that does not exist. Opening is a button, so that no link, prefetch or reload ever releases anything.
/// </summary>
internal static class InboxPages
{

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var inbox = pages.MapGroup("/inbox").RequireAuthorization(Permission.CaseWork);
        inbox.MapGet("", ListAsync);
        inbox.MapGet("/{id:guid}", ReadAsync);
        inbox.MapPost("/returned/{id:guid}/read", ReadReturnedAsync);
        TaskPages.Map(inbox);
        OwnPages.Map(inbox);
        PlacesPages.Map(inbox);
        inbox.MapPost("/{id:guid}/open", OpenAsync);
        inbox.MapPost("/{id:guid}/confirm", ConfirmAsync);
        inbox.MapPost("/{id:guid}/stopped", StoppedAsync);
        inbox.MapPost("/{id:guid}/no", SayNoAsync);
        inbox.MapPost("/{id:guid}/answer", AnswerAsync);
    }

    /// <summary>A key for a form that is about to be shown.</summary>
    internal static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static async Task<IResult> ListAsync(bool? over, string? page, string? note, Viewer viewer, IInbox inbox, IInboxReturns returns, IOfficeTasks tasks, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        var number = ListPage.Number(page);
        IReadOnlyList<InboxReturn> returned = over == true || number > 1 ? [] : await returns.ListAsync(agency, cancellation);
        var mine = await tasks.PageAsync(agency, over ?? false, number, cancellation);
        var lines = await inbox.ListAsync(agency, over ?? false, number, cancellation);
        return PageResult.Of<InboxPage>(new { Over = over ?? false, Tasks = mine.Lines, lines.Lines, Returned = returned, NoteCode = note, Number = number, More = mine.More || lines.More });
    }

    private static async Task<IResult> ReadReturnedAsync(Guid id, Viewer viewer, IInboxReturns returns, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await returns.ReadAsync(agency, id, viewer.Name, cancellation)
            ? Results.LocalRedirect("/dashboard/inbox?note=returned-read")
            : Missing.Page();

    private static async Task<IResult> ReadAsync(Guid id, string? note, Viewer viewer, IInbox inbox, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await inbox.ShowAsync(agency, id, viewer.Reader, cancellation) is { } handover
            ? PageResult.Of<HandoverPage>(new { Handover = handover, NoteCode = note })
            : Missing.Page();

    private static async Task<IResult> OpenAsync(Guid id, Viewer viewer, IInbox inbox, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        return await inbox.OpenAsync(agency, id, viewer.Name, cancellation) switch
        {
            InboxOpening.Opened => To(id, "opened"),
            InboxOpening.Nothing => To(id, "nothing"),
            InboxOpening.Withheld => Results.LocalRedirect("/dashboard/inbox?note=withheld"),
            InboxOpening.Failed => Results.LocalRedirect("/dashboard/inbox?note=failed"),
            _ => Missing.Page(),
        };
    }

    private static async Task<IResult> ConfirmAsync(Guid id, Viewer viewer, IInbox inbox, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await inbox.ConfirmAsync(agency, id, viewer.Name, cancellation) ? To(id, "confirmed") : Missing.Page();

    private static async Task<IResult> StoppedAsync(Guid id, Viewer viewer, IInbox inbox, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await inbox.AcknowledgeAsync(agency, id, viewer.Name, cancellation) ? To(id, "stopped") : Missing.Page();

    private static async Task<IResult> SayNoAsync(Guid id, [FromForm] string? key, [FromForm] string? kind, Viewer viewer, IInbox inbox, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency || ClientNo.Of(kind) is not { Kind: var no })
            return Missing.Page();
        return await inbox.SayNoAsync(agency, id, no, key ?? "", viewer.Name, cancellation) switch
        {
            InboxAnswered.Accepted { Repeated: true } => To(id, "repeated"),
            InboxAnswered.Accepted => To(id, "no-entered"),
            InboxAnswered.Refused => To(id, "no-repeated"),
            _ => Missing.Page(),
        };
    }

    private static async Task<IResult> AnswerAsync(Guid id, [FromForm] IFormCollection form, Viewer viewer, IInbox inbox, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        var answer = new AnswerFields(form).Answer(viewer);
        var answered = await inbox.AnswerAsync(agency, id, answer, viewer.Name, cancellation);
        if (answered is InboxAnswered.Refused refused && await inbox.ShowAsync(agency, id, viewer.Reader, cancellation) is { } handover)
            return PageResult.Of<HandoverPage>(new { Handover = handover, Problem = refused.Code, Given = answer }, StatusCodes.Status422UnprocessableEntity);
        return answered switch
        {
            InboxAnswered.Accepted { TooLate: true } => To(id, "too-late"),
            InboxAnswered.Accepted { Opened: true } => To(id, "rest-opened"),
            InboxAnswered.Accepted { Repeated: true } => To(id, "repeated"),
            InboxAnswered.Accepted when answer.Outcome == ReplyOutcomes.Received => To(id, "registered"),
            InboxAnswered.Accepted => To(id, "answered"),
            _ => Missing.Page(),
        };
    }

    private static IResult To(Guid id, string note) => Results.LocalRedirect($"/dashboard/inbox/{id:D}?note={note}");
}
