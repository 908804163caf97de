using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Tasks;

/// <summary>Tasks of the calling office: its own only. Another's is answered like one that does not exist.</summary>
internal static class TasksApi
{
    private const int Longest = 2 * 1024;
    private const int MostItems = 200;
    private const string Function = "'by' is a function at your office, 2 to 40 of a-z, 0-9 and '-', beginning with a letter; never a person's name.";
    private static readonly string ClaimWanted = "Send a JSON object with 'by'. " + Function;
    private static readonly string AttemptWanted =
        $"Send a JSON object with 'number' (from 1), 'result' ({string.Join(", ", TaskCodes.Results)}) and 'by'. {Function}";
    private static readonly string CloseWanted = $"Send a JSON object with 'outcome' ({string.Join(", ", TaskCodes.Outcomes)}) and 'by'. {Function}";
    private static readonly string Page = $"Give 'state' as open or closed, 'take' a whole number from 1 to {MostItems}, and 'after' the 'next' of an earlier page as it came.";

    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tasks", ListAsync)
            .WithName("listTasks").WithTags("Tasks")
            .WithSummary("The office's tasks")
            .WithDescription("Open ones, or closed ones; the oldest first. Nothing of a client is in them: ids that the office has, codes, days and a sentence in the office's language. An office with a system of its own also gets each as an event 'task.changed'.")
            .WithNumber("take", 1, MostItems, MostItems)
            .Answers(StatusCodes.Status200OK, "A page of tasks.", new TaskPage([OfficeTaskAnswer.Example], null))
            .ForAgencies(Scopes.ReadTasks, ProblemKind.ParameterInvalid);
        routes.MapGet("/v1/tasks/{id}", ReadAsync)
            .WithName("readTask").WithTags("Tasks")
            .WithSummary("One task")
            .WithDescription("Also when it is closed: what came of it, and when.")
            .Answers(StatusCodes.Status200OK, "The task.", OfficeTaskAnswer.Example)
            .ForAgencies(Scopes.ReadTasks, ProblemKind.TaskUnknown);
        routes.MapPost("/v1/tasks/{id}/claim", ClaimAsync)
            .WithName("claimTask").WithTags("Tasks")
            .WithSummary("Take a task on")
            .WithDescription("By a function of the office's choice. Again by the same function it is answered the same; when another function took it on, nothing changes.")
            .TakesTaskAct(TaskClaimed.Example)
            .Answers(StatusCodes.Status200OK, "The task as it is now.", OfficeTaskAnswer.Example with { State = "claimed", ClaimedBy = "intake" })
            .ForAgencies(Scopes.WorkTasks, [.. JsonRequest.Problems, ProblemKind.TaskUnknown, ProblemKind.TaskClosed, ProblemKind.TaskClaimed]);
        routes.MapPost("/v1/tasks/{id}/attempts", AttemptAsync)
            .WithName("noteAttempt").WithTags("Tasks")
            .WithSummary("Note an attempt to reach the client")
            .WithDescription($"Attempts are numbered, so that one that is sent twice counts once. The {TaskCodes.AttemptsInVain}rd in a row that reaches nobody closes the task with '{TaskCodes.NotReached}'; after a no-show this is the office's answer 'not-reached', and whoever referred learns the coarse status.")
            .TakesTaskAct(TaskAttempted.Example)
            .Answers(StatusCodes.Status200OK, "The task as it is now.", OfficeTaskAnswer.Example with { Attempts = 1, AttemptResult = "no-answer" })
            .ForAgencies(Scopes.WorkTasks, [.. JsonRequest.Problems, ProblemKind.TaskUnknown, ProblemKind.TaskClosed, ProblemKind.TaskOther, ProblemKind.AttemptOutOfTurn]);
        routes.MapPost("/v1/tasks/{id}/close", CloseAsync)
            .WithName("closeTask").WithTags("Tasks")
            .WithSummary("Close a task")
            .WithDescription("With a coded outcome. Again by the same function with the same outcome it is answered the same. When somebody else was first, nothing changes, and the answer says with what outcome and when it was closed.")
            .TakesTaskAct(TaskEnded.Example)
            .Answers(StatusCodes.Status200OK, "The task as it is now.", OfficeTaskAnswer.Example with { State = "closed", Outcome = "done", ClosedBy = "intake" })
            .ForAgencies(Scopes.WorkTasks, [.. JsonRequest.Problems, ProblemKind.TaskUnknown, ProblemKind.TaskClosed, ProblemKind.TaskOther]);
    }

    private static async Task<IResult> ListAsync(
        [Description("'open' or 'closed'; open when left out.")] string? state, [Description("The 'next' of an earlier page; from the first when left out.")] string? after,
        [Description("At most so many.")] string? take, HttpContext http, [FromServices] IOfficeTasks tasks, [FromServices] ISpoken spoken, [FromServices] IPresent<Agreed> agreed,
        CancellationToken cancellation)
    {
        var behind = Guid.Empty;
        if (state is not (null or "open" or "closed") || !WholeNumber.TryRead(take, 1, MostItems, MostItems, out var most) || (after is not null && !Guid.TryParseExact(after, "D", out behind)))
            return new ProblemResult(ProblemKind.ParameterInvalid, Page);
        var lines = await tasks.ListAsync(http.Agency(), state == "closed", after is null ? null : behind, most + 1, cancellation);
        return TypedResults.Ok(new TaskPage(
            [.. lines.Take(most).Select(l => Of(http, l, spoken, agreed.Now))], lines.Count > most ? lines[most - 1].Task.Id : null));
    }

    private static async Task<IResult> ReadAsync(
        [Description("The task.")] string id, HttpContext http, [FromServices] IOfficeTasks tasks, [FromServices] ISpoken spoken, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation) =>
        Guid.TryParseExact(id, "D", out var task) && await tasks.FindAsync(http.Agency(), task, cancellation) is { } line
            ? TypedResults.Ok(Of(http, line, spoken, agreed.Now))
            : new ProblemResult(ProblemKind.TaskUnknown);

    private static async Task<IResult> ClaimAsync(
        [Description("The task.")] string id, HttpContext http, [FromServices] IOfficeTasks tasks, [FromServices] ISpoken spoken, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<TaskClaimed>(http.Request, Longest, ClaimWanted, cancellation);
        if (asked is not { By: { } by } || !TaskCodes.IsFunction(by))
            return problem ?? JsonRequest.Refusal(ClaimWanted);
        return await ActAsync(id, new TaskAct.Claim(by), http, tasks, spoken, agreed, cancellation);
    }

    private static async Task<IResult> AttemptAsync(
        [Description("The task.")] string id, HttpContext http, [FromServices] IOfficeTasks tasks, [FromServices] ISpoken spoken, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<TaskAttempted>(http.Request, Longest, AttemptWanted, cancellation);
        if (asked is not { Number: > 0 and { } number, Result: { } result, By: { } by } || !TaskCodes.Results.Contains(result) || !TaskCodes.IsFunction(by))
            return problem ?? JsonRequest.Refusal(AttemptWanted);
        return await ActAsync(id, new TaskAct.Attempt(number, result, by), http, tasks, spoken, agreed, cancellation);
    }

    private static async Task<IResult> CloseAsync(
        [Description("The task.")] string id, HttpContext http, [FromServices] IOfficeTasks tasks, [FromServices] ISpoken spoken, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<TaskEnded>(http.Request, Longest, CloseWanted, cancellation);
        if (asked is not { Outcome: { } outcome, By: { } by } || !TaskCodes.Outcomes.Contains(outcome) || !TaskCodes.IsFunction(by))
            return problem ?? JsonRequest.Refusal(CloseWanted);
        return await ActAsync(id, new TaskAct.Close(outcome, by), http, tasks, spoken, agreed, cancellation);
    }

    private static async Task<IResult> ActAsync(
        string id, TaskAct act, HttpContext http, IOfficeTasks tasks, ISpoken spoken, IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "D", out var task))
            return new ProblemResult(ProblemKind.TaskUnknown);
        var (answer, line) = await tasks.ActAsync(http.Agency(), task, act, user: null, cancellation);
        return answer switch
        {
            TaskAnswer.Done => TypedResults.Ok(Of(http, line!, spoken, agreed.Now)),
            TaskAnswer.Closed => new ProblemResult(ProblemKind.TaskClosed, ClosedSentence(line!.Task)),
            TaskAnswer.ClaimedByOther => new ProblemResult(ProblemKind.TaskClaimed, $"'{line!.Task.ClaimedBy}' took it on at {At(line.Task.ClaimedAt)}. Nothing was changed."),
            TaskAnswer.AsksForNothingOfTheKind => new ProblemResult(ProblemKind.TaskOther),
            TaskAnswer.AttemptOutOfTurn => new ProblemResult(ProblemKind.AttemptOutOfTurn, $"So far there are {line!.Task.Attempts}; the next one is number {line.Task.Attempts + 1}. Nothing was changed."),
            _ => new ProblemResult(ProblemKind.TaskUnknown),
        };
    }

    private static string ClosedSentence(OfficeTask task) => task.Outcome is { } outcome
        ? $"It was closed with outcome '{outcome}' by '{task.ClosedBy}' at {At(task.ClosedAt)}. Nothing was changed."
        : $"The gateway closed it at {At(task.ClosedAt)}, because it is over. Nothing was changed.";

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static OfficeTaskAnswer Of(HttpContext http, TaskLine line, ISpoken spoken, Agreed agreed)
    {
        var language = agreed.Directory.Find(http.Agency())?.Language ?? "en";
        return OfficeTaskAnswer.Of(line, language, spoken.In(language, line.Says));
    }
}
