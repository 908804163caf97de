using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Records;

/// <summary>A record, and its text for a stated purpose.</summary>
internal static class RecordPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/records/{id}", async Task<IResult> (string id, IRecordBodies bodies, CancellationToken cancellation) =>
            Parse(id) is var (submission, number) && await bodies.DescribeAsync(submission, number, cancellation) is { } body ? Show(body) : Missing.Page()).RequireAuthorization(Permission.See);
        pages.MapPost("/records/{id}", OpenAsync).RequireAuthorization(Permission.Operate);
    }

    private static async Task<IResult> OpenAsync(string id, IRecordBodies bodies, Viewer viewer, [FromForm] string? purpose, CancellationToken cancellation)
    {
        if (Parse(id) is not var (submission, number))
            return Missing.Page();
        if (purpose?.Trim().Length > StatedPurpose.Longest)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var stated = StatedPurpose.Said(purpose);
        var body = stated is null
            ? await bodies.DescribeAsync(submission, number, cancellation)
            : await bodies.OpenAsync(viewer.Reader, stated, submission, number, cancellation);
        return body is null ? Missing.Page() : Show(body, refused: stated is null);
    }

    private static IResult Show(RecordBody body, bool refused = false) => PageResult.Of<RecordPage>(new { Body = body, Refused = refused });

    private static (Guid Submission, int Number)? Parse(string id) =>
        id.Split('.') is [var submission, var number] && Guid.TryParse(submission, out var of) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (of, n) : null;
}
