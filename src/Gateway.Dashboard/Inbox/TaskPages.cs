using System.Globalization;
using Gateway.Core.Tasks;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Inbox;

/// <summary>A task of the case worker's office. Another office's is a page that does not exist.</summary>
internal static class TaskPages
{
    /// <summary>The function under which case workers act, unless they name another; in the words of the page, which are functions too.</summary>
    internal const string CaseWorker = "case-worker";

    internal static void Map(IEndpointRouteBuilder inbox)
    {
        inbox.MapGet("/tasks/{id:guid}", ReadAsync);
        inbox.MapPost("/tasks/{id:guid}/claim", ([FromForm] string? by, Guid id, Viewer viewer, IOfficeTasks tasks, CancellationToken cancellation) =>
            ActAsync(id, TaskCodes.IsFunction(by) ? new TaskAct.Claim(by!) : null, viewer, tasks, cancellation));
        inbox.MapPost("/tasks/{id:guid}/attempt", ([FromForm] string? number, [FromForm] string? result, [FromForm] string? by, Guid id, Viewer viewer, IOfficeTasks tasks, CancellationToken cancellation) =>
            ActAsync(
                id, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 && TaskCodes.Results.Contains(result ?? "") && TaskCodes.IsFunction(by) ? new TaskAct.Attempt(n, result!, by!) : null,
                viewer, tasks, cancellation));
        inbox.MapPost("/tasks/{id:guid}/close", ([FromForm] string? outcome, [FromForm] string? by, Guid id, Viewer viewer, IOfficeTasks tasks, CancellationToken cancellation) =>
            ActAsync(id, TaskCodes.Outcomes.Contains(outcome ?? "") && TaskCodes.IsFunction(by) ? new TaskAct.Close(outcome!, by!) : null, viewer, tasks, cancellation));
    }

    private static async Task<IResult> ReadAsync(Guid id, string? note, Viewer viewer, IOfficeTasks tasks, CancellationToken cancellation) =>
        viewer.Agency is { } agency && await tasks.FindAsync(agency, id, cancellation) is { } line
            ? PageResult.Of<TaskPage>(new { Line = line, NoteCode = note })
            : Missing.Page();

    /// <summary>Does it; null: the form was not filled in.</summary>
    private static async Task<IResult> ActAsync(Guid id, TaskAct? act, Viewer viewer, IOfficeTasks tasks, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        if (act is null)
            return await tasks.FindAsync(agency, id, cancellation) is null ? Missing.Page() : To(id, "incomplete");
        var (answer, _) = await tasks.ActAsync(agency, id, act, viewer.Name, cancellation);
        return answer switch
        {
            TaskAnswer.NotThere => Missing.Page(),
            TaskAnswer.Done => To(id, "done"),
            TaskAnswer.Closed => To(id, "closed"),
            TaskAnswer.ClaimedByOther => To(id, "claimed"),
            TaskAnswer.AsksForNothingOfTheKind => To(id, "other"),
            _ => To(id, "attempt"),
        };
    }

    private static IResult To(Guid id, string note) => Results.LocalRedirect($"/dashboard/inbox/tasks/{id:D}?note={note}");
}
