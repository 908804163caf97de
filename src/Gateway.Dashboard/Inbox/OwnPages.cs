using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Inbox;

/// <summary>
/// Referrals that the office sends itself: written, checked, sent, and taken back within ten minutes. What is written is in no
/// address and is kept nowhere before it is sent.
/// </summary>
internal static class OwnPages
{
    private const string Root = "/dashboard/inbox/own";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    internal static void Map(IEndpointRouteBuilder inbox)
    {
        inbox.MapGet("/own", ListAsync);
        inbox.MapGet("/own/new", New);
        inbox.MapPost("/own/write", Write);
        inbox.MapPost("/own/check", Check);
        inbox.MapPost("/own/send", SendAsync);
        inbox.MapGet("/own/{id:guid}", ReadAsync);
        inbox.MapPost("/own/{id:guid}/correct", CorrectAsync);
        inbox.MapPost("/own/{id:guid}/open", OpenAsync);
        inbox.MapPost("/own/{id:guid}/decide", DecideAsync);
        inbox.MapPost("/own/{id:guid}/cancel", CancelAsync);
        inbox.MapPost("/own/{id:guid}/arrange/{part:guid}", ArrangeAsync);
        inbox.MapPost("/own/sent/{id:guid}/undo", async (Guid id, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
            viewer.Agency is { } agency ? ToList(await own.TakeBackAsync(agency, id, viewer.Name, cancellation) ? "undone" : "gone") : Missing.Page());
        inbox.MapPost("/own/sent/{id:guid}/now", async (Guid id, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
            viewer.Agency is { } agency ? ToList(await own.SendNowAsync(agency, id, viewer.Name, cancellation) ? "sent-now" : "gone") : Missing.Page());
    }

    private static async Task<IResult> ListAsync(string? page, string? note, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
        viewer.Agency is { } agency
            ? PageResult.Of<OwnListPage>(new { List = await own.ListAsync(agency, ListPage.Number(page), cancellation), Number = ListPage.Number(page), NoteCode = note })
            : Missing.Page();

    private static async Task<IResult> ReadAsync(Guid id, string? note, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await own.ShowAsync(agency, id, viewer.Reader, cancellation) is { } referral
            ? PageResult.Of<OwnPage>(new { Referral = referral, NoteCode = note })
            : Missing.Page();

    private static IResult New(Viewer viewer, IPresent<Agreed> agreed) =>
        Office(viewer, agreed) ? Form(new OwnReferralForm { Key = InboxPages.NewKey() }, Nothing) : Missing.Page();

    /// <summary>Back from the check to the form.</summary>
    private static IResult Write([FromForm] IFormCollection form, Viewer viewer, IPresent<Agreed> agreed) =>
        Office(viewer, agreed) ? Form(new AnswerFields(form).Referral(viewer), Nothing) : Missing.Page();

    private static IResult Check([FromForm] IFormCollection form, Viewer viewer, IPresent<Agreed> agreed, TimeProvider domain)
    {
        if (!Office(viewer, agreed))
            return Missing.Page();
        var written = new AnswerFields(form).Referral(viewer);
        return Wrong(written, viewer, agreed, domain) is { Count: > 0 } wrong ? Form(written, wrong) : PageResult.Of<OwnCheckPage>(new { Written = written });
    }

    private static async Task<IResult> SendAsync([FromForm] IFormCollection form, Viewer viewer, IPresent<Agreed> agreed, IOwnReferrals own, TimeProvider domain, CancellationToken cancellation)
    {
        if (!Office(viewer, agreed))
            return Missing.Page();
        var written = new AnswerFields(form).Referral(viewer);
        // What was checked may have been changed on its way, or a day may have passed.
        if (Wrong(written, viewer, agreed, domain) is { Count: > 0 } wrong)
            return Form(written, wrong);
        return await own.SendAsync(viewer.Agency!, written, viewer.Name, cancellation) switch
        {
            InboxAnswered.Accepted { Repeated: true } => ToList("repeated"),
            InboxAnswered.Accepted => ToList("sent"),
            InboxAnswered.Refused => ToList("form-used"),
            _ => Missing.Page(),
        };
    }

    private static async Task<IResult> CorrectAsync(Guid id, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await own.ToCorrectAsync(agency, id, viewer.Reader, cancellation) is { } form
            ? Form(form with { Key = InboxPages.NewKey() }, Nothing)
            : Missing.Page();

    private static async Task<IResult> OpenAsync(Guid id, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
        viewer.Agency is not { } agency ? Missing.Page() : await own.OpenAsync(agency, id, viewer.Name, cancellation) switch
        {
            InboxOpening.NotThere => Missing.Page(),
            InboxOpening.Opened => To(id, "opened"),
            InboxOpening.Nothing => To(id, "nothing"),
            _ => To(id, "withheld"),
        };

    private static async Task<IResult> DecideAsync(Guid id, [FromForm] string? refer, Viewer viewer, ICounsellorDecisions decisions, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency || refer is not ("yes" or "no"))
            return Missing.Page();
        return await decisions.DecideAsync(agency, id, refer == "yes", viewer.Name, cancellation) switch
        {
            CounsellorAnswer.Unknown => Missing.Page(),
            CounsellorAnswer.NothingToDecide => To(id, "decided-before"),
            _ => To(id, "decided"),
        };
    }

    private static async Task<IResult> CancelAsync(Guid id, [FromForm] string? key, Viewer viewer, IOwnReferrals own, CancellationToken cancellation) =>
        viewer.Agency is not { } agency ? Missing.Page() : await own.CancelAsync(agency, id, key ?? "", viewer.Name, cancellation) switch
        {
            InboxAnswered.Accepted => ToList("cancelling"),
            InboxAnswered.Refused => ToList("form-used"),
            _ => Missing.Page(),
        };

    private static async Task<IResult> ArrangeAsync(Guid id, Guid part, [FromForm] IFormCollection form, Viewer viewer, IOwnReferrals own, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        var answer = new AnswerFields(form).Answer(viewer);
        return await own.ArrangeAsync(agency, id, part, answer, viewer.Name, cancellation) switch
        {
            InboxAnswered.Accepted => To(id, "arranged"),
            InboxAnswered.Refused refused when await own.ShowAsync(agency, id, viewer.Reader, cancellation) is { } referral =>
                PageResult.Of<OwnPage>(new { Referral = referral, Problem = refused.Code, Part = part, Given = answer.Arranging }, StatusCodes.Status422UnprocessableEntity),
            _ => Missing.Page(),
        };
    }

    private static IReadOnlyDictionary<string, string> Wrong(OwnReferralForm written, Viewer viewer, IPresent<Agreed> agreed, TimeProvider domain) =>
        written.Problems(agreed.Now.Directory.Find(viewer.Agency!)!, agreed.Now, domain.GetUtcNow());

    private static bool Office(Viewer viewer, IPresent<Agreed> agreed) => viewer.Agency is { } agency && agreed.Now.Directory.Find(agency) is { Live: true };

    private static IResult Form(OwnReferralForm written, IReadOnlyDictionary<string, string> wrong) =>
        PageResult.Of<OwnFormPage>(new { Written = written, Wrong = wrong }, wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static IResult ToList(string note) => Results.LocalRedirect($"{Root}?note={note}");

    private static IResult To(Guid id, string note) => Results.LocalRedirect($"{Root}/{id:D}?note={note}");
}
