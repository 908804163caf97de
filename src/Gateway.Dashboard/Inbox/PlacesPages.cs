using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Inbox;

/// <summary>Places of the office's services.</summary>
internal static class PlacesPages
{
    internal static void Map(IEndpointRouteBuilder inbox)
    {
        inbox.MapGet("/places", (string? note, Viewer viewer, IStatedPlaces places, CancellationToken cancellation) => PageAsync(viewer, places, note, problem: null, cancellation));
        inbox.MapPost("/places", StateAsync);
    }

    private static async Task<IResult> StateAsync([FromForm] IFormCollection form, Viewer viewer, IStatedPlaces places, CancellationToken cancellation)
    {
        if (viewer.Agency is not { } agency)
            return Missing.Page();
        return await places.StateAsync(agency, new AnswerFields(form).Places(), viewer.Name, cancellation) switch
        {
            InboxAnswered.Accepted => Results.LocalRedirect("/dashboard/inbox/places?note=stated"),
            InboxAnswered.Refused refused => await PageAsync(viewer, places, note: null, refused.Code, cancellation),
            _ => Missing.Page(),
        };
    }

    private static async Task<IResult> PageAsync(Viewer viewer, IStatedPlaces places, string? note, string? problem, CancellationToken cancellation) =>
        viewer.Agency is { } agency
            ? PageResult.Of<PlacesPage>(new { Lines = await places.ListAsync(agency, cancellation), NoteCode = note, Problem = problem }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity)
            : Missing.Page();
}
